package school

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"slices"
	"strings"

	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/localtext"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/write"
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

	newClasses    []store.Class
	newStudents   []store.Student
	changed       []store.Student
	newEnrolments []store.Enrolment
}

func (l *classList) plan(ctx context.Context, file *listeleve.File) error {
	l.issues = append(l.issues, file.Issues...)
	l.warnings = append(l.warnings, file.Warnings...)
	known, err := store.KnownStudents(ctx, l.tx, l.year, codes(file))
	if err != nil {
		return err
	}
	for _, class := range file.Classes {
		if !l.checkFacts(class) {
			continue
		}
		if err := l.planClass(ctx, class, known); err != nil {
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

// checkFacts compares what stands above the table with the school and year that are imported into.
func (l *classList) checkFacts(class listeleve.Class) bool {
	before := len(l.issues)
	if fact := class.SchoolCode; fact.Value != "" && fact.Value != l.school.Code {
		l.refuse(class.Sheet, fact.Cell, errorsv1.Reason_FILE_OTHER_SCHOOL, fact.Value, l.school.Code)
	} else if fact := class.School; class.SchoolCode.Value == "" && fact.Value != "" && !l.isNamed(fact.Value) {
		l.refuse(class.Sheet, fact.Cell, errorsv1.Reason_FILE_OTHER_SCHOOL, fact.Value, cmp.Or(l.school.NameAr, l.school.NameLatin))
	}
	if fact := class.Year; fact.Value != "" && !sameYear(fact.Value, l.year) {
		l.refuse(class.Sheet, fact.Cell, errorsv1.Reason_FILE_OTHER_YEAR, fact.Value, l.year)
	}
	if _, _, _, ok := l.service.ref.ParseClassLabel(class.Label.Value); !ok {
		l.refuse(class.Sheet, class.Label.Cell, errorsv1.Reason_LEVEL_UNKNOWN, class.Label.Value)
	}
	return len(l.issues) == before
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

func (l *classList) planClass(ctx context.Context, class listeleve.Class, known map[string]store.Student) error {
	target, err := store.FindClass(ctx, l.tx, l.school.Code, l.year, class.Label.Value)
	if errors.Is(err, sqldb.ErrNoRows) {
		level, stream, _, _ := l.service.ref.ParseClassLabel(class.Label.Value)
		target = store.Class{School: l.school.Code, ID: ids.InSchool(l.school.Code), Year: l.year, Label: class.Label.Value, Level: level.Code, Stream: stream, Version: 1}
		l.newClasses = append(l.newClasses, target)
	} else if err != nil {
		return err
	}
	present, err := l.present(ctx, target)
	if err != nil {
		return err
	}
	next, from := nextNumber(present), l.from(len(present) == 0)
	for _, line := range class.Students {
		have, isKnown := known[line.MassarCode]
		delete(present, line.MassarCode)
		switch {
		case !isKnown:
			fresh := l.student(line)
			fresh.ID, fresh.Version = ids.New(), 1
			l.newStudents = append(l.newStudents, fresh)
			l.enrol(fresh.ID, target, next, from)
			next++
		case have.ClassID == "":
			l.correct(have, line)
			l.enrol(have.ID, target, next, from)
			next++
		case have.ClassID != target.ID:
			l.refuse(class.Sheet, line.Cells["code"], errorsv1.Reason_ENROLLED_ELSEWHERE, line.MassarCode)
			continue
		default:
			l.correct(have, line)
		}
		l.accepted++
	}
	for _, code := range slices.Sorted(maps.Keys(present)) {
		l.warnings = append(l.warnings, xlsx.Issue{Sheet: class.Sheet, Cell: class.Label.Cell, Reason: errorsv1.Reason_ROW_MISSING.String(), Args: []string{code}})
	}
	return nil
}

// present are the students of a class today by code; none for a class that is not there yet.
func (l *classList) present(ctx context.Context, class store.Class) (map[string]store.Student, error) {
	students, err := store.ListClassStudents(ctx, l.tx, class.ID)
	if err != nil {
		return nil, err
	}
	by := make(map[string]store.Student, len(students))
	for _, student := range students {
		if student.To == "" {
			by[student.MassarCode] = student
		}
	}
	return by, nil
}

func nextNumber(present map[string]store.Student) int {
	highest := 0
	for _, student := range present {
		highest = max(highest, student.Number)
	}
	return highest + 1
}

// student is a line of the list as a row.
func (l *classList) student(line listeleve.Student) store.Student {
	ar := strings.TrimSpace(line.Family + " " + line.First)
	latin := strings.TrimSpace(line.LatinFamily + " " + line.LatinFirst)
	return store.Student{
		MassarCode: line.MassarCode, NameAr: ar, NameLatin: latin,
		Folded: localtext.Fold(ar + " " + latin), SortKey: localtext.SortKey(ar + " " + latin),
		Sex: line.Sex, BirthDate: line.BirthDate, BirthPlace: line.BirthPlace,
	}
}

// correct takes over what the list says of a student we know; a field that the list leaves empty stays.
func (l *classList) correct(have store.Student, line listeleve.Student) {
	said := l.student(line)
	if said.NameLatin == "" {
		said.NameLatin = have.NameLatin
		said.Folded, said.SortKey = localtext.Fold(said.NameAr+" "+said.NameLatin), localtext.SortKey(said.NameAr+" "+said.NameLatin)
	}
	said.Sex, said.BirthDate, said.BirthPlace = cmp.Or(said.Sex, have.Sex), cmp.Or(said.BirthDate, have.BirthDate), cmp.Or(said.BirthPlace, have.BirthPlace)
	if said.NameAr == have.NameAr && said.NameLatin == have.NameLatin && said.Sex == have.Sex && said.BirthDate == have.BirthDate && said.BirthPlace == have.BirthPlace {
		return
	}
	said.ID, said.Version = have.ID, have.Version
	l.changed = append(l.changed, said)
}

// from is the day from which an enrolment counts: the first lesson for a class that is being filled, today for
// a student who joins one that is.
func (l *classList) from(filling bool) string {
	first := l.service.firstLesson(l.year)
	if filling {
		return first
	}
	return max(first, l.service.clock.Today())
}

func (l *classList) enrol(studentID string, class store.Class, number int, from string) {
	l.newEnrolments = append(l.newEnrolments, store.Enrolment{
		StudentID: studentID, ID: ids.InSchool(class.School), School: class.School, ClassID: class.ID, Year: class.Year,
		Number: number, From: from, Version: 1,
	})
}

func (l *classList) refuse(sheet, cell string, reason errorsv1.Reason, args ...string) {
	l.issues = append(l.issues, xlsx.Issue{Sheet: sheet, Cell: cell, Reason: reason.String(), Args: args})
}

// apply writes the plan and its outbox rows.
func (l *classList) apply(ctx context.Context) error {
	var rows []write.Outgoing
	for _, class := range l.newClasses {
		if err := store.InsertClass(ctx, l.tx, class); err != nil {
			return err
		}
		rows = append(rows, classRow(class))
	}
	if err := store.InsertStudents(ctx, l.tx, l.newStudents); err != nil {
		return err
	}
	for _, student := range l.newStudents {
		rows = append(rows, studentRow(student))
	}
	for _, student := range l.changed {
		current, err := store.UpdateStudent(ctx, l.tx, student)
		if err != nil {
			return err
		}
		if !current {
			return stale("correcting a student")
		}
		student.Version++
		rows = append(rows, studentRow(student))
	}
	if err := store.InsertEnrolments(ctx, l.tx, l.newEnrolments); err != nil {
		return err
	}
	for _, enrolment := range l.newEnrolments {
		rows = append(rows, enrolmentRow(enrolment))
	}
	return emit(ctx, l.tx, rows...)
}
