package write

import (
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"
)

//go:embed migrations/*.sql
var own embed.FS

const (
	// firstShared is the lowest version that a migration shared by services may have.
	firstShared = 40
	// firstOfService is the lowest version that a service's own migration may have.
	firstOfService = 100
)

// Migrations merges this package's migrations with a service's own, which lie at
// the root of the given file system or in its folder "migrations" and begin at
// version 100, and with those of packages that several services share, such as
// platform/roster, which have versions 40 to 99. A mistake in them is reported by
// whoever reads the result.
func Migrations(service fs.FS, shared ...fs.FS) fs.FS {
	merged := mergedFS{files: map[string]fs.FS{}}
	merged.add(own, 1, firstShared-1)
	for _, each := range shared {
		merged.add(each, firstShared, firstOfService-1)
	}
	if service != nil {
		merged.add(service, firstOfService, 1<<31)
	}
	return merged
}

// mergedFS is one flat folder made of files from several.
type mergedFS struct {
	files map[string]fs.FS
	err   error
}

func (m *mergedFS) add(source fs.FS, lowest, highest int) {
	if _, err := fs.Stat(source, "migrations"); err == nil {
		sub, err := fs.Sub(source, "migrations")
		if err != nil {
			m.err = err
			return
		}
		source = sub
	}
	names, err := fs.Glob(source, "*.sql")
	if err != nil {
		m.err = err
		return
	}
	for _, name := range names {
		number, _, _ := strings.Cut(name, "_")
		version, err := strconv.Atoi(number)
		if err != nil || version < lowest || version > highest {
			m.err = fmt.Errorf("migration %s: its version must lie between %d and %d", name, lowest, highest)
			return
		}
		m.files[name] = source
	}
}

// Open opens a file of any source.
func (m mergedFS) Open(name string) (fs.File, error) {
	if m.err != nil {
		return nil, m.err
	}
	source, ok := m.files[name]
	if !ok {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return source.Open(name)
}

// ReadDir lists the files of all sources by name.
func (m mergedFS) ReadDir(name string) ([]fs.DirEntry, error) {
	if m.err != nil {
		return nil, m.err
	}
	if name != "." {
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: fs.ErrNotExist}
	}
	entries := make([]fs.DirEntry, 0, len(m.files))
	for file, source := range m.files {
		info, err := fs.Stat(source, file)
		if err != nil {
			return nil, err
		}
		entries = append(entries, fs.FileInfoToDirEntry(info))
	}
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return entries, nil
}
