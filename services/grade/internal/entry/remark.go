package entry

// RemarkInput is one remark as handed in. Unclean says that its text holds what
// no stored text may hold.
type RemarkInput struct {
	Student string
	Text    string
	Unclean bool
	Version int64
}

// RemarkDecision is what becomes of one remark.
type RemarkDecision struct {
	Input   RemarkInput
	Outcome Outcome
	Reason  Reason
	Before  Remark
	Version int64
}

// DecideRemarks judges every remark on its own, in the order given.
func DecideRemarks(sheet Sheet, inputs []RemarkInput) []RemarkDecision {
	count := make(map[string]int, len(inputs))
	for _, in := range inputs {
		count[in.Student]++
	}
	decisions := make([]RemarkDecision, len(inputs))
	for i, in := range inputs {
		d := RemarkDecision{Input: in, Before: sheet.Remarks[in.Student]}
		switch {
		case sheet.Students[in.Student] == Stranger:
			d.Reason = StudentNotInSheet
		case count[in.Student] > 1:
			d.Reason = Twice
		case sheet.Students[in.Student] == Left:
			d.Reason = StudentLeftClass
		case in.Unclean:
			d.Reason = TextNotAllowed
		case in.Version != d.Before.Version:
			d.Outcome = Conflict
		default:
			d.Outcome, d.Version = Saved, d.Before.Version+1
		}
		decisions[i] = d
	}
	return decisions
}
