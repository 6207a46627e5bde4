package timetable

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/roster"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	optionsv1 "github.com/massar-platform/massar/proto/gen/massar/options/v1"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/timetable/internal/seen"
	"github.com/massar-platform/massar/services/timetable/internal/store"
)

// ListChanges tells whose timetable changed for the caller since a cursor: a class to
// students and guardians, the teacher's own, a school to its office. The cursor holds
// the versions that the caller has seen, so nothing is kept for him here; it says
// that something changed, never what it is now.
func (s *Service) ListChanges(ctx context.Context, req *timetablev1.ListChangesRequest) (*timetablev1.ListChangesResponse, error) {
	r, err := s.reach(ctx)
	if err != nil {
		return nil, err
	}
	before, err := seen.Parse(req.GetCursor())
	if err != nil {
		return nil, errs.E(errs.Invalid, errorsv1.Reason_PAGE_TOKEN_INVALID, "reading a cursor", err,
			errs.Field("cursor", errorsv1.Reason_PAGE_TOKEN_INVALID))
	}
	followed, err := s.followed(ctx, r)
	if err != nil {
		return nil, err
	}
	answer := &timetablev1.ListChangesResponse{}
	var after seen.Cursor
	for _, f := range followed[:min(len(followed), seen.Most)] {
		version, err := s.versions.of(ctx, f.school)
		if errors.Is(err, store.ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		after.Set(f.seen(), version.Version)
		told := slices.ContainsFunc(answer.GetChanges(), func(c *typev1.Change) bool { return c.GetId() == f.id })
		if req.GetCursor() != "" && before.Changed(f.seen(), version.Version) && !told {
			answer.Changes = append(answer.Changes, &typev1.Change{
				Kind: "TIMETABLE", Id: f.id, At: changeOf(version.Version).at.Format(time.RFC3339Nano),
			})
		}
	}
	slices.SortStableFunc(answer.Changes, func(a, b *typev1.Change) int { return cmp.Compare(a.GetAt(), b.GetAt()) })
	answer.Cursor = after.String()
	return answer, nil
}

// followed is a timetable of which the caller is told, and the school whose version it has.
type followed struct {
	id, school string
	// student and groups say whose week of a class it is: who is moved to another group
	// has another week, though nobody has written the timetable.
	student, groups string
}

// seen is what the cursor knows the timetable by.
func (f followed) seen() string {
	if f.student == "" {
		return f.id
	}
	return f.student + "|" + f.id + "|" + f.groups
}

// followed are the timetables that the caller is told of today, that of a class once for each child.
func (s *Service) followed(ctx context.Context, r reach) ([]followed, error) {
	students := r.nodes.GetStudentIds()
	switch r.caller.Role {
	case optionsv1.Role_ROLE_TEACHER:
		school, err := s.staffSchool(ctx, r.caller.PersonID)
		return []followed{{id: r.caller.PersonID, school: school}}, err
	case optionsv1.Role_ROLE_SCHOOL_OFFICE:
		var list []followed
		for _, node := range r.nodes.GetNodes() {
			code := node[max(0, len(node)-6):]
			list = append(list, followed{id: code, school: code})
		}
		return list, nil
	case optionsv1.Role_ROLE_STUDENT:
		students = []string{r.caller.PersonID}
	}
	var list []followed
	for _, student := range students {
		places, err := s.placesOf(ctx, student)
		if err != nil {
			return nil, err
		}
		for _, stay := range staysOn(places, []string{r.day}) {
			list = append(list, followed{
				id: stay.view.id, school: roster.SchoolOf(stay.view.id), student: student, groups: stay.view.groups,
			})
		}
	}
	return list, nil
}
