package grade

import (
	"context"
	"log/slog"
	"strconv"
	"time"

	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/sqldb"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	"github.com/massar-platform/massar/services/grade/internal/store"
)

const (
	sourceSchool = "school"
	pullLimit    = 1000
	pullTimeout  = 10 * time.Second
	maxControls  = 5
)

// Wake asks for school's changes now instead of at the next turn.
func (s *Service) Wake() {
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

// follow pulls school's changes until ctx ends. A school that is away is said
// once, and asked again at every turn.
func (s *Service) follow(ctx context.Context) {
	ticker := time.NewTicker(s.pullEvery)
	defer ticker.Stop()
	away := false
	for {
		err := s.pull(ctx)
		switch {
		case ctx.Err() != nil:
			return
		case err != nil && !away:
			s.log.WarnContext(ctx, "school's changes cannot be read", slog.Any("error", err))
		case err == nil && away:
			s.log.InfoContext(ctx, "school's changes are read again")
		}
		away = err != nil
		if err == nil {
			s.pulled.Store(true)
		}
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		case <-s.wake:
		}
	}
}

// pull applies everything that school has to tell since the stored cursor.
func (s *Service) pull(ctx context.Context) error {
	for {
		after, err := store.Cursor(ctx, s.db, sourceSchool)
		if err != nil {
			return err
		}
		page, err := s.ask(ctx, after)
		if err != nil || len(page) == 0 {
			return err
		}
		if err := s.applyPage(ctx, page); err != nil {
			return err
		}
		if len(page) < pullLimit {
			return nil
		}
	}
}

func (s *Service) ask(ctx context.Context, after int64) ([]*schoolv1.Change, error) {
	ctx, cancel := context.WithTimeout(ctx, pullTimeout)
	defer cancel()
	answer, err := s.school.ListChanges(ctx, &schoolv1.ListChangesRequest{After: after, Limit: pullLimit})
	return answer.GetChanges(), err
}

// applyPage writes a page and the cursor in one transaction. The cursor comes
// first: its row keeps a second process from applying the same page.
func (s *Service) applyPage(ctx context.Context, page []*schoolv1.Change) error {
	batch := batchOf(page)
	now := s.clock.Now().UnixMicro()
	return s.db.InTx(ctx, func(ctx context.Context, tx sqldb.Tx) error {
		mine, err := store.MoveCursor(ctx, tx, sourceSchool, page[len(page)-1].GetPos(), now)
		if err != nil || !mine {
			return err
		}
		if err := store.Apply(ctx, tx, batch); err != nil {
			return err
		}
		for _, class := range batch.Classes {
			// The stored row: this page may carry an older version of the class.
			current, err := store.FindClass(ctx, tx, class.ID)
			if err != nil {
				return err
			}
			if err := store.CreateSheets(ctx, tx, current.ID, s.sheetsOf(current), now); err != nil {
				return err
			}
		}
		return nil
	})
}

// batchOf sorts a page by kind and keeps the newest version of each row: one
// statement cannot write a row twice.
func batchOf(page []*schoolv1.Change) store.Batch {
	var (
		schools     = newest[store.School]{}
		classes     = newest[store.Class]{}
		students    = newest[store.Student]{}
		enrolments  = newest[store.Enrolment]{}
		assignments = newest[store.Assignment]{}
		staff       = newest[store.Staff]{}
	)
	for _, c := range page {
		switch row := c.GetRow().(type) {
		case *schoolv1.Change_School:
			r := row.School
			schools.add(r.GetSchoolCode(), r.GetVersion(), store.School{
				Code: r.GetSchoolCode(), Node: r.GetNode(), Name: store.Name{Ar: r.GetName().GetAr(), Latin: r.GetName().GetLatin()},
				Cycle: r.GetCycle(), ShowRank: r.GetSettings().GetShowRank(), EarlyRelease: r.GetSettings().GetEarlyRelease(),
				Version: r.GetVersion(),
			})
		case *schoolv1.Change_Class:
			r := row.Class
			classes.add(r.GetClassId(), r.GetVersion(), store.Class{
				ID: r.GetClassId(), SchoolYear: r.GetSchoolYear(), Label: r.GetLabel(), Level: r.GetLevel(), Stream: r.GetStream(),
				Version: r.GetVersion(),
			})
		case *schoolv1.Change_Student:
			r := row.Student
			students.add(r.GetStudentId(), r.GetVersion(), store.Student{
				ID: r.GetStudentId(), MassarCode: r.GetMassarCode(), BirthDate: r.GetBirthDate(), Version: r.GetVersion(),
				Name: store.Name{Ar: r.GetName().GetAr(), Latin: r.GetName().GetLatin()},
			})
		case *schoolv1.Change_Enrolment:
			r := row.Enrolment
			enrolments.add(r.GetEnrolmentId(), r.GetVersion(), store.Enrolment{
				ID: r.GetEnrolmentId(), StudentID: r.GetStudentId(), ClassID: r.GetClassId(), Number: int(r.GetNumber()),
				From: r.GetFrom(), To: r.GetTo(), Version: r.GetVersion(),
			})
		case *schoolv1.Change_Assignment:
			r := row.Assignment
			assignments.add(r.GetAssignmentId(), r.GetVersion(), store.Assignment{
				ID: r.GetAssignmentId(), ClassID: r.GetClassId(), Subject: r.GetSubject(), StaffID: r.GetStaffId(),
				From: r.GetFrom(), To: r.GetTo(), Version: r.GetVersion(),
			})
		case *schoolv1.Change_Staff:
			r := row.Staff
			staff.add(r.GetStaffId(), r.GetVersion(), store.Staff{
				ID: r.GetStaffId(), School: r.GetSchoolCode(), Version: r.GetVersion(),
				Name: store.Name{Ar: r.GetName().GetAr(), Latin: r.GetName().GetLatin()},
			})
		}
	}
	return store.Batch{
		Schools: schools.rows, Classes: classes.rows, Students: students.rows,
		Enrolments: enrolments.rows, Assignments: assignments.rows, Staff: staff.rows,
	}
}

// newest collects rows by id, each in its newest version, in order of first sight.
type newest[T any] struct {
	rows     []T
	place    map[string]int
	versions []int64
}

func (n *newest[T]) add(id string, version int64, row T) {
	at, seen := n.place[id]
	switch {
	case !seen:
		if n.place == nil {
			n.place = map[string]int{}
		}
		n.place[id] = len(n.rows)
		n.rows, n.versions = append(n.rows, row), append(n.versions, version)
	case version > n.versions[at]:
		n.rows[at], n.versions[at] = row, version
	}
}

// sheetsOf are the sheets of a class: both semesters of every subject of its
// level and stream, with a column per control and one for the activities where
// they weigh something.
func (s *Service) sheetsOf(class store.Class) []store.NewSheet {
	level, ok := s.ref.Level(class.Level)
	if !ok || level.Scale == 0 {
		return nil
	}
	var sheets []store.NewSheet
	for _, taught := range s.ref.Subjects(class.Level, class.Stream, class.SchoolYear) {
		columns := s.columnsOf(class, level.Cycle, taught.Subject.Code)
		for semester := 1; semester <= 2; semester++ {
			sheets = append(sheets, store.NewSheet{
				ID: ids.InSchool(store.SchoolOf(class.ID)), ClassID: class.ID, SchoolYear: class.SchoolYear, Semester: semester,
				Subject: taught.Subject.Code, Scale: level.Scale, Columns: columns,
			})
		}
	}
	return sheets
}

func (s *Service) columnsOf(class store.Class, cycle, subject string) []store.Column {
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
