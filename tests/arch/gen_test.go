package arch

import (
	"crypto/sha256"
	"encoding/hex"
	"path"
	"strings"
	"testing"
)

// `make gen` notes what it read. This finds generated code that is older than its source without
// needing the generators; `make lint` generates again and compares every byte.
func TestGeneratedCodeIsUpToDate(t *testing.T) {
	noted := map[string]string{}
	for line := range strings.Lines(string(read(t, "proto/gen/sources.sha256"))) {
		sum, name, ok := strings.Cut(strings.TrimSpace(line), "  ")
		if ok {
			noted[name] = sum
		}
	}
	for _, name := range files(t) {
		if name != "buf.gen.yaml" && (path.Ext(name) != ".proto" || !within(name, "proto/massar")) {
			continue
		}
		sum := sha256.Sum256(read(t, name))
		if noted[name] != hex.EncodeToString(sum[:]) {
			t.Errorf("%s changed since code was generated: run make gen", name)
		}
		delete(noted, name)
	}
	for name := range noted {
		t.Errorf("%s is gone since code was generated: run make gen", name)
	}
}
