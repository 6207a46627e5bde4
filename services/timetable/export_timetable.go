package timetable

import (
	"cmp"
	"context"
	"slices"

	"google.golang.org/genproto/googleapis/api/httpbody"
	"google.golang.org/grpc"
	"google.golang.org/grpc/metadata"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/roster"
	"github.com/massar-platform/massar/platform/sqldb"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
	"github.com/massar-platform/massar/services/timetable/internal/bell"
	"github.com/massar-platform/massar/services/timetable/internal/fet"
	"github.com/massar-platform/massar/services/timetable/internal/store"
)

const (
	formatCSV = "CSV"
	csvType   = "text/csv; charset=utf-8"
	xmlType   = "application/xml; charset=utf-8"
	// exportNameHeader carries the name under which a browser should save the file.
	exportNameHeader = "x-massar-filename"
)

// ExportTimetable writes the weekly pattern of a day as FET's XML or as CSV, in the
// names under which ImportTimetable finds everything again. Single lessons are not of
// the pattern.
func (s *Service) ExportTimetable(ctx context.Context, req *timetablev1.ExportTimetableRequest) (*httpbody.HttpBody, error) {
	r, err := s.reach(ctx)
	if err != nil {
		return nil, err
	}
	day, err := dayOf("date", req.GetDate(), r.day)
	if err != nil {
		return nil, err
	}
	if !s.years[s.yearOf(day)] {
		return nil, badDate("date", day)
	}
	school, err := r.school(ctx, s.db, req.GetSchoolCode())
	if err != nil {
		return nil, err
	}
	rows, own, err := s.exportRows(ctx, s.db, school, day)
	if err != nil {
		return nil, err
	}
	answer, name := &httpbody.HttpBody{ContentType: csvType}, "timetable_"+school.Code+"_"+day
	if req.GetFormat() == formatCSV {
		name += ".csv"
		answer.Data, err = fet.WriteCSV(rows)
	} else {
		name += ".xml"
		answer.ContentType = xmlType
		answer.Data, err = s.exportXML(rows, school, own, day)
	}
	if err != nil {
		return nil, err
	}
	return answer, grpc.SetHeader(ctx, metadata.Pairs(exportNameHeader, name))
}

// exportXML names the hours as they are in the week of the day, or outside of all
// seasons where that week lacks one.
func (s *Service) exportXML(rows []fet.Row, school roster.School, own []bell.Schedule, day string) ([]byte, error) {
	data, err := fet.WriteXML(rows, s.bellAt(school, own, day))
	if err == nil {
		return data, nil
	}
	if data, again := fet.WriteXML(rows, s.regularBell(school, day)); again == nil {
		return data, nil
	}
	return nil, errs.E(errs.FailedPrecondition, errorsv1.Reason_PERIOD_UNKNOWN, "exporting a timetable", err)
}

// exportRows are the weekly lessons of a day, by class, weekday and period.
func (s *Service) exportRows(ctx context.Context, q sqldb.Querier, school roster.School, day string) ([]fet.Row, []bell.Schedule, error) {
	loaded, err := store.Load(ctx, q, store.Span{School: school.Code, First: day, Last: day})
	if err != nil {
		return nil, nil, err
	}
	d, err := s.nameDesk(ctx, q, school, s.yearOf(day), loaded.Pattern.Slots)
	if err != nil {
		return nil, nil, err
	}
	n, err := d.openRoll(ctx, q)
	if err != nil {
		return nil, nil, err
	}
	var rows []fet.Row
	for _, slot := range loaded.Pattern.Slots {
		// A slot that only gave a lesson that was moved to the day is not valid on it.
		if oneDay(slot) || slot.From > day || slot.To <= day {
			continue
		}
		subject := slot.Subject
		if known, ok := s.ref.Subject(slot.Subject); ok {
			subject = known.Label
		}
		rows = append(rows, fet.Row{
			Teacher: n.exportName(slot.Staff), Subject: subject, Class: d.classes[slot.Class].Label, Group: slot.Group, Room: slot.Room,
			Weekday: slot.Weekday, Period: slot.Period, Count: slot.Count, Joint: slot.Joint,
		})
	}
	slices.SortFunc(rows, func(a, b fet.Row) int {
		return cmp.Or(cmp.Compare(a.Class, b.Class), cmp.Compare(a.Weekday, b.Weekday), cmp.Compare(a.Period, b.Period),
			cmp.Compare(a.Group, b.Group), cmp.Compare(a.Subject, b.Subject), cmp.Compare(a.Teacher, b.Teacher))
	})
	return rows, loaded.Bells, nil
}

// exportName is the name of a teacher, or his id where others are called the same.
func (n *roll) exportName(staffID string) string {
	name := n.staff[staffID].Name
	for _, called := range []string{name.Latin, name.Ar} {
		if called != "" && len(n.staffByName[nameKey(called)]) <= 1 {
			return called
		}
	}
	return staffID
}
