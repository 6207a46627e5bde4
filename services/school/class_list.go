package school

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/localtext"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/xlsx"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	"github.com/massar-platform/massar/services/school/internal/listeleve"
	"github.com/massar-platform/massar/services/school/internal/store"
)

// classList turns a file that could be read into rows. plan finds everything that is wrong and writes nothing;
// apply writes everything and finds nothing.
type classList struct {
	service *Service
	tx      sqldb.Tx
	school  store.School
	year    string

	issues, warnings []xlsx.Issue
	accepted         int
	// labels are the classes of the file so far, with the cell that names each.
	labels map[string]string

	newClasses  []store.Class
	newStudents []store.Student
	changed     []store.Student
	// firstEnrolments are those of newStudents; nobody else can have enrolled them.
	firstEnrolments []store.Enrolment
	newEnrolments   []store.Enrolment
}

func (l *classList) plan(ctx context.Context, file *listeleve.File) error {
	l.issues = append(l.issues, file.Issues...)
	l.warnings = append(l.warnings, file.Warnings...)
	known, err := store.KnownStudents(ctx, l.tx, l.year, codes(file))
	if err != nil {
		return err
	}
	l.labels = map[string]string{}
	for _, class := range file.Classes {
		named, ok := l.checkFacts(class)
		if !ok {
			continue
		}
		if err := l.planClass(ctx, class, named, known); err != nil {
			return err
		}
	}
	return nil
}

func codes(file *listeleve.File) []string {
	var all []string
	for _, class := range file.Classes {
		for _, student := range class.Students {
			all = append(all, student.MassarCode)
		}
	}
	return all
}

// checkFacts compares what stands above the table with the school and year that are imported into, and reads
// the label of the class.
func (l *classList) checkFacts(class listeleve.Class) (classLabel, bool) {
	before := len(l.issues)
	if fact := class.SchoolCode; fact.Value != "" && fact.Value != l.school.Code {
		l.refuse(class.Sheet, fact.Cell, errorsv1.Reason_FILE_OTHER_SCHOOL, fact.Value, l.school.Code)
	} else if fact := class.School; class.SchoolCode.Value == "" && fact.Value != "" && !l.isNamed(fact.Value) {
		l.refuse(class.Sheet, fact.Cell, errorsv1.Reason_FILE_OTHER_SCHOOL, fact.Value, cmp.Or(l.school.NameAr, l.school.NameLatin))
	}
	if fact := class.Year; fact.Value != "" && !sameYear(fact.Value, l.year) {
		l.refuse(class.Sheet, fact.Cell, errorsv1.Reason_FILE_OTHER_YEAR, fact.Value, l.year)
	}
	named, ok := l.service.readLabel(class.Label.Value)
	first, twice := l.labels[named.text]
	switch {
	case !ok:
		l.refuse(class.Sheet, class.Label.Cell, errorsv1.Reason_LEVEL_UNKNOWN, class.Label.Value)
	case !l.service.taughtAt(l.school.Cycle, named.level):
		l.refuse(class.Sheet, class.Label.Cell, errorsv1.Reason_CLASS_LEVEL_NOT_OF_SCHOOL, named.text)
	case twice:
		l.refuse(class.Sheet, class.Label.Cell, errorsv1.Reason_DUPLICATE_IN_FILE, named.text, first)
	default:
		l.labels[named.text] = class.Sheet + "!" + class.Label.Cell
	}
	return named, len(l.issues) == before
}

// isNamed says whether a name on paper is the school's, in either script.
func (l *classList) isNamed(written string) bool {
	folded := localtext.Fold(written)
	return folded == localtext.Fold(l.school.NameAr) || folded == localtext.Fold(l.school.NameLatin) || strings.Contains(written, l.school.Code)
}

// sameYear compares "2026/2027" as MASSAR prints it with our "2026-2027".
func sameYear(written, year string) bool {
	return strings.ReplaceAll(strings.ReplaceAll(written, " ", ""), "/", "-") == year
}

func (l *classList) planClass(ctx context.Context, class listeleve.Class, named classLabel, known map[string]store.Student) error {
	target, err := store.FindClass(ctx, l.tx, l.school.Code, l.year, named.text)
	if errors.Is(err, sqldb.ErrNoRows) {
		target = named.class(l.school.Code, l.year)
		l.newClasses = append(l.newClasses, target)
	} else if err != nil {
		return err
	}
	today := l.service.clock.Today()
	were, err := store.ListClassStudents(ctx, l.tx, target.ID, today)
	if err != nil {
		return err
	}
	// The numbers of those who left are not given again.
	missing, next := map[string]bool{}, 1
	for _, student := range were {
		next = max(next, student.Number+1)
		if student.To == "" {
			missing[student.MassarCode] = true
		}
	}
	from := l.from(len(missing) == 0)
	for _, line := range class.Students {
		delete(missing, line.MassarCode)
		said, ok := l.student(class.Sheet, line)
		have, isKnown := known[line.MassarCode]
		switch {
		case isKnown && have.ClassID != "" && have.ClassID != target.ID:
			l.refuse(class.Sheet, line.Cells["code"], errorsv1.Reason_ENROLLED_ELSEWHERE, line.MassarCode)
			continue
		case !ok:
			continue
		case !isKnown:
			said.ID, said.Version = ids.New(), 1
			l.newStudents = append(l.newStudents, said)
			l.firstEnrolments = append(l.firstEnrolments, enrolled(said.ID, target, next, from))
			next++
		case have.ClassID == "":
			l.correct(have, said)
			// He may have left a class, this one too, after the first lesson.
			l.newEnrolments = append(l.newEnrolments, enrolled(have.ID, target, next, max(from, have.To)))
			next++
		default:
			l.correct(have, said)
		}
		l.accepted++
	}
	for _, code := range slices.Sorted(maps.Keys(missing)) {
		l.warnings = append(l.warnings, xlsx.Issue{Sheet: class.Sheet, Cell: class.Label.Cell, Reason: errorsv1.Reason_ROW_MISSING.String(), Args: []string{code}})
	}
	return nil
}

// student is a line of the list as a row; false when a cell of it cannot be stored.
func (l *classList) student(sheet string, line listeleve.Student) (store.Student, bool) {
	ok := true
	clean := func(field, text string) string {
		cleaned, err := localtext.CleanName(text)
		if err != nil {
			l.refuse(sheet, line.Cells[field], errorsv1.Reason_TEXT_NOT_ALLOWED, xlsx.Printable(text))
			ok = false
		} else if utf8.RuneCountInString(cleaned) > maxName {
			l.refuse(sheet, line.Cells[field], errorsv1.Reason_FIELD_TOO_LONG, strconv.Itoa(maxName))
			ok = false
		}
		return cleaned
	}
	student := store.Student{
		MassarCode: line.MassarCode, Sex: line.Sex, BirthDate: line.BirthDate, BirthPlace: clean("birthPlace", line.BirthPlace),
		NameAr:    strings.TrimSpace(clean("family", line.Family) + " " + clean("first", line.First)),
		NameLatin: strings.TrimSpace(clean("latinFamily", line.LatinFamily) + " " + clean("latinFirst", line.LatinFirst)),
	}
	setKeys(&student)
	return student, ok
}

// setKeys computes what searches and lists compare.
func setKeys(student *store.Student) {
	both := student.NameAr + " " + student.NameLatin
	student.Folded, student.SortKey = localtext.Fold(both), localtext.SortKey(both)
}

// correct takes over what the list says of a student we know; a field that the list leaves empty stays.
//
// Only the school where he was last enrolled corrects a student: another one that takes him in does not rewrite
// who he is.
func (l *classList) correct(have, said store.Student) {
	if have.School != "" && have.School != l.school.Code {
		return
	}
	said.NameAr, said.NameLatin = cmp.Or(said.NameAr, have.NameAr), cmp.Or(said.NameLatin, have.NameLatin)
	said.Sex, said.BirthDate, said.BirthPlace = cmp.Or(said.Sex, have.Sex), cmp.Or(said.BirthDate, have.BirthDate), cmp.Or(said.BirthPlace, have.BirthPlace)
	if said.NameAr == have.NameAr && said.NameLatin == have.NameLatin && said.Sex == have.Sex && said.BirthDate == have.BirthDate && said.BirthPlace == have.BirthPlace {
		return
	}
	setKeys(&said)
	said.ID, said.Version = have.ID, have.Version
	l.changed = append(l.changed, said)
}

// from is the day from which an enrolment counts: the first lesson for a class that is being filled, today for
// a student who joins one that is, within the days of lessons.
func (l *classList) from(filling bool) string {
	first, last, _ := l.service.ref.Lessons(l.year)
	if today := l.service.clock.Today(); !filling && today > first {
		return min(today, last)
	}
	return first
}

func enrolled(studentID string, class store.Class, number int, from string) store.Enrolment {
	return store.Enrolment{
		StudentID: studentID, ID: ids.InSchool(class.School), School: class.School, ClassID: class.ID, Year: class.Year,
		Number: number, From: from, Version: 1,
	}
}

func (l *classList) refuse(sheet, cell string, reason errorsv1.Reason, args ...string) {
	l.issues = append(l.issues, xlsx.Issue{Sheet: sheet, Cell: cell, Reason: reason.String(), Args: args})
}
