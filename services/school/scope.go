package school

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/massar-platform/massar/platform/auth"
	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/sqldb"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	optionsv1 "github.com/massar-platform/massar/proto/gen/massar/options/v1"
	"github.com/massar-platform/massar/services/school/internal/store"
)

// Not yours looks like not there: every function here answers NotFound for both.

// caller gives the principal; the chain lets nobody in without one.
func caller(ctx context.Context) (auth.Principal, error) {
	p, ok := auth.From(ctx)
	if !ok {
		return p, errs.E(errs.Unauthenticated, errorsv1.Reason_UNAUTHENTICATED, "reading the caller", nil)
	}
	return p, nil
}

// notFound turns a missing row into the reason that names it and leaves other errors as they are.
func notFound(err error, reason errorsv1.Reason, doing string) error {
	if errors.Is(err, sqldb.ErrNoRows) {
		return errs.E(errs.NotFound, reason, doing, nil)
	}
	return err
}

// taken turns a key that another row has into the reason that names it and leaves other errors as they are.
func taken(err error, reason errorsv1.Reason, doing string) error {
	if sqldb.IsUnique(err) {
		return errs.E(errs.AlreadyExists, reason, doing, err)
	}
	return err
}

// nodes are the places of the organisation tree where the caller's role holds.
func (s *Service) nodes(ctx context.Context, p auth.Principal) ([]string, error) {
	scope, err := s.scope.Scope(ctx, p)
	if err != nil {
		return nil, err
	}
	return scope.GetNodes(), nil
}

// covers says whether one of the caller's nodes is the place or above it.
func (s *Service) covers(ctx context.Context, p auth.Principal, node string) (bool, error) {
	nodes, err := s.nodes(ctx, p)
	if err != nil {
		return false, err
	}
	return covered(nodes, node), nil
}

// officeNodes are the caller's nodes. A write asks for them before its transaction begins: identity may be in
// another process, and a transaction must not wait for one.
func (s *Service) officeNodes(ctx context.Context) ([]string, error) {
	p, err := caller(ctx)
	if err != nil {
		return nil, err
	}
	return s.nodes(ctx, p)
}

// officeSchool is the school an office or officer names; empty means the one school of the caller.
func (s *Service) officeSchool(ctx context.Context, q sqldb.Querier, code string) (store.School, error) {
	nodes, err := s.officeNodes(ctx)
	if err != nil {
		return store.School{}, err
	}
	return schoolUnder(ctx, q, nodes, code)
}

// schoolUnder finds a school below one of the nodes; empty means the school that is the only node.
func schoolUnder(ctx context.Context, q sqldb.Querier, nodes []string, code string) (store.School, error) {
	const doing = "finding the school"
	if code == "" && len(nodes) == 1 {
		code = lastOf(nodes[0])
	}
	if !ids.ValidGRESA(code) {
		return store.School{}, errs.E(errs.NotFound, errorsv1.Reason_SCHOOL_NOT_FOUND, doing, nil)
	}
	found, err := store.GetSchool(ctx, q, code)
	if err != nil {
		return store.School{}, notFound(err, errorsv1.Reason_SCHOOL_NOT_FOUND, doing)
	}
	if !covered(nodes, found.Node) {
		return store.School{}, errs.E(errs.NotFound, errorsv1.Reason_SCHOOL_NOT_FOUND, doing, nil)
	}
	return found, nil
}

// lastOf is the last part of a node: the code of its place.
func lastOf(node string) string { return node[strings.LastIndexByte(node, '/')+1:] }

// covered says whether one of the nodes is the place or above it.
func covered(nodes []string, place string) bool {
	return slices.ContainsFunc(nodes, func(own string) bool { return auth.NodeCovers(own, place) })
}

// reachClass gives a class that the caller teaches today, or of a school he is over.
func (s *Service) reachClass(ctx context.Context, q sqldb.Querier, classID string) (store.Class, error) {
	p, err := caller(ctx)
	if err != nil {
		return store.Class{}, err
	}
	if p.Role != optionsv1.Role_ROLE_TEACHER {
		nodes, err := s.nodes(ctx, p)
		if err != nil {
			return store.Class{}, err
		}
		return s.classUnder(ctx, q, nodes, classID)
	}
	class, err := s.class(ctx, q, classID)
	if err != nil {
		return store.Class{}, err
	}
	teaches, err := store.Teaches(ctx, q, classID, p.PersonID, s.clock.Today())
	if err != nil {
		return store.Class{}, err
	}
	if !teaches {
		return store.Class{}, noClass()
	}
	return class, nil
}

// classUnder gives a class of a school below one of the nodes.
func (s *Service) classUnder(ctx context.Context, q sqldb.Querier, nodes []string, classID string) (store.Class, error) {
	class, err := s.class(ctx, q, classID)
	if err != nil {
		return store.Class{}, err
	}
	if _, err := schoolUnder(ctx, q, nodes, class.School); err != nil {
		if errs.Is(err, errorsv1.Reason_SCHOOL_NOT_FOUND) {
			return store.Class{}, noClass()
		}
		return store.Class{}, err
	}
	return class, nil
}

func (s *Service) class(ctx context.Context, q sqldb.Querier, classID string) (store.Class, error) {
	if _, _, ok := ids.SplitSchool(classID); !ok {
		return store.Class{}, noClass()
	}
	class, err := store.GetClass(ctx, q, classID, s.clock.Today())
	if errors.Is(err, sqldb.ErrNoRows) {
		return store.Class{}, noClass()
	}
	return class, err
}

func noClass() error {
	return errs.E(errs.NotFound, errorsv1.Reason_CLASS_NOT_FOUND, "finding the class", nil)
}

// reachStudent gives a student: the caller himself, his child, one he teaches today, or one of a school he is over.
func (s *Service) reachStudent(ctx context.Context, q sqldb.Querier, studentID string) (store.Student, error) {
	const doing = "finding the student"
	p, err := caller(ctx)
	if err != nil {
		return store.Student{}, err
	}
	student, err := store.GetStudent(ctx, q, studentID, s.clock.Today())
	if err != nil {
		return store.Student{}, notFound(err, errorsv1.Reason_STUDENT_NOT_FOUND, doing)
	}
	ok, err := s.mayRead(ctx, q, p, student)
	if err != nil {
		return store.Student{}, err
	}
	if !ok {
		return store.Student{}, errs.E(errs.NotFound, errorsv1.Reason_STUDENT_NOT_FOUND, doing, nil)
	}
	return student, nil
}

func (s *Service) mayRead(ctx context.Context, q sqldb.Querier, p auth.Principal, student store.Student) (bool, error) {
	switch p.Role {
	case optionsv1.Role_ROLE_STUDENT:
		return p.PersonID == student.ID, nil
	case optionsv1.Role_ROLE_GUARDIAN:
		scope, err := s.scope.Scope(ctx, p)
		if err != nil {
			return false, err
		}
		return slices.Contains(scope.GetStudentIds(), student.ID), nil
	case optionsv1.Role_ROLE_TEACHER:
		if student.To != "" && student.To <= s.clock.Today() {
			return false, nil
		}
		return store.Teaches(ctx, q, student.ClassID, p.PersonID, s.clock.Today())
	default:
		school, err := store.GetSchool(ctx, q, student.School)
		if err != nil {
			return false, err
		}
		return s.covers(ctx, p, school.Node)
	}
}
