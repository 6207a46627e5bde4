package refdata_test

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestParseClassLabel(t *testing.T) {
	s := load(t)
	tests := []struct {
		label, code, stage, stream, option string
		number                             int
	}{
		{"2BACSPF-1", "2BACSPF", "2BAC", "SPC", "F", 1},
		{"2BACSP-3", "2BACSPF", "2BAC", "SPC", "", 3},
		{"2BACSPA-2", "2BACSPF", "2BAC", "SPC", "A", 2}, // the English option, by its last letter
		{"2BACPCF-12", "2BACSPF", "2BAC", "SPC", "F", 12},
		{"2BACSMA-1", "2BACSMA", "2BAC", "SMA", "", 1}, // A is the stream here, not English
		{"2BACSMAF-1", "2BACSMA", "2BAC", "SMA", "F", 1},
		{"2BACSA-1", "2BACSA", "2BAC", "AGRO", "", 1}, // also an alias of 2BACSC: the code wins
		{"2BACSC-1", "2BACSC", "2BAC", "SC", "", 1},
		{"1BACSEF-4", "1BACSEF", "1BAC", "SE", "F", 4},
		{"1BACSEA-4", "1BACSEF", "1BAC", "SE", "A", 4},
		{"2BACSE-1", "2BACSECF", "2BAC", "SEC", "", 1},
		{"TCS-1", "TCS", "TC", "TCS", "", 1}, // also an alias of TCSF
		{"TCSF-7", "TCSF", "TC", "TCS", "F", 7},
		{"TC-SF-7", "TCSF", "TC", "TCS", "F", 7}, // an alias with a hyphen
		{"TCSA-1", "TCSA", "TC", "TCS", "A", 1},
		{"1APIC-3", "1APIC", "1AC", "", "F", 3},
		{"1AC-3", "1ASC", "1AC", "", "", 3},
		{"2ASCG-1", "2ASC", "2AC", "", "", 1},
		{"6APG-2", "6APG", "6AP", "", "", 2},
		{" 6apg - 2 ", "6APG", "6AP", "", "", 2},
		{"GS-1", "PRE2", "", "", "", 1},
	}
	for _, tt := range tests {
		t.Run(tt.label, func(t *testing.T) {
			level, stream, number, ok := s.ParseClassLabel(tt.label)
			require.True(t, ok)
			require.Equal(t, tt.code, level.Code)
			require.Equal(t, tt.stage, level.Stage)
			require.Equal(t, tt.stream, stream)
			require.Equal(t, tt.option, level.Option)
			require.Equal(t, tt.number, number)
		})
	}
	for _, label := range []string{"", "-", "-1", "2BACSPF", "2BACSPF-", "2BACSPF-0", "2BACSPF-x", "2BACSPF-1a", "2BACSPF-+1", "2BACSPF-1000", "XBAC-1", "1APGF-1", "2BACSPFF-1", "أولى-1"} {
		_, _, _, ok := s.ParseClassLabel(label)
		require.False(t, ok, label)
	}
}

func TestEveryLevelHasItsLabel(t *testing.T) {
	s := load(t)
	for _, l := range s.Levels {
		level, stream, number, ok := s.ParseClassLabel(l.Code + "-2")
		require.True(t, ok, l.Code)
		require.Equal(t, l, level, "a label of its own code is the row itself")
		require.Equal(t, l.Stream, stream)
		require.Equal(t, 2, number)
	}
}

func FuzzParseClassLabel(f *testing.F) {
	for _, seed := range []string{"2BACSPF-1", "TC-SF-7", " 6apg - 2 ", "-", "2BACSPA-1", "أ-1"} {
		f.Add(seed)
	}
	s := loadForFuzz(f)
	f.Fuzz(func(t *testing.T, label string) {
		level, stream, number, ok := s.ParseClassLabel(label)
		if !ok {
			require.Zero(t, number)
			require.Empty(t, level.Code)
			return
		}
		known, found := s.Level(level.Code)
		require.True(t, found)
		require.Equal(t, known.Stream, stream)
		require.Positive(t, number)
	})
}
