package timetable_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/auth"
	"github.com/massar-platform/massar/platform/cache"
	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/rpc"
	"github.com/massar-platform/massar/platform/sqldb/sqldbtest"
	"github.com/massar-platform/massar/platform/write"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/timetable"
)

type header = timetablev1.ImportTimetableRequest_Header

// send uploads a file in pieces.
func (p *process) send(ctx context.Context, h *header, data string) (*typev1.Import, error) {
	const piece = 100_000
	stream, err := p.idara.ImportTimetable(ctx)
	if err != nil {
		return nil, err
	}
	parts := []*timetablev1.ImportTimetableRequest{{Part: &timetablev1.ImportTimetableRequest_Header_{Header: h}}}
	for len(data) > 0 {
		n := min(piece, len(data))
		parts = append(parts, &timetablev1.ImportTimetableRequest{Part: &timetablev1.ImportTimetableRequest_Chunk{Chunk: []byte(data[:n])}})
		data = data[n:]
	}
	for _, part := range parts {
		if err := stream.Send(part); err != nil {
			if errors.Is(err, io.EOF) {
				break // the answer is there already
			}
			return nil, err
		}
	}
	return stream.CloseAndRecv()
}

// bring uploads a file as the office.
func (w *world) bring(h *header, data string) *typev1.Import {
	w.Helper()
	answer, err := w.main.send(w.main.writing(w.office), h, data)
	require.NoError(w, err)
	return answer
}

// csv is a file with the given lines below its header, which is line 1.
func csv(lines ...string) string {
	return "class,group,weekday,period,count,subject,teacher,room\n" + strings.Join(lines, "\n") + "\n"
}

// issues shows findings in short: "12 TEACHER_UNKNOWN".
func issues(list []*typev1.ImportIssue) []string {
	short := make([]string, len(list))
	for i, issue := range list {
		short[i] = strings.TrimSpace(issue.GetCell() + " " + issue.GetReason())
	}
	return short
}

// slotIDs are the ids of the slots that are valid on a day, by class label, weekday and period.
func (w *world) slotIDs(day string) map[string]string {
	w.Helper()
	answer, err := w.main.idara.ListSlots(w.main.as(w.office), &timetablev1.ListSlotsRequest{Date: day, PageSize: 500})
	require.NoError(w, err)
	byPlace := map[string]string{}
	for _, s := range answer.GetSlots() {
		byPlace[fmt.Sprintf("%s%s %d.%d %s", s.GetClass().GetLabel(), s.GetGroup(), s.GetWeekday(), s.GetPeriod(), s.GetSubject().GetCode())] = s.GetSlotId()
	}
	return byPlace
}

// fetFile is a small export of FET: day names with the half day in unstable case, groups, an hour named by its
// time in the morning and by its number in the afternoon, and a room.
const fetFile = `<?xml version="1.0" encoding="UTF-8"?>
<Teachers_Timetable>
  <Teacher name="OMAR">
    <Day name="lundi_m">
      <Hour name="8h-9h"><Subject name="MATHEMATIQUES"/><Students name="2BACSPF-1"/><Room name="SALLE 1"/></Hour>
      <Hour name="9h-10h"><Subject name="MATHEMATIQUES"/><Students name="2BACSPF-1"/><Room name="SALLE 1"/></Hour>
      <Hour name="10h-11h"><Subject name="الرياضيات"/><Students name="2bacspf-2"/></Hour>
    </Day>
    <Day name="Lundi_S"><Hour name="1"><Subject name="MATH"/><Students name="2BACSPF-1:G1"/></Hour></Day>
  </Teacher>
  <Teacher name="سلمى">
    <Day name="LUNDI_s"><Hour name="1"><Subject name="PHYSIQUE CHIMIE"/><Students name="2BACSPF-1:G2"/></Hour></Day>
  </Teacher>
</Teachers_Timetable>
`

func TestImportFET(t *testing.T) {
	each(t, func(w *world) {
		w.rooms("Salle 1")
		answer := w.bring(&header{FileName: "teachers.xml"}, fetFile)
		require.Empty(t, answer.GetRefused())
		require.Equal(t, []any{typev1.Import_State_DONE, int32(4), "TIMETABLE", false},
			[]any{answer.GetState(), answer.GetAccepted(), answer.GetKind(), answer.GetDryRun()})
		require.Empty(t, answer.GetWarnings(), "everybody is assigned")
		require.Equal(t, []string{"Mon 08:00 MATH Salle 1", "Mon 14:00 MATH G1", "Mon 14:00 PC G2"}, w.weekOf(w.a, week))
		require.Equal(t, []string{"Mon 10:00 MATH"}, w.weekOf(w.b, week))

		before := w.slotIDs(today)
		require.Len(t, before, 4)
		again := w.bring(&header{}, fetFile)
		require.Equal(t, int32(4), again.GetAccepted())
		require.Equal(t, before, w.slotIDs(today), "the same file changes nothing")

		// From a later day one lesson moves: the others keep their ids, and the past its own.
		_, err := w.become(&timetablev1.ChangeLessonRequest{LessonId: w.lesson(before["2BACSPF-1G2 1.5 PC"], "2026-12-14"), Status: cancelled, Note: "Formation"})
		require.NoError(t, err)
		changed := strings.Replace(fetFile, `<Day name="LUNDI_s"><Hour name="1">`, `<Day name="LUNDI_s"><Hour name="0"/><Hour name="2">`, 1)
		w.bring(&header{From: "2026-11-30"}, changed)
		after := w.slotIDs("2026-11-30")
		require.Equal(t, before, w.slotIDs(today))
		require.NotContains(t, after, "2BACSPF-1G2 1.5 PC")
		require.NotEmpty(t, after["2BACSPF-1G2 1.6 PC"])
		delete(after, "2BACSPF-1G2 1.6 PC")
		for place, id := range after {
			require.Equal(t, before[place], id, place)
		}
		require.Equal(t, []string{"Mon 08:00 MATH Salle 1", "Mon 14:00 MATH G1", "Mon 15:00 PC G2 CANCELLED"}, w.weekOf(w.a, "2026-W51"),
			"a change to come follows its lesson")
		require.Equal(t, 3, w.count(`SELECT COUNT(*) FROM audit_log WHERE rpc = 'timetable.ImportTimetable' AND resource = $1`, gresa))
	})
}

func TestImportListsEveryBadLine(t *testing.T) {
	each(t, func(w *world) {
		w.rooms("Salle 1")
		twin := ids.New()
		w.emit(staffRow(ids.New(), gresa, "سارة العلوي", "Sara Alaoui", 1), staffRow(twin, gresa, "سارة علوي", "ALAOUI Sara", 1))
		file := csv(
			"2BACSPF-1,,lundi,1,1,MATH,Omar,Salle 1",   // 2: good
			"2BACSPF-1,,lundi,2,1,MATH,Inconnu,Labo",   // 3
			"2BACSPF-9,G1,lundi,3,1,MATH,Omar,",        // 4
			"2BACSPF-1,G7,lundi,3,1,ECOGEN,Omar,",      // 5
			"2BACSPF-1,,samedi,5,1,MATH,Omar,",         // 6
			"2BACSPF-1,,dimanche,1,1,MATH,Omar,",       // 7
			"2BACSPF-1,,mardi,0,1,MATH,Omar,",          // 8
			"2BACSPF-1,,mardi,1,1,FR,Sara Alaoui,",     // 9
			"2BACSPF-1,,lundi,1,1,PC,Salma,",           // 10: collides with line 2
			"2BACSPF-2,,lundi,1,1,MATH,Nadia,",         // 11: of another school
			"2BACSPF-2,,mercredi,1,1,PC,"+twin+",",     // 12: good, by id
			"2BACSPF-2,,mercredi,1,9,PC,Salma,",        // 13
			"2BACSPF-2,,jeudi,1,1,PC,,",                // 14: good, nobody yet
			"2BACSPF-2,,lundi,1,1,MATH,Omar,\"Salle 1", // 15: an open quote
		)
		answer := w.bring(&header{}, file)
		require.Equal(t, typev1.Import_State_REFUSED, answer.GetState())
		require.Zero(t, answer.GetAccepted())
		require.Equal(t, []string{
			"3 TEACHER_UNKNOWN", "3 ROOM_NOT_FOUND", "4 CLASS_UNKNOWN", "5 GROUP_UNKNOWN", "5 SUBJECT_UNKNOWN", "6 PERIOD_UNKNOWN",
			"7 DAY_UNKNOWN", "8 PERIOD_UNKNOWN", "9 TEACHER_UNKNOWN", "10 TIMETABLE_CONFLICT", "11 TEACHER_UNKNOWN", "13 LINE_INVALID", "15 LINE_INVALID",
		}, issues(answer.GetRefused()))
		said, read := map[string]string{}, map[string]string{}
		for _, issue := range answer.GetRefused() {
			read[issue.GetCell()+issue.GetReason()] = issue.GetValue()
			said[issue.GetCell()+issue.GetReason()] = issue.GetMessage()
			require.Equal(t, "CSV", issue.GetSheet())
		}
		require.Contains(t, said["3TEACHER_UNKNOWN"], "Inconnu")
		require.Equal(t, "Inconnu", read["3TEACHER_UNKNOWN"])
		require.Equal(t, "Labo", read["3ROOM_NOT_FOUND"])
		require.Equal(t, "", read["10TIMETABLE_CONFLICT"])
		require.Contains(t, said["3ROOM_NOT_FOUND"], "Labo")
		require.Contains(t, said["9TEACHER_UNKNOWN"], "Sara Alaoui")
		require.Contains(t, said["9TEACHER_UNKNOWN"], "ALAOUI Sara "+twin, "both are named")
		require.Contains(t, said["10TIMETABLE_CONFLICT"], "lignes 10 et 2")
		require.Contains(t, said["10TIMETABLE_CONFLICT"], "Omar")
		require.Contains(t, said["6PERIOD_UNKNOWN"], "samedi")
		require.Zero(t, w.count(`SELECT COUNT(*) FROM slots`), "all or nothing")

		kept, err := w.main.idara.GetImport(rpc.WithCall(w.main.as(w.office), &rpc.Call{AcceptLanguage: "ar"}), &timetablev1.GetImportRequest{ImportId: answer.GetImportId()})
		require.NoError(t, err)
		require.Equal(t, issues(answer.GetRefused()), issues(kept.GetRefused()))
		require.Contains(t, kept.GetRefused()[9].GetMessage(), "السطران 10 و2")
		for _, id := range []string{ids.InSchool(gresa), ids.InSchool(other), "x"} {
			_, err = w.main.idara.GetImport(w.main.as(w.office), &timetablev1.GetImportRequest{ImportId: id})
			requireReason(t, errorsv1.Reason_IMPORT_NOT_FOUND, err)
		}
		_, err = w.main.idara.GetImport(w.main.as(w.otherOffice), &timetablev1.GetImportRequest{ImportId: answer.GetImportId()})
		requireReason(t, errorsv1.Reason_IMPORT_NOT_FOUND, err)
	})
}

func TestImportWarns(t *testing.T) {
	each(t, func(w *world) {
		w.plan(w.mondays(func(r *timetablev1.CreateSlotRequest) { r.ClassId = w.b }))
		answer := w.bring(&header{}, csv("2BACSPF-1,,mardi,1,2,SVT,Salma,", "2BACSPF-1,,jeudi,1,2,SVT,Salma,", "2BACSPF-1,,jeudi,3,1,PC,Salma,"))
		require.Equal(t, typev1.Import_State_DONE, answer.GetState(), "%v", answer.GetRefused())
		require.Equal(t, []string{"CLASS_WITHOUT_LESSONS", "2 TEACHER_NOT_ASSIGNED"}, issues(answer.GetWarnings()))
		require.Contains(t, answer.GetWarnings()[0].GetMessage(), "2BACSPF-2")
		require.Contains(t, answer.GetWarnings()[1].GetMessage(), "Salma, SVT, 2BACSPF-1")
		require.NotEmpty(t, w.weekOf(w.b, week), "a class that the file does not name keeps its lessons")

		clash := w.bring(&header{}, csv("2BACSPF-1,,lundi,1,1,MATH,Omar,"))
		require.Equal(t, typev1.Import_State_REFUSED, clash.GetState(), "the lessons that stay are in the way")
		require.Equal(t, []string{"2 TIMETABLE_CONFLICT"}, issues(clash.GetRefused()))
	})
}

func TestImportDryRunAndKeys(t *testing.T) {
	each(t, func(w *world) {
		w.rooms("Salle 1")
		twice := func(h *header, data string) *typev1.Import {
			key := ids.New()
			first, err := w.main.send(write.WithKey(w.main.as(w.office), key), h, data)
			require.NoError(t, err)
			second, err := w.main.send(write.WithKey(w.main.as(w.office), key), h, data)
			require.NoError(t, err)
			requireProto(t, first, second)
			_, err = w.main.send(write.WithKey(w.main.as(w.office), key), h, data+" ")
			requireReason(t, errorsv1.Reason_IDEMPOTENCY_KEY_REUSED, err)
			return first
		}
		dry := twice(&header{DryRun: true}, fetFile)
		require.Equal(t, []any{true, typev1.Import_State_DONE, int32(4)}, []any{dry.GetDryRun(), dry.GetState(), dry.GetAccepted()})
		require.Zero(t, w.count(`SELECT COUNT(*) FROM slots`))
		version := w.count(`SELECT version FROM versions WHERE school = $1`, gresa)
		require.Len(t, twice(&header{DryRun: true}, csv("2BACSPF-1,,lundi,1,1,MATH,Nobody,")).GetRefused(), 1)
		require.Equal(t, version, w.count(`SELECT version FROM versions WHERE school = $1`, gresa))

		require.Equal(t, int32(4), twice(&header{}, fetFile).GetAccepted())
		require.Equal(t, 4, w.count(`SELECT COUNT(*) FROM slots`))
		require.Equal(t, 3, w.count(`SELECT COUNT(*) FROM imports`))
	})
}

func TestImportMindsWhatIsNotOfThePattern(t *testing.T) {
	each(t, func(w *world) {
		w.rooms("Salle 1")
		frozen := w.plan(w.mondays())
		single := w.plan(w.mondays(func(r *timetablev1.CreateSlotRequest) { r.Weekday, r.From, r.To = 2, "2026-12-01", "2026-12-02" }))
		w.freeze(w.lesson(frozen.GetSlotId(), today))
		line := "2BACSPF-1,,lundi,1,1,PC,Salma,"
		answer := w.bring(&header{}, csv(line, "2BACSPF-1,,mardi,1,1,PC,Salma,"))
		require.Equal(t, []string{"3 TIMETABLE_CONFLICT"}, issues(answer.GetRefused()), "the lesson of a register is in nobody's way")
		require.Contains(t, answer.GetRefused()[0].GetMessage(), "mardi 2026-12-01 08:00", "a single lesson stays")

		answer = w.bring(&header{}, csv(line))
		require.Empty(t, answer.GetRefused())
		require.Equal(t, []string{"Mon 08:00 MATH"}, w.weekOf(w.a, week))
		require.Equal(t, []string{"Mon 08:00 PC", "Tue 08:00 MATH"}, w.weekOf(w.a, "2026-W49"))
		require.Equal(t, 1, w.count(`SELECT COUNT(*) FROM slots WHERE slot_id = $1 AND to_date = '2026-12-02'`, single.GetSlotId()))
	})
}

// A file that holds from today comes at noon: what was replaced goes on until behind its last register, and what
// follows it, or needs its place, begins there; everything else begins today.
func TestImportAfterRegistersOfTheMorning(t *testing.T) {
	each(t, func(w *world) {
		monday := func(period int32, edit ...func(*timetablev1.CreateSlotRequest)) *typev1.Slot {
			return w.plan(w.mondays(append(edit, func(r *timetablev1.CreateSlotRequest) { r.Period = period })...))
		}
		year := func(r *timetablev1.CreateSlotRequest) { r.From = "2026-09-07" }
		first, second, third := monday(1, year), monday(2), monday(3, year, func(r *timetablev1.CreateSlotRequest) { r.ClassId = w.b })
		for _, slot := range []*typev1.Slot{first, second, third} {
			w.freeze(w.lesson(slot.GetSlotId(), today))
		}
		// The first hour goes to the afternoon, the second to another subject, and the third stays as it is.
		file := csv("2BACSPF-1,,lundi,6,1,MATH,Omar,", "2BACSPF-1,,lundi,2,1,PC,Salma,", "2BACSPF-1,,lundi,5,1,PC,Salma,", "2BACSPF-2,,lundi,3,1,MATH,Omar,")
		for range 2 { // a second time changes nothing
			answer := w.bring(&header{}, file)
			require.Empty(t, answer.GetRefused())
			require.Equal(t, int32(4), answer.GetAccepted())
			require.Equal(t, []string{"Mon 08:00 MATH", "Mon 09:00 MATH", "Mon 14:00 PC"}, w.weekOf(w.a, week))
			require.Equal(t, []string{"Mon 09:00 PC", "Mon 14:00 PC", "Mon 15:00 MATH"}, w.weekOf(w.a, "2026-W49"))
			require.Equal(t, []string{"Mon 10:00 MATH"}, w.weekOf(w.b, week))
			require.Equal(t, 2, w.count(`SELECT COUNT(*) FROM slots WHERE to_date = '2026-11-24'`))
			require.Equal(t, 6, w.count(`SELECT COUNT(*) FROM slots`))
		}
		for _, slot := range []*typev1.Slot{first, second, third} {
			record, err := w.main.getLesson(w.omar, w.lesson(slot.GetSlotId(), today))
			require.NoError(t, err)
			require.True(t, record.GetFrozen())
		}
	})
}

func TestImportOfWhatIsNoTimetable(t *testing.T) {
	each(t, func(w *world) {
		for name, c := range map[string]struct {
			header *header
			data   string
			reason errorsv1.Reason
		}{
			"nothing":            {&header{}, "", errorsv1.Reason_FILE_NOT_TIMETABLE},
			"a picture":          {&header{}, "\x89PNG\x00\x01", errorsv1.Reason_FILE_NOT_TIMETABLE},
			"another XML":        {&header{}, "<Students_Timetable/>", errorsv1.Reason_FILE_NOT_TIMETABLE},
			"no lesson":          {&header{}, "<Teachers_Timetable></Teachers_Timetable>", errorsv1.Reason_FILE_NOT_TIMETABLE},
			"no line":            {&header{}, csv(), errorsv1.Reason_FILE_NOT_TIMETABLE},
			"half an XML":        {&header{}, fetFile[:len(fetFile)/2], errorsv1.Reason_FILE_BROKEN},
			"entities":           {&header{}, `<!DOCTYPE x [<!ENTITY a "b">]><Teachers_Timetable/>`, errorsv1.Reason_FILE_NOT_TIMETABLE},
			"a column short":     {&header{}, "class,period\n2BACSPF-1,1\n", errorsv1.Reason_HEADER_NOT_FOUND},
			"too many lines":     {&header{}, csv(slices.Repeat([]string{"2BACSPF-1,,lundi,1,1,MATH,Omar,"}, 6_001)...), errorsv1.Reason_FILE_TOO_LARGE},
			"another school":     {&header{SchoolCode: other}, fetFile, errorsv1.Reason_SCHOOL_NOT_FOUND},
			"an unknown year":    {&header{SchoolYear: "2031-2032"}, fetFile, errorsv1.Reason_SCHOOL_YEAR_UNKNOWN},
			"a day of another":   {&header{From: "2027-09-20"}, fetFile, errorsv1.Reason_DATE_INVALID},
			"before the year":    {&header{From: "2026-08-31"}, fetFile, errorsv1.Reason_DATE_INVALID},
			"a day that is none": {&header{From: "2026-11-31"}, fetFile, errorsv1.Reason_DATE_INVALID},
		} {
			_, err := w.main.send(w.main.writing(w.office), c.header, c.data)
			require.Equal(t, c.reason.String(), errs.ReasonOf(err).String(), "%s: %v", name, err)
		}
		require.Zero(t, w.count(`SELECT COUNT(*) FROM imports`))

		// A crowd in one hour is refused without comparing everybody with everybody.
		begun := time.Now()
		answer := w.bring(&header{}, csv(slices.Repeat([]string{"2BACSPF-1,,lundi,1,1,MATH,Omar,"}, 6_000)...))
		require.Len(t, answer.GetRefused(), 2_000)
		require.Less(t, time.Since(begun), 5*time.Second)
	})
}

func TestExportTimetable(t *testing.T) {
	each(t, func(w *world) {
		w.rooms("Salle 1")
		// Two teachers of one name: the file names them by id.
		w.emit(staffRow(ids.New(), gresa, "", "Omar", 1))
		w.plan(w.mondays(func(r *timetablev1.CreateSlotRequest) { r.Room, r.Periods = "Salle 1", 2 }))
		w.plan(w.mondays(func(r *timetablev1.CreateSlotRequest) {
			r.Group, r.Subject, r.StaffId, r.Period = "G1", "PC", w.salma.PersonID, 5
		}))
		w.plan(w.mondays(func(r *timetablev1.CreateSlotRequest) { r.Period, r.To = 7, "2026-11-24" })) // a single lesson is not of the pattern
		export := func(who auth.Principal, req *timetablev1.ExportTimetableRequest) (string, string, error) {
			answer, err := w.main.idara.ExportTimetable(w.main.as(who), req)
			return string(answer.GetData()), answer.GetContentType(), err
		}
		text, kind, err := export(w.office, &timetablev1.ExportTimetableRequest{Format: "CSV"})
		require.NoError(t, err)
		require.Equal(t, "text/csv; charset=utf-8", kind)
		require.Equal(t, strings.Join([]string{
			"\ufeffclass,group,weekday,period,count,subject,teacher,room",
			"2BACSPF-1,,1,1,2,MATHEMATIQUES,عمر,Salle 1",
			"2BACSPF-1,G1,1,5,1,PHYSIQUE CHIMIE,Salma,", "",
		}, "\r\n"), text)
		xml, kind, err := export(w.office, &timetablev1.ExportTimetableRequest{Date: "2027-02-15"})
		require.NoError(t, err)
		require.Equal(t, "application/xml; charset=utf-8", kind)
		require.Contains(t, xml, `<Hour name="08:40-09:30">`, "the hours of that day")
		before := w.slotIDs("2026-11-24")
		for from, file := range map[string]string{"2026-11-24": text, "2027-02-15": xml} {
			answer := w.bring(&header{From: from}, file)
			require.Empty(t, answer.GetRefused())
			require.Equal(t, int32(2), answer.GetAccepted())
			require.Equal(t, before, w.slotIDs(from), "what goes out comes in as it was")
		}
		_, _, err = export(w.otherOffice, &timetablev1.ExportTimetableRequest{SchoolCode: gresa})
		requireReason(t, errorsv1.Reason_SCHOOL_NOT_FOUND, err)
		empty, _, err := export(w.otherOffice, &timetablev1.ExportTimetableRequest{Format: "CSV"})
		require.NoError(t, err)
		require.Equal(t, 1, strings.Count(empty, "\n"))
	})
}

func TestCheckTimetable(t *testing.T) {
	each(t, func(w *world) {
		first := w.slot(w.a, "", "MATH", w.omar, "R1", 1, 1, 2)
		second := w.slot(w.b, "", "MATH", w.omar, "R1", 1, 2, 1)
		check := func(from string) []string {
			answer, err := w.main.idara.CheckTimetable(w.main.as(w.office), &timetablev1.CheckTimetableRequest{From: from})
			require.NoError(t, err)
			var list []string
			for _, c := range answer.GetConflicts() {
				require.ElementsMatch(t, []string{first, second}, []string{c.GetFirst().GetSlotId(), c.GetSecond().GetSlotId()})
				list = append(list, c.GetDate()+" "+c.GetKind())
			}
			return list
		}
		require.Equal(t, []string{"2026-11-23 ROOM", "2026-11-23 TEACHER"}, check(""))
		require.Equal(t, []string{"2026-09-14 ROOM", "2026-09-14 TEACHER"}, check("2026-09-09"))
		_, err := w.main.idara.EndSlot(w.main.writing(w.office), &timetablev1.EndSlotRequest{SlotId: second})
		require.NoError(t, err)
		require.Empty(t, check(""))
		_, err = w.main.idara.CheckTimetable(w.main.as(w.office), &timetablev1.CheckTimetableRequest{From: "2040-01-01"})
		requireReason(t, errorsv1.Reason_DATE_INVALID, err)
	})
}

// bigSchool tells of a school with classes and teachers, and gives its timetable as
// FET writes it: classes × 33 lessons of one hour, none of which collides.
func (w *world) bigSchool(classes int) (file string, rows int) {
	const lessons = 33
	w.Helper()
	var changes []*schoolv1.Change
	names := make([]string, classes)
	rooms := &timetablev1.SetRoomsRequest{}
	for i := range classes {
		names[i] = fmt.Sprintf("Prof %c%c", 'A'+i/26, 'A'+i%26)
		class := classRow(ids.InSchool(gresa), "2BACSPF-1", 1)
		class.GetClass().Label = "2BACSPF-" + strconv.Itoa(i+100)
		changes = append(changes, class, staffRow(ids.New(), gresa, "", names[i], 1))
		rooms.Add = append(rooms.Add, &typev1.Room{Name: "Salle " + strconv.Itoa(i)})
	}
	w.emit(changes...)
	_, err := w.main.idara.SetRooms(w.main.writing(w.office), rooms)
	require.NoError(w, err)
	var b strings.Builder
	b.WriteString("<Teachers_Timetable>\n")
	for teacher, name := range names {
		fmt.Fprintf(&b, "<Teacher name=%q>\n", name)
		for hour := range lessons {
			weekday, period := hour/8, hour%8
			half, number := "m", period+1
			if period >= 4 {
				half, number = "s", period-3
			}
			day := [...]string{"lundi", "mardi", "mercredi", "jeudi", "vendredi"}[weekday]
			class := (teacher + hour) % classes
			fmt.Fprintf(&b, "<Day name=\"%s_%s\">%s<Hour name=\"%d\"><Subject name=\"MATHEMATIQUES\"/><Students name=\"2BACSPF-%d\"/><Room name=\"Salle %d\"/></Hour></Day>\n",
				day, half, strings.Repeat(`<Hour name="0"/>`, number-1), number, class+100, class)
			rows++
		}
		b.WriteString("</Teacher>\n")
	}
	b.WriteString("</Teachers_Timetable>\n")
	return b.String(), rows
}

// BenchmarkImport imports and checks a school of 40 classes; the bound is two seconds.
func BenchmarkImport(b *testing.B) {
	for _, engine := range sqldbtest.Engines(b) {
		b.Run(string(engine), func(b *testing.B) {
			w := newWorld(b, sqldbtest.Open(b, engine, "timetable", timetable.Migrations()), cache.Config{})
			file, rows := w.bigSchool(40)
			from := "2026-11-24"
			for i := 0; b.Loop(); i++ {
				// Everything ends and begins anew each time: the other subject.
				data := file
				if i%2 == 1 {
					data = strings.ReplaceAll(file, "MATHEMATIQUES", "PHYSIQUE CHIMIE")
				}
				answer := w.bring(&header{From: from}, data)
				require.Zero(b, len(answer.GetRefused()))
				require.Equal(b, int32(rows), answer.GetAccepted())
			}
		})
	}
}
