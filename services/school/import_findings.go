package school

import (
	"context"
	"encoding/json"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/localtext"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/xlsx"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/school/internal/store"
)

// findings are what became of a file, without any language: they are kept so, and put into the language of
// who asks.
type findings struct {
	ImportID string       `json:"-"`
	Kind     string       `json:"-"`
	Accepted int          `json:"accepted"`
	Warnings []xlsx.Issue `json:"warnings"`
	Refused  []xlsx.Issue `json:"refused"`
}

// answer is an import in the reader's language.
func (f findings) answer(lang localtext.Lang) *typev1.Import {
	state := typev1.Import_State_DONE
	if len(f.Refused) > 0 {
		state = typev1.Import_State_REFUSED
	}
	return &typev1.Import{
		ImportId: f.ImportID, Kind: f.Kind, State: state, Accepted: int32(f.Accepted),
		Warnings: issues(f.Warnings, lang), Refused: issues(f.Refused, lang),
	}
}

// keep stores the findings, so that they can be asked for again.
func (s *Service) keep(ctx context.Context, tx sqldb.Tx, school string, f findings) error {
	body, err := json.Marshal(f)
	if err != nil {
		return err
	}
	p, err := caller(ctx)
	if err != nil {
		return err
	}
	return store.InsertImport(ctx, tx, store.Import{
		School: school, ID: f.ImportID, Kind: f.Kind, Body: string(body),
		Account: p.AccountID, At: s.clock.Real().Now().UnixMicro(),
	})
}

// kept reads stored findings.
func kept(row store.Import) (findings, error) {
	f := findings{ImportID: row.ID, Kind: row.Kind}
	if err := json.Unmarshal([]byte(row.Body), &f); err != nil {
		return f, errs.E(errs.DataLoss, errorsv1.Reason_INTERNAL, "reading an import", err)
	}
	return f, nil
}

// issues puts findings into the caller's language.
func issues(found []xlsx.Issue, lang localtext.Lang) []*typev1.ImportIssue {
	out := make([]*typev1.ImportIssue, 0, len(found))
	for _, issue := range found {
		reason := errorsv1.Reason(errorsv1.Reason_value[issue.Reason])
		out = append(out, &typev1.ImportIssue{
			Sheet: issue.Sheet, Cell: issue.Cell, Reason: issue.Reason, Message: errs.Message(reason, lang, places(reason, issue)...),
		})
	}
	return out
}

// places are what fills a message: texts about a cell name it first.
func places(reason errorsv1.Reason, issue xlsx.Issue) []any {
	var filled []any
	switch reason {
	case errorsv1.Reason_CELL_INVALID, errorsv1.Reason_NAME_MISSING, errorsv1.Reason_ROW_UNKNOWN,
		errorsv1.Reason_FILE_OTHER_SCHOOL, errorsv1.Reason_FILE_OTHER_YEAR:
		filled = append(filled, issue.Cell)
	}
	for _, arg := range issue.Args {
		filled = append(filled, arg)
	}
	return filled
}
