package refdata

// Rules of transfers and of students who come back, in rules.csv, by name. No
// decree that we found gives the delays: each is one dated row, and its status
// says how sure it is.
const (
	// RuleTransferAnswer is how many days the leaving school alone may answer.
	RuleTransferAnswer = "transfer_answer_days"
	// RuleTransferJoin is how many days after the delay, or after the day on which
	// the student was to join if that is later, a transfer may still be answered.
	RuleTransferJoin = "transfer_join_days"
	// RuleTransferAsks is how many transfers a school may ask for on one day.
	RuleTransferAsks = "transfer_asks_per_day"
	// RuleReturnAge is the age below which whoever stopped may always come back.
	RuleReturnAge = "return_age"
)

// ReturnAge is the age up to which a student who stopped comes back to a stage
// (1AC, TC, 1BAC) without a question; ok is false where no source names one.
func (s *Set) ReturnAge(stage, year string) (age int, ok bool) {
	automatic, _ := s.RuleNumber(RuleReturnAge, year)
	age, ok = s.RuleNumber(RuleReturnAge+"_"+stage, year)
	return max(age, automatic-1), ok
}
