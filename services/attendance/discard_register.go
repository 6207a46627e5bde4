package attendance

import (
	"context"
	"errors"
	"strconv"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/write"
	attendancev1 "github.com/massar-platform/massar/proto/gen/massar/attendance/v1"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
	"github.com/massar-platform/massar/services/attendance/internal/absence"
	"github.com/massar-platform/massar/services/attendance/internal/store"
)

// DiscardRegister takes away a register that was taken by mistake: its entries are in
// no list any more, grade is told that everybody was present, and the timetable frees
// the lesson. Without a register the lesson is freed all the same: a first save that
// ended halfway leaves one that is kept for nothing.
func (s *Service) DiscardRegister(ctx context.Context, req *attendancev1.DiscardRegisterRequest) (*attendancev1.DiscardRegisterResponse, error) {
	if !wellFormed(req.GetLessonId()) {
		return nil, lessonNotFound()
	}
	reason, err := cleanField("reason", req.GetReason())
	if err != nil {
		return nil, err
	}
	if reason == "" {
		return nil, errs.E(errs.Invalid, errorsv1.Reason_REASON_REQUIRED, "discarding a register", nil,
			errs.Field("reason", errorsv1.Reason_REASON_REQUIRED))
	}
	r, err := s.reach(ctx)
	if err != nil {
		return nil, err
	}
	discarded, err := s.discard(ctx, r, req, reason)
	if err != nil {
		return nil, err
	}
	// Whoever asks again, with the same key, may come after the register was taken anew.
	_, err = store.FindRegister(ctx, s.db, req.GetLessonId())
	if !errors.Is(err, store.ErrNotFound) {
		return &attendancev1.DiscardRegisterResponse{}, err
	}
	_, err = s.timetable.ThawLesson(ctx, &timetablev1.ThawLessonRequest{LessonId: req.GetLessonId(), Reason: reason})
	if discarded && errs.Is(err, errorsv1.Reason_LESSON_NOT_FOUND) {
		err = nil // it is free already, and the pattern does not give it any more
	}
	return &attendancev1.DiscardRegisterResponse{}, err
}

// discard deletes a register of the caller and tells everybody; false where none is
// taken.
func (s *Service) discard(ctx context.Context, r reach, req *attendancev1.DiscardRegisterRequest, reason string) (bool, error) {
	detail := map[string]string{"reason": reason}
	op := write.Op{RPC: "attendance.DiscardRegister", Resource: req.GetLessonId(), Request: req, Detail: detail}
	_, err := write.Do(ctx, s.db, op, func(ctx context.Context, tx sqldb.Tx) (*attendancev1.DiscardRegisterResponse, error) {
		reg, err := store.LockRegister(ctx, tx, req.GetLessonId())
		if errors.Is(err, store.ErrNotFound) {
			return nil, errNotTaken
		}
		if err != nil {
			return nil, err
		}
		if err := r.register(reg); err != nil {
			return nil, err
		}
		entries, err := store.Entries(ctx, tx, reg.School, reg.LessonID)
		if err != nil {
			return nil, err
		}
		detail["entries"] = strconv.Itoa(len(entries))
		gone := make([]absence.Decision, len(entries))
		for i, e := range entries {
			gone[i] = absence.Decision{Input: absence.Input{StudentID: e.StudentID}, Before: e.Current}
		}
		if err := store.DeleteRegister(ctx, tx, reg); err != nil {
			return nil, err
		}
		return &attendancev1.DiscardRegisterResponse{}, tellRegister(ctx, tx, r, reg, gone, true)
	})
	if errors.Is(err, errNotTaken) {
		return false, nil
	}
	if err == nil {
		s.sequencer.Wake()
	}
	return err == nil, err
}
