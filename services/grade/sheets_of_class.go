package grade

import (
	"context"
	"strconv"

	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/roster"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/summary"
	"github.com/massar-platform/massar/services/grade/internal/store"
)

const maxControls = 5

// openSheets makes the sheets of classes that school has told about, in the transaction that writes their rows.
func (s *Service) openSheets(ctx context.Context, tx sqldb.Tx, page roster.Page) error {
	now := s.clock.Now().UnixMicro()
	for _, class := range page.Classes {
		// The stored row: this page may carry an older version of the class.
		current, err := roster.FindClass(ctx, tx, class.ID)
		if err != nil {
			return err
		}
		if err := store.CreateSheets(ctx, tx, current.ID, s.sheetsOf(current), now); err != nil {
			return err
		}
	}
	return s.markFigures(ctx, tx, page)
}

// markFigures notes the schools whose classes or class lists have changed. Lists change in the current year.
func (s *Service) markFigures(ctx context.Context, tx sqldb.Tx, page roster.Page) error {
	var moved []summary.Subject
	for _, class := range page.Classes {
		moved = append(moved, summary.Subject{School: class.School, Period: class.SchoolYear})
	}
	if year, ok := s.ref.SchoolYear(s.clock.Today()); ok {
		for _, enrolment := range page.Enrolments {
			moved = append(moved, summary.Subject{School: roster.SchoolOf(enrolment.ClassID), Period: year})
		}
	}
	return summary.Mark(ctx, tx, moved...)
}

// sheetsOf are the sheets of a class: both semesters of every subject of its
// level and stream, with a column per control and one for the activities where
// they weigh something.
func (s *Service) sheetsOf(class roster.Class) []store.NewSheet {
	level, ok := s.ref.Level(class.Level)
	if !ok || level.Scale == 0 {
		return nil
	}
	var sheets []store.NewSheet
	for _, taught := range s.ref.Subjects(class.Level, class.Stream, class.SchoolYear) {
		columns := s.columnsOf(class, level.Cycle, taught.Subject.Code)
		for semester := 1; semester <= 2; semester++ {
			sheets = append(sheets, store.NewSheet{
				ID: ids.InSchool(class.School), ClassID: class.ID, SchoolYear: class.SchoolYear, Semester: semester,
				Subject: taught.Subject.Code, Scale: level.Scale, Columns: columns,
			})
		}
	}
	return sheets
}

func (s *Service) columnsOf(class roster.Class, cycle, subject string) []store.Column {
	var columns []store.Column
	controls := min(s.ref.ControlsAt(class.Level, subject, class.SchoolYear).Count, maxControls)
	for n := 1; n <= controls; n++ {
		columns = append(columns, store.Column{Name: "C" + strconv.Itoa(n), Kind: store.KindControl, Number: n, State: store.ColumnOpen})
	}
	if s.ref.CCWeight(cycle, subject, class.SchoolYear).Activities.Num > 0 {
		columns = append(columns, store.Column{Name: "ACT", Kind: store.KindActivities, State: store.ColumnOpen})
	}
	return columns
}
