package attendance

import (
	"context"
	"time"

	"google.golang.org/genproto/googleapis/api/httpbody"
	"google.golang.org/grpc"
	"google.golang.org/grpc/metadata"

	attendancev1 "github.com/massar-platform/massar/proto/gen/massar/attendance/v1"
	"github.com/massar-platform/massar/services/attendance/internal/absencesheet"
)

const xlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

// ExportAbsences writes the absences of a class in a school year as MASSAR's annual sheet.
func (s *Service) ExportAbsences(ctx context.Context, req *attendancev1.ExportAbsencesRequest) (*httpbody.HttpBody, error) {
	r, err := s.reach(ctx)
	if err != nil {
		return nil, err
	}
	if !wellFormed(req.GetClassId()) {
		return nil, classNotFound()
	}
	class, _, err := r.class(ctx, s.db, req.GetClassId())
	if err != nil {
		return nil, err
	}
	y, err := s.classYearOf(ctx, s.db, r, class)
	if err != nil {
		return nil, err
	}
	data, err := absencesheet.Write(y.sheet())
	if err != nil {
		return nil, err
	}
	if err := grpc.SetHeader(ctx, metadata.Pairs(fileNameHeader, absencesheet.NewFileName(class.Label))); err != nil {
		return nil, err
	}
	body := &httpbody.HttpBody{ContentType: xlsxType, Data: data}
	return body, s.logRead(ctx, class.School, "attendance.ExportAbsences", class.ID)
}

// sheet is the year as the sheet holds it. MASSAR keeps family and first name apart and we do not: the whole
// name stands in the first of the two columns.
func (y *classYear) sheet() absencesheet.Sheet {
	sheet := absencesheet.Sheet{Class: y.class.Label}
	for _, student := range y.students {
		name := student.Name.Ar
		if name == "" {
			name = student.Name.Latin
		}
		row := absencesheet.Row{MassarCode: student.MassarCode, Family: name, Months: map[time.Month]absencesheet.Figures{}}
		for _, m := range absencesheet.Months() {
			if f, known := y.months[student.StudentID][monthKey(y.class.SchoolYear, m)]; known {
				row.Months[m] = f
			}
		}
		sheet.Rows = append(sheet.Rows, row)
	}
	return sheet
}
