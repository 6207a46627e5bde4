package refdata_test

import (
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/refdata"
)

const year = "2026-2027"

func load(t *testing.T) *refdata.Set {
	t.Helper()
	s, err := refdata.Load()
	require.NoError(t, err)
	return s
}

// edited loads the data folder with changes: file name to a function of its text.
func edited(t *testing.T, edits map[string]func(string) string) (*refdata.Set, error) {
	t.Helper()
	files := fstest.MapFS{}
	data := os.DirFS("data")
	names, err := fs.Glob(data, "*.csv")
	require.NoError(t, err)
	for _, name := range names {
		text, err := fs.ReadFile(data, name)
		require.NoError(t, err)
		if edit := edits[name]; edit != nil {
			text = []byte(edit(string(text)))
		}
		files[name] = &fstest.MapFile{Data: text}
	}
	return refdata.LoadFS(files)
}

func appended(line string) func(string) string {
	return func(text string) string { return text + line + "\n" }
}

func replaced(old, with string) func(string) string {
	return func(text string) string { return strings.Replace(text, old, with, 1) }
}

func TestCounts(t *testing.T) {
	s := load(t)
	require.Len(t, s.Academies, 12)
	require.Len(t, s.Directorates, 82)
	require.Len(t, s.Levels, 45)
	require.Len(t, s.AllSubjects, 36)
	require.Len(t, s.Coefficients, 300)

	d, ok := s.Directorate("351")
	require.True(t, ok)
	require.Equal(t, "ma/07/351", d.Node())
	require.Equal(t, "Marrakech", d.Name.Fr)
	require.Equal(t, "مراكش", d.Name.Ar)
	a, ok := s.Academy(d.Academy)
	require.True(t, ok)
	require.Equal(t, "ma/07", a.Node())
	_, ok = s.Directorate("141-08")
	require.True(t, ok, "the districts of Casablanca have a code of their own")
}

func TestCoefficient(t *testing.T) {
	s := load(t)
	tests := []struct {
		name, level, stream, subject, want string
		assumed                            bool
	}{
		{"by level code", "2BACSPF", "", "MATH", "7", false},
		{"by level code and stream", "2BACSPF", "SPC", "SVT", "5", false},
		{"by stage and stream", "2BAC", "SPC", "PC", "7", false},
		{"same stage, other stream", "2BACSMA", "", "MATH", "9", false},
		{"international collège", "1APIC", "", "AR", "5", false},
		{"general collège", "1ASC", "", "AR", "5", false},
		{"3AC has 1 everywhere", "3APIC", "", "AR", "1", false},
		{"common core", "TCSF", "", "FR", "3", false},
		{"economics", "1BACSEG", "", "ECOGEN", "6", false},
		{"2BACSA is agronomy, not chariâa", "2BACSA", "", "CORAN", "1", true},
		{"primary has none", "1APG", "", "MATH", "1", true},
		{"subject without a row", "1ASC", "", "TECHNO", "1", true},
		{"alternate catalogues do not answer", "2ASC", "", "ASSID", "1", true},
		{"unknown level", "9XYZ", "", "MATH", "1", true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := s.Coefficient(tt.level, tt.stream, tt.subject, year)
			require.Equal(t, tt.want, got.Value.String())
			require.Equal(t, tt.assumed, got.Assumed)
			if tt.assumed {
				require.Equal(t, "assumed", got.Status)
				require.Empty(t, got.Source)
			} else {
				require.NotEmpty(t, got.Source)
			}
		})
	}
}

func TestExamCoefficient(t *testing.T) {
	s := load(t)
	got, ok := s.ExamCoefficient("2BACSPF", "", "NATIONAL", "SVT", year)
	require.True(t, ok)
	require.Equal(t, "5", got.Value.String())
	_, ok = s.ExamCoefficient("2BACSPF", "", "NATIONAL", "AR", year)
	require.False(t, ok, "a paper that does not exist must not be assumed")

	papers := map[string]string{}
	for _, p := range s.ExamSubjects("1BACSEF", "", "REGIONAL", year) {
		papers[p.Subject.Code] = p.Coefficient.Value.String()
	}
	require.Equal(t, map[string]string{"FR": "4", "AR": "2", "ISL": "2", "HG": "2"}, papers)
}

func TestWeights(t *testing.T) {
	s := load(t)
	tests := []struct {
		cycle, subject, controls, activities string
		assumed                              bool
	}{
		{"QUAL", "MATH", "1", "0", false},
		{"QUAL", "FR", "4/5", "1/5", false},
		{"QUAL", "EN", "3/5", "2/5", false},
		{"QUAL", "PHILO", "3/4", "1/4", false}, // DEFAULT of the cycle
		{"COL", "EN", "2/3", "1/3", false},
		{"COL", "ISL", "2/3", "1/3", false},
		{"COL", "TECHNO", "3/4", "1/4", true},
		{"COL", "ASSID", "3/4", "1/4", true},
		{"PRIM", "MATH", "1", "0", false}, // DEFAULT of the cycle
	}
	for _, tt := range tests {
		t.Run(tt.cycle+" "+tt.subject, func(t *testing.T) {
			got := s.CCWeight(tt.cycle, tt.subject, year)
			require.Equal(t, tt.controls, got.Controls.String())
			require.Equal(t, tt.activities, got.Activities.String())
			require.Equal(t, tt.assumed, got.Assumed)
			require.Equal(t, tt.assumed, got.Status == "assumed")
		})
	}
}

func TestControls(t *testing.T) {
	s := load(t)
	require.Equal(t, 4, s.Controls("QUAL", "FR", year).Count)
	require.Equal(t, 3, s.Controls("COL", "SOC", year).Count)
	require.Equal(t, 3, s.ControlsAt("2APIC", "SOC", year).Count)
	require.Equal(t, 2, s.ControlsAt("3APIC", "SOC", year).Count, "social subjects have one control less in 3AC")
	require.Equal(t, 3, s.ControlsAt("3APIC", "MATH", year).Count)

	primary := s.ControlsAt("6APG", "MATH", year)
	require.Equal(t, 2, primary.Count)
	require.False(t, primary.Assumed)
	hole := s.ControlsAt("2BACSMB", "SI", year)
	require.Equal(t, 2, hole.Count)
	require.True(t, hole.Assumed)
}

func TestSubjects(t *testing.T) {
	s := load(t)
	codes := func(level, stream string) (list []string) {
		for _, sub := range s.Subjects(level, stream, year) {
			list = append(list, sub.Subject.Code)
		}
		return list
	}
	require.Equal(t, []string{"MATH", "PC", "SVT", "FR", "AR", "ISL", "PHILO", "EN", "EPS"}, codes("2BACSPF", "SPC"))
	require.Equal(t, codes("2BACSPF", ""), codes("2BAC", "SPC"))
	require.Equal(t, []string{"AR", "FR", "AMZ", "ISL", "MATH", "SCI", "EPSM", "ARTS"}, codes("1APG", ""))
	require.Contains(t, codes("6APG", ""), "SOC")
	require.Empty(t, codes("PRE1", ""))

	for _, sub := range s.Subjects("1APG", "", year) {
		require.True(t, sub.Assumed)
		require.True(t, sub.Coefficient.Assumed)
		require.Equal(t, "1", sub.Coefficient.Value.String())
		require.Contains(t, sub.Subject.Cycles, "PRIM")
		require.Contains(t, sub.Status, "assumed")
	}
	for _, l := range s.Levels {
		if l.Stage != "" {
			require.NotEmpty(t, codes(l.Code, ""), "a class of %s must have mark sheets", l.Code)
		}
	}
}

func TestExamWeightsAndMentions(t *testing.T) {
	s := load(t)
	weights := map[string]string{}
	for _, w := range s.ExamWeightsOf("3AC", year) {
		weights[w.Component] = w.Weight.String()
		require.Equal(t, "10", w.PassMark.String())
	}
	require.Equal(t, map[string]string{"CC": "3/10", "LOCAL": "3/10", "REGIONAL": "2/5"}, weights)

	mentions := s.MentionsOf("BAC", year)
	require.Len(t, mentions, 5)
	require.Equal(t, "TB", mentions[0].Short)
	require.Equal(t, "حسن جدا", mentions[0].Name.Ar)
	require.Equal(t, "10", mentions[3].Min.String())
}

func TestRules(t *testing.T) {
	s := load(t)
	for name, want := range map[string]string{
		"rounding": "HALF_UP", "average_from": "ROUNDED", "absence_delay_days": "3", "absence_unjustified": "ZERO",
		"absence_justified": "LEAVES", "missing": "LEAVES", "exempt": "LEAVES", "statistics_min": "5",
	} {
		r, ok := s.Rule(name, year)
		require.True(t, ok, name)
		require.Equal(t, want, r.Value, name)
		require.NotEmpty(t, r.Status, name)
	}
	_, ok := s.Rule("no such rule", year)
	require.False(t, ok)
}

func TestLaterDecreeIsOneMoreRow(t *testing.T) {
	s, err := edited(t, map[string]func(string) string{
		"coefficients.csv": appended("2BAC,SPC,CC,MATH,8,2027-2028,,decree,test decree"),
		"cc_weights.csv":   appended("QUAL,MATH,9/10,1/10,2027-2028,2028-2029,decree,test decree"),
		"rules.csv":        appended("rounding,TRUNCATE,2028-2029,,decree,test decree"),
		"mentions.csv": func(text string) string {
			return strings.Replace(text, "BAC,16,,Très bien,", "BAC,17,,Très bien,حسن جدا,TB,2027-2028,,decree,test decree\nBAC,14,17,Bien,حسن,B,2027-2028,,decree,test decree\nBAC,16,,Très bien,", 1)
		},
	})
	require.NoError(t, err)

	coefficient := func(y string) string { return s.Coefficient("2BACSPF", "", "MATH", y).Value.String() }
	require.Equal(t, "7", coefficient("2026-2027"), "a year before the decree keeps its answer")
	require.Equal(t, "8", coefficient("2027-2028"))
	require.Equal(t, "8", coefficient("2035-2036"))
	require.Equal(t, "test decree", s.Coefficient("2BACSPF", "", "MATH", "2027-2028").Source)

	weight := func(y string) string { return s.CCWeight("QUAL", "MATH", y).Controls.String() }
	require.Equal(t, []string{"1", "9/10", "9/10", "1"},
		[]string{weight("2026-2027"), weight("2027-2028"), weight("2028-2029"), weight("2029-2030")},
		"after a closed row the older one answers again")

	require.Equal(t, "HALF_UP", s.RuleValue("rounding", "2027-2028"))
	require.Equal(t, "TRUNCATE", s.RuleValue("rounding", "2028-2029"))
	require.Equal(t, "17", s.MentionsOf("BAC", "2027-2028")[0].Min.String())
	require.Equal(t, "16", s.MentionsOf("BAC", "2026-2027")[0].Min.String())
	require.NotEqual(t, load(t).Fingerprint(), s.Fingerprint())
}

func TestARowOfTheStageCountsInEveryStream(t *testing.T) {
	s, err := edited(t, map[string]func(string) string{
		"coefficients.csv": appended("2BAC,,CC,AMZ,3,2027-2028,,decree,test decree\n2BAC,,CC,MATH,1,2027-2028,,decree,test decree"),
	})
	require.NoError(t, err)
	taught := func(y string) map[string]string {
		list := map[string]string{}
		for _, sub := range s.Subjects("2BACSPF", "", y) {
			require.NotContains(t, list, sub.Subject.Code)
			list[sub.Subject.Code] = sub.Coefficient.Value.String()
		}
		return list
	}
	require.Len(t, taught("2026-2027"), 9)
	require.NotContains(t, taught("2026-2027"), "AMZ")
	require.Equal(t, "3", taught("2027-2028")["AMZ"])
	require.Equal(t, "7", taught("2027-2028")["MATH"], "the row of the stream is the narrower one")
}

func TestFingerprint(t *testing.T) {
	first := load(t).Fingerprint()
	require.Regexp(t, "^[0-9a-f]{64}$", first)
	require.Equal(t, first, load(t).Fingerprint())
	same, err := edited(t, nil)
	require.NoError(t, err)
	require.Equal(t, first, same.Fingerprint(), "the embedded files and the folder are the same data")
}

func TestAssumptions(t *testing.T) {
	s := load(t)
	got := s.Assumptions()
	require.Equal(t, got, s.Assumptions(), "the list is stable")
	require.Contains(t, got, "coefficient of MATH in 1AP: 1")
	require.Contains(t, got, "subjects of 1AP: AMZ is assumed to be taught")
	require.Contains(t, got, "weights of ASSID in cycle COL: controls 3/4, activities 1/4")
	require.Contains(t, got, "controls of SI in cycle QUAL: 2 a semester")
	require.Contains(t, got, "subjects of 1BAC/STE: SI is assumed to be taught")
	for _, line := range got {
		require.NotContains(t, line, "none known")
		require.NotContains(t, line, "2BAC/SPC", "published coefficients are no assumption")
	}
}

func TestFaultsAreRefused(t *testing.T) {
	tests := []struct {
		name, file string
		edit       func(string) string
		want       string
	}{
		{"an academy too many", "academies.csv", appended("13,X,س,س,s,s"), "there are 12"},
		{"a directorate too few", "directorates.csv", func(s string) string { return s[:strings.LastIndexByte(strings.TrimSpace(s), '\n')+1] }, "there are 82"},
		{"an unknown academy", "directorates.csv", replaced("\n351,07,", "\n351,77,"), `unknown academy "77"`},
		{"the same key twice", "coefficients.csv", appended("2BAC,SPC,CC,MATH,8,,,s,s"), `"2BAC|SPC|CC|MATH|" is there twice`},
		{"an unknown subject", "coefficients.csv", appended("2BAC,SPC,CC,NOPE,8,,,s,s"), `unknown subject "NOPE"`},
		{"an unknown stream", "coefficients.csv", appended("2BAC,ZZZ,CC,MATH,8,,,s,s"), `unknown stream "ZZZ"`},
		{"a broken fraction", "cc_weights.csv", replaced("COL,EN,2/3", "COL,EN,66.67%"), `column controls "66.67%"`},
		{"weights that do not make 1", "cc_weights.csv", replaced("COL,EN,2/3,1/3", "COL,EN,2/3,1/4"), "must make 1"},
		{"a general average that does not make 1", "exam_weights.csv", appended("3AC,LOCAL,x,x,1/2,20,10,2030-2031,,s,s"), "the weights of 3AC in 2030-2031 make 6/5"},
		{"a component closed and not replaced", "exam_weights.csv", replaced("الامتحان الموحد المحلي,3/10,20,10,,,", "الامتحان الموحد المحلي,3/10,20,10,,2027-2028,"), "the weights of 3AC in 2028-2029 make 7/10"},
		{"a number of words", "control_counts.csv", replaced("QUAL,,MATH,3,", "QUAL,,MATH,three,"), `column controls "three"`},
		{"too many controls", "control_counts.csv", replaced("QUAL,,MATH,3,", "QUAL,,MATH,6,"), "a sheet has 1 to 5"},
		{"a fact without a status", "academies.csv", func(s string) string {
			return strings.Replace(s, "names confirmed; code = HCP region order, unconfirmed as MASSAR code", "", 1)
		}, "column status"},
		{"a coefficient of 0", "coefficients.csv", appended("2BAC,SPC,CC,INFO,0,,,s,s"), "a coefficient is above 0"},
		{"a national exam that lost a paper", "coefficients.csv", replaced("2BAC,SPC,NATIONAL,EN,2,", "2BAC,SVT,CC,INFO,2,"), "coefficients of 21, streams.csv says 23"},
		{"a date that does not exist", "calendar.csv", replaced("2026-11-06", "2026-11-31"), "must be a date"},
		{"a holiday that ends before it starts", "calendar.csv", replaced("2027-03-09,2027-03-11", "2027-03-11,2027-03-09"), "ends before it starts"},
		{"bands that do not join", "mentions.csv", replaced("BAC,14,16,", "BAC,15,16,"), "does not end where"},
		{"a validity that is no school year", "rules.csv", appended("rounding,TRUNCATE,2028,,s,s"), "must be a school year"},
		{"a rule that is gone", "rules.csv", replaced("average_from,", "average_off,"), "average_from needs a row"},
		{"a class label of two levels", "levels.csv", replaced("2BACSC,2BACSA,2BACSC,", "2BACSC,2BACSA,2BACSC;2BACSA,"), "2BACSA"},
		{"a calendar line of another year", "calendar.csv", replaced("2026-2027,start,,2026-09-01", "2026-2027,start,,2026-08-01"), "is not in 2026-2027"},
		{"a column that moved", "subjects.csv", replaced("code,massar", "kode,massar"), "the columns must be"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := edited(t, map[string]func(string) string{tt.file: tt.edit})
			require.ErrorContains(t, err, tt.file)
			require.ErrorContains(t, err, tt.want)
		})
	}
}

func TestParseFraction(t *testing.T) {
	for text, want := range map[string]string{"7": "7", "0.75": "3/4", "2/3": "2/3", "4/6": "2/3", "0": "0", "1.0": "1", "0/5": "0"} {
		got, err := refdata.ParseFraction(text)
		require.NoError(t, err, text)
		require.Equal(t, want, got.String(), text)
	}
	for _, text := range []string{"", ".", "1.", ".5", "-1", "1/0", "1/", "/2", "1,5", "66%", "1/2/3", "9999999999999", "٧"} {
		_, err := refdata.ParseFraction(text)
		require.ErrorIs(t, err, refdata.ErrNotAFraction, text)
	}
}
