package refdata

// Origin says where a fact comes from and how sure it is.
type Origin struct {
	Status string
	Source string
}

// Validity is the span of school years of a dated fact; an empty end is open.
type Validity struct {
	From string
	To   string
}

// In reports whether the span covers the school year. The form "2026-2027"
// sorts as text.
func (v Validity) In(year string) bool {
	return (v.From == "" || v.From <= year) && (v.To == "" || year <= v.To)
}

// Label is a text in Arabic and in French.
type Label struct {
	Ar string
	Fr string
}

// Academy is a regional academy (AREF).
type Academy struct {
	Code  string
	Name  Label
	Title string // the official title, Arabic
	Origin
}

// Node is the path of the academy in the organisation tree, "ma/07".
func (a Academy) Node() string { return "ma/" + a.Code }

// Directorate is a provincial directorate of an academy.
type Directorate struct {
	Code    string
	Academy string
	Name    Label
	Title   string // the official title, Arabic
	Kind    string
	Origin
}

// Node is the path of the directorate in the organisation tree, "ma/07/351".
func (d Directorate) Node() string { return "ma/" + d.Academy + "/" + d.Code }

// Cycle is PRESC, PRIM, COL or QUAL.
type Cycle struct {
	Code  string
	Order int
	Name  Label
	Origin
}

// Level is a level as class labels write it (2BACSPF), with the stage and the
// stream under which coefficients are published.
type Level struct {
	Code        string
	Aliases     []string
	Cycle       string
	Order       int
	Stage       string // 1AP to 6AP, 1AC to 3AC, TC, 1BAC, 2BAC; empty before school
	Stream      string // empty where the stage has no streams
	Option      string // F, A or E: the language of an international option
	Name        Label
	Scale       int // marks are out of this; 0 where there are no marks
	Certificate string
	Origin
}

// Stream is a stream of a stage (SPC of 2BAC). Codes are unique in a stage only.
type Stream struct {
	Stage   string
	Code    string
	Name    Label
	Feeders []string // streams or stages that lead to it
	Options []string // language options that its labels may end with
	// ExamCoefficients is the published sum of the national exam's
	// coefficients, 0 where none was found; Load checks the rows against it.
	ExamCoefficients int
	Origin
}

// Subject is a subject under our own short code.
type Subject struct {
	Code   string
	Label  string // as MASSAR prints it, French capitals
	Name   Label
	Cycles []string
	Origin
}

// Coefficient is one dated coefficient row. Component is CC (continuous
// assessment), LOCAL, REGIONAL or NATIONAL; CC-ALT rows are alternates found in
// other sources, kept as facts and never used as answers.
type Coefficient struct {
	Stage, Stream, Component, Subject string
	Value                             Fraction
	Validity
	Origin
}

// Weights is one dated row of how controls and activities share a subject mark.
type Weights struct {
	Cycle, Subject       string
	Controls, Activities Fraction
	Validity
	Origin
}

// ControlCount is one dated row of the number of controls in a semester. A row
// with a stage is narrower than the row of the whole cycle.
type ControlCount struct {
	Cycle, Stage, Subject string
	Count                 int
	Validity
	Origin
}

// ExamWeight is one dated component of a general average (scope 3AC: CC 3/10,
// LOCAL 3/10, REGIONAL 2/5).
type ExamWeight struct {
	Scope, Component string
	Name             Label
	Weight           Fraction
	Scale            int
	PassMark         Fraction
	Validity
	Origin
}

// Mention is one dated band of a scale of mentions, from Min (inclusive) up to
// Below (exclusive; the zero Fraction for the top band).
type Mention struct {
	Scope      string
	Min, Below Fraction
	Name       Label
	Short      string
	Validity
	Origin
}

// RuleRow is one dated line of rules.csv.
type RuleRow struct {
	Name, Value string
	Validity
	Origin
}

// Taught is one dated line of taught_assumed.csv: a subject that we assume a
// stage and stream without coefficients to teach.
type Taught struct {
	Stage, Stream, Subject string
	Validity
	Origin
}

// CalendarEntry is a line of the school calendar; Start and End are inclusive.
type CalendarEntry struct {
	SchoolYear string
	Kind       string // start, end, break, holiday, period, exam, cc, marks_deadline, bulletin, council, results, registration, second_chance
	Code       string // BREAK_1 to BREAK_4, MID_YEAR, RAMADAN; else empty
	Start, End string
	Name       Label
	Levels     []string // "all", "staff", cycles or stages
	Origin
}

// FixedHoliday is a national holiday on the same day of every year.
type FixedHoliday struct {
	Day  string // MM-DD
	Name Label
	Validity
	Origin
}
