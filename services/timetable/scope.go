package timetable

import (
	"context"
	"errors"

	"github.com/massar-platform/massar/platform/auth"
	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/roster"
	"github.com/massar-platform/massar/platform/sqldb"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	optionsv1 "github.com/massar-platform/massar/proto/gen/massar/options/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

// reach is a signed-in caller with what he may touch on one day of the school
// clock. It is resolved before the transaction (identity is asked over the network)
// and applied inside it, against the projection.
type reach struct {
	caller auth.Principal
	// nodes are those of the office and of officers, or the children of a guardian;
	// teachers and students have none.
	nodes *typev1.Scope
	// day and now are today and the instant by the school clock.
	day string
	now int64
}

// reach resolves the caller. An account without nodes reaches nothing, and so
// finds nothing.
func (s *Service) reach(ctx context.Context) (reach, error) {
	caller, ok := auth.From(ctx)
	if !ok {
		return reach{}, errs.E(errs.Unauthenticated, errorsv1.Reason_UNAUTHENTICATED, "reading the caller", nil)
	}
	r := reach{caller: caller, day: s.clock.Today(), now: s.clock.Now().UnixMicro()}
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

// teacher says whether his own lessons, and not nodes, decide.
func (r reach) teacher() bool { return r.caller.Role == optionsv1.Role_ROLE_TEACHER }

// covers says whether a school lies at or below one of the caller's nodes.
func (r reach) covers(node string) bool { return auth.ScopeCovers(r.nodes, node) }

// school finds a school of the office or officer: the named one, or his own where
// no code is given and he has exactly one. Not his looks like not there.
func (r reach) school(ctx context.Context, q sqldb.Querier, code string) (roster.School, error) {
	if code == "" {
		code = ownSchool(r.nodes)
	}
	if code == "" {
		return roster.School{}, errs.E(errs.Invalid, errorsv1.Reason_INVALID_REQUEST, "choosing a school", nil,
			errs.Field("schoolCode", errorsv1.Reason_FIELD_REQUIRED))
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

func schoolNotFound() error {
	return errs.E(errs.NotFound, errorsv1.Reason_SCHOOL_NOT_FOUND, "finding a school", nil)
}
