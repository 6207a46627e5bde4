package grade

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/rpc"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/write"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	gradev1 "github.com/massar-platform/massar/proto/gen/massar/grade/v1"
	"github.com/massar-platform/massar/services/grade/internal/store"
	"github.com/massar-platform/massar/services/grade/internal/trail"
	"github.com/massar-platform/massar/services/grade/internal/views"
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
		if err := publishable(ctx, tx, t, sheets, missing); err != nil {
			return nil, err
		}
		at := when.at
		switch {
		case at == 0:
			at = r.now
		case at < r.now-pastAllowed.Microseconds():
			return nil, errs.E(errs.FailedPrecondition, errorsv1.Reason_PUBLISH_HOUR_PAST, "publishing a class", nil,
				errs.Field("publishAt", errorsv1.Reason_PUBLISH_HOUR_PAST))
		case at > r.now+maxPublishAhead.Microseconds():
			return nil, errs.E(errs.Invalid, errorsv1.Reason_INVALID_REQUEST, "publishing a class", nil,
				errs.Field("publishAt", errorsv1.Reason_FIELD_OUT_OF_RANGE))
		}
		p := &store.Publication{Term: t, State: store.PublicationScheduled, PublishAt: at, GuardianDelay: when.delay}
		if err := s.publish(ctx, tx, r, p, sheets, missing); err != nil {
			return nil, err
		}
		return s.publicationOf(ctx, tx, r, t, p, sheets, rpc.Lang(ctx))
	})
}

// hour is when a publication is asked to be seen; at 0 is now.
type hour struct{ at, delay int64 }

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
	class, err := store.FindClass(ctx, q, classID)
	var school store.School
	if err == nil {
		school, err = store.FindSchool(ctx, q, store.SchoolOf(classID))
	}
	switch {
	case err == nil && r.covers(school.Node) && (year == "" || year == class.SchoolYear):
		return store.NewTerm(class.ID, class.SchoolYear, semester), nil
	case err == nil, errors.Is(err, store.ErrNotFound):
		return store.Term{}, errs.E(errs.NotFound, errorsv1.Reason_CLASS_NOT_FOUND, "finding a class", nil)
	}
	return store.Term{}, err
}

// publishable refuses a class that is published already, or that has a sheet
// which is neither validated nor named in missing.
func publishable(ctx context.Context, q sqldb.Querier, t store.Term, sheets []*store.Sheet, missing map[string]string) error {
	old, err := store.FindPublication(ctx, q, t)
	switch {
	case err == nil && old.State != store.PublicationCancelled:
		return errs.E(errs.FailedPrecondition, errorsv1.Reason_PUBLICATION_EXISTS, "publishing a class", nil)
	case err != nil && !errors.Is(err, store.ErrNotFound):
		return err
	case len(sheets) == 0:
		return errs.E(errs.FailedPrecondition, errorsv1.Reason_RULES_MISSING, "publishing a class without sheets", nil)
	}
	known := make(map[string]bool, len(sheets))
	var waiting []string
	opts := []errs.Option{}
	for _, sheet := range sheets {
		known[sheet.ID] = true
		if sheet.State != store.SheetValidated && missing[sheet.ID] == "" {
			waiting = append(waiting, sheet.ID)
			opts = append(opts, errs.Field("markSheets."+sheet.ID, errorsv1.Reason_SHEETS_NOT_VALIDATED))
		}
	}
	for id := range missing {
		if !known[id] {
			return errs.E(errs.Invalid, errorsv1.Reason_MARK_SHEET_NOT_FOUND, "publishing a class", nil,
				errs.Field("missing", errorsv1.Reason_MARK_SHEET_NOT_FOUND))
		}
	}
	if len(waiting) > 0 {
		opts = append(opts, errs.Args(len(waiting)), errs.Meta("markSheetIds", strings.Join(waiting, ",")))
		return errs.E(errs.FailedPrecondition, errorsv1.Reason_SHEETS_NOT_VALIDATED, "publishing a class", nil, opts...)
	}
	return nil
}

// missingSheet is the stored form of a sheet that a class does without.
type missingSheet struct {
	MarkSheetID string `json:"markSheetId"`
	Reason      string `json:"reason"`
}

// publish stamps a locked term, writes the publication, the event of each sheet
// and every view.
func (s *Service) publish(ctx context.Context, tx sqldb.Tx, r reach, p *store.Publication, sheets []*store.Sheet, missing map[string]string) error {
	stamp, err := s.stampTerm(ctx, tx, p.Term, sheets)
	if err != nil {
		return err
	}
	left := []missingSheet{}
	changes := []store.Change{{Topic: p.Term.School, ID: ids.New(), Kind: store.ChangePublication, Ref: p.Term.ClassID, At: r.now}}
	for _, sheet := range sheets {
		event := r.event(ctx, trail.Publish)
		event.Before, event.After = sheet.State, store.SheetPublished
		if sheet.State == store.SheetValidated {
			sheet.PublishAt = &p.PublishAt
		} else {
			left = append(left, missingSheet{MarkSheetID: sheet.ID, Reason: missing[sheet.ID]})
			event.After, event.Reason = sheet.State, missing[sheet.ID]
			i := slices.IndexFunc(stamp.Sheets, func(st views.Sheet) bool { return st.SheetID == sheet.ID })
			stamp.Sheets[i].LeftOut, stamp.Sheets[i].Reason = true, missing[sheet.ID]
		}
		if err := store.Append(ctx, tx, sheet, r.now, []trail.Event{event}); err != nil {
			return err
		}
		changes = append(changes, r.sheetChanged(sheet))
	}
	roster, err := rosterOf(ctx, tx, p.Term, r.day)
	if err != nil {
		return err
	}
	p.Students = len(roster)
	if p.Stamp, err = stamp.Encode(); err != nil {
		return err
	}
	if p.Roster, err = views.EncodeRoster(roster); err != nil {
		return err
	}
	text, err := json.Marshal(left)
	if err != nil {
		return fmt.Errorf("encoding the sheets left out: %w", err)
	}
	p.Missing = string(text)
	if err := store.PutPublication(ctx, tx, p, r.writer()); err != nil {
		return err
	}
	if _, err := s.refreshViews(ctx, tx, p.Term, r.day, r.now); err != nil {
		return err
	}
	if p.PublishAt <= r.now {
		if err := announceOne(ctx, tx, p, r.now); err != nil {
			return err
		}
	}
	return store.AddChanges(ctx, tx, changes)
}
