package grade

import (
	"context"
	"encoding/hex"
	"strconv"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/page"
	"github.com/massar-platform/massar/platform/roster"
	"github.com/massar-platform/massar/platform/rpc"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	gradev1 "github.com/massar-platform/massar/proto/gen/massar/grade/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/grade/internal/store"
	"github.com/massar-platform/massar/services/grade/internal/trail"
)

// ListMarkEvents is the trail of a sheet, oldest first, of one student or of all.
func (s *Service) ListMarkEvents(ctx context.Context, req *gradev1.ListMarkEventsRequest) (*gradev1.ListMarkEventsResponse, error) {
	r, err := s.reach(ctx)
	if err != nil {
		return nil, err
	}
	p, err := page.Parse(req.GetPageSize(), req.GetPageToken(), 1, "mark events", req.GetMarkSheetId(), req.GetStudentId())
	if err != nil {
		return nil, err
	}
	after := int64(0)
	if p.After != nil {
		if after, err = strconv.ParseInt(p.After[0], 10, 64); err != nil {
			return nil, errs.E(errs.Invalid, errorsv1.Reason_PAGE_TOKEN_INVALID, "listing mark events", err)
		}
	}
	sheet, err := r.sheet(ctx, s.db, req.GetMarkSheetId())
	if err != nil {
		return nil, err
	}
	events, err := store.ListEvents(ctx, s.db, sheet.ID, req.GetStudentId(), after, int(p.Limit()))
	if err != nil {
		return nil, err
	}
	answer := &gradev1.ListMarkEventsResponse{}
	events, answer.NextPageToken = page.Next(p, events, func(e trail.Sealed) []string {
		return []string{strconv.FormatInt(e.Seq, 10)}
	})
	names, err := roster.StaffNames(ctx, s.db, peopleOf(events))
	if err != nil {
		return nil, err
	}
	answer.Events = make([]*typev1.MarkEvent, len(events))
	for i, e := range events {
		reason, proposer := e.Proposer()
		answer.Events[i] = &typev1.MarkEvent{
			Sequence: int32(e.Seq), At: instant(e.At), By: byline(names, hand(e), rpc.Lang(ctx)), Role: e.Role,
			StudentId: e.Student, Column: e.Column, Kind: e.Kind, Before: e.Before, After: e.After, Reason: reason,
			Hash: hex.EncodeToString(e.Hash),
		}
		if proposer != "" {
			answer.Events[i].ProposedBy = byline(names, proposer, rpc.Lang(ctx))
		}
	}
	return answer, s.logRead(ctx, "grade.ListMarkEvents", sheet.ID)
}

// hand is the person of an event, or what stands for one.
func hand(e trail.Sealed) string {
	if e.Account == store.Register {
		return store.Register
	}
	return e.Person
}

func peopleOf(events []trail.Sealed) []string {
	var people []string
	seen := map[string]bool{}
	for _, e := range events {
		_, proposer := e.Proposer()
		for _, person := range []string{e.Person, proposer} {
			if person != "" && !seen[person] {
				seen[person] = true
				people = append(people, person)
			}
		}
	}
	return people
}
