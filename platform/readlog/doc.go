// Package readlog writes down who of the staff read what concerns other people.
//
// Reads must not cost a transaction each, so lines wait a moment and are written
// together; when too many wait, the reader waits for his own line. A service adds the
// table (migrations, versions 50 to 59) to its own database by write.Migrations.
package readlog
