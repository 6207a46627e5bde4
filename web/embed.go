//go:build webapps

package web

import (
	"embed"
	"io/fs"
)

//go:embed all:dist
var dist embed.FS

// Apps returns the built apps.
func Apps() (fs.FS, error) { return fs.Sub(dist, "dist") }
