package school

import (
	"context"
	"encoding/json"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/localtext"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/upload"
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
		Warnings: upload.Issues(f.Warnings, lang), Refused: upload.Issues(f.Refused, lang),
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
