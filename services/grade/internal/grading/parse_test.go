package grading_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/services/grade/internal/grading"
)

func TestParseMark(t *testing.T) {
	tests := []struct {
		name, typed string
		scale       int
		want        string
	}{
		{"point", "14.50", 20, "14.50"},
		{"one decimal", "14.5", 20, "14.50"},
		{"comma", "14,25", 20, "14.25"},
		{"whole", "14", 20, "14.00"},
		{"zero", "0", 20, "0.00"},
		{"the scale itself", "20", 20, "20.00"},
		{"the scale of primary", "10.00", 10, "10.00"},
		{"leading zeros", "007.5", 20, "7.50"},
		{"no digit before the point", ".75", 20, "0.75"},
		{"no digit after the point", "12.", 20, "12.00"},
		{"Arabic-Indic digits", "١٤٫٢٥", 20, "14.25"},
		{"Arabic comma", "١٤،٥", 20, "14.50"},
		{"extended digits", "۱۷٫۵", 20, "17.50"},
		{"mixed digits", "1٤.٥", 20, "14.50"},
		{"spaces", "  14.5\t", 20, "14.50"},
		{"no-break spaces", "\u00a014.5\u202f", 20, "14.50"},
		{"spaces around the separator", "14 , 5", 20, "14.50"},
		{"direction marks", "\u200f14\u200e.5\u202c", 20, "14.50"},
		{"absent", "غائب", 20, "ABSENT"},
		{"absent with ya", "غايب", 20, "ABSENT"},
		{"absent, feminine", "غائبة", 20, "ABSENT"},
		{"absent with tatweel", "غـــائب", 20, "ABSENT"},
		{"absent with diacritics", "غَائِبٌ", 20, "ABSENT"},
		{"absent with another alef", " غأئب ", 20, "ABSENT"},
		{"exempt", "معفى", 20, "EXEMPT"},
		{"exempt with ya", "معفي", 20, "EXEMPT"},
		{"exempt with diacritics", "مُعْفَىً", 20, "EXEMPT"},
		{"exempt, feminine", "معفاة", 20, "EXEMPT"},
		{"nothing", "", 20, "MISSING"},
		{"only spaces", " \u00a0 ", 20, "MISSING"},

		{"three decimals", "14.255", 20, "MARK_TOO_PRECISE"},
		{"three decimals that are zeros", "14.500", 20, "MARK_TOO_PRECISE"},
		{"a spreadsheet's float", "11.300000000000001", 20, "MARK_TOO_PRECISE"},
		{"above the scale", "20.01", 20, "MARK_ABOVE_SCALE"},
		{"above the scale of primary", "10.25", 10, "MARK_ABOVE_SCALE"},
		{"a forgotten point", "1450", 20, "MARK_ABOVE_SCALE"},
		{"overflow", strings.Repeat("9", 400), 20, "MARK_ABOVE_SCALE"},
		{"no scale", "1", 0, "MARK_ABOVE_SCALE"},
		{"negative", "-1", 20, "MARK_NEGATIVE"},
		{"negative with the mathematical sign", "−1.5", 20, "MARK_NEGATIVE"},
		{"negative zero", "-0", 20, "MARK_NEGATIVE"},
		{"negative and not a number", "-x", 20, "MARK_NOT_A_NUMBER"},
		{"letters", "abc", 20, "MARK_NOT_A_NUMBER"},
		{"letter O", "1O", 20, "MARK_NOT_A_NUMBER"},
		{"two numbers", "1 4", 20, "MARK_NOT_A_NUMBER"},
		{"two numbers after the point", "14.2 5", 20, "MARK_NOT_A_NUMBER"},
		{"two points", "1.4.5", 20, "MARK_NOT_A_NUMBER"},
		{"a point only", ".", 20, "MARK_NOT_A_NUMBER"},
		{"out of twenty", "12/20", 20, "MARK_NOT_A_NUMBER"},
		{"exponent", "1e1", 20, "MARK_NOT_A_NUMBER"},
		{"hexadecimal", "0x10", 20, "MARK_NOT_A_NUMBER"},
		{"plus", "+14", 20, "MARK_NOT_A_NUMBER"},
		{"not a number word", "NaN", 20, "MARK_NOT_A_NUMBER"},
		{"another word", "حاضر", 20, "MARK_NOT_A_NUMBER"},
		{"a word that begins like absent", "غائبون", 20, "MARK_NOT_A_NUMBER"},
		{"absent with a mark", "غائب 12", 20, "MARK_NOT_A_NUMBER"},
		{"NUL", "1\x004", 20, "MARK_NOT_A_NUMBER"},
		{"broken UTF-8", "1\xff", 20, "MARK_NOT_A_NUMBER"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := grading.ParseMark(tt.typed, tt.scale)
			if strings.HasPrefix(tt.want, "MARK_") {
				require.ErrorIs(t, err, grading.Refusal(tt.want))
				require.Equal(t, grading.Entry{}, got)
				return
			}
			require.NoError(t, err)
			require.Equal(t, tt.want, got.String())
		})
	}
}

func TestMarkText(t *testing.T) {
	for m, want := range map[grading.Mark]string{
		0: "0.00", 10: "0.01", 14500: "14.50", 20000: "20.00", 14505: "14.505", -1250: "-1.25", 5: "0.005",
	} {
		require.Equal(t, want, m.String())
		require.Equal(t, "x"+want, string(m.Append([]byte("x"))))
	}
}

func FuzzParseMark(f *testing.F) {
	for _, seed := range []string{"14.50", "14,5", "١٤٫٢٥", " 7 ", "-1", "20.001", "غائب", "معفى", "", ".", "1 4", "\u200f14.5", "99999999999999999999", "1\xff"} {
		f.Add(seed, uint8(20))
	}
	f.Fuzz(func(t *testing.T, typed string, scale uint8) {
		got, err := grading.ParseMark(typed, int(scale))
		if err != nil {
			var refusal grading.Refusal
			require.True(t, errors.As(err, &refusal))
			require.Equal(t, grading.Entry{}, got)
			return
		}
		if got.State != grading.Graded {
			require.Contains(t, []grading.State{grading.Missing, grading.Absent, grading.Exempt}, got.State)
			require.Zero(t, got.Mark)
			return
		}
		require.GreaterOrEqual(t, got.Mark, grading.Mark(0))
		require.LessOrEqual(t, got.Mark, grading.Mark(scale)*1000)
		require.Zero(t, got.Mark%10, "two decimals at most")
		again, err := grading.ParseMark(got.Mark.String(), int(scale))
		require.NoError(t, err)
		require.Equal(t, got, again)
	})
}
