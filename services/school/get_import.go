package school

import (
	"context"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/rpc"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/school/internal/store"
)

// GetImport gives what became of a file, with every cell that stopped it in the reader's language.
func (s *Service) GetImport(ctx context.Context, req *schoolv1.GetImportRequest) (*typev1.Import, error) {
	const doing = "reading an import"
	missing := errs.E(errs.NotFound, errorsv1.Reason_IMPORT_NOT_FOUND, doing, nil)
	if _, _, ok := ids.SplitSchool(req.GetImportId()); !ok {
		return nil, missing
	}
	found, err := store.GetImport(ctx, s.db, req.GetImportId())
	if err != nil {
		return nil, notFound(err, errorsv1.Reason_IMPORT_NOT_FOUND, doing)
	}
	if _, err := s.officeSchool(ctx, s.db, found.School); err != nil {
		if errs.Is(err, errorsv1.Reason_SCHOOL_NOT_FOUND) {
			return nil, missing
		}
		return nil, err
	}
	f, err := kept(found)
	if err != nil {
		return nil, err
	}
	return f.answer(rpc.Lang(ctx)), nil
}
