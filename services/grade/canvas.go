package grade

import (
	"context"
	"strings"

	"github.com/massar-platform/massar/platform/roster"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/services/grade/internal/notescc"
	"github.com/massar-platform/massar/services/grade/internal/store"
)

// binding is what a workbook of a sheet must say about itself, and what our own
// exports say.
type binding struct {
	sheet  *store.Sheet
	class  roster.Class
	school roster.School
	pupils []store.Pupil
	keys   map[store.CanvasKey]string
}

// bindingOf reads the facts of a sheet: names, class list, and the technical keys
// that earlier files taught.
func bindingOf(ctx context.Context, q sqldb.Querier, sheet *store.Sheet, day string) (binding, error) {
	b := binding{sheet: sheet}
	var err error
	if b.class, err = roster.FindClass(ctx, q, sheet.ClassID); err != nil {
		return b, err
	}
	if b.school, err = roster.FindSchool(ctx, q, sheet.School); err != nil {
		return b, err
	}
	if b.pupils, err = store.Roster(ctx, q, sheet.ClassID, day); err != nil {
		return b, err
	}
	refs := make([]string, 0, len(b.pupils)+4)
	refs = append(refs, b.class.ID, sheet.Subject, sheet.SchoolYear, b.class.Level)
	for _, p := range b.pupils {
		refs = append(refs, p.StudentID)
	}
	b.keys, err = store.CanvasKeys(ctx, q, sheet.School, refs)
	return b, err
}

func (b binding) key(place string) string {
	ref := map[string]string{
		store.KeyClass: b.class.ID, store.KeySession: b.sheet.SchoolYear, store.KeySubject: b.sheet.Subject,
		store.KeyYear: b.sheet.SchoolYear, store.KeyLevel: b.class.Level,
	}[place]
	return b.keys[store.CanvasKey{Place: place, Ref: ref}]
}

func (b binding) internalID(student string) string {
	return b.keys[store.CanvasKey{Place: store.KeyStudent, Ref: student}]
}

// want is the sheet that a file is compared with.
func (s *Service) want(b binding) notescc.Want {
	w := notescc.Want{
		SchoolCode: b.sheet.School, Class: b.class.Label, Subjects: []string{b.sheet.Subject}, Semester: b.sheet.Semester,
		SchoolYear: b.sheet.SchoolYear, ClassKey: b.key(store.KeyClass), SubjectKey: b.key(store.KeySubject),
		YearKey: b.key(store.KeyYear), LevelKey: b.key(store.KeyLevel), InternalIDs: map[string]string{},
	}
	if subject, ok := s.ref.Subject(b.sheet.Subject); ok {
		w.Subjects = []string{subject.Name.Ar, subject.Name.Fr, subject.Label, subject.Code}
	}
	for _, p := range b.pupils {
		if id := b.internalID(p.StudentID); id != "" {
			w.InternalIDs[p.MassarCode] = id
		}
	}
	return w
}

// learnt are the technical keys that an accepted file teaches: those of places
// that were not known yet.
func (b binding) learnt(file *notescc.File) map[store.CanvasKey]string {
	learnt := map[store.CanvasKey]string{}
	add := func(place, ref, value string) {
		key := store.CanvasKey{Place: place, Ref: ref}
		if value != "" && ref != "" && b.keys[key] == "" {
			learnt[key] = value
		}
	}
	f := file.Facts
	add(store.KeyClass, b.class.ID, f.ClassKey.Value)
	add(store.KeySession, b.sheet.SchoolYear, f.Session.Value)
	add(store.KeySubject, b.sheet.Subject, f.SubjectKey.Value)
	add(store.KeyYear, b.sheet.SchoolYear, f.YearKey.Value)
	add(store.KeyLevel, b.class.Level, f.LevelKey.Value)
	students := make(map[string]string, len(b.pupils))
	for _, p := range b.pupils {
		students[p.MassarCode] = p.StudentID
	}
	for _, row := range file.Rows {
		add(store.KeyStudent, students[row.MassarCode], row.InternalID)
	}
	return learnt
}

// canvas is the head of an exported workbook, in Arabic as MASSAR writes it.
func (s *Service) canvas(b binding, teacher roster.Name) notescc.Canvas {
	c := notescc.Canvas{
		SchoolCode: b.sheet.School, ClassKey: b.key(store.KeyClass), Session: b.key(store.KeySession),
		SubjectKey: b.key(store.KeySubject), YearKey: b.key(store.KeyYear), LevelKey: b.key(store.KeyLevel),
		School: arabic(b.school.Name), Level: b.class.Level, Class: b.class.Label, Teacher: arabic(teacher),
		Subject: b.sheet.Subject, Semester: b.sheet.Semester, SchoolYear: b.sheet.SchoolYear,
	}
	if subject, ok := s.ref.Subject(b.sheet.Subject); ok {
		c.Subject = subject.Name.Ar
	}
	if level, ok := s.ref.Level(b.class.Level); ok {
		c.Level = level.Name.Ar
	}
	// The school's place in the tree: ma/<academy>/<directorate>/<school>.
	places := strings.Split(b.school.Node, "/")
	if len(places) > 2 {
		if academy, ok := s.ref.Academy(places[1]); ok {
			c.Academy = academy.Name.Ar
		}
		if directorate, ok := s.ref.Directorate(places[2]); ok {
			c.Directorate = directorate.Name.Ar
		}
	}
	return c
}

func arabic(n roster.Name) string {
	if n.Ar == "" {
		return n.Latin
	}
	return n.Ar
}
