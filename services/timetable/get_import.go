package timetable

import (
	"context"
	"errors"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/rpc"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/timetable/internal/store"
)

// GetImport gives what became of a timetable file, with every line that stopped it in
// the reader's language.
func (s *Service) GetImport(ctx context.Context, req *timetablev1.GetImportRequest) (*typev1.Import, error) {
	const missing = errorsv1.Reason_IMPORT_NOT_FOUND
	r, err := s.reach(ctx)
	if err != nil {
		return nil, err
	}
	school, err := r.schoolOf(ctx, s.db, req.GetImportId(), missing)
	if err != nil {
		return nil, err
	}
	row, err := store.FindImport(ctx, s.db, school.Code, req.GetImportId())
	if errors.Is(err, store.ErrNotFound) {
		return nil, errs.E(errs.NotFound, missing, "reading an import", nil)
	}
	if err != nil {
		return nil, err
	}
	f, err := kept(row)
	if err != nil {
		return nil, err
	}
	return s.importProto(f, rpc.Lang(ctx)), nil
}
