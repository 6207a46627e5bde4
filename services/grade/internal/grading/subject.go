package grading

// Part says which part of a subject mark a cell belongs to.
type Part uint8

const (
	// Control is a control column (C1 to C5).
	Control Part = iota
	// Activities is the column of integrated activities.
	Activities
)

// Cell is one cell of a pupil's row on a mark sheet.
type Cell struct {
	Part  Part
	Entry Entry
}

// SubjectMark is the mean of the controls times its weight plus the activities
// times theirs. A part without any number leaves with its weight, so that
// without activities the mark is the plain mean of the controls (and the other
// way round). A part that weighs 0 is not looked at. An absence that is not
// decided makes the mark Pending, never a number. With no number at all the mark
// is Exempt if any cell is, else Missing.
func SubjectMark(cells []Cell, weights Weights, rules Rules) Result {
	var controls, activities tally
	for _, c := range cells {
		switch {
		case c.Part == Activities && weights.Activities.Sign() > 0:
			activities.add(c.Entry, rules)
		case c.Part == Control && weights.Controls.Sign() > 0:
			controls.add(c.Entry, rules)
		}
	}
	switch {
	case controls.pending || activities.pending:
		return Result{State: Pending}
	case !controls.numeric && !activities.numeric:
		if controls.exempt || activities.exempt {
			return Result{State: Exempt}
		}
		return Result{State: Missing}
	case activities.count == 0:
		return graded(controls.mean(), rules)
	case controls.count == 0:
		return graded(activities.mean(), rules)
	}
	sum := controls.mean().Mul(weights.Controls).Add(activities.mean().Mul(weights.Activities))
	if total := weights.Controls.Add(weights.Activities); total != Whole(1) {
		sum = sum.quo(total)
	}
	return graded(sum, rules)
}

// tally sums the cells of one part.
type tally struct {
	sum     int64 // thousandths
	count   int64
	numeric bool // a mark or a decided absence, not only zeros for empty cells
	pending bool
	exempt  bool
}

func (t *tally) add(e Entry, rules Rules) {
	switch e.State {
	case Absent, Pending:
		t.pending = true
		return
	case Exempt:
		t.exempt = true
	}
	if mark, ok := Numeric(e, rules); ok {
		t.sum += int64(mark)
		t.count++
		t.numeric = t.numeric || (e.State != Missing && e.State != Exempt)
	}
}

func (t *tally) mean() Rational { return ratio(t.sum, t.count*perPoint) }

// Numeric gives the number that a cell puts into a mean and into the class
// figures of its column: its mark, or 0 where the rules say so.
func Numeric(e Entry, rules Rules) (Mark, bool) {
	treatment := Leaves
	switch e.State {
	case Graded:
		return e.Mark, true
	case AbsentJustified:
		treatment = rules.Justified
	case AbsentUnjustified:
		treatment = rules.Unjustified
	case Missing:
		treatment = rules.Missing
	case Exempt:
		treatment = rules.Exempt
	}
	return 0, treatment == CountsZero
}
