//go:build !webapps

package web

import (
	"embed"
	"io/fs"
)

// Apps returns nothing: this binary was built without the apps.
func Apps() (fs.FS, error) { return embed.FS{}, nil }
