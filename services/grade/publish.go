package grade

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/sqldb"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	"github.com/massar-platform/massar/services/grade/internal/store"
	"github.com/massar-platform/massar/services/grade/internal/trail"
	"github.com/massar-platform/massar/services/grade/internal/views"
)

// publishFirst publishes a class whose sheets are locked: it stamps rules and
// class list, and leaves out the sheets that are not validated.
func (s *Service) publishFirst(ctx context.Context, tx sqldb.Tx, r reach, p *store.Publication, when hour, sheets []*store.Sheet, missing map[string]string) error {
	if err := publishable(sheets, missing); err != nil {
		return err
	}
	var err error
	if p.PublishAt, err = when.from(r.now); err != nil {
		return err
	}
	stamp, err := s.stampTerm(ctx, tx, p.Term, sheets)
	if err != nil {
		return err
	}
	for _, sheet := range sheets {
		if sheet.State != store.SheetValidated {
			stamped := stampOf(&stamp, sheet)
			stamped.LeftOut, stamped.Reason = true, missing[sheet.ID]
		}
	}
	roster, err := rosterOf(ctx, tx, p.Term, r.day)
	if err != nil {
		return err
	}
	p.Students = len(roster)
	if p.Roster, err = views.EncodeRoster(roster); err != nil {
		return err
	}
	return s.publish(ctx, tx, r, p, stamp, sheets)
}

// publishLate adds to a publication whose hour has come the sheets that it was
// published without and that are validated now. Class list and rules stay those of
// the publication, and so does its hour: what families see already is not taken
// back. With no such sheet the class is simply published already.
func (s *Service) publishLate(ctx context.Context, tx sqldb.Tx, r reach, p *store.Publication, when hour, sheets []*store.Sheet) error {
	stamp, err := views.DecodeStamp(p.Stamp)
	if err != nil {
		return err
	}
	late := slices.DeleteFunc(slices.Clone(sheets), func(sheet *store.Sheet) bool {
		stamped := stampOf(&stamp, sheet)
		return sheet.State != store.SheetValidated || stamped == nil || !stamped.LeftOut
	})
	if len(late) == 0 || p.PublishAt > r.now || when.at > r.now {
		return errs.E(errs.FailedPrecondition, errorsv1.Reason_PUBLICATION_EXISTS, "publishing a class", nil)
	}
	fresh, err := s.stampTerm(ctx, tx, p.Term, sheets)
	if err != nil {
		return err
	}
	for _, sheet := range late {
		*stampOf(&stamp, sheet) = *stampOf(&fresh, sheet)
	}
	return s.publish(ctx, tx, r, p, stamp, late)
}

// stampOf finds a sheet in a stamp, nil where it is not there.
func stampOf(stamp *views.Stamp, sheet *store.Sheet) *views.Sheet {
	i := slices.IndexFunc(stamp.Sheets, func(s views.Sheet) bool { return s.SheetID == sheet.ID })
	if i < 0 {
		return nil
	}
	return &stamp.Sheets[i]
}

// publishable refuses a class that has a sheet which is neither validated nor
// named in missing.
func publishable(sheets []*store.Sheet, missing map[string]string) error {
	if len(sheets) == 0 {
		return errs.E(errs.FailedPrecondition, errorsv1.Reason_RULES_MISSING, "publishing a class without sheets", nil)
	}
	known := make(map[string]bool, len(sheets))
	var waiting []string
	var opts []errs.Option
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

// publish writes a stamped publication, the event of each sheet and every view.
func (s *Service) publish(ctx context.Context, tx sqldb.Tx, r reach, p *store.Publication, stamp views.Stamp, sheets []*store.Sheet) error {
	changes := []store.Change{{Topic: p.Term.School, ID: ids.New(), Kind: store.ChangePublication, Ref: p.Term.ClassID, Year: p.Term.SchoolYear, At: r.now}}
	for _, sheet := range sheets {
		event := r.event(ctx, trail.Publish)
		event.Before, event.After = sheet.State, store.SheetPublished
		if stamped := stampOf(&stamp, sheet); stamped.LeftOut {
			event.After, event.Reason = sheet.State, stamped.Reason
		} else {
			sheet.PublishAt = &p.PublishAt
		}
		if err := store.Append(ctx, tx, sheet, r.now, []trail.Event{event}); err != nil {
			return err
		}
		changes = append(changes, r.sheetChanged(sheet))
	}
	left := []missingSheet{}
	for _, sheet := range stamp.Sheets {
		if sheet.LeftOut {
			left = append(left, missingSheet{MarkSheetID: sheet.SheetID, Reason: sheet.Reason})
		}
	}
	text, err := json.Marshal(left)
	if err != nil {
		return fmt.Errorf("encoding the sheets left out: %w", err)
	}
	p.Missing = string(text)
	if p.Stamp, err = stamp.Encode(); err != nil {
		return err
	}
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
