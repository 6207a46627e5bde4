package grade

import (
	"context"
	"errors"
	"regexp"
	"slices"
	"strconv"
	"time"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/roster"
	"github.com/massar-platform/massar/platform/rpc"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/write"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	gradev1 "github.com/massar-platform/massar/proto/gen/massar/grade/v1"
	"github.com/massar-platform/massar/services/grade/internal/store"
)

const (
	// pastAllowed forgives the time between the choice of an hour and its arrival here.
	pastAllowed     = 5 * time.Minute
	maxPublishAhead = 366 * 24 * time.Hour
	maxDelay        = 30 * 24 * time.Hour
)

// PublishClass computes the semester of a class and seals it: every student's
// view is written now and shown when the school clock has reached the hour. Every
// sheet must be validated, or named with the reason why the class does without it.
func (s *Service) PublishClass(ctx context.Context, req *gradev1.PublishClassRequest) (*gradev1.Publication, error) {
	r, err := s.reach(ctx)
	if err != nil {
		return nil, err
	}
	when, err := hourOf(req)
	if err != nil {
		return nil, err
	}
	missing, err := missingOf(req)
	if err != nil {
		return nil, err
	}
	op := write.Op{RPC: "grade.PublishClass", Resource: req.GetClassId(), Request: req, Detail: map[string]string{
		"semester": strconv.Itoa(int(req.GetSemester())), "missing": strconv.Itoa(len(missing)),
	}}
	return write.Do(ctx, s.db, op, func(ctx context.Context, tx sqldb.Tx) (*gradev1.Publication, error) {
		t, err := r.term(ctx, tx, req.GetClassId(), req.GetSchoolYear(), int(req.GetSemester()))
		if err != nil {
			return nil, err
		}
		sheets, err := store.LockTermSheets(ctx, tx, t)
		if err != nil {
			return nil, err
		}
		slices.SortFunc(sheets, func(a, b *store.Sheet) int { return compareText(a.Subject, b.Subject) })
		p, err := store.FindPublication(ctx, tx, t)
		switch {
		case err == nil && p.State == store.PublicationScheduled:
			err = s.publishLate(ctx, tx, r, p, when, sheets)
		case err == nil, errors.Is(err, store.ErrNotFound):
			p = &store.Publication{Term: t, State: store.PublicationScheduled, GuardianDelay: when.delay}
			err = s.publishFirst(ctx, tx, r, p, when, sheets, missing)
		}
		if err != nil {
			return nil, err
		}
		return s.publicationOf(ctx, tx, r, t, p, sheets, rpc.Lang(ctx))
	})
}

// hour is when a publication is asked to be seen; at 0 is now.
type hour struct{ at, delay int64 }

// from is the asked instant, checked against now.
func (h hour) from(now int64) (int64, error) {
	switch {
	case h.at == 0:
		return now, nil
	case h.at < now-pastAllowed.Microseconds():
		return 0, errs.E(errs.FailedPrecondition, errorsv1.Reason_PUBLISH_HOUR_PAST, "publishing a class", nil,
			errs.Field("publishAt", errorsv1.Reason_PUBLISH_HOUR_PAST))
	case h.at > now+maxPublishAhead.Microseconds():
		return 0, badField("publishAt", errorsv1.Reason_FIELD_OUT_OF_RANGE, nil)
	}
	return h.at, nil
}

// A duration as protobuf writes it in JSON.
var durationPattern = regexp.MustCompile(`^[0-9]{1,9}(\.[0-9]{1,6})?s$`)

func hourOf(req *gradev1.PublishClassRequest) (hour, error) {
	var h hour
	if text := req.GetPublishAt(); text != "" {
		at, err := time.Parse(time.RFC3339Nano, text)
		if err != nil {
			return h, badField("publishAt", errorsv1.Reason_FIELD_FORMAT, err)
		}
		h.at = at.UnixMicro()
	}
	if text := req.GetGuardianDelay(); text != "" {
		if !durationPattern.MatchString(text) {
			return h, badField("guardianDelay", errorsv1.Reason_FIELD_FORMAT, nil)
		}
		delay, err := time.ParseDuration(text)
		if err != nil {
			return h, badField("guardianDelay", errorsv1.Reason_FIELD_FORMAT, err)
		}
		if delay > maxDelay {
			return h, badField("guardianDelay", errorsv1.Reason_FIELD_OUT_OF_RANGE, nil)
		}
		h.delay = delay.Microseconds()
	}
	return h, nil
}

func badField(field string, reason errorsv1.Reason, err error) error {
	return errs.E(errs.Invalid, errorsv1.Reason_INVALID_REQUEST, "reading "+field, err, errs.Field(field, reason))
}

// missingOf reads the sheets that the class does without, with their reasons.
func missingOf(req *gradev1.PublishClassRequest) (map[string]string, error) {
	missing := make(map[string]string, len(req.GetMissing()))
	for i, m := range req.GetMissing() {
		reason, err := requiredField("missing["+strconv.Itoa(i)+"].reason", m.GetReason(), errorsv1.Reason_REASON_REQUIRED)
		if err != nil {
			return nil, err
		}
		missing[m.GetMarkSheetId()] = reason
	}
	return missing, nil
}

// term finds a class of the caller and names its semester. A class of another
// year looks like none.
func (r reach) term(ctx context.Context, q sqldb.Querier, classID, year string, semester int) (store.Term, error) {
	class, err := roster.FindClass(ctx, q, classID)
	var school roster.School
	if err == nil {
		school, err = roster.FindSchool(ctx, q, roster.SchoolOf(classID))
	}
	switch {
	case err == nil && r.covers(school.Node) && (year == "" || year == class.SchoolYear):
		return store.NewTerm(class.ID, class.SchoolYear, semester), nil
	case err == nil, errors.Is(err, roster.ErrNotFound):
		return store.Term{}, errs.E(errs.NotFound, errorsv1.Reason_CLASS_NOT_FOUND, "finding a class", nil)
	}
	return store.Term{}, err
}
