package attendance

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/massar-platform/massar/platform/auth"
	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/roster"
	"github.com/massar-platform/massar/platform/sqldb"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	optionsv1 "github.com/massar-platform/massar/proto/gen/massar/options/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/attendance/internal/store"
)

// reach is a signed-in caller with what he may touch at one instant of the school
// clock. It is resolved before a transaction (identity is asked over the network)
// and applied inside it, against the roster.
type reach struct {
	caller auth.Principal
	// nodes are those of the office and of officers, or the children of a guardian;
	// students have themselves and teachers their lessons and classes instead.
	nodes *typev1.Scope
	// today and now are the day and the instant by the school clock.
	today string
	now   time.Time
	// system says that nobody asks: the service adds up for itself.
	system bool
}

// reach resolves the caller. An account without nodes reaches nothing, and so finds
// nothing.
func (s *Service) reach(ctx context.Context) (reach, error) {
	caller, ok := auth.From(ctx)
	if !ok {
		return reach{}, errs.E(errs.Unauthenticated, errorsv1.Reason_UNAUTHENTICATED, "reading the caller", nil)
	}
	r := reach{caller: caller, today: s.clock.Today(), now: s.clock.Now()}
	switch caller.Role {
	case optionsv1.Role_ROLE_TEACHER, optionsv1.Role_ROLE_STUDENT:
		return r, nil
	}
	nodes, err := s.scope.Scope(ctx, caller)
	if err != nil {
		return reach{}, err
	}
	r.nodes = nodes
	return r, nil
}

func (r reach) teacher() bool { return r.caller.Role == optionsv1.Role_ROLE_TEACHER }

// family says whether the caller is a student or a guardian: nobody logs that they
// read their own.
func (r reach) family() bool {
	return r.caller.Role == optionsv1.Role_ROLE_STUDENT || r.caller.Role == optionsv1.Role_ROLE_GUARDIAN
}

// covers says whether a place in the tree lies at or below one of the caller's nodes.
func (r reach) covers(node string) bool { return auth.ScopeCovers(r.nodes, node) }

// micros is the instant as it is stored.
func (r reach) micros() int64 { return r.now.UnixMicro() }

// studentPlaces finds a student of the caller with all his places, oldest first: himself,
// a guardian's child, or one whose class of today lies below the caller's nodes; who is in
// no class today belongs to his last one. A family's student may have no place.
func (r reach) studentPlaces(ctx context.Context, q sqldb.Querier, studentID string) (roster.Student, []roster.Place, error) {
	switch r.caller.Role {
	case optionsv1.Role_ROLE_STUDENT:
		if r.caller.PersonID != studentID {
			return roster.Student{}, nil, studentNotFound()
		}
	case optionsv1.Role_ROLE_GUARDIAN:
		if !slices.Contains(r.nodes.GetStudentIds(), studentID) {
			return roster.Student{}, nil, studentNotFound()
		}
	case optionsv1.Role_ROLE_TEACHER:
		return roster.Student{}, nil, studentNotFound()
	}
	student, err := roster.FindStudent(ctx, q, studentID)
	if errors.Is(err, roster.ErrNotFound) {
		return roster.Student{}, nil, studentNotFound()
	}
	if err != nil {
		return roster.Student{}, nil, err
	}
	places, err := roster.Places(ctx, q, studentID)
	if err != nil {
		return roster.Student{}, nil, err
	}
	if !r.family() && !r.covers(placeOf(places, r.today).Node) {
		return roster.Student{}, nil, studentNotFound()
	}
	return student, places, nil
}

// placeOf is the place of today, else the last one that began.
func placeOf(places []roster.Place, today string) roster.Place {
	var place roster.Place
	for _, p := range places {
		if place.ClassID == "" || p.From <= today {
			place = p
		}
	}
	return place
}

// class finds a class of the caller: one that a teacher teaches today, or one below
// the caller's nodes.
func (r reach) class(ctx context.Context, q sqldb.Querier, classID string) (roster.Class, roster.School, error) {
	if !wellFormed(classID) {
		return roster.Class{}, roster.School{}, classNotFound()
	}
	class, err := roster.FindClass(ctx, q, classID)
	if errors.Is(err, roster.ErrNotFound) {
		return roster.Class{}, roster.School{}, classNotFound()
	}
	if err != nil {
		return roster.Class{}, roster.School{}, err
	}
	school, err := roster.FindSchool(ctx, q, class.School)
	if err != nil && !errors.Is(err, roster.ErrNotFound) {
		return roster.Class{}, roster.School{}, err
	}
	mine := false
	switch {
	case r.teacher():
		if mine, err = roster.Teaches(ctx, q, r.caller.PersonID, classID, "", r.today); err != nil {
			return roster.Class{}, roster.School{}, err
		}
	case !r.family():
		mine = r.covers(school.Node)
	}
	if !mine {
		return roster.Class{}, roster.School{}, classNotFound()
	}
	return class, school, nil
}

// school finds a school below the caller's nodes; no code is the caller's own school,
// where he has exactly one.
func (r reach) school(ctx context.Context, q sqldb.Querier, code string) (roster.School, error) {
	if code == "" {
		if code = ownSchool(r.nodes); code == "" {
			return roster.School{}, errs.E(errs.Invalid, errorsv1.Reason_INVALID_REQUEST, "finding a school", nil,
				errs.Field("schoolCode", errorsv1.Reason_FIELD_REQUIRED))
		}
	}
	if !ids.ValidGRESA(code) {
		return roster.School{}, schoolNotFound()
	}
	school, err := roster.FindSchool(ctx, q, code)
	if errors.Is(err, roster.ErrNotFound) || (err == nil && !r.covers(school.Node)) {
		return roster.School{}, schoolNotFound()
	}
	return school, err
}

// ownSchool is the school of a scope that holds one school and nothing else.
func ownSchool(nodes *typev1.Scope) string {
	if len(nodes.GetNodes()) != 1 {
		return ""
	}
	node := nodes.GetNodes()[0]
	if len(node) < 6 || !ids.ValidGRESA(node[len(node)-6:]) {
		return ""
	}
	return node[len(node)-6:]
}

// register refuses the register of a lesson that is not the caller's: a teacher has
// those that he gives, the office those of its schools. Whether a teacher still has what
// he held is for own to say.
func (r reach) register(reg store.Register) error {
	if (r.teacher() && reg.StaffID == r.caller.PersonID) || (!r.teacher() && !r.family() && r.covers(reg.Node)) {
		return nil
	}
	return lessonNotFound()
}

func lessonNotFound() error {
	return errs.E(errs.NotFound, errorsv1.Reason_LESSON_NOT_FOUND, "finding a lesson", nil)
}

func studentNotFound() error {
	return errs.E(errs.NotFound, errorsv1.Reason_STUDENT_NOT_FOUND, "finding a student", nil)
}

func schoolNotFound() error {
	return errs.E(errs.NotFound, errorsv1.Reason_SCHOOL_NOT_FOUND, "finding a school", nil)
}

func classNotFound() error {
	return errs.E(errs.NotFound, errorsv1.Reason_CLASS_NOT_FOUND, "finding a class", nil)
}
