package timetable

import (
	"context"

	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
	"github.com/massar-platform/massar/services/timetable/internal/store"
)

// ListFeeds gives the caller's own calendar addresses, without their secrets.
func (s *Service) ListFeeds(ctx context.Context, _ *timetablev1.ListFeedsRequest) (*timetablev1.ListFeedsResponse, error) {
	r, err := s.reach(ctx)
	if err != nil {
		return nil, err
	}
	feeds, err := store.FeedsOf(ctx, s.db, r.caller.AccountID)
	if err != nil {
		return nil, err
	}
	answer := &timetablev1.ListFeedsResponse{}
	for _, f := range feeds {
		if f.Role == int32(r.caller.Role) {
			answer.Feeds = append(answer.Feeds, feedOf(f))
		}
	}
	return answer, nil
}
