// Package sqldb runs one SQL text on two engines: PostgreSQL through pgx, and
// SQLite (modernc) inside the process.
//
// SQL is written in PostgreSQL's $N form and keeps to the subset that both
// engines understand; conformance_test.go shows that subset at work. Reads go
// through DB.Query and DB.QueryRow, writes only through DB.InTx.
//
// # What InTx promises
//
//   - fn may run several times (a serialization failure or a deadlock is tried
//     again, three times in all), so it has no effect but its statements.
//   - A statement that fails spoils the transaction on both engines: the
//     following ones fail and the transaction is rolled back, even if fn
//     swallows the error. Expected conflicts are written as ON CONFLICT.
//   - The caller's deadline is looked at before COMMIT; COMMIT itself runs
//     without it, 10 seconds at most. A caller that has lost interest never
//     turns a commit into a local commit that no replica has.
//   - nil means committed and, where replicas are synchronous, replicated. An
//     error with reason OUTCOME_UNKNOWN means that the effect may or may not be
//     there: the caller asks again with the same idempotency key. Every other
//     error means that nothing was written.
//
// # Round trips
//
// On PostgreSQL each statement that is waited for is a round trip. BEGIN never is one;
// Queue lets writes travel with the next statement, query or COMMIT, and ReadAll sends
// several queries at once. What travels together still runs one after another, each
// with a READ COMMITTED snapshot of its own: a lock in front of a read costs nothing,
// and the read sees what the lock waited for. The first failure stops the rest. SQLite
// runs everything at once, in the same order.
//
// # Types
//
// Ids are TEXT, instants BIGINT microseconds UTC, dates TEXT YYYY-MM-DD, marks
// BIGINT thousandths, yes or no BOOLEAN, bytes BYTEA, structured values TEXT with
// JSON that is read in Go. Lists are child tables or In. An empty BYTEA is stored
// as such, but SQLite hands it back as nil: ask IS NULL where that matters.
package sqldb
