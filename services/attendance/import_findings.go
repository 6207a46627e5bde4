package attendance

import (
	"context"
	"encoding/json"
	"slices"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/localtext"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/upload"
	"github.com/massar-platform/massar/platform/xlsx"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/attendance/internal/store"
)

// kindAbsences names this import in answers.
const kindAbsences = "ABSENCES"

// findings are what became of a file, without any language: they are kept so, and put into the language of who
// asks.
type findings struct {
	ImportID string       `json:"-"`
	Accepted int          `json:"accepted"`
	DryRun   bool         `json:"dryRun,omitempty"`
	Warnings []xlsx.Issue `json:"warnings"`
	Refused  []xlsx.Issue `json:"refused"`
}

// answer is an import in the reader's language, cell by cell.
func (f findings) answer(lang localtext.Lang) *typev1.Import {
	state := typev1.Import_State_DONE
	if len(f.Refused) > 0 {
		state = typev1.Import_State_REFUSED
	}
	return &typev1.Import{
		ImportId: f.ImportID, Kind: kindAbsences, State: state, Accepted: int32(f.Accepted), DryRun: f.DryRun,
		Warnings: upload.Issues(inOrder(f.Warnings), lang), Refused: upload.Issues(inOrder(f.Refused), lang),
	}
}

// inOrder sorts findings line by line.
func inOrder(found []xlsx.Issue) []xlsx.Issue {
	found = slices.Clone(found)
	slices.SortStableFunc(found, func(a, b xlsx.Issue) int {
		colA, rowA, _ := xlsx.ParseAddress(a.Cell)
		colB, rowB, _ := xlsx.ParseAddress(b.Cell)
		if rowA != rowB {
			return rowA - rowB
		}
		return colA - colB
	})
	return found
}

// keep stores the findings, so that they can be asked for again.
func (f findings) keep(ctx context.Context, tx sqldb.Tx, r reach, school string) error {
	body, err := json.Marshal(f)
	if err != nil {
		return err
	}
	return store.InsertImport(ctx, tx, store.Import{
		School: school, ID: f.ImportID, Kind: kindAbsences, Body: string(body), Account: r.caller.AccountID, At: r.micros(),
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
