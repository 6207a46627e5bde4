package attendance

import (
	"context"
	"strconv"
	"time"

	"google.golang.org/grpc"

	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/rpc"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/upload"
	"github.com/massar-platform/massar/platform/write"
	"github.com/massar-platform/massar/platform/xlsx"
	attendancev1 "github.com/massar-platform/massar/proto/gen/massar/attendance/v1"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/attendance/internal/absencesheet"
	"github.com/massar-platform/massar/services/attendance/internal/store"
)

// ImportAbsences takes MASSAR's annual sheet of a class: figures of months before the first register are kept,
// those of later months must be what the registers say. All or nothing; every bad cell is listed, an empty cell
// clears nothing, and one that replaces another imported figure is a warning that names the old one.
func (s *Service) ImportAbsences(stream grpc.ClientStreamingServer[attendancev1.ImportAbsencesRequest, typev1.Import]) error {
	ctx := stream.Context()
	header, err := upload.Header(stream)
	if err != nil {
		return err
	}
	r, err := s.reach(ctx)
	if err != nil {
		return err
	}
	// Before the file comes: a stranger learns nothing about it, and costs nothing.
	if !wellFormed(header.GetClassId()) {
		return classNotFound()
	}
	if _, _, err := r.class(ctx, s.db, header.GetClassId()); err != nil {
		return err
	}
	data, err := upload.File(stream)
	if err != nil {
		return err
	}
	file, err := absencesheet.Read(data)
	if err != nil {
		return upload.Unreadable(err)
	}
	request, err := upload.Request(header, data)
	if err != nil {
		return err
	}
	op := write.Op{RPC: "attendance.ImportAbsences", Resource: header.GetClassId(), Request: request, Detail: map[string]string{
		"dryRun": strconv.FormatBool(header.GetDryRun()),
	}}
	answer, err := write.Do(ctx, s.db, op, func(ctx context.Context, tx sqldb.Tx) (*typev1.Import, error) {
		return s.importAbsences(ctx, tx, r, header, file)
	})
	if err != nil {
		return err
	}
	upload.Show(answer, file.Book.Shown)
	return stream.SendAndClose(answer)
}

func (s *Service) importAbsences(ctx context.Context, tx sqldb.Tx, r reach, header *attendancev1.ImportAbsencesRequest_Header, file *absencesheet.File) (*typev1.Import, error) {
	class, _, err := r.class(ctx, tx, header.GetClassId())
	if err != nil {
		return nil, err
	}
	// Before anything is read: a cell that another import fills now is seen, and kept.
	if err := store.LockImports(ctx, tx, class.ID); err != nil {
		return nil, err
	}
	y, err := s.classYearOf(ctx, tx, r, class)
	if err != nil {
		return nil, err
	}
	plan := y.plan(file)
	if fits, known := absencesheet.FileNameFits(header.GetFileName(), class.Label); known && !fits {
		// The codes in it decide, and names of files are changed by hand.
		plan.warnings = append(plan.warnings, xlsx.Issue{
			Sheet: file.Sheet, Reason: errorsv1.Reason_FILE_OTHER_CLASS.String(), Args: []string{xlsx.Printable(header.GetFileName())},
		})
	}
	result := findings{ImportID: ids.InSchool(class.School), DryRun: header.GetDryRun(), Warnings: plan.warnings, Refused: plan.issues}
	if len(plan.issues) == 0 {
		result.Accepted = plan.cells
		if !header.GetDryRun() {
			if err := store.KeepMonths(ctx, tx, class.ID, plan.months); err != nil {
				return nil, err
			}
		}
	}
	return result.answer(rpc.Lang(ctx)), result.keep(ctx, tx, r, class.School)
}

// absencePlan is what an import would write, and what stands in its way.
type absencePlan struct {
	file     *absencesheet.File
	months   []store.ImportedMonth
	cells    int // filled cells that were accepted
	issues   []xlsx.Issue
	warnings []xlsx.Issue
}

// plan judges a file against what is known of the class.
func (y *classYear) plan(file *absencesheet.File) *absencePlan {
	p := &absencePlan{file: file, issues: file.Issues, warnings: file.Warnings}
	students := make(map[string]string, len(y.students))
	codes := make([]string, 0, len(y.students))
	for _, student := range y.students {
		if student.MassarCode != "" {
			students[student.MassarCode] = student.StudentID
			codes = append(codes, student.MassarCode)
		}
	}
	p.issues = append(p.issues, absencesheet.Bind(file, codes)...)
	for _, row := range file.Rows {
		student, known := students[row.MassarCode]
		if !known {
			continue
		}
		for _, m := range absencesheet.Months() {
			if figures := row.Months[m]; !figures.Empty() {
				p.month(y, student, m, figures)
			}
		}
	}
	return p
}

// month judges the four figures of one student's month.
func (p *absencePlan) month(y *classYear, student string, m time.Month, figures absencesheet.Figures) {
	key := monthKey(y.class.SchoolYear, m)
	registered := y.registered(key)
	stands := y.months[student][key]
	for i, f := range parts(&figures) {
		if !f.Set {
			continue
		}
		old := *parts(&stands)[i]
		switch {
		case i%2 == 0 && !daysFit(f.Hundredths, key), key > y.today[:len(monthLayout)] && f.Hundredths != 0:
			p.refuse(f, errorsv1.Reason_NUMBER_INVALID, f.String())
		case registered && f.Hundredths != old.Hundredths:
			p.refuse(f, errorsv1.Reason_MONTH_HAS_REGISTERS, absencesheet.Figure{Hundredths: old.Hundredths, Set: true}.String())
		default:
			p.cells++
			if old.Set && f.Hundredths != old.Hundredths {
				p.warnings = append(p.warnings, xlsx.Issue{
					Sheet: p.file.Sheet, Cell: f.Cell, Reason: errorsv1.Reason_FIGURE_REPLACED.String(), Args: []string{old.String()},
				})
			}
		}
	}
	if registered || key > y.today[:len(monthLayout)] {
		return
	}
	// An empty cell clears nothing.
	for i, f := range parts(&figures) {
		if !f.Set {
			*f = *parts(&stands)[i]
		}
	}
	p.months = append(p.months, store.ImportedMonth{
		StudentID: student, Month: key,
		JustifiedDays: figures.JustifiedDays.String(), JustifiedHours: figures.JustifiedHours.String(),
		UnjustifiedDays: figures.UnjustifiedDays.String(), UnjustifiedHours: figures.UnjustifiedHours.String(),
	})
}

func (p *absencePlan) refuse(f *absencesheet.Figure, reason errorsv1.Reason, args ...string) {
	p.issues = append(p.issues, xlsx.Issue{Sheet: p.file.Sheet, Cell: f.Cell, Reason: reason.String(), Args: args})
}

// daysFit says whether a number of days, in hundredths, is one of half days that a month can have.
func daysFit(hundredths int64, month string) bool {
	first, err := time.Parse(monthLayout, month)
	if err != nil {
		return false
	}
	days := int64(first.AddDate(0, 1, -1).Day())
	return hundredths%50 == 0 && hundredths <= days*100
}
