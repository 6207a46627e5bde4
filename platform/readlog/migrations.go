package readlog

import (
	"embed"
	"io/fs"
)

//go:embed migrations/*.sql
var embedded embed.FS

// Migrations are the table of the log, versions 50 to 59, for write.Migrations.
func Migrations() fs.FS {
	sub, err := fs.Sub(embedded, "migrations")
	if err != nil {
		// The folder is compiled in: its absence cannot happen at run time.
		panic(err)
	}
	return sub
}
