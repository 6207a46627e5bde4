package timetable

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/localtext"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/upload"
	"github.com/massar-platform/massar/platform/xlsx"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/timetable/internal/store"
)

// kindTimetable names this import in answers.
const kindTimetable = "TIMETABLE"

// maxFindings bounds the findings of one kind: an answer must fit into a message.
const maxFindings = 2_000

// finding is what is wrong with a line of a file, or odd about it, in no language yet.
type finding struct {
	Line   int    `json:"line,omitempty"`
	Reason string `json:"reason"`
	Read   string `json:"read,omitempty"`
	// Other is the lesson with which that of the line collides, and OtherLine its line
	// where it is in the file too.
	Other     *namedLesson `json:"other,omitempty"`
	OtherLine int          `json:"otherLine,omitempty"`
	// Weekday is that of a period that the school does not have.
	Weekday int `json:"weekday,omitempty"`
}

// findings are what became of a file.
type findings struct {
	ImportID string    `json:"-"`
	Sheet    string    `json:"sheet"`
	DryRun   bool      `json:"dryRun,omitempty"`
	Accepted int       `json:"accepted"`
	Warnings []finding `json:"warnings,omitempty"`
	Refused  []finding `json:"refused,omitempty"`
}

func (f *findings) refuse(found ...finding) {
	f.Refused = append(f.Refused, found[:min(len(found), maxFindings-len(f.Refused))]...)
}

// settle puts the findings into the order of the lines.
func (f *findings) settle() {
	byLine := func(a, b finding) int { return cmp.Compare(a.Line, b.Line) }
	slices.SortStableFunc(f.Refused, byLine)
	slices.SortStableFunc(f.Warnings, byLine)
}

func (f *findings) warn(found finding) {
	if len(f.Warnings) < maxFindings {
		f.Warnings = append(f.Warnings, found)
	}
}

// importProto is an import in the reader's language.
func (s *Service) importProto(f findings, lang localtext.Lang) *typev1.Import {
	state := typev1.Import_State_DONE
	if len(f.Refused) > 0 {
		state = typev1.Import_State_REFUSED
	}
	return &typev1.Import{
		ImportId: f.ImportID, Kind: kindTimetable, State: state, Accepted: int32(f.Accepted), DryRun: f.DryRun,
		Warnings: s.issues(f.Sheet, f.Warnings, lang), Refused: s.issues(f.Sheet, f.Refused, lang),
	}
}

func (s *Service) issues(sheet string, found []finding, lang localtext.Lang) []*typev1.ImportIssue {
	list := make([]*typev1.ImportIssue, len(found))
	for i, f := range found {
		cell, value := "", ""
		if f.Line > 0 {
			cell, value = strconv.Itoa(f.Line), upload.Shown(xlsx.Printable(f.Read))
		}
		reason := errorsv1.Reason(errorsv1.Reason_value[f.Reason])
		list[i] = &typev1.ImportIssue{Sheet: sheet, Cell: cell, Reason: f.Reason, Message: errs.Message(reason, lang, s.about(f, lang)), Value: value}
	}
	return list
}

// about is what fills the message of a finding.
func (s *Service) about(f finding, lang localtext.Lang) string {
	french := lang == localtext.French
	switch {
	case f.Other != nil && f.OtherLine > 0 && french:
		return fmt.Sprintf("lignes %d et %d, %s", f.Line, f.OtherLine, f.Other.text(s, lang))
	case f.Other != nil && f.OtherLine > 0:
		return fmt.Sprintf("السطران %d و%d، %s", f.Line, f.OtherLine, f.Other.text(s, lang))
	case f.Other != nil:
		return f.Other.text(s, lang)
	case f.Weekday > 0 && french:
		return weekdayName(f.Weekday, lang) + ", séance " + f.Read
	case f.Weekday > 0:
		return weekdayName(f.Weekday, lang) + "، الحصة " + apart(f.Read, true)
	}
	return f.Read
}

// keep stores the findings, so that they can be asked for again.
func (s *Service) keep(ctx context.Context, tx sqldb.Tx, r reach, school string, f findings) error {
	body, err := json.Marshal(f)
	if err != nil {
		return err
	}
	return store.InsertImport(ctx, tx, store.Import{
		School: school, ID: f.ImportID, Kind: kindTimetable, Body: string(body), Account: r.caller.AccountID, At: r.now,
	})
}

// kept reads stored findings.
func kept(row store.Import) (findings, error) {
	f := findings{ImportID: row.ID}
	if err := json.Unmarshal([]byte(row.Body), &f); err != nil {
		return f, errs.E(errs.DataLoss, errorsv1.Reason_INTERNAL, "reading an import", err)
	}
	return f, nil
}
