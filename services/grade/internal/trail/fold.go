package trail

// CellState is what the events of a cell or remark add up to.
type CellState struct {
	// Text is the value as events write it, and Version how often it was written.
	Text    string
	Version int64
}

// Place is one cell of a sheet.
type Place struct{ Student, Column string }

// ColumnState is what the events of a column add up to; empty texts where none
// told.
type ColumnState struct {
	// Title is the text of the last SET_COLUMN, State that of the last RELEASE.
	Title string
	State string
}

// Folded is a sheet as its trail tells it.
type Folded struct {
	Cells   map[Place]CellState
	Remarks map[string]CellState
	Columns map[string]ColumnState
	// State is that of the last event that moved the sheet, empty where none did.
	State string
	// Events is how many there are.
	Events int64
}

// NewFolded is a sheet without events.
func NewFolded() *Folded {
	return &Folded{Cells: map[Place]CellState{}, Remarks: map[string]CellState{}, Columns: map[string]ColumnState{}}
}

// Add takes the next event in.
func (f *Folded) Add(e Event) {
	f.Events++
	switch e.Kind {
	case Save, Import, DecideAbsence, Correct, Register:
		place := Place{Student: e.Student, Column: e.Column}
		f.Cells[place] = CellState{Text: e.After, Version: f.Cells[place].Version + 1}
	case Remark:
		f.Remarks[e.Student] = CellState{Text: e.After, Version: f.Remarks[e.Student].Version + 1}
	case SetColumn:
		c := f.Columns[e.Column]
		c.Title = e.After
		f.Columns[e.Column] = c
	case Release:
		c := f.Columns[e.Column]
		c.State = e.After
		f.Columns[e.Column] = c
	case Submit, Validate, Reopen:
		f.State = e.After
	}
}
