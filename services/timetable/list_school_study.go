package timetable

import (
	"context"
	"errors"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/roster"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
	"github.com/massar-platform/massar/services/timetable/internal/store"
)

// ListSchoolStudy is ListStudyHalfDays of a whole school for attendance, which adds months up when nobody asks.
func (s *Service) ListSchoolStudy(ctx context.Context, req *timetablev1.ListSchoolStudyRequest) (*timetablev1.ListSchoolStudyResponse, error) {
	span := store.Span{School: req.GetSchoolCode()}
	var err error
	if span.First, span.Last, err = studyDays(req.GetFrom(), req.GetTo(), s.clock.Today()); err != nil {
		return nil, err
	}
	_, err = roster.FindSchool(ctx, s.db, span.School)
	if errors.Is(err, roster.ErrNotFound) {
		return nil, errs.E(errs.NotFound, errorsv1.Reason_SCHOOL_NOT_FOUND, "finding a school", nil)
	}
	if err != nil {
		return nil, err
	}
	halfDays, err := s.studyHalfDays(ctx, span)
	return &timetablev1.ListSchoolStudyResponse{HalfDays: halfDays}, err
}
