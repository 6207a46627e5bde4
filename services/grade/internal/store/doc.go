// Package store holds grade's SQL. One text serves SQLite and PostgreSQL; each
// statement is a const above its only user. Functions take a sqldb.Querier or
// sqldb.Tx, never begin a transaction, and know nothing of gRPC.
//
// Every table that grows with pupils leads its key with the school code or the
// student id, so that rows can be distributed. roster.SchoolOf gives the school of an
// id of the form <GRESA>.<uuid>. The tables proj_* are those of platform/roster: joined
// here, never written.
package store
