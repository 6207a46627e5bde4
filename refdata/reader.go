package refdata

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io/fs"
	"strconv"
	"strings"
	"time"
)

// reader collects the files and all their faults, so that one run shows every
// line to repair.
type reader struct {
	fsys   fs.FS
	files  map[string][]byte
	faults []error
}

// each reads one file, checks its header against the expected columns and
// calls fn for every line.
func (r *reader) each(name, columns string, fn func(row)) {
	data, err := fs.ReadFile(r.fsys, name)
	if err != nil {
		r.faults = append(r.faults, err)
		return
	}
	if r.files == nil {
		r.files = map[string][]byte{}
	}
	r.files[name] = data
	in := csv.NewReader(bytes.NewReader(data))
	records, err := in.ReadAll()
	if err != nil {
		r.faults = append(r.faults, fmt.Errorf("%s: %w", name, err))
		return
	}
	if len(records) == 0 || strings.Join(records[0], " ") != columns {
		r.faults = append(r.faults, fmt.Errorf("%s: the columns must be %q", name, columns))
		return
	}
	at := make(map[string]int, len(records[0]))
	for i, column := range records[0] {
		at[column] = i
	}
	for i, fields := range records[1:] {
		fn(row{r: r, file: name, line: i + 2, at: at, fields: fields})
	}
}

// row reads the typed columns of one line; faults go to the reader.
type row struct {
	r      *reader
	file   string
	line   int // record number, header included
	at     map[string]int
	fields []string
}

func (c row) fault(column, problem string) {
	c.r.faults = append(c.r.faults, fmt.Errorf("%s:%d: column %s %q: %s", c.file, c.line, column, c.text(column), problem))
}

func (c row) text(column string) string { return c.fields[c.at[column]] }

func (c row) need(column string) string {
	if c.text(column) == "" {
		c.fault(column, "must not be empty")
	}
	return c.text(column)
}

func (c row) label(prefix string) Label {
	return Label{Ar: c.need(prefix + "_ar"), Fr: c.need(prefix + "_fr")}
}

// origin needs a status; a source may be unknown, and then the status says so.
func (c row) origin() Origin { return Origin{Status: c.need("status"), Source: c.text("source")} }

func (c row) list(column string) []string {
	if c.text(column) == "" {
		return nil
	}
	return strings.Split(c.text(column), ";")
}

func (c row) number(column string) int {
	n, err := strconv.Atoi(c.text(column))
	if err != nil {
		c.fault(column, "must be a whole number")
	}
	return n
}

func (c row) optionalNumber(column string) int {
	if c.text(column) == "" {
		return 0
	}
	return c.number(column)
}

func (c row) fraction(column string) Fraction {
	f, err := ParseFraction(c.text(column))
	if err != nil {
		c.fault(column, "must be an exact number such as 7, 0.75 or 2/3")
		return Fraction{Den: 1}
	}
	return f
}

func (c row) validity() Validity {
	v := Validity{From: c.text("valid_from"), To: c.text("valid_to")}
	for _, column := range []string{"valid_from", "valid_to"} {
		if c.text(column) != "" && !validYear(c.text(column)) {
			c.fault(column, "must be a school year such as 2026-2027")
		}
	}
	if v.From != "" && v.To != "" && v.To < v.From {
		c.fault("valid_to", "must not be before valid_from")
	}
	return v
}

func (c row) year(column string) string {
	if !validYear(c.text(column)) {
		c.fault(column, "must be a school year such as 2026-2027")
	}
	return c.text(column)
}

func (c row) date(column string) string {
	if _, err := time.Parse(time.DateOnly, c.text(column)); err != nil {
		c.fault(column, "must be a date such as 2026-11-23")
	}
	return c.text(column)
}

// validYear accepts "2026-2027": two consecutive years of four digits.
func validYear(s string) bool {
	from, to, found := strings.Cut(s, "-")
	if !found || len(from) != 4 || len(to) != 4 {
		return false
	}
	a, errA := strconv.Atoi(from)
	b, errB := strconv.Atoi(to)
	return errA == nil && errB == nil && a > 0 && b == a+1
}
