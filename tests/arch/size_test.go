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
		source := read(t, name)
		// A service cannot be declared in two files: one that holds nothing else may be as long as it has RPCs.
		if ext := path.Ext(name); ext == ".proto" && bytes.Contains(source, []byte("\nservice ")) && !bytes.Contains(source, []byte("\nmessage ")) {
			continue
		}
		if n := bytes.Count(source, []byte("\n")); n > maxLines {
			t.Errorf("%s has %d lines; %d at most", name, n, maxLines)
		}
	}
}
