package absence_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/massar-platform/massar/refdata"
	"github.com/massar-platform/massar/services/attendance/internal/absence"
)

func rules() absence.Rules {
	return absence.Rules{
		DelayDays: 3, AnswerDays: 15, Window: absence.WindowRules{BeforeMinutes: 10, AfterHours: 24, LateDays: 14},
		AheadDays: 60, DocumentDays: 30, MaxDays: 90,
	}
}

func TestRulesOfTheReferenceDataAreRead(t *testing.T) {
	ref, err := refdata.Load()
	require.NoError(t, err)
	for _, year := range []string{"2019-2020", "2025-2026", "2026-2027", "2040-2041"} {
		r, err := absence.NewRules(func(name string) string { return ref.RuleValue(name, year) })
		require.NoError(t, err)
		require.Equal(t, rules(), r)
	}
	for _, bad := range []string{"", "-1", "three", "1.5"} {
		_, err := absence.NewRules(func(name string) string {
			if name == "justification_max_days" {
				return bad
			}
			return "1"
		})
		require.ErrorIs(t, err, absence.ErrUnknownRule)
		require.ErrorContains(t, err, "justification_max_days")
	}
}

// paper is a justification of the absence of 2 November, handed in on a day.
func paper(state absence.JustificationState, submitted string) absence.Justification {
	return absence.Justification{From: "2026-11-02", To: "2026-11-02", State: state, Submitted: submitted}
}

func TestDecide(t *testing.T) {
	type papers = []absence.Justification
	absent := absence.Entry{State: absence.Absent, Date: "2026-11-02"}
	entered := func(day string) absence.Entry { e := absent; e.Entered = day; return e }
	state := func(s absence.State) absence.Entry { e := absent; e.State = s; return e }
	for name, c := range map[string]struct {
		entry  absence.Entry
		papers papers
		today  string
		want   string
	}{
		"the same day":                         {absent, nil, "2026-11-02", "NONE UNDECIDED"},
		"the last day":                         {absent, nil, "2026-11-05", "NONE UNDECIDED"},
		"the day after":                        {absent, nil, "2026-11-06", "NONE UNJUSTIFIED"},
		"entered a week later: still open":     {entered("2026-11-09"), nil, "2026-11-12", "NONE UNDECIDED"},
		"entered a week later: delay passed":   {entered("2026-11-09"), nil, "2026-11-13", "NONE UNJUSTIFIED"},
		"entered before the lesson":            {entered("2026-10-30"), nil, "2026-11-05", "NONE UNDECIDED"},
		"entered before the lesson, passed":    {entered("2026-10-30"), nil, "2026-11-06", "NONE UNJUSTIFIED"},
		"in time, waits":                       {absent, papers{paper(absence.Pending, "2026-11-05")}, "2026-11-20", "PENDING UNDECIDED"},
		"in time, not answered":                {absent, papers{paper(absence.Pending, "2026-11-05")}, "2026-11-21", "PENDING UNJUSTIFIED"},
		"announced before":                     {absent, papers{paper(absence.Pending, "2026-10-01")}, "2026-11-17", "PENDING UNDECIDED"},
		"announced before, not answered":       {absent, papers{paper(absence.Pending, "2026-10-01")}, "2026-11-18", "PENDING UNJUSTIFIED"},
		"of days to come, waits":               {absent, papers{{From: "2026-11-02", To: "2026-11-30", State: absence.Pending, Submitted: "2026-11-03"}}, "2026-12-15", "PENDING UNDECIDED"},
		"of days to come, not answered":        {absent, papers{{From: "2026-11-02", To: "2026-11-30", State: absence.Pending, Submitted: "2026-11-03"}}, "2026-12-16", "PENDING UNJUSTIFIED"},
		"not answered, accepted at last":       {absent, papers{paper(absence.Accepted, "2026-11-05")}, "2027-01-21", "ACCEPTED JUSTIFIED"},
		"too late, waits":                      {absent, papers{paper(absence.Pending, "2026-11-06")}, "2026-11-06", "PENDING UNJUSTIFIED"},
		"too late, but the register was later": {entered("2026-11-09"), papers{paper(absence.Pending, "2026-11-11")}, "2026-11-26", "PENDING UNDECIDED"},
		"too late, one in time beside it":      {absent, papers{paper(absence.Pending, "2026-11-09"), paper(absence.Pending, "2026-11-03")}, "2026-11-10", "PENDING UNDECIDED"},
		"accepted":                             {absent, papers{paper(absence.Accepted, "2026-11-03")}, "2026-11-03", "ACCEPTED JUSTIFIED"},
		"accepted by exception":                {absent, papers{paper(absence.Accepted, "2027-03-01")}, "2027-03-01", "ACCEPTED JUSTIFIED"},
		"refused within the delay":             {absent, papers{paper(absence.Refused, "2026-11-02")}, "2026-11-02", "REFUSED UNJUSTIFIED"},
		"refused after it":                     {absent, papers{paper(absence.Refused, "2026-11-02")}, "2026-12-02", "REFUSED UNJUSTIFIED"},
		"accepted after a refusal":             {absent, papers{paper(absence.Refused, "2026-11-02"), paper(absence.Accepted, "2026-11-20")}, "2026-11-20", "ACCEPTED JUSTIFIED"},
		"refused after an acceptance":          {absent, papers{paper(absence.Accepted, "2026-11-02"), paper(absence.Refused, "2026-11-20")}, "2026-11-20", "ACCEPTED JUSTIFIED"},
		"asked again in time":                  {absent, papers{paper(absence.Refused, "2026-11-02"), paper(absence.Pending, "2026-11-04")}, "2026-11-19", "PENDING UNDECIDED"},
		"asked again too late":                 {absent, papers{paper(absence.Refused, "2026-11-02"), paper(absence.Pending, "2026-11-14")}, "2026-12-01", "PENDING UNJUSTIFIED"},
		"of the day before":                    {absent, papers{{From: "2026-11-01", To: "2026-11-01", State: absence.Accepted}}, "2026-11-06", "NONE UNJUSTIFIED"},
		"of the day after":                     {absent, papers{{From: "2026-11-03", To: "2026-11-30", State: absence.Accepted}}, "2026-11-06", "NONE UNJUSTIFIED"},
		"of a span that ends there":            {absent, papers{{From: "2026-10-20", To: "2026-11-02", State: absence.Accepted}}, "2026-11-06", "ACCEPTED JUSTIFIED"},
		"of a span that starts there":          {absent, papers{{From: "2026-11-02", To: "2026-11-20", State: absence.Accepted}}, "2026-11-06", "ACCEPTED JUSTIFIED"},
		"excused by the teacher":               {state(absence.Excused), nil, "2026-12-01", "ACCEPTED JUSTIFIED"},
		"excused, though a paper was refused":  {state(absence.Excused), papers{paper(absence.Refused, "2026-11-02")}, "2026-12-01", "ACCEPTED JUSTIFIED"},
		"present":                              {state(absence.Present), papers{paper(absence.Accepted, "2026-11-02")}, "2026-12-01", "NONE "},
		"late":                                 {state(absence.Late), nil, "2026-12-01", "NONE "},
		"sent to the office":                   {state(absence.SentToOffice), nil, "2026-12-01", "NONE "},
		"a day of ours that cannot be read":    {absence.Entry{State: absence.Absent, Date: "02/11/2026"}, nil, "2026-12-01", "NONE UNDECIDED"},
	} {
		t.Run(name, func(t *testing.T) {
			v := absence.Decide(c.entry, c.papers, rules(), c.today)
			require.Equal(t, c.want, v.Justification.String()+" "+v.Standing.String())
		})
	}
}

func TestDeadline(t *testing.T) {
	for _, c := range []struct{ date, entered, want string }{
		{"2026-11-02", "", "2026-11-05"},
		{"2026-11-02", "2026-11-02", "2026-11-05"},
		{"2026-11-02", "2026-11-30", "2026-12-03"},
		{"2028-02-27", "", "2028-03-01"},
		{"2026-12-30", "", "2027-01-02"},
		{"", "", ""}, {"2026-02-30", "", ""},
	} {
		require.Equal(t, c.want, absence.Deadline(absence.Entry{Date: c.date, Entered: c.entered}, rules()), c)
	}
	none := rules()
	none.DelayDays = 0
	require.Equal(t, "2026-11-02", absence.Deadline(absence.Entry{Date: "2026-11-02"}, none))
}

func drawDay(t *rapid.T, label string) string {
	start := time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC)
	return start.AddDate(0, 0, rapid.IntRange(0, 40).Draw(t, label)).Format(time.DateOnly)
}

func drawPaper(t *rapid.T) absence.Justification {
	j := absence.Justification{From: drawDay(t, "from"), To: drawDay(t, "to"), Submitted: drawDay(t, "submitted")}
	j.State = rapid.SampledFrom([]absence.JustificationState{absence.Pending, absence.Accepted, absence.Refused}).Draw(t, "state")
	return j
}

func TestDecideProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := absence.Entry{State: absence.Absent, Date: drawDay(t, "date"), Entered: rapid.SampledFrom([]string{"", drawDay(t, "entered")}).Draw(t, "known")}
		papers := rapid.SliceOfN(rapid.Custom(drawPaper), 0, 5).Draw(t, "papers")
		today := drawDay(t, "today")
		v := absence.Decide(e, papers, rules(), today)

		shuffled := rapid.Permutation(papers).Draw(t, "order")
		require.Equal(t, v, absence.Decide(e, shuffled, rules(), today), "the order of papers says nothing")

		var covering []absence.Justification
		accepted := false
		for _, j := range papers {
			if j.From <= e.Date && e.Date <= j.To {
				covering = append(covering, j)
				accepted = accepted || j.State == absence.Accepted
			}
		}
		require.Equal(t, v, absence.Decide(e, covering, rules(), today), "papers of other days say nothing")
		require.Equal(t, accepted, v.Standing == absence.Justified, "justified exactly where a paper was accepted")
		require.Equal(t, v.Standing == absence.Justified, v.Justification == absence.Accepted)
		require.NotEqual(t, absence.NoAbsence, v.Standing)
		require.Equal(t, len(covering) == 0, v.Justification == absence.None)

		// Time alone only ever turns undecided into unjustified.
		later := absence.Decide(e, papers, rules(), max(today, drawDay(t, "later")))
		if later != v {
			require.Equal(t, absence.Undecided, v.Standing)
			require.Equal(t, absence.Unjustified, later.Standing)
			require.Equal(t, v.Justification, later.Justification)
		}
		// And on the day that was foretold: who remembers it needs to be told nothing.
		if v.Until != "" {
			require.Equal(t, today <= v.Until, v.Standing == absence.Undecided)
			require.GreaterOrEqual(t, v.Until, absence.Deadline(e, rules()))
		}
		// One more accepted paper always justifies.
		more := append(covering, absence.Justification{From: e.Date, To: e.Date, State: absence.Accepted})
		require.Equal(t, absence.Justified, absence.Decide(e, more, rules(), today).Standing)
	})
}

func TestWordsOfTheAPI(t *testing.T) {
	for i, word := range []string{"PRESENT", "ABSENT", "LATE", "EXCUSED", "SENT_TO_OFFICE"} {
		s, ok := absence.ParseState(word)
		require.True(t, ok)
		require.Equal(t, absence.State(i), s)
		require.Equal(t, word, s.String())
		require.Equal(t, word == "ABSENT" || word == "EXCUSED", s.IsAbsence())
	}
	for i, word := range []string{"NONE", "PENDING", "ACCEPTED", "REFUSED"} {
		s, ok := absence.ParseJustificationState(word)
		require.True(t, ok)
		require.Equal(t, absence.JustificationState(i), s)
		require.Equal(t, word, s.String())
	}
	for _, word := range []string{"", "absent", "ABSENT ", "STATE_UNSPECIFIED"} {
		_, ok := absence.ParseState(word)
		require.False(t, ok, word)
		_, ok = absence.ParseJustificationState(word)
		require.False(t, ok, word)
	}
	require.Empty(t, absence.State(99).String()+absence.JustificationState(99).String()+absence.Standing(99).String()+absence.Window(99).String())
}
