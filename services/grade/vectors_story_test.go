package grade_test

import (
	"encoding/json"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/proto"

	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/sqldb/sqldbtest"
	gradev1 "github.com/massar-platform/massar/proto/gen/massar/grade/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/refdata"
	"github.com/massar-platform/massar/services/grade"
)

// noSheet names the vectors that no sheet expresses: marks of exams, averages of a
// year, decisions of a certificate, attendance.
var noSheet = map[string]bool{
	"nat-spc": true, "reg-se": true, "bac-1": true, "bac-3": true, "bac-5": true, "bac-6": true, "3ac-1": true, "3ac-2": true,
	"1bac-annual": true, "6ap-1": true, "attendance-1": true, "annual-mean": true,
	// A word in a JSON mark is refused, a state is its own field; in a workbook the
	// word is read: see TestImport.
	"parse-words": true,
}

// places are the level and the subject in which the weights and counts of a vector hold.
var places = map[string][2]string{
	"sub-default": {"2BACSPF", "PC"}, "sub-math": {"2BACSPF", "MATH"}, "sub-french-4": {"2BACSPF", "FR"},
	"sub-english-col-2-3": {"2APIC", "EN"}, "sub-absent-justified": {"2BACSPF", "MATH"},
	"sub-absent-unjustified": {"2BACSPF", "MATH"}, "sub-absent-pending": {"2BACSPF", "MATH"},
	"sub-missing-control": {"2BACSPF", "PC"}, "primary-scale": {"6APG", "MATH"}, "sub-all-missing": {"2BACSPF", "PC"},
	"sub-exempt": {"2BACSPF", ""}, "sem-coefficients-1bac-se": {"1BACSEF", ""}, "sem-average-from": {"2BACSPF", ""},
	"sem-2apic-1": {"2APIC", ""}, "rank-ties": {"2BACSPF", "MATH"},
	"reject-above-scale": {"6APG", "MATH"}, "parse-comma": {"2BACSPF", "MATH"},
}

type sheetVector struct {
	ID, Kind string
	Given    json.RawMessage
	Expect   map[string]any
}

func vectorsOf(t testing.TB) []sheetVector {
	t.Helper()
	data, err := os.ReadFile("internal/grading/testdata/vectors.json")
	require.NoError(t, err)
	var list []sheetVector
	require.NoError(t, json.Unmarshal(data, &list))
	return list
}

// Every vector that a sheet can express is typed into a sheet, published, and read
// back as the student.
func TestVectorsThroughTheSheets(t *testing.T) {
	tell(t, func(s *story) {
		run := 0
		for i, v := range vectorsOf(s) {
			if noSheet[v.ID] {
				continue
			}
			run++
			require.Contains(s, places, v.ID)
			s.newClass(places[v.ID][0], i)
			switch v.Kind {
			case "subject_semester":
				s.subjectVector(v)
			case "semester_average":
				s.averageVector(v, "ROUNDED")
			case "weighted_average":
				s.bulletinVector(v)
			case "rank":
				s.rankVector(v)
			case "mark_entry":
				s.entryVector(v)
			default:
				require.FailNow(s, "no test types vectors of kind "+v.Kind)
			}
		}
		require.Equal(s, len(places), run)
		s.audited()
	})
}

// The same vector under the other answer of the rule average_from: a decree is one
// more row, and no code.
func TestTheAverageFollowsTheRule(t *testing.T) {
	files := fstest.MapFS{}
	data := os.DirFS("../../refdata/data")
	names, err := fs.Glob(data, "*.csv")
	require.NoError(t, err)
	for _, name := range names {
		text, err := fs.ReadFile(data, name)
		require.NoError(t, err)
		if name == "rules.csv" {
			text = append(text, "average_from,EXACT,2026-2027,,decree,test\nrounding,TRUNCATE,2026-2027,,decree,test\n"...)
		}
		files[name] = &fstest.MapFile{Data: text}
	}
	ref, err := refdata.LoadFS(files)
	require.NoError(t, err)
	sqldbtest.Each(t, "grade", grade.Migrations(), func(t *testing.T, db sqldb.DB) {
		s := newStory(t, db, ref)
		for i, v := range vectorsOf(t) {
			if v.ID == "sem-average-from" {
				s.newClass("2BACSPF", i)
				s.averageVector(v, "EXACT")
			}
			if truncated, ok := v.Expect["truncate"].(string); ok && v.Kind == "subject_semester" {
				s.newClass(places[v.ID][0], i)
				v.Expect["half_up"] = truncated
				s.subjectVector(v)
			}
		}
		s.audited()
	})
}

// newClass replaces the class of the story by a new one of a level.
func (s *story) newClass(level string, number int) {
	s.Helper()
	s.class, s.students = ids.InSchool(gresa), nil
	changes := []*schoolv1.Change{classRow(s.class, level+"-"+string(rune('A'+number)), level, 1)}
	for i := range students {
		s.students = append(s.students, ids.New())
		changes = append(changes, studentRow(s.students[i], "K1345678"+string(rune('0'+number/10))+string(rune('0'+i)), "تلميذ", "Eleve", 1),
			enrolmentRow(ids.New(), s.students[i], s.class, int32(i+1), "2026-09-08", "", 1))
	}
	s.emit(changes...)
	s.teachAll(s.class)
}

// typed is a cell of a vector: 12, "12.00", {"state": "PENDING"} or null.
func (s *story) typed(student int, sheet, column string, raw json.RawMessage) {
	s.Helper()
	if raw == nil || string(raw) == "null" {
		return
	}
	if raw[0] != '{' {
		s.fillIn(sheet, s.cell(student, column, strings.Trim(string(raw), `"`), 0))
		return
	}
	var state struct{ State string }
	require.NoError(s, json.Unmarshal(raw, &state))
	switch state.State {
	case "MISSING":
	case "EXEMPT":
		s.fillIn(sheet, s.state(student, column, typev1.MarkState_EXEMPT, 0))
	case "PENDING", "ABSENT_JUSTIFIED", "ABSENT_UNJUSTIFIED":
		s.fillIn(sheet, s.state(student, column, typev1.MarkState_ABSENT, 0))
		if state.State == "PENDING" {
			return
		}
		_, err := s.idara.DecideAbsence(s.writing(s.office), &gradev1.DecideAbsenceRequest{
			MarkSheetId: sheet, StudentId: s.students[student], Column: column, Justified: state.State == "ABSENT_JUSTIFIED",
		})
		require.NoError(s, err)
	default:
		require.FailNow(s, "no state "+state.State)
	}
}

func (s *story) controls(student int, sheet string, controls []json.RawMessage, activities json.RawMessage) {
	s.Helper()
	for i, raw := range controls {
		s.typed(student, sheet, "C"+string(rune('1'+i)), raw)
	}
	s.typed(student, sheet, "ACT", activities)
}

func (s *story) subjectVector(v sheetVector) {
	s.Helper()
	var in struct {
		Controls   []json.RawMessage
		Activities json.RawMessage
	}
	require.NoError(s, json.Unmarshal(v.Given, &in))
	subject := places[v.ID][1]
	s.controls(0, s.sheetOf(s.class, subject), in.Controls, in.Activities)
	s.publishNow(s.class)
	got := subjectIn(s, s.own(0), subject)
	if state, ok := v.Expect["state"].(string); ok {
		require.Equal(s, state, got.GetState().String(), v.ID)
		require.Nil(s, got.Mark, v.ID)
		return
	}
	require.Equal(s, v.Expect["half_up"], got.GetMark(), v.ID)
	require.Equal(s, typev1.MarkState_GRADED, got.GetState(), v.ID)
}

// Subjects that a vector names only by letters take places of equal coefficients.
var letters = map[string]string{"A": "MATH", "B": "PC"}

func (s *story) averageVector(v sheetVector, from string) {
	s.Helper()
	var in struct {
		Subjects []struct {
			Code, Mark, State, Coefficient string
			Controls                       []json.RawMessage
		}
	}
	require.NoError(s, json.Unmarshal(v.Given, &in))
	counted := map[string]string{}
	for _, subject := range in.Subjects {
		code := subject.Code
		if letter, ok := letters[code]; ok {
			code = letter
		} else if subject.State == "" {
			counted[code] = subject.Coefficient
		}
		sheet := s.sheetOf(s.class, code)
		switch {
		case subject.Mark != "":
			s.fillIn(sheet, s.cell(0, "C1", subject.Mark, 0))
		case subject.State != "":
			s.typed(0, sheet, "C1", json.RawMessage(`{"state":"`+subject.State+`"}`))
		default:
			s.controls(0, sheet, subject.Controls, nil)
		}
	}
	s.publishNow(s.class)
	m := s.own(0)
	for code, coefficient := range counted {
		require.Equal(s, coefficient, subjectIn(s, m, code).GetCoefficient(), "%s %s", v.ID, code)
	}
	want := v.Expect["half_up"]
	if want == nil {
		want = v.Expect[from]
	}
	require.Equal(s, want, m.GetAverage().GetValue(), v.ID)
}

// The bulletin tells only the sum: 5.55 in every subject and 5.57 in one of
// coefficient 5 make it.
func (s *story) bulletinVector(v sheetVector) {
	s.Helper()
	require.JSONEq(s, `{"weighted_sum": "161.05", "coef_sum": 29}`, string(v.Given))
	for _, head := range s.heads(s.class) {
		mark := "5.55"
		if head.GetSubject().GetCode() == "MATH" {
			mark = "5.57"
		}
		s.fillIn(head.GetMarkSheetId(), s.cell(0, "C1", mark, 0))
	}
	s.publishNow(s.class)
	require.Equal(s, v.Expect["half_up"], s.own(0).GetAverage().GetValue(), v.ID)
}

func (s *story) rankVector(v sheetVector) {
	s.Helper()
	var in struct{ Averages []json.RawMessage }
	require.NoError(s, json.Unmarshal(v.Given, &in))
	sheet := s.sheetOf(s.class, places[v.ID][1])
	for i, raw := range in.Averages {
		s.typed(i, sheet, "C1", raw)
	}
	s.publishNow(s.class)
	for i, rank := range v.Expect["ranks"].([]any) {
		got := s.own(i).GetAverage()
		if rank == nil {
			require.Nil(s, got.Rank, v.ID)
			continue
		}
		require.Equal(s, int32(rank.(float64)), got.GetRank(), v.ID)
		require.Equal(s, int32(len(in.Averages)), got.GetClassSize())
	}
}

func (s *story) entryVector(v sheetVector) {
	s.Helper()
	var in struct{ Typed string }
	require.NoError(s, json.Unmarshal(v.Given, &in))
	sheet := s.sheetOf(s.class, places[v.ID][1])
	result, err := s.save(s.salma, sheet, &typev1.CellInput{StudentId: s.students[0], Column: "C1", Mark: proto.String(in.Typed)})
	require.NoError(s, err)
	if reason, ok := v.Expect["refused"].(string); ok {
		require.Len(s, result.GetRefused(), 1, v.ID)
		require.Equal(s, reason, result.GetRefused()[0].GetReason(), v.ID)
		return
	}
	require.Len(s, result.GetSaved(), 1, v.ID)
	s.publishNow(s.class)
	require.Equal(s, v.Expect["mark"], subjectIn(s, s.own(0), places[v.ID][1]).GetControls()[0].GetMark(), v.ID)
}
