package grade

import (
	"context"
	"errors"
	"slices"
	"strconv"

	"github.com/massar-platform/massar/platform/localtext"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/xlsx"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	"github.com/massar-platform/massar/services/grade/internal/entry"
	"github.com/massar-platform/massar/services/grade/internal/grading"
	"github.com/massar-platform/massar/services/grade/internal/notescc"
	"github.com/massar-platform/massar/services/grade/internal/store"
	"github.com/massar-platform/massar/services/grade/internal/trail"
)

// maxRemark is how long a remark may be, as on entry.
const maxRemark = 200

// importPlan is what a file would change, or why it may not.
type importPlan struct {
	binding
	file *notescc.File
	decisions
	// conflicts are the cells of the sheet at which the file stopped, by their address in it.
	conflicts map[string]conflict
	// held is what the file held when it was exported; nil without a snapshot.
	held    map[entry.Key]string
	current entry.Sheet
	// added are controls that the file has and the sheet has not.
	added []store.Column

	issues   []xlsx.Issue
	warnings []xlsx.Issue
	entries  entries
}

// planImport compares a file with a locked sheet.
func (s *Service) planImport(ctx context.Context, tx sqldb.Tx, r reach, sheet *store.Sheet, d decisions, file *notescc.File) (*importPlan, error) {
	b, err := bindingOf(ctx, tx, sheet, r.day)
	if err != nil {
		return nil, err
	}
	p := &importPlan{binding: b, file: file, decisions: d, conflicts: map[string]conflict{}, warnings: file.Warnings, entries: entries{kind: trail.Import}}
	if file.Snapshot != "" {
		p.held, err = store.FindSnapshot(ctx, tx, file.Snapshot, sheet.ID)
		if errors.Is(err, store.ErrNotFound) {
			// Not one of ours: it must then agree in everything, and change nothing unasked.
			file.Snapshot, err = "", nil
		}
		if err != nil {
			return nil, err
		}
	}
	p.issues = notescc.Bind(file, s.want(b))
	strange := len(p.issues) > 0
	p.issues = append(p.issues, file.Issues...)
	if strange {
		// Of another sheet: its pupils and marks would only repeat that.
		return p, nil
	}
	names := p.columns()
	if p.current, err = store.LoadForSave(ctx, tx, sheet, r.day, names); err != nil {
		return nil, err
	}
	for _, c := range p.added {
		p.current.Columns[c.Name] = false
	}
	if p.current.Remarks, err = store.ListRemarks(ctx, tx, sheet.ID); err != nil {
		return nil, err
	}
	p.rows()
	return p, nil
}

func (p *importPlan) issue(cell, reason string, args ...string) {
	p.issues = append(p.issues, xlsx.Issue{Sheet: p.file.Sheet, Cell: cell, Reason: reason, Args: args})
}

// columns names the mark columns of the sheet and of the file. Controls that the
// sheet lacks are added up to the last one in which the file has marks: MASSAR's
// own files know better how many controls a class had. Activities that weigh
// nothing have no place.
func (p *importPlan) columns() []string {
	names := make([]string, 0, len(p.sheet.ColumnStates)+len(p.file.Columns))
	for name := range p.sheet.ColumnStates {
		names = append(names, name)
	}
	last := 0
	for i, c := range p.file.Columns {
		if c.Kind == notescc.Remark || slices.Contains(names, c.Key()) || !p.filled(i) {
			continue
		}
		if c.Kind == notescc.Activities {
			p.issue(xlsx.Address(c.Mark, p.headerLine()), xlsx.ReasonColumnUnknown, c.Label)
			continue
		}
		last = max(last, c.Number)
	}
	for n := 1; n <= last; n++ {
		name := notescc.Column{Kind: notescc.Control, Number: n}.Key()
		if !slices.Contains(names, name) {
			p.added = append(p.added, store.Column{Name: name, Kind: store.KindControl, Number: n, State: store.ColumnOpen})
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// headerLine is the line of the columns' titles.
func (p *importPlan) headerLine() int {
	if len(p.file.Rows) == 0 {
		return 1
	}
	return max(p.file.Rows[0].Line-2, 1)
}

// filled says whether any pupil has anything in a column of the file.
func (p *importPlan) filled(column int) bool {
	return slices.ContainsFunc(p.file.Rows, func(row notescc.Row) bool {
		return slices.ContainsFunc(row.Entries, func(e notescc.Entry) bool {
			return e.Column == column && e.Value.State != notescc.Missing
		})
	})
}

// rows matches the lines of the file with the class list and judges their cells.
func (p *importPlan) rows() {
	students := make(map[string]string, len(p.pupils))
	for _, pupil := range p.pupils {
		students[pupil.MassarCode] = pupil.StudentID
	}
	var (
		inputs  []entry.Input
		cells   []string
		remarks []entry.RemarkInput
		places  []string
		seen    = map[string]bool{}
	)
	for _, row := range p.file.Rows {
		student, known := students[row.MassarCode]
		if !known {
			if row.MassarCode != "" {
				p.issue(row.Cell("C"), xlsx.ReasonRowUnknown, row.MassarCode)
			}
			continue
		}
		seen[student] = true
		for _, e := range row.Entries {
			if in, ok := p.input(student, e); ok {
				inputs, cells = append(inputs, in), append(cells, e.Cell)
			}
		}
		if in, ok := p.remark(student, row); ok {
			remarks, places = append(remarks, in), append(places, row.RemarkCell)
		}
	}
	p.judge(inputs, cells, remarks, places)
	for _, pupil := range p.pupils {
		if !pupil.Left && !seen[pupil.StudentID] {
			p.warnings = append(p.warnings, xlsx.Issue{
				Sheet: p.file.Sheet, Cell: xlsx.Address(3, p.headerLine()), Reason: xlsx.ReasonRowMissing, Args: []string{pupil.MassarCode},
			})
		}
	}
}

// input is one cell of the file, if it is to be written. A conflict is noted.
func (p *importPlan) input(student string, e notescc.Entry) (entry.Input, bool) {
	if e.Value.State == notescc.Missing || p.keep[e.Cell] {
		return entry.Input{}, false
	}
	key := entry.Key{Student: student, Column: p.file.Columns[e.Column].Key()}
	if _, known := p.current.Columns[key.Column]; !known {
		return entry.Input{}, false // the column is an issue of its own
	}
	now := p.current.Cells[key]
	if says(e.Value, now.Value.String()) {
		return entry.Input{}, false
	}
	held, exported := p.held[key]
	switch {
	case exported && says(e.Value, held):
		return entry.Input{}, false
	case p.replaces(e.Cell, now.Version):
	case exported && held != now.Value.String(), !exported && now.Entered() && !p.overwrite:
		p.conflict(e.Cell, conflict{student, key.Column, now.Version})
		return entry.Input{}, false
	}
	in := entry.Input{Key: key, State: e.Value.State, Version: now.Version}
	if e.Value.State == notescc.Graded {
		mark := e.Value.Mark
		in.Mark = &mark
	}
	return in, true
}

// says tells whether a cell of a workbook stands for a stored value. A workbook
// has one word for every kind of absence.
func says(v notescc.Value, stored string) bool {
	switch v.State {
	case notescc.Graded:
		return v.Mark == stored
	case notescc.Absent:
		state, ok := grading.ParseState(stored)
		return ok && (state == grading.Pending || state == grading.Absent || state == grading.AbsentJustified || state == grading.AbsentUnjustified)
	}
	return v.State == stored
}

// remark is the remark of a line, if it is to be written, by the rules of cells.
func (p *importPlan) remark(student string, row notescc.Row) (entry.RemarkInput, bool) {
	now := p.current.Remarks[student]
	if row.Remark == "" || p.keep[row.RemarkCell] || row.Remark == xlsx.Printable(now.Text) {
		return entry.RemarkInput{}, false
	}
	held, exported := p.held[entry.Key{Student: student}]
	switch {
	case exported && row.Remark == xlsx.Printable(held):
		return entry.RemarkInput{}, false
	case p.replaces(row.RemarkCell, now.Version):
	case exported && held != now.Text, !exported && now.Text != "" && !p.overwrite:
		p.conflict(row.RemarkCell, conflict{student, columnRemark, now.Version})
		return entry.RemarkInput{}, false
	}
	text, err := localtext.CleanText(row.Remark)
	if err == nil && len([]rune(text)) > maxRemark {
		p.issue(row.RemarkCell, errorsv1.Reason_FIELD_TOO_LONG.String(), strconv.Itoa(maxRemark))
		return entry.RemarkInput{}, false
	}
	return entry.RemarkInput{Student: student, Text: text, Unclean: err != nil, Version: now.Version}, true
}

// judge applies the rules of entry to what is to be written; here every refusal is
// a bad cell of the file.
func (p *importPlan) judge(inputs []entry.Input, cells []string, remarks []entry.RemarkInput, places []string) {
	p.entries.cells = entry.Decide(p.current, inputs)
	for i, d := range p.entries.cells {
		if d.Outcome != entry.Saved {
			p.issue(cells[i], string(d.Reason))
		}
	}
	p.entries.remarks = entry.DecideRemarks(p.current, remarks)
	for i, d := range p.entries.remarks {
		if d.Outcome != entry.Saved {
			p.issue(places[i], string(d.Reason))
		}
	}
}

// writeImport writes an accepted file: new columns, cells, remarks, events, and
// the technical keys that it taught.
func (s *Service) writeImport(ctx context.Context, tx sqldb.Tx, r reach, p *importPlan, file *notescc.File) error {
	if len(p.added) > 0 {
		if err := store.AddColumns(ctx, tx, p.sheet, p.added); err != nil {
			return err
		}
		events := make([]trail.Event, len(p.added))
		for i, c := range p.added {
			events[i] = r.event(ctx, trail.AddColumn)
			events[i].Column, events[i].After = c.Name, c.State
		}
		if err := store.Append(ctx, tx, p.sheet, r.now, events); err != nil {
			return err
		}
	}
	if err := s.writeEntries(ctx, tx, r, p.sheet, p.entries); err != nil {
		return err
	}
	return store.LearnKeys(ctx, tx, p.sheet.School, p.learnt(file), r.now)
}
