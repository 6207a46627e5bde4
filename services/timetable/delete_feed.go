package timetable

import (
	"context"
	"errors"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/write"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
	"github.com/massar-platform/massar/services/timetable/internal/store"
)

// DeleteFeed ends one of the caller's own calendar addresses at once.
func (s *Service) DeleteFeed(ctx context.Context, req *timetablev1.DeleteFeedRequest) (*timetablev1.DeleteFeedResponse, error) {
	r, err := s.reach(ctx)
	if err != nil {
		return nil, err
	}
	op := write.Op{RPC: "timetable.DeleteFeed", Resource: req.GetFeedId(), Request: req}
	return write.Do(ctx, s.db, op, func(ctx context.Context, tx sqldb.Tx) (*timetablev1.DeleteFeedResponse, error) {
		err := store.DeleteFeed(ctx, tx, r.caller.AccountID, req.GetFeedId())
		if errors.Is(err, store.ErrNotFound) {
			return nil, feedNotFound()
		}
		return &timetablev1.DeleteFeedResponse{}, err
	})
}

func feedNotFound() error {
	return errs.E(errs.NotFound, errorsv1.Reason_FEED_NOT_FOUND, "finding a calendar address", nil)
}
