// Package summary keeps figures of schools added up, so that a place of the
// organisation tree is read by adding a row per school instead of a row per student.
//
// A service says in the transaction of a change which school and period it concerns
// (Mark), and gives a Keeper what adds one of them up. The Keeper takes marks, oldest
// first, in batches and for half of its time at most; a mark goes in the transaction
// that writes the figures in which it is counted, so that a process that ends loses
// nothing. What nobody changed is added up when it is due, because figures follow the
// day, and when it was never added up before. Of several processes one works at a time.
//
// AsOf says up to which instant every change is in the figures of a place.
//
// A service adds the tables by passing Migrations to write.Migrations.
package summary
