package school

import (
	"context"
	"math"
	"strconv"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/page"
	"github.com/massar-platform/massar/platform/rpc"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	optionsv1 "github.com/massar-platform/massar/proto/gen/massar/options/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/school/internal/store"
)

// directionIn lists what a school asks for; without a direction it is what the school is asked for.
const directionIn = "IN"

// ListTransfers lists the transfers of a school in one direction, newest first. An officer who names no school is
// given what waits for him: what the schools below his node did not answer in time.
func (s *Service) ListTransfers(ctx context.Context, req *schoolv1.ListTransfersRequest) (*schoolv1.ListTransfersResponse, error) {
	p, err := caller(ctx)
	if err != nil {
		return nil, err
	}
	nodes, err := s.nodes(ctx, p)
	if err != nil {
		return nil, err
	}
	place := req.GetSchoolCode()
	waiting := place == "" && p.Role != optionsv1.Role_ROLE_SCHOOL_OFFICE && len(nodes) == 1
	if waiting {
		place = nodes[0]
	} else {
		school, err := schoolUnder(ctx, s.db, nodes, place)
		if err != nil {
			return nil, err
		}
		place = school.Code
	}
	state := ""
	if req.GetState() != typev1.Transfer_State_VALUE_UNSPECIFIED {
		state = req.GetState().String()
	}
	asked, err := page.Parse(req.GetPageSize(), req.GetPageToken(), 2, "transfers", place, req.GetDirection(), state)
	if err != nil {
		return nil, err
	}
	beforeAt, err := instant(after(asked, 0))
	if err != nil {
		return nil, err
	}
	var found []store.Transfer
	today, beforeID := s.clock.Today(), after(asked, 1)
	switch {
	case waiting:
		found, err = store.ListEscalated(ctx, s.db, place, today, beforeAt, beforeID, asked.Limit())
	case req.GetDirection() == directionIn:
		found, err = store.ListTransfersIn(ctx, s.db, place, state, today, beforeAt, beforeID, asked.Limit())
	default:
		found, err = store.ListTransfersOut(ctx, s.db, place, state, today, beforeAt, beforeID, asked.Limit())
	}
	if err != nil {
		return nil, err
	}
	answer := &schoolv1.ListTransfersResponse{}
	found, answer.NextPageToken = page.Next(asked, found, func(t store.Transfer) []string { return []string{strconv.FormatInt(t.At, 10), t.ID} })
	for _, t := range found {
		answer.Transfers = append(answer.Transfers, transferProto(t, nodes, rpc.Lang(ctx)))
	}
	return answer, nil
}

// instant reads the part of a page's key that is one; the first page begins behind the last of all.
func instant(key string) (int64, error) {
	if key == "" {
		return math.MaxInt64, nil
	}
	at, err := strconv.ParseInt(key, 10, 64)
	if err != nil {
		return 0, errs.E(errs.Invalid, errorsv1.Reason_PAGE_TOKEN_INVALID, "reading the page token", err)
	}
	return at, nil
}
