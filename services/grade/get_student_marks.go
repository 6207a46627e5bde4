package grade

import (
	"context"
	"errors"
	"log/slog"
	"slices"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/localtext"
	"github.com/massar-platform/massar/platform/readlog"
	"github.com/massar-platform/massar/platform/roster"
	"github.com/massar-platform/massar/platform/rpc"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	gradev1 "github.com/massar-platform/massar/proto/gen/massar/grade/v1"
	optionsv1 "github.com/massar-platform/massar/proto/gen/massar/options/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/grade/internal/store"
)

// GetStudentMarks gives one student's semester as this reader may see it now: one
// indexed read of a view that was encoded when the class was published. The bytes
// go from the row to the wire as they are.
func (s *Service) GetStudentMarks(ctx context.Context, req *gradev1.GetStudentMarksRequest) (*typev1.StudentMarks, error) {
	r, err := s.reach(ctx)
	if err != nil {
		return nil, err
	}
	key := marksKey{
		student: req.GetStudentId(), year: req.GetSchoolYear(), semester: int(req.GetSemester()),
		french: rpc.Lang(ctx) == localtext.French,
	}
	if err := s.currentTerm(&key.year, &key.semester, r.day); err != nil {
		return nil, err
	}
	if err := s.mayRead(r, key.student); err != nil {
		return nil, err
	}
	list, err := s.viewsOf(ctx, r, key)
	if err != nil {
		return nil, err
	}
	view := viewFor(r, list)
	switch {
	case view == nil && staffReads(r):
		return nil, studentNotFound()
	case view == nil:
		// The reader knows the student: what is not there is a class of that year.
		return nil, errs.E(errs.NotFound, errorsv1.Reason_MARKS_NOT_FOUND, "finding a student's marks", nil)
	}
	if staffReads(r) {
		if err := s.checkPlace(ctx, r, key, view); err != nil {
			return nil, err
		}
	}
	answer := &typev1.StudentMarks{}
	// Fields that the message does not know are sent as they are: the encoded view
	// is the answer, and nobody decodes it on this side.
	answer.ProtoReflect().SetUnknown(view.Body)
	return answer, nil
}

// mayRead decides for students and guardians; for staff the place of the student
// decides, which the view tells.
func (s *Service) mayRead(r reach, student string) error {
	switch r.caller.Role {
	case optionsv1.Role_ROLE_STUDENT:
		if r.caller.PersonID == student {
			return nil
		}
	case optionsv1.Role_ROLE_GUARDIAN:
		if slices.Contains(r.nodes.GetStudentIds(), student) {
			return nil
		}
	case optionsv1.Role_ROLE_SCHOOL_OFFICE, optionsv1.Role_ROLE_PROVINCE, optionsv1.Role_ROLE_ACADEMY, optionsv1.Role_ROLE_MINISTRY:
		return nil
	}
	return studentNotFound()
}

func staffReads(r reach) bool {
	return r.caller.Role != optionsv1.Role_ROLE_STUDENT && r.caller.Role != optionsv1.Role_ROLE_GUARDIAN
}

func studentNotFound() error {
	return errs.E(errs.NotFound, errorsv1.Reason_STUDENT_NOT_FOUND, "finding a student's marks", nil)
}

// viewFor chooses the view that this reader sees at this instant of the school clock.
func viewFor(r reach, list []store.ReadView) *store.ReadView {
	var early *store.ReadView
	for i := range list {
		v := &list[i]
		if v.Kind == store.ViewEarly {
			early = v
			continue
		}
		hour := v.PublishAt
		if r.caller.Role == optionsv1.Role_ROLE_GUARDIAN {
			hour = v.GuardianAt
		}
		if r.now >= hour {
			return v
		}
	}
	return early
}

// viewsOf gives the views of a student, remembered or read. Absences whose delay
// has passed are decided first, so that no view shows them as pending a day late.
func (s *Service) viewsOf(ctx context.Context, r reach, key marksKey) ([]store.ReadView, error) {
	list, ok := s.marks.get(key)
	if !ok {
		var err error
		if list, err = s.readViews(ctx, r, key); err != nil {
			return nil, err
		}
	}
	v := viewFor(r, list)
	if v == nil || v.PendingUntil == "" || v.PendingUntil >= r.day {
		return list, nil
	}
	if err := s.settleTerm(ctx, v.Term, r.day); err != nil {
		// Families read what there is, a day late, rather than nothing.
		s.log.WarnContext(ctx, "absences of a view could not be decided", slog.Any("error", err))
		return list, nil
	}
	return s.readViews(ctx, r, key)
}

// readViews reads the views of a student. Where none is there for a reader before
// the hour, an empty one is made of the class as it is now.
func (s *Service) readViews(ctx context.Context, r reach, key marksKey) ([]store.ReadView, error) {
	asked := s.marks.now()
	list, err := store.ReadViews(ctx, s.db, key.student, key.year, key.semester, key.french)
	if err != nil {
		return nil, err
	}
	if viewFor(r, list) == nil {
		early, err := s.earlyOf(ctx, r, key)
		if errors.Is(err, store.ErrNotFound) {
			return list, nil
		}
		if err != nil {
			return nil, err
		}
		list = append(list, early)
	}
	s.marks.put(key, asked, list)
	return list, nil
}

// earlyOf makes the early view of a student of whose class none was written yet,
// or who came after it was written.
func (s *Service) earlyOf(ctx context.Context, r reach, key marksKey) (store.ReadView, error) {
	places, err := store.Places(ctx, s.db, key.student, key.year)
	if err != nil {
		return store.ReadView{}, err
	}
	place, ok := placeOn(places, r.day)
	if !ok {
		return store.ReadView{}, store.ErrNotFound
	}
	t := store.NewTerm(place.ClassID, key.year, key.semester)
	d, err := s.loadEarly(ctx, t, r.day)
	if err != nil {
		return store.ReadView{}, err
	}
	if !slices.Contains(d.roster, key.student) {
		d.roster = append(d.roster, key.student)
	}
	list, err := earlyViews(d.stamp, d.roster, d.content.values())
	if err != nil {
		return store.ReadView{}, err
	}
	v := store.ReadView{Kind: store.ViewEarly, Term: t}
	for _, made := range list {
		if made.Student == key.student {
			v.Body = made.Ar
			if key.french {
				v.Body = made.Fr
			}
		}
	}
	return v, nil
}

// loadEarly is loadTerm, without the cells where no control was released.
func (s *Service) loadEarly(ctx context.Context, t store.Term, day string) (termData, error) {
	var d termData
	sheets, err := store.TermSheets(ctx, s.db, t)
	if err != nil {
		return d, err
	}
	if d.stamp, err = s.stampTerm(ctx, s.db, t, sheets); err != nil || !d.released() {
		return d, err
	}
	return s.loadTerm(ctx, s.db, t, day)
}

// placeOn is the class of a day: the one that holds it, else the last one before
// it, else the first one to come.
func placeOn(places []store.Place, day string) (store.Place, bool) {
	if len(places) == 0 {
		return store.Place{}, false
	}
	found := places[0]
	for _, p := range places {
		if p.From <= day {
			found = p
			if roster.Lasts(p.To, day) {
				return p, true
			}
		}
	}
	return found, true
}

// checkPlace decides for staff: the school of the view, which the marks were given
// in, or the school where the student is now, lies below one of the reader's nodes.
// The school that he left sees no more of what comes. The reading is logged.
func (s *Service) checkPlace(ctx context.Context, r reach, key marksKey, view *store.ReadView) error {
	school, err := roster.FindSchool(ctx, s.db, view.Term.School)
	if err != nil && !errors.Is(err, roster.ErrNotFound) {
		return err
	}
	if !r.covers(school.Node) {
		now, err := s.placeNow(ctx, r, key)
		if err != nil {
			return err
		}
		if !r.covers(now.Node) {
			return studentNotFound()
		}
	}
	return s.reads.Add(ctx, readlog.Read{School: view.Term.School, RPC: "grade.GetStudentMarks", Ref: key.student})
}

// placeNow is where a student is this year, else where he was in the year that is
// asked for; nowhere covers nothing.
func (s *Service) placeNow(ctx context.Context, r reach, key marksKey) (store.Place, error) {
	var year string
	semester := 0
	if err := s.currentTerm(&year, &semester, r.day); err != nil {
		return store.Place{}, err
	}
	places, err := store.Places(ctx, s.db, key.student, year)
	if err == nil && len(places) == 0 && year != key.year {
		places, err = store.Places(ctx, s.db, key.student, key.year)
	}
	place, _ := placeOn(places, r.day)
	return place, err
}
