package attendance

import (
	"context"
	"errors"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/rpc"
	attendancev1 "github.com/massar-platform/massar/proto/gen/massar/attendance/v1"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/attendance/internal/store"
)

// GetImport gives what became of a file, with every cell that stopped it in the reader's language.
func (s *Service) GetImport(ctx context.Context, req *attendancev1.GetImportRequest) (*typev1.Import, error) {
	r, err := s.reach(ctx)
	if err != nil {
		return nil, err
	}
	missing := errs.E(errs.NotFound, errorsv1.Reason_IMPORT_NOT_FOUND, "reading an import", nil)
	if !wellFormed(req.GetImportId()) {
		return nil, missing
	}
	row, node, err := store.FindImport(ctx, s.db, req.GetImportId())
	if errors.Is(err, store.ErrNotFound) || (err == nil && !r.covers(node)) {
		return nil, missing
	}
	if err != nil {
		return nil, err
	}
	f, err := kept(row)
	if err != nil {
		return nil, err
	}
	return f.answer(rpc.Lang(ctx)), nil
}
