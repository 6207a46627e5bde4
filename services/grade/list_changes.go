package grade

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/massar-platform/massar/platform/errs"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	gradev1 "github.com/massar-platform/massar/proto/gen/massar/grade/v1"
	optionsv1 "github.com/massar-platform/massar/proto/gen/massar/options/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/grade/internal/feed"
	"github.com/massar-platform/massar/services/grade/internal/store"
)

const (
	// changesPage is how many changes one answer holds.
	changesPage = 200
	// changesAtStart bounds what a new cursor looks at.
	changesAtStart = 2 * feed.Remembered
)

// ListChanges tells what changed for the caller since a cursor: a student his own
// marks, a guardian those of the children he has now, a teacher the sheets he
// teaches today, office and officers everything below their nodes. It says that
// something changed, never what it is now. Cursors run on real time.
func (s *Service) ListChanges(ctx context.Context, req *gradev1.ListChangesRequest) (*gradev1.ListChangesResponse, error) {
	r, err := s.reach(ctx)
	if err != nil {
		return nil, err
	}
	now := s.clock.Real().Now()
	if req.GetCursor() == "" {
		there, err := s.changes(ctx, r, feed.Since(now), now, changesAtStart)
		if err != nil {
			return nil, err
		}
		return &gradev1.ListChangesResponse{Cursor: feed.Start(now, idsOf(there)).String()}, nil
	}
	cursor, err := feed.Parse(req.GetCursor())
	if err != nil {
		return nil, errs.E(errs.Invalid, errorsv1.Reason_PAGE_TOKEN_INVALID, "reading a cursor", err,
			errs.Field("cursor", errorsv1.Reason_PAGE_TOKEN_INVALID))
	}
	read, err := s.changes(ctx, r, cursor.Low(), now, cursor.Limit(changesPage))
	if err != nil {
		return nil, err
	}
	fresh, next, more := cursor.Next(now, idsOf(read), changesPage)
	answer := &gradev1.ListChangesResponse{Cursor: next.String(), More: more, Changes: make([]*typev1.Change, len(fresh))}
	for i, place := range fresh {
		c := read[place]
		answer.Changes[i] = &typev1.Change{Kind: c.Kind, Id: c.Ref, At: instant(c.At)}
	}
	return answer, nil
}

// changes reads what this caller may be told of between an id and now.
func (s *Service) changes(ctx context.Context, r reach, after string, now time.Time, limit int) ([]store.Change, error) {
	span := store.ChangeSpan{After: after, Before: feed.Floor(now.Add(time.Millisecond)), Limit: limit}
	switch r.caller.Role {
	case optionsv1.Role_ROLE_STUDENT:
		return store.ChangesOfTopics(ctx, s.db, topicsOf([]string{r.caller.PersonID}, store.ToStudent), span)
	case optionsv1.Role_ROLE_GUARDIAN:
		return store.ChangesOfTopics(ctx, s.db, topicsOf(r.nodes.GetStudentIds(), store.ToGuardians), span)
	case optionsv1.Role_ROLE_TEACHER:
		return store.ChangesTaught(ctx, s.db, r.caller.PersonID, r.day, span)
	}
	var all []store.Change
	for _, node := range r.nodes.GetNodes() {
		list, err := store.ChangesUnderNode(ctx, s.db, node, span)
		if err != nil {
			return nil, err
		}
		all = append(all, list...)
	}
	// Nodes may lie below one another.
	slices.SortFunc(all, func(a, b store.Change) int { return strings.Compare(a.ID, b.ID) })
	all = slices.CompactFunc(all, func(a, b store.Change) bool { return a.ID == b.ID })
	return all[:min(len(all), limit)], nil
}

// topicsOf are the topics of students for one kind of their readers.
func topicsOf(students []string, to string) []string {
	topics := make([]string, 0, 2*len(students))
	for _, student := range students {
		topics = append(topics, student+store.ToFamily, student+to)
	}
	return topics
}

func idsOf(changes []store.Change) []string {
	list := make([]string, len(changes))
	for i, c := range changes {
		list[i] = c.ID
	}
	return list
}
