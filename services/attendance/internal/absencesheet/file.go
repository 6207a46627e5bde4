package absencesheet

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/massar-platform/massar/platform/xlsx"
)

// ReasonNumberInvalid is the reason of a cell that holds no number of days or
// hours that a month can have.
const ReasonNumberInvalid = "NUMBER_INVALID"

// Months are those of the sheet, in its order. It ends in June.
func Months() []time.Month {
	return []time.Month{
		time.September, time.October, time.November, time.December, time.January,
		time.February, time.March, time.April, time.May, time.June,
	}
}

// Figures are the four columns of a month.
type Figures struct {
	JustifiedDays, JustifiedHours, UnjustifiedDays, UnjustifiedHours Figure
}

// Empty says whether none of the four is filled.
func (f Figures) Empty() bool {
	return !f.JustifiedDays.Set && !f.JustifiedHours.Set && !f.UnjustifiedDays.Set && !f.UnjustifiedHours.Set
}

// at gives the figure of a column of the group of four.
func (f *Figures) at(part int) *Figure {
	return [...]*Figure{&f.JustifiedDays, &f.JustifiedHours, &f.UnjustifiedDays, &f.UnjustifiedHours}[part]
}

func (f Figures) plus(o Figures) Figures {
	for part := range 4 {
		*f.at(part) = f.at(part).plus(*o.at(part))
	}
	return f
}

// Row is one student's line.
type Row struct {
	Line          int
	MassarCode    string
	Family, First string // for messages only
	Months        map[time.Month]Figures
}

// File is an absence sheet as read. Issues refuse the file; Warnings do not.
type File struct {
	Sheet    string
	Months   []time.Month // those that the file has, in its order
	Rows     []Row
	Issues   []xlsx.Issue
	Warnings []xlsx.Issue
	// Book is the workbook, for what stands in a cell of which something is said.
	Book *xlsx.Book

	codeColumn int
}

// Bind gives one issue for each row whose student is not among the codes of the
// class.
func Bind(file *File, codes []string) []xlsx.Issue {
	var issues []xlsx.Issue
	for _, row := range file.Rows {
		if !slices.Contains(codes, row.MassarCode) {
			issues = append(issues, xlsx.Issue{
				Sheet: file.Sheet, Cell: xlsx.Address(file.codeColumn, row.Line), Reason: xlsx.ReasonRowUnknown, Args: []string{row.MassarCode},
			})
		}
	}
	return issues
}

var exportName = regexp.MustCompile(`^(?i:export_abs)(.*)\.(?i:xlsx)$`)

// FileNameFits says whether a file's name speaks of a class; known is false for a
// name that is not MASSAR's, which says nothing either way. 2APIC-1 is not
// 2APIC-11.
func FileNameFits(name, class string) (fits, known bool) {
	m := exportName.FindStringSubmatch(name[strings.LastIndexAny(name, `/\`)+1:])
	if m == nil {
		return false, false
	}
	text, label := strings.ToUpper(m[1]), strings.ToUpper(class)
	for from := 0; label != ""; {
		i := strings.Index(text[from:], label)
		if i < 0 {
			break
		}
		start := from + i
		end := start + len(label)
		// A letter may stand before the label: what MASSAR writes there is not known.
		if (start == 0 || !digit(text[start-1])) && (end == len(text) || !digit(text[end])) {
			return true, true
		}
		from = start + 1
	}
	return false, true
}

func digit(b byte) bool { return b >= '0' && b <= '9' }

// NewFileName writes the name of an export.
func NewFileName(class string) string {
	clean := strings.NewReplacer("/", "-", `\`, "-", `"`, "-", "\r", "", "\n", "", "\x00", "")
	return "export_abs_" + clean.Replace(class) + ".xlsx"
}
