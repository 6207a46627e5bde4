package summary

import (
	"embed"
	"io/fs"
)

//go:embed migrations/*.sql
var embedded embed.FS

// Migrations are the tables of this package, versions 60 to 69, for write.Migrations.
func Migrations() fs.FS {
	sub, err := fs.Sub(embedded, "migrations")
	if err != nil {
		// The folder is compiled in: its absence cannot happen at run time.
		panic(err)
	}
	return sub
}
