package timetable

import (
	"bytes"
	"context"
	"errors"

	"google.golang.org/grpc"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/roster"
	"github.com/massar-platform/massar/platform/rpc"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/upload"
	"github.com/massar-platform/massar/platform/write"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/refdata"
	"github.com/massar-platform/massar/services/timetable/internal/bell"
	"github.com/massar-platform/massar/services/timetable/internal/fet"
	"github.com/massar-platform/massar/services/timetable/internal/store"
)

const importing = "importing a timetable"

// maxRows bounds the lessons of one file: no school has as many in a week.
const maxRows = 6_000

// The tables of the files, as findings name them.
const (
	sheetFET = "Teachers_Timetable"
	sheetCSV = "CSV"
)

// timetableFile is a file on its way in.
type timetableFile = grpc.ClientStreamingServer[timetablev1.ImportTimetableRequest, typev1.Import]

// ImportTimetable takes the weekly pattern of a school from a day on, as FET's XML or
// as CSV. Slots that are the same keep their ids, the others end and new ones begin.
// One bad line, or one collision, refuses the whole file, and every one is listed.
func (s *Service) ImportTimetable(stream timetableFile) error {
	ctx := stream.Context()
	header, err := upload.Header(stream)
	if err != nil {
		return err
	}
	r, err := s.reach(ctx)
	if err != nil {
		return err
	}
	// Before the file comes: it costs nothing where the school is not the caller's.
	school, err := r.school(ctx, s.db, header.GetSchoolCode())
	if err != nil {
		return err
	}
	year, from, err := s.importDay(header, r.day)
	if err != nil {
		return err
	}
	data, err := upload.File(stream)
	if err != nil {
		return err
	}
	file, err := s.readFile(ctx, school, from, data)
	if err != nil {
		return err
	}
	request, err := upload.Request(header, data)
	if err != nil {
		return err
	}
	op := write.Op{
		RPC: "timetable.ImportTimetable", Resource: school.Code, Request: request,
		Detail: map[string]string{"from": from, "form": file.sheet},
	}
	answer, err := writing(ctx, s, op, school, header.GetDryRun(), func(ctx context.Context, tx sqldb.Tx) (*typev1.Import, error) {
		return s.importFile(ctx, tx, r, school, year, from, file, header.GetDryRun())
	})
	if err != nil {
		return err
	}
	return stream.SendAndClose(answer)
}

// importDay is the school year of a file, and the day from which its pattern holds.
func (s *Service) importDay(header *timetablev1.ImportTimetableRequest_Header, today string) (year, from string, err error) {
	if year = header.GetSchoolYear(); year == "" {
		year = s.yearOf(today)
	}
	if !s.years[year] {
		return "", "", errs.E(errs.Invalid, errorsv1.Reason_SCHOOL_YEAR_UNKNOWN, importing, nil,
			errs.Field("schoolYear", errorsv1.Reason_SCHOOL_YEAR_UNKNOWN))
	}
	begins, last, _ := s.ref.Lessons(year)
	if from, err = dayOf("from", header.GetFrom(), max(today, begins)); err != nil {
		return "", "", err
	}
	if header.GetFrom() == "" && from > last {
		return "", "", errs.E(errs.FailedPrecondition, errorsv1.Reason_SCHOOL_YEAR_CLOSED, importing, nil,
			errs.Field("schoolYear", errorsv1.Reason_SCHOOL_YEAR_CLOSED))
	}
	if from < begins || from > last {
		return "", "", badDate("from", from)
	}
	return year, from, nil
}

// readRows is a file as it was read.
type readRows struct {
	sheet    string
	rows     []fet.Row
	problems []fet.Problem
}

// readFile reads FET's XML, or else a CSV. The hours of an XML mean those of its first
// day, or those of the regular season, whichever it fits better: a file that is brought
// in during Ramadan may well be written in either.
func (s *Service) readFile(ctx context.Context, school roster.School, from string, data []byte) (f readRows, err error) {
	text := bytes.TrimLeft(bytes.TrimPrefix(data, []byte("\ufeff")), " \t\r\n")
	if len(text) == 0 || text[0] != '<' {
		f.sheet = sheetCSV
		f.rows, f.problems, err = fet.ReadCSV(data)
	} else {
		f.sheet = sheetFET
		var own []bell.Schedule
		if own, err = store.SchoolBells(ctx, s.db, school.Code); err != nil {
			return f, err
		}
		f.rows, f.problems, err = fet.ReadXML(data, s.bellAt(school, own, from))
		if err == nil && len(f.problems) > 0 {
			rows, problems, again := fet.ReadXML(data, s.regularBell(school, from))
			if again == nil && len(problems) < len(f.problems) {
				f.rows, f.problems = rows, problems
			}
		}
	}
	switch {
	case errors.Is(err, fet.ErrTooLarge), errors.Is(err, fet.ErrTooManyRows), len(f.rows) > maxRows:
		return f, errs.E(errs.Invalid, errorsv1.Reason_FILE_TOO_LARGE, importing, err)
	case errors.Is(err, fet.ErrSyntax):
		return f, errs.E(errs.Invalid, errorsv1.Reason_FILE_BROKEN, importing, err)
	case errors.Is(err, fet.ErrColumns):
		return f, errs.E(errs.Invalid, errorsv1.Reason_HEADER_NOT_FOUND, importing, err)
	case err != nil, len(f.rows) == 0 && len(f.problems) == 0:
		// A file without lessons would end every lesson of the school.
		return f, errs.E(errs.Invalid, errorsv1.Reason_FILE_NOT_TIMETABLE, importing, err)
	}
	return f, nil
}

// bellAt gives the periods of each weekday as they are in the first week from a day
// on.
func (s *Service) bellAt(school roster.School, own []bell.Schedule, from string) fet.Bell {
	book := s.bookOf(school, own)
	var week bell.Week
	for i := range 7 {
		day := addDays(from, i)
		if weekday := bell.Weekday(day); weekday <= bell.Saturday {
			week[weekday] = book.Periods(day)
		}
	}
	return week.On
}

// regularBell gives the national periods outside of all seasons.
func (s *Service) regularBell(school roster.School, from string) fet.Bell {
	var week bell.Week
	for weekday, periods := range s.ref.BellWeek(school.Cycle, refdata.SeasonRegular, s.yearOf(from)) {
		week[weekday] = periodsOf(periods)
	}
	return week.On
}

// importFile judges a file against the school as the transaction sees it, and writes
// it if nothing speaks against it.
func (s *Service) importFile(
	ctx context.Context, tx sqldb.Tx, r reach, school roster.School, year, from string, file readRows, dryRun bool,
) (*typev1.Import, error) {
	d, err := s.openDesk(ctx, tx, school, year, from)
	if err != nil {
		return nil, err
	}
	n, err := d.openRoll(ctx, tx)
	if err != nil {
		return nil, err
	}
	p := &importPlan{roll: n, findings: findings{ImportID: ids.InSchool(school.Code), Sheet: file.sheet, DryRun: dryRun}}
	p.refuse(problems(file.problems)...)
	p.read(file.rows)
	p.compare()
	p.settle()
	if len(p.Refused) == 0 {
		p.Accepted = len(p.wanted)
		if !dryRun {
			if err := p.edit.write(ctx, tx, d); err != nil {
				return nil, err
			}
		}
	}
	return s.importProto(p.findings, rpc.Lang(ctx)), s.keep(ctx, tx, r, school.Code, p.findings)
}
