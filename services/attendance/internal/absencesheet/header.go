package absencesheet

import (
	"strings"
	"time"

	"github.com/massar-platform/massar/platform/xlsx"
)

// Bounds of the search for the header.
const (
	lastHeaderRow = 40
	lastColumn    = 120
	fewestMonths  = 2 // a row with fewer names of months is a remark
)

// Places of the layout, for what carries no label.
const (
	layoutCode = 3 // column C
	partsOf    = 4 // columns of a month
)

// monthNames are the names in use in Morocco, folded, and those of the east.
var monthNames = map[string]time.Month{
	"شتنبر": time.September, "سبتمبر": time.September, "septembre": time.September,
	"اكتوبر": time.October, "octobre": time.October,
	"نونبر": time.November, "نوفمبر": time.November, "novembre": time.November,
	"دجنبر": time.December, "ديسمبر": time.December, "decembre": time.December,
	"يناير": time.January, "janvier": time.January,
	"فبراير": time.February, "fevrier": time.February,
	"مارس": time.March, "mars": time.March,
	"ابريل": time.April, "avril": time.April,
	"ماي": time.May, "مايو": time.May, "mai": time.May,
	"يونيو": time.June, "يونيه": time.June, "juin": time.June,
}

// total is the month of the group after the last one.
const total time.Month = 0

func groupOf(c xlsx.Cell) (time.Month, bool) {
	label := xlsx.Fold(c.Text)
	if label == "المجموع" || label == "total" {
		return total, true
	}
	m, ok := monthNames[label]
	return m, ok
}

// column is one column of figures.
type column struct {
	col   int
	month time.Month
	part  int // place in the group of four
}

// findHeader looks for the row with the names of the months.
func (r *reader) findHeader() bool {
	for row := 1; row <= min(lastHeaderRow, r.sheet.LastRow()); row++ {
		months := 0
		for _, c := range r.sheet.Row(row) {
			if m, ok := groupOf(c); ok && m != total {
				months++
			}
		}
		if months >= fewestMonths {
			r.header = row
			return true
		}
	}
	return false
}

// readColumns reads the groups of the header. Whatever is filled right of the
// first month and belongs to no group is listed: its figures would be lost.
func (r *reader) readColumns() {
	cells := r.sheet.Row(r.header)
	seen := map[time.Month]string{}
	for i, c := range cells {
		if c.Col > lastColumn {
			break
		}
		month, ok := groupOf(c)
		if !ok {
			if r.first > 0 {
				r.issue(c.Address(), xlsx.ReasonColumnUnknown, xlsx.Printable(c.Text))
			}
			continue
		}
		if r.first == 0 {
			r.first = c.Col
		}
		if before, twice := seen[month]; twice {
			r.issue(c.Address(), xlsx.ReasonDuplicateInFile, xlsx.Printable(c.Text), before)
			continue
		}
		seen[month] = c.Address()
		if month != total {
			r.file.Months = append(r.file.Months, month)
		}
		end := c.Col + partsOf
		if i+1 < len(cells) {
			end = min(end, cells[i+1].Col)
		}
		r.readGroup(month, c.Col, end)
	}
}

// readGroup reads the two lines under a month: kind and unit. A group without any
// label there has the order of the layout.
func (r *reader) readGroup(month time.Month, from, to int) {
	labelled := false
	for col := from; col < to; col++ {
		labelled = labelled || !r.sheet.Own(col, r.header+1).Empty() || !r.sheet.Own(col, r.header+2).Empty()
	}
	seen := map[int]bool{}
	kind := -1
	for col := from; col < to; col++ {
		part := col - from
		if labelled {
			if k, ok := kindOf(r.sheet.At(col, r.header+1)); ok {
				kind = k
			}
			unit, ok := unitOf(r.sheet.Own(col, r.header+2))
			part = kind + unit
			if kind < 0 || !ok || seen[part] {
				r.issue(xlsx.Address(col, r.header+2), xlsx.ReasonColumnUnknown, xlsx.Printable(r.sheet.Own(col, r.header+2).Text))
				continue
			}
		}
		seen[part] = true
		r.columns = append(r.columns, column{col: col, month: month, part: part})
	}
}

// kindOf gives the place of the first column of a kind.
func kindOf(c xlsx.Cell) (int, bool) {
	label := xlsx.Fold(c.Text)
	switch {
	case strings.Contains(label, "غير") && strings.Contains(label, "مبرر"), strings.Contains(label, "non justifie"), strings.Contains(label, "injustifie"):
		return 2, true
	case strings.Contains(label, "مبرر"), strings.Contains(label, "justifie"):
		return 0, true
	}
	return 0, false
}

func unitOf(c xlsx.Cell) (int, bool) {
	label := xlsx.Fold(c.Text)
	switch {
	case strings.Contains(label, "ساع"), strings.Contains(label, "heure"):
		return 1, true
	case strings.Contains(label, "ايام"), strings.Contains(label, "يوم"), strings.Contains(label, "jour"):
		return 0, true
	}
	return 0, false
}

// findPersons finds the columns of code and names. No label of the code's column
// is known, so the column that holds most codes is it.
func (r *reader) findPersons() {
	r.code, r.family, r.given = layoutCode, layoutCode+1, layoutCode+2
	for line := r.header; line <= r.header+2; line++ {
		for _, c := range r.sheet.Row(line) {
			if c.Col >= r.first {
				break
			}
			switch label := xlsx.Fold(c.Text); {
			case strings.Contains(label, "نسب"):
				r.family = c.Col
			case strings.Contains(label, "رقم") || strings.Contains(label, "رمز") || strings.Contains(label, "code"):
				r.code = c.Col
			case strings.Contains(label, "اسم"):
				r.given = c.Col
			}
		}
	}
	most := 0
	for col := 1; col < r.first; col++ {
		codes := 0
		for line := r.header + 3; line <= r.sheet.LastRow(); line++ {
			if codePattern.MatchString(massarCode(r.sheet.Own(col, line))) {
				codes++
			}
		}
		if codes > most {
			most, r.code = codes, col
		}
	}
	r.file.codeColumn = r.code
}
