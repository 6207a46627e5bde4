package grading

// Weighted is a figure with its coefficient or weight in the next step.
type Weighted struct {
	Coefficient Rational
	Result      Result
}

// SemesterAverage is the sum of mark times coefficient over the sum of the
// coefficients. An exempt subject leaves with its coefficient; so does a subject
// without a mark, for which publication asks a reason. One pending subject makes
// the average Pending. With no number at all it is Missing, or Exempt where the
// pupil is exempt from every subject.
func SemesterAverage(subjects []Weighted, rules Rules) Result {
	return weightedMean(subjects, rules, false)
}

// GeneralAverage joins the components of a certificate (continuous assessment,
// local, regional, national) or the papers of an exam. Unlike a semester
// average it needs every part: one Missing part leaves it Missing, because a
// decision may not be taken without it.
func GeneralAverage(components []Weighted, rules Rules) Result {
	return weightedMean(components, rules, true)
}

// AnnualAverage is the mean of the two semesters; it needs both.
func AnnualAverage(first, second Result, rules Rules) Result {
	terms := [2]Weighted{{Whole(1), first}, {Whole(1), second}}
	return GeneralAverage(terms[:], rules)
}

// AnnualWithExam is the annual average of a year with an exam (first bac year:
// weights 3/4 and 1/4, which is (1.5 S1 + 1.5 S2 + R)/4). The two semesters
// share the weight of continuous assessment and enter directly: no annual figure
// is rounded on the way.
func AnnualWithExam(first, second, exam Result, assessmentWeight, examWeight Rational, rules Rules) Result {
	half := assessmentWeight.Mul(ratio(1, 2))
	terms := [3]Weighted{{half, first}, {half, second}, {examWeight, exam}}
	return GeneralAverage(terms[:], rules)
}

// FromEntry makes a result of a single cell, such as an exam paper: an
// unjustified absence counts as the rules say, a justified one has no number.
func FromEntry(e Entry, rules Rules) Result {
	switch e.State {
	case Absent, Pending:
		return Result{State: Pending}
	case Exempt:
		return Result{State: Exempt}
	case Missing:
		return Result{State: Missing}
	}
	if mark, ok := Numeric(e, rules); ok {
		return Given(mark)
	}
	return Result{State: Missing}
}

// Better gives the better of two results of one paper, as the second session
// keeps it. A number is better than none.
func Better(first, second Result) Result {
	switch {
	case second.State != Graded:
		return first
	case first.State != Graded || second.Exact.Cmp(first.Exact) > 0:
		return second
	}
	return first
}

func weightedMean(terms []Weighted, rules Rules, needAll bool) Result {
	var sum, total Rational
	numeric, exempt, missing, pending := false, false, false, false
	for i := range terms {
		t := &terms[i]
		if t.Coefficient.Sign() <= 0 {
			continue // weighs nothing, so that even a pending one waits for nothing
		}
		treatment := Leaves
		switch t.Result.State {
		case Graded:
			sum = sum.Add(t.Result.next(rules).Mul(t.Coefficient))
			total = total.Add(t.Coefficient)
			numeric = true
		case Exempt:
			exempt, treatment = true, rules.Exempt
		case Missing:
			missing, treatment = true, rules.Missing
		default:
			pending = true
		}
		if treatment == CountsZero {
			total = total.Add(t.Coefficient)
		}
	}
	switch {
	case pending:
		return Result{State: Pending}
	case needAll && missing:
		return Result{State: Missing}
	case !numeric && exempt && !missing:
		return Result{State: Exempt}
	case !numeric:
		return Result{State: Missing}
	}
	return graded(sum.quo(total), rules)
}
