package grade_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/ids"
	gradev1 "github.com/massar-platform/massar/proto/gen/massar/grade/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

func TestAClassGetsASheetForEachSubjectAndSemester(t *testing.T) {
	each(t, func(w *world) {
		columns := map[string]string{}
		perSemester := map[int32]int{}
		for semester := int32(1); semester <= 2; semester++ {
			list, err := w.idara.ListMarkSheets(w.as(w.office), &gradev1.ListMarkSheetsRequest{ClassId: w.class, Semester: semester})
			require.NoError(w, err)
			perSemester[semester] = len(list.GetMarkSheets())
			for _, head := range list.GetMarkSheets() {
				require.Equal(w, typev1.SheetState_OPEN, head.GetState())
				text := ""
				for _, c := range w.read(w.office, head.GetMarkSheetId()).GetColumns() {
					text += c.GetColumn() + " "
				}
				columns[head.GetSubject().GetCode()] = text
			}
		}
		require.Equal(w, perSemester[1], perSemester[2])
		require.GreaterOrEqual(w, perSemester[1], 8)
		require.Equal(w, "C1 C2 C3 ACT ", columns["PC"])
		require.Equal(w, "C1 C2 C3 ", columns["MATH"]) // activities weigh 0
		require.Equal(w, "C1 C2 C3 C4 ACT ", columns["FR"])

		// The class is told again in a newer version: no second set.
		before := w.count(`SELECT COUNT(*) FROM mark_sheets`)
		w.emit(classRow(w.class, "2BACSPF-1 bis", "2BACSPF", 2))
		require.Equal(w, before, w.count(`SELECT COUNT(*) FROM mark_sheets`))
		require.Equal(w, "2BACSPF-1 bis", w.read(w.office, w.sheet("PC")).GetClass().GetLabel())
	})
}

func TestPrimarySheetsAreOutOfTen(t *testing.T) {
	each(t, func(w *world) {
		primary := ids.InSchool(gresa)
		w.emit(classRow(primary, "6AP-1", "6APG", 1))
		list, err := w.idara.ListMarkSheets(w.as(w.office), &gradev1.ListMarkSheetsRequest{ClassId: primary})
		require.NoError(w, err)
		require.NotEmpty(w, list.GetMarkSheets())
		require.Equal(w, int32(10), w.read(w.office, list.GetMarkSheets()[0].GetMarkSheetId()).GetScale())
	})
}

// Whatever the order in which versions arrive, the newest of each row stands.
func TestProjectionsOutOfOrderConverge(t *testing.T) {
	each(t, func(w *world) {
		student, enrolment, staff := ids.New(), ids.New(), ids.New()
		var changes []*schoolv1.Change
		for version := int64(1); version <= 8; version++ {
			mark := string(rune('a' + version))
			changes = append(changes,
				studentRow(student, "K987654321", mark, mark, version), staffRow(staff, mark, mark, version),
				enrolmentRow(enrolment, student, w.class, int32(version), "2026-09-08", "", version),
				classRow(w.class, "label-"+mark, "2BACSPF", version+1),
				schoolRow(gresa, node, version%2 == 0, version+1),
				assignmentRow(w.nadia.assignment, w.class, "MATH", staff, "2026-09-0"+string(rune('0'+version)), "", version+1))
		}
		rand.New(rand.NewPCG(1, 2)).Shuffle(len(changes), func(i, j int) { changes[i], changes[j] = changes[j], changes[i] })
		for start := 0; start < len(changes); start += 7 {
			w.emit(changes[start:min(start+7, len(changes))]...)
		}
		one := func(sql string, args ...any) string {
			text := ""
			require.NoError(w, w.db.QueryRow(w.Context(), sql, args...).Scan(&text))
			return text
		}
		require.Equal(w, "i", one(`SELECT name_ar FROM proj_students WHERE student_id = $1`, student))
		require.Equal(w, "i", one(`SELECT name_latin FROM proj_staff WHERE staff_id = $1`, staff))
		require.Equal(w, "label-i", one(`SELECT label FROM proj_classes WHERE class_id = $1`, w.class))
		require.Equal(w, "2026-09-08", one(`SELECT from_date FROM proj_assignments WHERE assignment_id = $1`, w.nadia.assignment))
		require.Equal(w, 8, w.count(`SELECT number FROM proj_enrolments WHERE enrolment_id = $1`, enrolment))
		require.Equal(w, 1, w.count(`SELECT COUNT(*) FROM proj_schools WHERE early_release AND version = 9`))
	})
}

// A class list may come before the class, and before the names.
func TestRowsThatComeBeforeWhatTheyPointAt(t *testing.T) {
	each(t, func(w *world) {
		class, student := ids.InSchool(gresa), ids.New()
		w.emit(enrolmentRow(ids.New(), student, class, 1, "2026-09-08", "", 1),
			assignmentRow(ids.InSchool(gresa), class, "PC", w.salma.PersonID, "2026-09-08", "", 1))
		w.emit(classRow(class, "2BACSPF-2", "2BACSPF", 1))
		w.class = class
		read := w.read(w.salma.Principal, w.sheet("PC"))
		require.Len(w, read.GetRows(), 1)
		require.Empty(w, read.GetRows()[0].GetName().GetLatin())
		w.emit(studentRow(student, "K987654321", "ليلى", "Leila", 1))
		require.Equal(w, "Leila", w.read(w.salma.Principal, w.sheet("PC")).GetRows()[0].GetName().GetLatin())
	})
}

func TestTheServiceIsReadyOnceSchoolHasAnswered(t *testing.T) {
	each(t, func(w *world) {
		later := *w
		later.school = &fakeSchool{down: true}
		later.serve(today)
		require.ErrorContains(w, later.service.Health(w.Context()), "projection")
		later.school.setDown(false)
		require.Eventually(w, func() bool { return later.service.Health(w.Context()) == nil }, 10*time.Second, 2*time.Millisecond)
		// Once read, a school that is away stops nobody from reading and entering marks.
		later.school.setDown(true)
		later.service.Wake()
		_, err := later.save(w.salma, w.sheet("PC"), w.cell(0, "C1", "10", 0))
		require.NoError(w, err)
		require.NoError(w, later.service.Health(w.Context()))
	})
}
