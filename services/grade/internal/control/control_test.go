package control_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/services/grade/internal/control"
	"github.com/massar-platform/massar/services/grade/internal/entry"
	"github.com/massar-platform/massar/services/grade/internal/grading"
)

func TestWhatALessonSays(t *testing.T) {
	for words, want := range map[[2]string]control.Absence{
		{"ABSENT", "UNDECIDED"}:                control.Undecided,
		{"ABSENT", "VALUE_UNSPECIFIED"}:        control.Undecided,
		{"ABSENT", "JUSTIFIED"}:                control.Justified,
		{"ABSENT", "UNJUSTIFIED"}:              control.Unjustified,
		{"EXCUSED", "VALUE_UNSPECIFIED"}:       control.Justified,
		{"EXCUSED", "JUSTIFIED"}:               control.Justified,
		{"LATE", "UNDECIDED"}:                  control.None,
		{"SENT_TO_OFFICE", "UNDECIDED"}:        control.None,
		{"PRESENT", "VALUE_UNSPECIFIED"}:       control.None,
		{"VALUE_UNSPECIFIED", "JUSTIFIED"}:     control.None,
		{"of a later version", "UNJUSTIFIED"}:  control.None,
		{"ABSENT", "of a later version of it"}: control.Undecided,
	} {
		require.Equal(t, want, control.Of(words[0], words[1]), words)
	}
}

// The order in which lessons are read is no matter.
func TestLessonsOfADayJoinInAnyOrder(t *testing.T) {
	all := []control.Absence{control.None, control.Undecided, control.Justified, control.Unjustified}
	for _, a := range all {
		require.Equal(t, a, a.And(a))
		require.Equal(t, a, a.And(control.None))
		for _, b := range all {
			require.Equal(t, a.And(b), b.And(a))
			for _, c := range all {
				require.Equal(t, a.And(b).And(c), a.And(b.And(c)))
			}
		}
	}
	require.Equal(t, control.Undecided, control.Justified.And(control.Unjustified))
	require.Equal(t, control.Undecided, control.Justified.And(control.Undecided))
}

// Two lessons of a day wait as long as the one that waits longer.
func TestHowLongADayWaits(t *testing.T) {
	early, later := control.Said{Absence: control.Undecided, Until: "2026-11-25"}, control.Said{Absence: control.Undecided, Until: "2026-12-08"}
	require.Equal(t, later, early.With(later))
	require.Equal(t, later, later.With(early))
	require.Equal(t, early, control.Said{}.With(early))
	require.Equal(t, early, early.With(control.Said{Absence: control.Justified}))
	require.True(t, early.Waits("2026-11-25"))
	require.False(t, early.Waits("2026-11-26"))
	require.False(t, control.Said{Absence: control.Undecided}.Waits("2026-11-20"))
	require.False(t, control.Said{Absence: control.Unjustified, Until: "2026-12-08"}.Waits("2026-11-20"))
}

func TestJudge(t *testing.T) {
	const (
		none, undecided, justified, unjustified = control.None, control.Undecided, control.Justified, control.Unjustified

		leave, enter, decide, clear = control.Leave, control.Enter, control.Decide, control.Clear
	)
	person := func(s grading.State) entry.Cell {
		return entry.Cell{Value: grading.Entry{State: s}, Version: 1, By: "salma"}
	}
	register := func(s grading.State) entry.Cell {
		return entry.Cell{Value: grading.Entry{State: s}, Version: 1, By: entry.Register}
	}
	byTime := entry.Cell{Value: grading.Entry{State: grading.AbsentUnjustified}, Version: 2, SettledByTime: true}
	mark := entry.Cell{Value: grading.Entry{State: grading.Graded, Mark: 12000}, Version: 1, By: "salma"}
	never := entry.Cell{}
	for name, c := range map[string]struct {
		before   entry.Cell
		register control.Absence
		closed   bool
		waits    bool
		touched  bool
		act      control.Act
		state    grading.State
	}{
		"absent":                             {before: never, register: undecided, act: enter, state: grading.Pending},
		"absent, accepted already":           {before: never, register: justified, act: enter, state: grading.AbsentJustified},
		"absent, refused already":            {before: never, register: unjustified, act: enter, state: grading.AbsentUnjustified},
		"present":                            {before: never, register: none},
		"absent in a closed sheet":           {before: never, register: undecided, closed: true},
		"absent again":                       {before: register(grading.Missing), register: undecided, act: enter, state: grading.Pending},
		"absent, and a person had cleared":   {before: person(grading.Missing), register: undecided},
		"a mark":                             {before: mark, register: undecided},
		"a mark, justified":                  {before: mark, register: justified},
		"a mark, present":                    {before: mark, register: none},
		"exempt":                             {before: person(grading.Exempt), register: unjustified},
		"told again":                         {before: register(grading.Pending), register: undecided},
		"accepted":                           {before: register(grading.Pending), register: justified, act: decide, state: grading.AbsentJustified},
		"accepted in a closed sheet":         {before: register(grading.Pending), register: justified, closed: true, act: decide, state: grading.AbsentJustified},
		"accepted twice":                     {before: register(grading.AbsentJustified), register: justified},
		"refused after all":                  {before: register(grading.AbsentJustified), register: unjustified, closed: true, act: decide, state: grading.AbsentUnjustified},
		"leave taken back":                   {before: register(grading.AbsentJustified), register: undecided, act: enter, state: grading.Pending},
		"leave taken back too late":          {before: register(grading.AbsentJustified), register: undecided, closed: true, state: grading.AbsentJustified},
		"time has decided":                   {before: byTime, register: undecided},
		"time had decided too early":         {before: byTime, register: undecided, waits: true, closed: true, act: enter, state: grading.Pending},
		"decided by a person, though open":   {before: person(grading.AbsentUnjustified), register: undecided, waits: true},
		"accepted after time":                {before: byTime, register: justified, closed: true, act: decide, state: grading.AbsentJustified},
		"refused after time":                 {before: byTime, register: unjustified},
		"a person's absence, undecided":      {before: person(grading.Pending), register: undecided},
		"a person's absence, accepted":       {before: person(grading.Pending), register: justified, closed: true, act: decide, state: grading.AbsentJustified},
		"a person's absence, refused":        {before: person(grading.Pending), register: unjustified, act: decide, state: grading.AbsentUnjustified},
		"a person's absence, present":        {before: person(grading.Pending), register: none, touched: true},
		"a person's decision, accepted":      {before: person(grading.AbsentUnjustified), register: justified},
		"a person's decision, refused":       {before: person(grading.AbsentJustified), register: unjustified},
		"a person's decision, present":       {before: person(grading.AbsentUnjustified), register: none, touched: true},
		"corrected":                          {before: register(grading.Pending), register: none, act: clear, state: grading.Missing},
		"corrected, decided":                 {before: register(grading.AbsentJustified), register: none, act: clear, state: grading.Missing},
		"corrected, time has decided":        {before: byTime, register: none, act: clear, state: grading.Missing},
		"corrected too late":                 {before: register(grading.Pending), register: none, closed: true},
		"corrected, but a person said so":    {before: byTime, register: none, touched: true},
		"corrected, a person entered it":     {before: register(grading.AbsentJustified), register: none, touched: true},
		"corrected twice":                    {before: register(grading.Missing), register: none},
		"absence cleared in a closed sheet":  {before: register(grading.Missing), register: undecided, closed: true},
		"undecided while the register waits": {before: register(grading.Pending), register: undecided, closed: true},
	} {
		t.Run(name, func(t *testing.T) {
			value, act := control.Judge(control.Case{Before: c.before, Register: c.register, Waits: c.waits, Open: !c.closed, Touched: c.touched})
			require.Equal(t, c.act, act)
			if act == leave {
				require.Equal(t, c.before.Value, value)
				return
			}
			require.Equal(t, grading.Entry{State: c.state}, value)
			// What was done is not done again.
			after := entry.Cell{Value: value, Version: c.before.Version + 1, By: entry.Register}
			_, again := control.Judge(control.Case{Before: after, Register: c.register, Waits: c.waits, Open: !c.closed, Touched: c.touched})
			require.Equal(t, leave, again)
		})
	}
}
