package listeleve

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/massar-platform/massar/platform/xlsx"
)

// readLine reads one line; ok is false for a line that is no pupil: an empty
// one, or the words under the table.
func (r *reader) readLine(line int) (s Student, ok bool) {
	codeCell := r.cell(fieldCode, line)
	family, first := r.cell(fieldFamily, line), r.cell(fieldFirst, line)
	latinFamily, latinFirst := r.cell(fieldLatinFamily, line), r.cell(fieldLatinFirst, line)
	names := 0
	for _, c := range []xlsx.Cell{family, first, latinFamily, latinFirst} {
		if !c.Empty() {
			names++
		}
	}
	if field, label := lookup(r.labels, codeCell.Text); label && field == fieldCode {
		return Student{}, false // the header once more, on a new page
	}
	text := code(codeCell)
	wellFormed := oddCode.MatchString(text)
	if !wellFormed && names < 2 && (text == "" || !strings.ContainsAny(text, "0123456789") || names == 0) {
		r.footer(codeCell, family, first)
		return Student{}, false
	}
	s = Student{Line: line, Cells: map[string]string{}}
	for field := range r.columns {
		s.Cells[field] = r.cell(field, line).Address()
	}
	r.readCode(&s, codeCell, text)
	s.Family, s.First = r.text(family), r.text(first)
	s.LatinFamily, s.LatinFirst = r.text(latinFamily), r.text(latinFirst)
	r.checkNames(&s)
	s.BirthPlace = r.text(r.cell(fieldBirthPlace, line))
	r.readSex(&s, r.cell(fieldSex, line))
	r.readBirthDate(&s, r.cell(fieldBirthDate, line))
	return s, true
}

// footer reports a line that was passed over although it says something.
func (r *reader) footer(cells ...xlsx.Cell) {
	for _, c := range cells {
		if !c.Empty() {
			r.warn(c.Address(), xlsx.ReasonRowUnknown, xlsx.Printable(c.Text))
			return
		}
	}
}

func (r *reader) readCode(s *Student, cell xlsx.Cell, text string) {
	address := cell.Address()
	if !oddCode.MatchString(text) {
		r.issue(address, xlsx.ReasonMassarCodeInvalid, xlsx.Printable(cell.Text))
		return
	}
	if !codePattern.MatchString(text) {
		r.warn(address, xlsx.ReasonMassarCodeInvalid, text)
	}
	s.MassarCode = text
	if first, twice := r.seen[text]; twice {
		r.issue(address, xlsx.ReasonDuplicateInFile, text, first)
		return
	}
	r.seen[text] = r.sheet.Name + "!" + address
}

// text gives a cell's cleaned text, or an issue and nothing.
func (r *reader) text(c xlsx.Cell) string {
	text := c.Clean()
	if !xlsx.Allowed(text) {
		r.issue(c.Address(), xlsx.ReasonTextNotAllowed, xlsx.Printable(text))
		return ""
	}
	return text
}

// checkNames asks for both names in the script that the file has: Arabic where
// it has Arabic columns, else Latin.
func (r *reader) checkNames(s *Student) {
	_, arabicFamily := r.columns[fieldFamily]
	_, arabicFirst := r.columns[fieldFirst]
	pairs := []struct{ field, value string }{{fieldFamily, s.Family}, {fieldFirst, s.First}}
	if !arabicFamily && !arabicFirst {
		pairs = []struct{ field, value string }{{fieldLatinFamily, s.LatinFamily}, {fieldLatinFirst, s.LatinFirst}}
	}
	for _, p := range pairs {
		if p.value != "" {
			continue
		}
		address, column := s.Cells[p.field]
		if !column {
			address = s.Cells[fieldCode] // the column itself is not there
		}
		if r.reported(address, xlsx.ReasonTextNotAllowed) {
			continue
		}
		r.issue(address, xlsx.ReasonNameMissing)
	}
}

// reported tells whether a cell of this sheet was found bad already.
func (r *reader) reported(address, reason string) bool {
	for i := len(r.file.Issues) - 1; i >= 0 && i >= len(r.file.Issues)-len(r.columns); i-- {
		if x := r.file.Issues[i]; x.Sheet == r.sheet.Name && x.Cell == address && x.Reason == reason {
			return true
		}
	}
	return false
}

func (r *reader) readSex(s *Student, c xlsx.Cell) {
	switch xlsx.Fold(c.Text) {
	case "":
	case "ذكر", "m", "masculin", "garcon", "h", "homme":
		s.Sex = Male
	case "انثي", "f", "feminin", "fille", "femme":
		s.Sex = Female
	default:
		r.issue(c.Address(), xlsx.ReasonCellInvalid, xlsx.Printable(c.Text))
	}
}

// Years of birth that a pupil can have; adults learn in evening classes too.
const (
	oldestBirth   = 1930
	youngestBirth = 2040
)

var dayPatterns = []*regexp.Regexp{
	regexp.MustCompile(`^(?P<d>[0-9]{1,2})[-/. ](?P<m>[0-9]{1,2})[-/. ](?P<y>[0-9]{4})(?: 0?0:00(?::00)?)?$`),
	regexp.MustCompile(`^(?P<y>[0-9]{4})[-/](?P<m>[0-9]{1,2})[-/](?P<d>[0-9]{1,2})(?:[ t]00:00(?::00)?)?$`),
}

func (r *reader) readBirthDate(s *Student, c xlsx.Cell) {
	if c.Empty() {
		if _, ok := r.columns[fieldBirthDate]; ok {
			r.warn(c.Address(), xlsx.ReasonDateInvalid, "")
		}
		return
	}
	day, ok := r.day(c)
	if !ok || day.Year() < oldestBirth || day.Year() > youngestBirth {
		r.issue(c.Address(), xlsx.ReasonDateInvalid, xlsx.Printable(c.Text))
		return
	}
	s.BirthDate = day.Format(time.DateOnly)
}

func (r *reader) day(c xlsx.Cell) (time.Time, bool) {
	if c.Number {
		serial, err := strconv.ParseFloat(c.Text, 64)
		if err != nil {
			return time.Time{}, false
		}
		return r.book.Date(serial)
	}
	text := xlsx.Fold(c.Text)
	for _, pattern := range dayPatterns {
		m := pattern.FindStringSubmatch(text)
		if m == nil {
			continue
		}
		part := func(name string) int { n, _ := strconv.Atoi(m[pattern.SubexpIndex(name)]); return n }
		y, mo, d := part("y"), part("m"), part("d")
		day := time.Date(y, time.Month(mo), d, 0, 0, 0, 0, time.UTC)
		// time.Date turns 31 February into March.
		return day, day.Year() == y && int(day.Month()) == mo && day.Day() == d
	}
	return time.Time{}, false
}
