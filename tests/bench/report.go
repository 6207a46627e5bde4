package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"syscall"
	"text/tabwriter"
)

// row is one line of the table.
type row struct {
	name string
	// product and limit are medians; limit is 0 where the floor is an absolute figure.
	product, limit figure
	ratios         []float64
	// floor is the least ratio, or the greatest figure where there is no limit.
	floor  float64
	errors int
	note   string
}

// figure is a value with how it is written.
type figure struct {
	value float64
	unit  string
}

func (f figure) String() string {
	switch {
	case f.unit == "":
		return "-"
	case f.value >= 100:
		return fmt.Sprintf("%.0f %s", f.value, f.unit)
	default:
		return fmt.Sprintf("%.2f %s", f.value, f.unit)
	}
}

// report is what a run found.
type report struct {
	machine string
	config  []string
	rows    []row
}

func (r *report) add(one row) { r.rows = append(r.rows, one) }

func (r *report) configured(format string, args ...any) {
	r.config = append(r.config, fmt.Sprintf(format, args...))
}

// met says whether a row keeps its floor.
func (r row) met() bool {
	if len(r.ratios) > 0 {
		return median(r.ratios) >= r.floor
	}
	return r.product.value <= r.floor
}

// print writes the table and what it was measured with.
func (r *report) print(out io.Writer) {
	if len(r.rows) == 0 {
		return
	}
	fmt.Fprintf(out, "\nmachine: %s\n", r.machine)
	for _, line := range r.config {
		fmt.Fprintln(out, line)
	}
	fmt.Fprintln(out)
	w := tabwriter.NewWriter(out, 2, 8, 2, ' ', 0)
	fmt.Fprintln(w, "name\tproduct\tlimit\tratio\tmin\tmax\terrors\tfloor\t")
	for _, one := range r.rows {
		ratio, low, high, floor := "-", "-", "-", one.floorText()
		if len(one.ratios) > 0 {
			ratio = fmt.Sprintf("%.3f", median(one.ratios))
			low, high = fmt.Sprintf("%.3f", slices.Min(one.ratios)), fmt.Sprintf("%.3f", slices.Max(one.ratios))
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%d\t%s\t%s\n", one.name, one.product, one.limit, ratio, low, high, one.errors, floor, one.note)
	}
	_ = w.Flush()
}

func (r row) floorText() string {
	verdict := "floor missed"
	if r.met() {
		verdict = "floor met"
	}
	if len(r.ratios) > 0 {
		return fmt.Sprintf("%.2f %s", r.floor, verdict)
	}
	return fmt.Sprintf("%g %s %s", r.floor, r.product.unit, verdict)
}

// failure is set when anything was answered wrongly. A missed floor is no failure: it is printed.
func (r *report) failure() error {
	var faults []error
	for _, one := range r.rows {
		if one.errors > 0 {
			faults = append(faults, fmt.Errorf("%s: %d wrong answers or errors", one.name, one.errors))
		}
	}
	return errors.Join(faults...)
}

func median(values []float64) float64 {
	if len(values) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(values))
	middle := len(sorted) / 2
	if len(sorted)%2 == 1 {
		return sorted[middle]
	}
	return (sorted[middle-1] + sorted[middle]) / 2
}

// machine says in a line what the figures were measured on.
func machine(dir string) string {
	parts := []string{fmt.Sprintf("%d cores", runtime.NumCPU())}
	if text, err := os.ReadFile("/proc/cpuinfo"); err == nil {
		for line := range strings.Lines(string(text)) {
			if name, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(name) == "model name" {
				parts = append(parts, strings.TrimSpace(value))
				break
			}
		}
	}
	if text, err := os.ReadFile("/proc/meminfo"); err == nil {
		var kB int
		if _, err := fmt.Sscanf(string(text), "MemTotal: %d kB", &kB); err == nil {
			parts = append(parts, fmt.Sprintf("%d GiB", kB>>20))
		}
	}
	parts = append(parts, runtime.GOOS+" "+runtime.Version())
	var stat syscall.Statfs_t
	if err := syscall.Statfs(dir, &stat); err == nil && stat.Type == tmpfs {
		parts = append(parts, "data on tmpfs: fsync costs nothing, set TMPDIR to a disk")
	}
	if info, ok := debug.ReadBuildInfo(); ok {
		parts = append(parts, filepath.Base(info.Main.Path))
	}
	return strings.Join(parts, ", ")
}

// tmpfs is the magic number of file systems in memory.
const tmpfs = 0x01021994
