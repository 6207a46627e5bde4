package attendance

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/feed"
	attendancev1 "github.com/massar-platform/massar/proto/gen/massar/attendance/v1"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	optionsv1 "github.com/massar-platform/massar/proto/gen/massar/options/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/attendance/internal/store"
)

// changesPage is how many changes one answer holds.
const changesPage = 200

// ListChanges tells what changed for the caller since a cursor: a student his own
// absences, a guardian those of the children he has now, a teacher the classes he
// teaches today, the office everything below its nodes. It says that something
// changed, never what it is now. Cursors run on real time.
func (s *Service) ListChanges(ctx context.Context, req *attendancev1.ListChangesRequest) (*attendancev1.ListChangesResponse, error) {
	r, err := s.reach(ctx)
	if err != nil {
		return nil, err
	}
	page, err := feed.Tell(s.clock.Real().Now(), req.GetCursor(), changesPage,
		func(span feed.Span) ([]store.Change, error) { return s.changes(ctx, r, span) },
		func(c store.Change) string { return c.ID })
	if errors.Is(err, feed.ErrInvalid) {
		return nil, errs.E(errs.Invalid, errorsv1.Reason_PAGE_TOKEN_INVALID, "reading a cursor", err,
			errs.Field("cursor", errorsv1.Reason_PAGE_TOKEN_INVALID))
	}
	if err != nil {
		return nil, err
	}
	answer := &attendancev1.ListChangesResponse{Cursor: page.Cursor, More: page.More, Changes: make([]*typev1.Change, len(page.Fresh))}
	for i, c := range page.Fresh {
		answer.Changes[i] = &typev1.Change{Kind: c.Kind, Id: c.Ref, At: instant(c.At)}
	}
	return answer, nil
}

// changes reads what this caller may be told of in a span, oldest first.
func (s *Service) changes(ctx context.Context, r reach, span feed.Span) ([]store.Change, error) {
	switch r.caller.Role {
	case optionsv1.Role_ROLE_STUDENT:
		return store.FamilyChanges(ctx, s.db, r.caller.PersonID, span)
	case optionsv1.Role_ROLE_GUARDIAN:
		return merged(r.nodes.GetStudentIds(), span, func(student string) ([]store.Change, error) {
			return store.FamilyChanges(ctx, s.db, student, span)
		})
	case optionsv1.Role_ROLE_TEACHER:
		return store.ChangesTaught(ctx, s.db, r.caller.PersonID, r.today, span)
	}
	return merged(r.nodes.GetNodes(), span, func(node string) ([]store.Change, error) {
		return store.ChangesUnderNode(ctx, s.db, node, span)
	})
}

// merged reads the changes of several students or nodes in the order of time. A change
// of two children is told of both; nodes may lie below one another, and are told once.
func merged(of []string, span feed.Span, read func(string) ([]store.Change, error)) ([]store.Change, error) {
	var all []store.Change
	for _, one := range of {
		list, err := read(one)
		if err != nil {
			return nil, err
		}
		all = append(all, list...)
	}
	slices.SortFunc(all, func(a, b store.Change) int { return strings.Compare(a.ID, b.ID) })
	all = slices.CompactFunc(all, func(a, b store.Change) bool { return a.ID == b.ID })
	return all[:min(len(all), span.Limit)], nil
}
