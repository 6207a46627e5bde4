package school

import (
	"context"

	"google.golang.org/protobuf/proto"

	"github.com/massar-platform/massar/platform/errs"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/school/internal/store"
)

// GetImport gives what became of a file, with every cell that stopped it in the reader's language.
func (s *Service) GetImport(ctx context.Context, req *schoolv1.GetImportRequest) (*typev1.Import, error) {
	const doing = "reading an import"
	found, err := store.GetImport(ctx, s.db, req.GetImportId())
	if err != nil {
		return nil, notFound(err, errorsv1.Reason_IMPORT_NOT_FOUND, doing)
	}
	if _, err := s.officeSchool(ctx, s.db, found.School); err != nil {
		if errs.Is(err, errorsv1.Reason_SCHOOL_NOT_FOUND) {
			return nil, errs.E(errs.NotFound, errorsv1.Reason_IMPORT_NOT_FOUND, doing, nil)
		}
		return nil, err
	}
	answer := &typev1.Import{}
	if err := proto.Unmarshal(found.Body, answer); err != nil {
		return nil, err
	}
	return answer, nil
}
