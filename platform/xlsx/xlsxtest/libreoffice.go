package xlsxtest

import (
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

//go:embed edit.py
var script []byte

// Kinds of a Set.
const (
	Text   = "text"   // a text cell, whatever it looks like
	Number = "number" // a number cell
	Type   = "type"   // as typed at the keyboard: numbers and formulas are recognised
)

// Filters of LibreOffice.
const (
	XLSX = "Calc MS Excel 2007 XML"
	XLS  = "MS Excel 97"
)

// Set puts a value into a cell.
type Set struct {
	Sheet string `json:"sheet"`
	Cell  string `json:"cell"`
	Kind  string `json:"kind"`
	Value string `json:"value"`
}

// Edit is one workbook to open, change and save.
type Edit struct {
	Data   []byte
	Set    []Set
	Filter string // XLSX when empty
}

// Saved is a workbook after the edit.
type Saved struct {
	Data []byte
	// Formulas counts the formula cells that LibreOffice saw per sheet when it
	// opened the file.
	Formulas map[string]int
}

// timeout is for the whole run; a cold start on a busy machine takes ten seconds.
const timeout = 90 * time.Second

type job struct {
	In     string `json:"in"`
	Out    string `json:"out"`
	Filter string `json:"filter"`
	Set    []Set  `json:"set"`
}

// LibreOffice applies the edits in one headless run with a profile of its own.
func LibreOffice(t *testing.T, edits []Edit) []Saved {
	t.Helper()
	soffice, err := exec.LookPath("soffice")
	if err != nil {
		t.Fatal("LibreOffice is missing: make deps installs libreoffice-calc-nogui and python3-uno")
	}
	dir := t.TempDir()
	jobs := make([]job, len(edits))
	for i, e := range edits {
		jobs[i] = job{In: filepath.Join(dir, fmt.Sprintf("in%d.xlsx", i)), Out: filepath.Join(dir, fmt.Sprintf("out%d", i)), Filter: e.Filter, Set: e.Set}
		if e.Filter == "" {
			jobs[i].Filter = XLSX
		}
		write(t, jobs[i].In, e.Data)
	}
	list, err := json.Marshal(jobs)
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "jobs.json"), list)
	write(t, filepath.Join(dir, "edit.py"), script)

	ctx, cancel := context.WithTimeout(t.Context(), timeout)
	defer cancel()
	run := exec.CommandContext(ctx, python(t, ctx), filepath.Join(dir, "edit.py"), soffice, dir)
	run.Env = append(os.Environ(), "HOME="+dir)
	// LibreOffice starts children of its own: they share a process group, so that
	// none outlives the test.
	run.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	run.Cancel = func() error { return syscall.Kill(-run.Process.Pid, syscall.SIGKILL) }
	out, err := run.CombinedOutput()
	if run.Process != nil {
		_ = syscall.Kill(-run.Process.Pid, syscall.SIGKILL) // usually nothing is left
	}
	if err != nil {
		t.Fatalf("LibreOffice did not do the edits: %v\n%s", err, out)
	}
	var formulas []map[string]int
	if err := json.Unmarshal(read(t, filepath.Join(dir, "formulas.json")), &formulas); err != nil {
		t.Fatal(err)
	}
	saved := make([]Saved, len(jobs))
	for i, j := range jobs {
		saved[i] = Saved{Data: read(t, j.Out), Formulas: formulas[i]}
	}
	return saved
}

// python gives an interpreter that has the UNO bridge: the system's own, where
// the distribution installs it, before the first one of the path.
func python(t *testing.T, ctx context.Context) string {
	t.Helper()
	for _, name := range []string{"/usr/bin/python3", "python3"} {
		if exec.CommandContext(ctx, name, "-c", "import uno").Run() == nil {
			return name
		}
	}
	t.Fatal("no python3 with the UNO bridge: make deps installs python3-uno")
	return ""
}

func write(t *testing.T, name string, data []byte) {
	t.Helper()
	if err := os.WriteFile(name, data, 0o600); err != nil {
		t.Fatal(err)
	}
}

func read(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}
