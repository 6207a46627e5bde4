package entry_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/services/grade/internal/entry"
	"github.com/massar-platform/massar/services/grade/internal/grading"
)

func text(s string) *string { return &s }

func sheet() entry.Sheet {
	return entry.Sheet{
		Scale:    20,
		Columns:  map[string]bool{"C1": false, "C2": false, "C3": true, "ACT": false},
		Students: map[string]entry.Presence{"amal": entry.Present, "badr": entry.Present, "gone": entry.Left},
		Cells: map[entry.Key]entry.Cell{
			{Student: "amal", Column: "C1"}:  {Value: grading.Entry{State: grading.Graded, Mark: 14500}, Version: 3, By: "staff", At: 7},
			{Student: "amal", Column: "C2"}:  {Value: grading.Entry{State: grading.Missing}, Version: 2},
			{Student: "amal", Column: "ACT"}: {Value: grading.Entry{State: grading.Pending}, Version: 1, PendingSince: 40},
		},
		Remarks: map[string]entry.Remark{"amal": {Text: "bien", Version: 2, By: "staff", At: 9}},
	}
}

func TestDecide(t *testing.T) {
	in := func(student, column string, version int64) entry.Input {
		return entry.Input{Key: entry.Key{Student: student, Column: column}, Version: version}
	}
	mark := func(i entry.Input, typed string) entry.Input { i.Mark = text(typed); return i }
	state := func(i entry.Input, word string) entry.Input { i.State = word; return i }
	saved, conflict, refused := entry.Saved, entry.Conflict, entry.Refused
	badr, amal := in("badr", "C1", 0), in("amal", "C1", 3)
	for name, c := range map[string]struct {
		input   entry.Input
		outcome entry.Outcome
		reason  entry.Reason
		value   string
		version int64
	}{
		"first mark":               {mark(badr, "14.5"), saved, "", "14.50", 1},
		"comma":                    {mark(badr, "14,25"), saved, "", "14.25", 1},
		"zero":                     {mark(badr, "0"), saved, "", "0.00", 1},
		"the scale itself":         {mark(badr, "20.00"), saved, "", "20.00", 1},
		"next version":             {mark(amal, "15"), saved, "", "15.00", 4},
		"same value again":         {mark(amal, "14.50"), saved, "", "14.50", 4},
		"said to be graded":        {state(mark(badr, "12"), "GRADED"), saved, "", "12.00", 1},
		"absence stays undecided":  {state(badr, "ABSENT"), saved, "", "PENDING", 1},
		"exempt":                   {state(badr, "EXEMPT"), saved, "", "EXEMPT", 1},
		"clearing keeps counting":  {state(amal, "MISSING"), saved, "", "MISSING", 4},
		"after a cleared cell":     {mark(in("amal", "C2", 2), "9"), saved, "", "9.00", 3},
		"cleared is not untouched": {mark(in("amal", "C2", 0), "9"), conflict, "", "", 0},
		"stale":                    {mark(in("amal", "C1", 2), "9"), conflict, "", "", 0},
		"version of the future":    {mark(in("amal", "C1", 4), "9"), conflict, "", "", 0},
		"never written, seen as 1": {mark(in("badr", "C1", 1), "9"), conflict, "", "", 0},
		"above the scale":          {mark(badr, "20.01"), refused, "MARK_ABOVE_SCALE", "", 0},
		"above, and huge":          {mark(badr, "9999999999999999"), refused, "MARK_ABOVE_SCALE", "", 0},
		"negative":                 {mark(badr, "-1"), refused, "MARK_NEGATIVE", "", 0},
		"letters":                  {mark(badr, "abc"), refused, "MARK_NOT_A_NUMBER", "", 0},
		"exponent":                 {mark(badr, "1e1"), refused, "MARK_NOT_A_NUMBER", "", 0},
		"empty":                    {mark(badr, ""), refused, "MARK_NOT_A_NUMBER", "", 0},
		"workbook word":            {mark(badr, "غائب"), refused, "MARK_NOT_A_NUMBER", "", 0},
		"three decimals":           {mark(badr, "14.125"), refused, "MARK_TOO_PRECISE", "", 0},
		"nothing at all":           {badr, refused, "MARK_NOT_A_NUMBER", "", 0},
		"graded without a mark":    {state(badr, "GRADED"), refused, "MARK_NOT_A_NUMBER", "", 0},
		"pending is not writable":  {state(badr, "PENDING"), refused, "MARK_STATE_NOT_WRITABLE", "", 0},
		"nor is not published":     {state(badr, "NOT_PUBLISHED"), refused, "MARK_STATE_NOT_WRITABLE", "", 0},
		"nor an unknown state":     {state(badr, "VALUE_UNSPECIFIED"), refused, "MARK_STATE_NOT_WRITABLE", "", 0},
		"absent with a mark":       {state(mark(badr, "3"), "ABSENT"), refused, "ABSENT_WITH_MARK", "", 0},
		"exempt with a mark":       {state(mark(badr, "3"), "EXEMPT"), refused, "MARK_STATE_NOT_WRITABLE", "", 0},
		"unknown column":           {mark(in("badr", "C5", 0), "3"), refused, "COLUMN_UNKNOWN", "", 0},
		"locked column":            {mark(in("badr", "C3", 0), "3"), refused, "COLUMN_LOCKED", "", 0},
		"left the class":           {mark(in("gone", "C1", 0), "3"), refused, "STUDENT_LEFT_CLASS", "", 0},
		"stranger":                 {mark(in("nobody", "C1", 0), "3"), refused, "STUDENT_NOT_IN_SHEET", "", 0},
		"bad value, stale version": {mark(in("amal", "C1", 1), "99"), refused, "MARK_ABOVE_SCALE", "", 0},
	} {
		t.Run(name, func(t *testing.T) {
			d := entry.Decide(sheet(), []entry.Input{c.input})[0]
			require.Equal(t, c.outcome, d.Outcome)
			require.Equal(t, c.reason, d.Reason)
			require.Equal(t, c.version, d.Version)
			require.Equal(t, sheet().Cells[c.input.Key], d.Before)
			if c.outcome == saved {
				require.Equal(t, c.value, d.Value.String())
			}
		})
	}
}

func TestScaleOfTheSheetDecides(t *testing.T) {
	s := sheet()
	s.Scale = 10
	d := entry.Decide(s, []entry.Input{{Key: entry.Key{Student: "badr", Column: "C1"}, Mark: text("10.01")}})
	require.Equal(t, entry.Reason("MARK_ABOVE_SCALE"), d[0].Reason)
}

func TestOneCellTwiceIsRefusedBothTimes(t *testing.T) {
	key := entry.Key{Student: "badr", Column: "C1"}
	d := entry.Decide(sheet(), []entry.Input{
		{Key: key, Mark: text("10")},
		{Key: entry.Key{Student: "badr", Column: "C2"}, Mark: text("11")},
		{Key: key, Mark: text("10")},
	})
	require.Equal(t, []entry.Reason{entry.Twice, "", entry.Twice}, []entry.Reason{d[0].Reason, d[1].Reason, d[2].Reason})
	require.Equal(t, entry.Saved, d[1].Outcome)
}

func TestSavingAnAbsenceAgainKeepsItsStart(t *testing.T) {
	act := entry.Key{Student: "amal", Column: "ACT"}
	again := entry.Decide(sheet(), []entry.Input{{Key: act, State: "ABSENT", Version: 1}})[0]
	require.Equal(t, int64(40), again.PendingSince(99))
	fresh := entry.Decide(sheet(), []entry.Input{{Key: entry.Key{Student: "amal", Column: "C1"}, State: "ABSENT", Version: 3}})[0]
	require.Equal(t, int64(99), fresh.PendingSince(99))
	mark := entry.Decide(sheet(), []entry.Input{{Key: act, Mark: text("9"), Version: 1}})[0]
	require.Zero(t, mark.PendingSince(99))
}

func TestEnteredChangeCountsOnlyWhatIsSaved(t *testing.T) {
	d := entry.Decide(sheet(), []entry.Input{
		{Key: entry.Key{Student: "amal", Column: "C1"}, State: "MISSING", Version: 3},  // -1
		{Key: entry.Key{Student: "amal", Column: "C2"}, Mark: text("10"), Version: 2},  // +1
		{Key: entry.Key{Student: "amal", Column: "ACT"}, Mark: text("10"), Version: 1}, // 0
		{Key: entry.Key{Student: "badr", Column: "C1"}, State: "EXEMPT"},               // +1
		{Key: entry.Key{Student: "badr", Column: "C2"}, State: "MISSING"},              // 0
		{Key: entry.Key{Student: "badr", Column: "ACT"}, Mark: text("10"), Version: 5}, // conflict
		{Key: entry.Key{Student: "gone", Column: "C1"}, Mark: text("10")},              // refused
	})
	require.Equal(t, int64(1), entry.EnteredChange(d))
}

func TestDecideRemarks(t *testing.T) {
	d := entry.DecideRemarks(sheet(), []entry.RemarkInput{
		{Student: "amal", Text: "très bien", Version: 2},
		{Student: "badr", Text: "", Version: 0},
		{Student: "gone", Text: "x"},
		{Student: "nobody", Text: "x"},
	})
	require.Equal(t, entry.Saved, d[0].Outcome)
	require.Equal(t, int64(3), d[0].Version)
	require.Equal(t, entry.Saved, d[1].Outcome)
	require.Equal(t, int64(1), d[1].Version)
	require.Equal(t, entry.StudentLeftClass, d[2].Reason)
	require.Equal(t, entry.StudentNotInSheet, d[3].Reason)

	d = entry.DecideRemarks(sheet(), []entry.RemarkInput{{Student: "amal", Text: "x", Version: 1}})
	require.Equal(t, entry.Conflict, d[0].Outcome)
	require.Equal(t, "bien", d[0].Before.Text)

	d = entry.DecideRemarks(sheet(), []entry.RemarkInput{{Student: "badr", Text: "x"}, {Student: "badr", Text: "y"}})
	require.Equal(t, entry.Twice, d[0].Reason)
	require.Equal(t, entry.Twice, d[1].Reason)

	d = entry.DecideRemarks(sheet(), []entry.RemarkInput{{Student: "badr", Text: "\u202ex", Unclean: true}})
	require.Equal(t, entry.TextNotAllowed, d[0].Reason)
}
