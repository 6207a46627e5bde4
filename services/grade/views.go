package grade

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/massar-platform/massar/platform/roster"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/services/grade/internal/entry"
	"github.com/massar-platform/massar/services/grade/internal/grading"
	"github.com/massar-platform/massar/services/grade/internal/store"
	"github.com/massar-platform/massar/services/grade/internal/views"
)

// refreshEarlyViews recomputes what the families of a class see of its released
// controls before the semester is published. It answers with the students whose
// view was written.
func (s *Service) refreshEarlyViews(ctx context.Context, tx sqldb.Tx, r reach, classID, year string, semester int) (seen, error) {
	return s.refreshViews(ctx, tx, store.NewTerm(classID, year, semester), r.day, r.now)
}

// refreshViews recomputes every view of a term from the cells as the transaction
// sees them: early ones once a control was released, published ones from what
// their publication has stamped. The sheets written in the transaction are locked
// already; the lock of the term is taken here. It answers with the students who
// may see a change.
func (s *Service) refreshViews(ctx context.Context, tx sqldb.Tx, t store.Term, day string, now int64) (seen, error) {
	none := seen{}
	version, err := store.LockTerm(ctx, tx, t, now)
	if err != nil {
		return none, err
	}
	s.marks.bypass(t)
	data, err := s.loadTerm(ctx, tx, t, day)
	if err != nil {
		return none, err
	}
	p, err := store.FindPublication(ctx, tx, t)
	switch {
	case errors.Is(err, store.ErrNotFound), err == nil && p.State == store.PublicationCancelled:
		if !data.released() {
			return none, nil
		}
		early, err := s.writeEarly(ctx, tx, t, data, version, now)
		return seen{students: early, to: store.ToFamily}, err
	case err != nil:
		return none, err
	}
	early, err := s.writeEarly(ctx, tx, t, data, version, now)
	if err != nil {
		return none, err
	}
	published, err := s.writePublished(ctx, tx, p, data.content, version, now)
	switch {
	case err != nil:
		return none, err
	case p.PublishAt <= now && p.GuardianAt() > now && !data.released():
		return seen{students: published, to: store.ToStudent}, nil
	case p.PublishAt <= now:
		return seen{students: published, to: store.ToFamily}, nil
	case data.released():
		return seen{students: early, to: store.ToFamily}, nil
	}
	// Nothing that anybody can see has changed, and nobody is told.
	return none, nil
}

// termData is what the views of a term are computed from.
type termData struct {
	stamp   views.Stamp
	roster  []string
	content content
}

// content is what stands in the sheets of a term.
type content struct {
	cells   map[string]map[entry.Key]entry.Cell
	remarks map[string]map[string]string
	// registers say until when they leave an absence undecided.
	registers map[string]map[entry.Key]string
}

// values leaves of the cells what figures are computed from.
func (c content) values() views.Content {
	v := views.Content{Cells: make(map[string]map[entry.Key]grading.Entry, len(c.cells)), Remarks: c.remarks}
	for sheet, cells := range c.cells {
		values := make(map[entry.Key]grading.Entry, len(cells))
		for key, cell := range cells {
			values[key] = cell.Value
		}
		v.Cells[sheet] = values
	}
	return v
}

func (d termData) released() bool {
	return slices.ContainsFunc(d.stamp.Sheets, func(s views.Sheet) bool {
		return slices.ContainsFunc(s.Columns, func(c views.Column) bool { return c.Released })
	})
}

// loadTerm reads a term as it stands on a day.
func (s *Service) loadTerm(ctx context.Context, q sqldb.Querier, t store.Term, day string) (termData, error) {
	var d termData
	sheets, err := store.TermSheets(ctx, q, t)
	if err != nil {
		return d, err
	}
	if d.stamp, err = s.stampTerm(ctx, q, t, sheets); err != nil {
		return d, err
	}
	if d.roster, err = rosterOf(ctx, q, t, day); err != nil {
		return d, err
	}
	if d.content.cells, err = store.TermCells(ctx, q, t); err != nil {
		return d, err
	}
	if d.content.registers, err = store.RegisterDays(ctx, q, t); err != nil {
		return d, err
	}
	d.content.remarks, err = store.TermRemarks(ctx, q, t)
	return d, err
}

// rosterOf are the students of the class on a day, by their place.
func rosterOf(ctx context.Context, q sqldb.Querier, t store.Term, day string) ([]string, error) {
	pupils, err := store.Roster(ctx, q, t.ClassID, day)
	if err != nil {
		return nil, err
	}
	roster := make([]string, 0, len(pupils))
	for _, p := range pupils {
		if !p.Left {
			roster = append(roster, p.StudentID)
		}
	}
	return roster, nil
}

// stampTerm notes the rules, weights, coefficients, columns and names that hold
// for a term now. Sheets stand in the order of the reference data.
func (s *Service) stampTerm(ctx context.Context, q sqldb.Querier, t store.Term, sheets []*store.Sheet) (views.Stamp, error) {
	class, err := roster.FindClass(ctx, q, t.ClassID)
	if err != nil {
		return views.Stamp{}, fmt.Errorf("stamping a class: %w", err)
	}
	school, err := roster.FindSchool(ctx, q, t.School)
	if err != nil {
		return views.Stamp{}, fmt.Errorf("stamping a class: %w", err)
	}
	columns, err := store.TermColumns(ctx, q, t)
	if err != nil {
		return views.Stamp{}, err
	}
	cycle := school.Cycle
	if level, ok := s.ref.Level(class.Level); ok {
		cycle = level.Cycle
	}
	stamp := views.Stamp{
		SchoolYear: t.SchoolYear, Semester: t.Semester, ClassID: t.ClassID, Label: class.Label, ShowRank: school.ShowRank,
		Refdata: s.ref.Fingerprint(), Rules: make(map[string]string, 8), Sheets: make([]views.Sheet, 0, len(sheets)),
	}
	for _, name := range views.RuleNames() {
		stamp.Rules[name] = s.ref.RuleValue(name, t.SchoolYear)
	}
	order := make(map[string]int, len(sheets))
	for i, taught := range s.ref.Subjects(class.Level, class.Stream, t.SchoolYear) {
		order[taught.Subject.Code] = i - len(sheets)
	}
	sheets = slices.Clone(sheets)
	slices.SortStableFunc(sheets, func(a, b *store.Sheet) int {
		if d := order[a.Subject] - order[b.Subject]; d != 0 {
			return d
		}
		return compareText(a.Subject, b.Subject)
	})
	for _, sheet := range sheets {
		weights := s.ref.CCWeight(cycle, sheet.Subject, t.SchoolYear)
		stamped := views.Sheet{
			SheetID: sheet.ID, Subject: sheet.Subject, Name: views.Text{Ar: sheet.Subject, Fr: sheet.Subject}, Scale: sheet.Scale,
			Coefficient: s.ref.Coefficient(class.Level, class.Stream, sheet.Subject, t.SchoolYear).Value.String(),
			Controls:    weights.Controls.String(), Activities: weights.Activities.String(),
		}
		if subject, ok := s.ref.Subject(sheet.Subject); ok {
			stamped.Name = views.Text{Ar: subject.Name.Ar, Fr: subject.Name.Fr}
		}
		for _, c := range columns[sheet.ID] {
			stamped.Columns = append(stamped.Columns, views.Column{
				Name: c.Name, Activities: c.Kind == store.KindActivities, Number: c.Number, Label: c.Label, Date: c.Date,
				Released: c.State == store.ColumnReleased,
			})
		}
		stamp.Sheets = append(stamp.Sheets, stamped)
	}
	return stamp, nil
}

func compareText(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}
