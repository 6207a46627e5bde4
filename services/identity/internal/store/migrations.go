package store

import (
	"embed"
	"io/fs"
)

//go:embed migrations/*.sql
var embedded embed.FS

// Migrations are identity's own tables, versions 100 and up; write.Migrations puts the tables of the write
// path before them.
func Migrations() fs.FS {
	sub, err := fs.Sub(embedded, "migrations")
	if err != nil {
		// The folder is compiled in: its absence cannot happen at run time.
		panic(err)
	}
	return sub
}
