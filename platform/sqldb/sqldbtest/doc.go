// Package sqldbtest gives each test its own database on each engine.
//
// SQLite needs nothing. For PostgreSQL the variable MASSAR_TEST_POSTGRES names a
// server whose user may create databases; without it the first test that asks
// starts one from /usr/lib/postgresql, as an unprivileged user, in a temporary
// folder and on a socket there. It serves the tests of one process and is stopped
// and removed when that process ends, however it ends.
//
// MASSAR_TEST_ENGINES=sqlite (or postgres) narrows the engines. An engine that is
// asked for and missing fails the test; nothing is ever skipped.
package sqldbtest
