package idara

import (
	"context"

	"github.com/massar-platform/massar/platform/errs"
	attendancev1 "github.com/massar-platform/massar/proto/gen/massar/attendance/v1"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
)

// GetImport gives an import of the caller's school with every cell that stopped it. The id does not tell
// which service took the file: they are asked in turn.
func (s *Service) GetImport(ctx context.Context, req *idarav1.GetImportRequest) (*idarav1.ImportResponse, error) {
	out, err := s.school.GetImport(ctx, &schoolv1.GetImportRequest{ImportId: req.GetImportId()})
	if errs.Is(err, errorsv1.Reason_IMPORT_NOT_FOUND) {
		out, err = s.timetable.GetImport(ctx, &timetablev1.GetImportRequest{ImportId: req.GetImportId()})
	}
	if errs.Is(err, errorsv1.Reason_IMPORT_NOT_FOUND) {
		out, err = s.attendance.GetImport(ctx, &attendancev1.GetImportRequest{ImportId: req.GetImportId()})
	}
	if err != nil {
		return nil, err
	}
	return &idarav1.ImportResponse{Import: out}, nil
}
