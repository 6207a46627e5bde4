// Package badinput gives the running program what it must refuse, over JSON and over gRPC, and checks for
// every refusal that its answer is clear (status, code, reason, a message in Arabic and in French) and that
// no row of any table has changed.
package badinput
