package school

import (
	"context"

	"google.golang.org/protobuf/proto"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/write"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
)

// ListChanges gives the outbox after a position, in order: what projections in other services are fed from.
func (s *Service) ListChanges(ctx context.Context, req *schoolv1.ListChangesRequest) (*schoolv1.ListChangesResponse, error) {
	events, err := write.Read(ctx, s.db, req.GetAfter(), int(req.GetLimit()))
	if err != nil {
		return nil, err
	}
	answer := &schoolv1.ListChangesResponse{Changes: make([]*schoolv1.Change, 0, len(events))}
	for _, event := range events {
		change := &schoolv1.Change{}
		if err := proto.Unmarshal(event.Payload, change); err != nil {
			return nil, errs.E(errs.DataLoss, errorsv1.Reason_INTERNAL, "reading the outbox", err)
		}
		change.Pos = event.Pos
		answer.Changes = append(answer.Changes, change)
	}
	return answer, nil
}
