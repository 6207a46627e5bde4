package arch

import (
	"bytes"
	"path"
	"testing"
)

// maxLines is how long a file may be: what is longer has two subjects.
const maxLines = 600

func TestFilesAreShort(t *testing.T) {
	for _, name := range files(t) {
		if ext := path.Ext(name); generated(name) || ext != ".go" && ext != ".proto" {
			continue
		}
		if n := bytes.Count(read(t, name), []byte("\n")); n > maxLines {
			t.Errorf("%s has %d lines; %d at most", name, n, maxLines)
		}
	}
}
