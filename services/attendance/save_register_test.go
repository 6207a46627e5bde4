package attendance_test

import (
	"errors"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/proto"

	"github.com/massar-platform/massar/platform/auth"
	"github.com/massar-platform/massar/platform/ids"
	attendancev1 "github.com/massar-platform/massar/proto/gen/massar/attendance/v1"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	optionsv1 "github.com/massar-platform/massar/proto/gen/massar/options/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

const (
	present = typev1.Attendance_PRESENT
	absent  = typev1.Attendance_ABSENT
	late    = typev1.Attendance_LATE
	excused = typev1.Attendance_EXCUSED
	sent    = typev1.Attendance_SENT_TO_OFFICE
)

func TestEverybodyIsPresentUntilSomebodySaysOtherwise(t *testing.T) {
	each(t, func(w *world) {
		lesson := w.plan(w.salma, today, "08:00", "")
		before := w.register(w.salma, lesson)
		require.False(w, before.GetTaken())
		require.Equal(w, typev1.Register_Window_OPEN, before.GetWindow())
		require.Len(w, before.GetEntries(), students)
		require.Empty(w, before.GetBy())
		for i, e := range before.GetEntries() {
			require.Equal(w, w.students[i], e.GetStudentId())
			require.Equal(w, present, e.GetState())
			require.Zero(w, e.GetVersion())
			require.Equal(w, int32(i+1), e.GetNumber())
		}
		require.Equal(w, w.salma.AccountID, w.timetable.owner, "the timetable is asked with the teacher's own token")
		require.False(w, w.timetable.lessons[lesson].GetFrozen(), "reading freezes nothing")

		got := w.save(w.salma, lesson, w.entry(0, absent, 0), w.entry(1, excused, 0), w.entry(2, sent, 0),
			&typev1.EntryInput{StudentId: w.students[3], State: late, MinutesLate: 12}, w.entry(4, present, 0))
		require.Len(w, got.GetSaved(), 5)
		require.Empty(w, got.GetConflicts())
		require.Empty(w, got.GetRefused())
		require.True(w, w.timetable.lessons[lesson].GetFrozen())

		asked := w.timetable.asked
		after := w.register(w.salma, lesson)
		require.Equal(w, asked, w.timetable.asked, "the register has its own lesson now")
		require.True(w, after.GetTaken())
		require.Equal(w, "Salma", after.GetBy())
		require.Equal(w, "2026-11-23T07:10:00Z", after.GetAt())
		lessonShown := after.GetLesson()
		require.Equal(w, []string{today, "08:00", "10:00", "PC", "Physique-chimie", "Salma", "S12", "2BACSPF-1", "PLANNED"}, []string{
			lessonShown.GetDate(), lessonShown.GetStart(), lessonShown.GetEnd(), lessonShown.GetSubject().GetCode(), lessonShown.GetSubject().GetName(),
			lessonShown.GetTeacher().GetName().GetLatin(), lessonShown.GetRoom(), lessonShown.GetClass().GetLabel(), lessonShown.GetStatus().String(),
		})
		var states []typev1.Attendance_Value
		for _, e := range after.GetEntries() {
			states = append(states, e.GetState())
			require.Equal(w, int32(1), e.GetVersion())
		}
		require.Equal(w, []typev1.Attendance_Value{absent, excused, sent, late, present}, states)
		require.Equal(w, int32(12), after.GetEntries()[3].GetMinutesLate())
		require.False(w, after.GetEntries()[0].GetJustified())
		require.True(w, after.GetEntries()[1].GetJustified(), "excused by who took the register")
	})
}

func TestAnEmptySaveTakesTheRegister(t *testing.T) {
	each(t, func(w *world) {
		lesson := w.plan(w.salma, today, "08:00", "")
		require.True(w, proto.Equal(&typev1.RegisterResult{}, w.save(w.salma, lesson)))
		require.True(w, w.register(w.salma, lesson).GetTaken())
		heads, err := w.moudaris.ListRegisters(w.as(w.salma), &attendancev1.ListRegistersRequest{LessonIds: []string{ids.InSchool(gresa), lesson}})
		require.NoError(w, err)
		require.Len(w, heads.GetRegisters(), 1)
		head := heads.GetRegisters()[0]
		require.Equal(w, lesson, head.GetLessonId())
		require.Equal(w, "Salma", head.GetBy())
		require.Zero(w, head.GetAbsent())
		require.False(w, head.GetLateTaken())
	})
}

// Two devices read the same register; what they agree on is saved twice, what they
// do not is decided by who came first, and the other is told by whom and when.
func TestTwoDevices(t *testing.T) {
	each(t, func(w *world) {
		lesson := w.plan(w.salma, today, "08:00", "")
		w.save(w.salma, lesson, w.entry(0, absent, 0), w.entry(1, absent, 0), w.entry(2, present, 0))
		w.at(today, "08:20")
		second := w.save(w.salma, lesson, w.entry(0, absent, 0), w.entry(1, present, 0), w.entry(3, absent, 0))
		require.Len(w, second.GetSaved(), 2)
		require.Equal(w, []int32{1, 1}, []int32{second.GetSaved()[0].GetVersion(), second.GetSaved()[1].GetVersion()}, "no doubled version")
		require.Len(w, second.GetConflicts(), 1)
		conflict := second.GetConflicts()[0]
		require.Equal(w, w.students[1], conflict.GetStudentId())
		require.Equal(w, absent, conflict.GetState())
		require.Equal(w, int32(1), conflict.GetVersion())
		require.Equal(w, "Salma", conflict.GetBy())
		require.Equal(w, "2026-11-23T07:10:00Z", conflict.GetAt())

		third := w.save(w.salma, lesson, w.entry(1, present, 1))
		require.Equal(w, int32(2), third.GetSaved()[0].GetVersion())
		ahead := w.save(w.salma, lesson, w.entry(4, absent, 7))
		require.Len(w, ahead.GetConflicts(), 1, "a version that was never written")
		require.Equal(w, present, ahead.GetConflicts()[0].GetState())
		require.Zero(w, ahead.GetConflicts()[0].GetVersion())
		require.Empty(w, ahead.GetConflicts()[0].GetBy())
		require.Equal(w, 4, w.count(`SELECT COUNT(*) FROM entries WHERE lesson_id = $1`, lesson))
	})
}

func TestTwentyDevicesAtOnce(t *testing.T) {
	each(t, func(w *world) {
		const devices = 20
		lesson := w.plan(w.salma, today, "08:00", "")
		results, failures := make([]*typev1.RegisterResult, devices), make([]error, devices)
		var wg sync.WaitGroup
		for i := range devices {
			wg.Go(func() {
				state := absent
				if i%2 == 0 {
					state = excused
				}
				results[i], failures[i] = w.trySave(w.salma, lesson, "", w.entry(0, state, 0), w.entry(1, absent, 0))
			})
		}
		wg.Wait()
		require.NoError(w, errors.Join(failures...))
		stands := w.register(w.salma, lesson).GetEntries()[0]
		require.Equal(w, int32(1), stands.GetVersion(), "written once")
		for i, result := range results {
			state := absent
			if i%2 == 0 {
				state = excused
			}
			agrees := 0
			if state == stands.GetState() {
				agrees = 1
			}
			require.Len(w, result.GetSaved(), 1+agrees)
			require.Len(w, result.GetConflicts(), 1-agrees)
		}
		require.Equal(w, 1, w.count(`SELECT COUNT(*) FROM registers`))
		require.Equal(w, 2, w.count(`SELECT COUNT(*) FROM entries`))
	})
}

func TestWhatCannotStandIsRefused(t *testing.T) {
	each(t, func(w *world) {
		w.emit(groupRow(w.class, "G1", 1, w.enrolments[0], w.enrolments[1]), groupRow(w.class, "G2", 1, w.enrolments[2], w.enrolments[3]))
		lesson := w.plan(w.salma, today, "08:00", "G1")
		shown := w.register(w.salma, lesson).GetEntries()
		require.Len(w, shown, 2)
		require.Equal(w, []string{w.students[0], w.students[1]}, []string{shown[0].GetStudentId(), shown[1].GetStudentId()})

		stranger := &typev1.EntryInput{StudentId: ids.New(), State: absent}
		got := w.save(w.salma, lesson, stranger, w.entry(2, absent, 0), w.entry(4, absent, 0),
			&typev1.EntryInput{StudentId: w.students[0], State: late, MinutesLate: 120},
			w.entry(1, absent, 0), w.entry(1, present, 0))
		require.Empty(w, got.GetSaved())
		var reasons []string
		for _, refused := range got.GetRefused() {
			reasons = append(reasons, refused.GetReason())
			require.NotEmpty(w, refused.GetMessage())
		}
		require.Equal(w, []string{
			"STUDENT_NOT_IN_LESSON", "STUDENT_NOT_IN_LESSON", "STUDENT_NOT_IN_LESSON", "MINUTES_LATE_INVALID", "STUDENT_TWICE", "STUDENT_TWICE",
		}, reasons)
		require.Zero(w, w.count(`SELECT COUNT(*) FROM entries`))
		require.False(w, w.register(w.salma, lesson).GetTaken(), "a list of which nothing stands makes nobody present")
	})
}

// A student who was there on the day of the lesson belongs to it; one whose stay was
// put right since is shown with what was written, and that can still be corrected.
func TestAStudentWhoLeft(t *testing.T) {
	each(t, func(w *world) {
		lesson := w.plan(w.salma, today, "08:00", "")
		w.save(w.salma, lesson, w.entry(0, absent, 0), w.entry(1, absent, 0))
		w.emit(
			enrolmentRow(w.enrolments[0], w.students[0], w.class, 1, "2026-09-08", "2026-11-24", 2),
			enrolmentRow(w.enrolments[1], w.students[1], w.class, 2, "2026-09-08", "2026-11-20", 2),
			enrolmentRow(w.enrolments[2], w.students[2], w.class, 3, "2026-09-08", "2026-11-20", 2),
		)
		w.at("2026-11-24", "08:05")
		shown := w.register(w.salma, lesson).GetEntries()
		var who []string
		for _, e := range shown {
			who = append(who, e.GetStudentId())
		}
		require.Equal(w, []string{w.students[0], w.students[3], w.students[4], w.students[1]}, who)
		require.Equal(w, absent, shown[3].GetState())
		require.Equal(w, "J134567891", shown[3].GetMassarCode())
		got := w.save(w.salma, lesson, w.entry(1, present, 1), w.entry(2, absent, 0), w.entry(0, excused, 1))
		require.Len(w, got.GetSaved(), 2)
		require.Equal(w, "STUDENT_NOT_IN_LESSON", got.GetRefused()[0].GetReason())
	})
}

func TestTheWindow(t *testing.T) {
	each(t, func(w *world) {
		lesson := w.plan(w.salma, today, "14:00", "")
		w.at(today, "13:49")
		require.Equal(w, typev1.Register_Window_EARLY, w.register(w.salma, lesson).GetWindow())
		_, err := w.trySave(w.salma, lesson, "", w.entry(0, absent, 0))
		w.fails(err, errorsv1.Reason_REGISTER_EARLY)
		_, err = w.trySave(w.office, lesson, "avant", w.entry(0, absent, 0))
		w.fails(err, errorsv1.Reason_REGISTER_EARLY)
		require.False(w, w.timetable.lessons[lesson].GetFrozen(), "a save that is refused freezes nothing")
		w.at(today, "13:50")
		w.save(w.salma, lesson, w.entry(0, absent, 0))

		// The device comes back into the net two days later.
		offline := w.plan(w.salma, today, "08:00", "")
		w.at("2026-11-25", "09:00")
		require.Equal(w, typev1.Register_Window_LATE, w.register(w.salma, offline).GetWindow())
		_, err = w.trySave(w.salma, offline, "  ", w.entry(0, absent, 0))
		w.fails(err, errorsv1.Reason_LATE_REASON_REQUIRED)
		require.False(w, w.timetable.lessons[offline].GetFrozen())
		got, err := w.trySave(w.salma, offline, "pas de réseau", w.entry(0, absent, 0), w.entry(1, absent, 0))
		require.NoError(w, err)
		require.Len(w, got.GetSaved(), 2)
		_, err = w.trySave(w.salma, offline, "", w.entry(1, present, 1))
		w.fails(err, errorsv1.Reason_LATE_REASON_REQUIRED)
		heads, err := w.moudaris.ListRegisters(w.as(w.salma), &attendancev1.ListRegistersRequest{LessonIds: []string{offline, lesson}})
		require.NoError(w, err)
		require.Equal(w, []bool{true, false}, []bool{heads.GetRegisters()[0].GetLateTaken(), heads.GetRegisters()[1].GetLateTaken()})
		require.Equal(w, int32(2), heads.GetRegisters()[0].GetAbsent())
		require.Equal(w, 1, w.count(`SELECT COUNT(*) FROM registers WHERE late_reason = 'pas de réseau' AND taken_late`))

		// Then only the office writes, and says why.
		w.at("2026-12-20", "09:00")
		_, err = w.trySave(w.salma, offline, "encore", w.entry(1, present, 1))
		w.fails(err, errorsv1.Reason_REGISTER_CLOSED)
		_, err = w.trySave(w.office, offline, "", w.entry(1, present, 1))
		w.fails(err, errorsv1.Reason_LATE_REASON_REQUIRED)
		got, err = w.trySave(w.office, offline, "erreur de saisie", w.entry(1, present, 1))
		require.NoError(w, err)
		require.Equal(w, int32(2), got.GetSaved()[0].GetVersion())
		require.Equal(w, "Administration de l'établissement", w.register(w.salma, offline).GetBy())
		conflict, err := w.trySave(w.office, offline, "erreur de saisie", w.entry(1, absent, 1))
		require.NoError(w, err)
		require.Equal(w, "Administration de l'établissement", conflict.GetConflicts()[0].GetBy())
	})
}

func TestTheSchoolSetsItsWindow(t *testing.T) {
	each(t, func(w *world) {
		w.emit(schoolRow(gresa, node, 2, &schoolv1.SchoolSettings{RegisterHours: 2}))
		lesson := w.plan(w.salma, today, "08:00", "")
		w.at(today, "12:00")
		require.Equal(w, typev1.Register_Window_OPEN, w.register(w.salma, lesson).GetWindow())
		w.at(today, "12:01")
		_, err := w.trySave(w.salma, lesson, "", w.entry(0, absent, 0))
		w.fails(err, errorsv1.Reason_LATE_REASON_REQUIRED)
		w.emit(schoolRow(gresa, node, 3, &schoolv1.SchoolSettings{RegisterHours: 48}))
		w.at("2026-11-25", "10:00")
		w.save(w.salma, lesson, w.entry(0, absent, 0))
	})
}

func TestLessonsOfOthersAreNotFound(t *testing.T) {
	each(t, func(w *world) {
		lesson, taken := w.plan(w.salma, today, "08:00", ""), w.plan(w.salma, today, "10:00", "")
		w.at(today, "10:10")
		w.save(w.salma, taken, w.entry(0, absent, 0))
		stranger := person(optionsv1.Role_ROLE_SCHOOL_OFFICE)
		w.scopes[stranger.AccountID] = &typev1.Scope{Nodes: []string{"ma/07/351/99999Z"}}
		for name, p := range map[string]auth.Principal{"a colleague of the same class": w.omar, "another school": stranger} {
			for _, id := range []string{lesson, taken, ids.InSchool(gresa), "nonsense"} {
				_, err := w.client(p).GetRegister(w.as(p), &attendancev1.GetRegisterRequest{LessonId: id})
				w.fails(err, errorsv1.Reason_LESSON_NOT_FOUND)
				_, err = w.trySave(p, id, "", w.entry(0, absent, 0))
				w.fails(err, errorsv1.Reason_LESSON_NOT_FOUND)
			}
			heads, err := w.client(p).ListRegisters(w.as(p), &attendancev1.ListRegistersRequest{LessonIds: []string{lesson, taken}})
			require.NoError(w, err)
			require.Empty(w, heads.GetRegisters(), name)
		}
		require.False(w, w.timetable.lessons[lesson].GetFrozen())
		require.Len(w, w.save(w.office, lesson, w.entry(0, absent, 0)).GetSaved(), 1, "the office takes it for the teacher")
	})
}

func TestACancelledLesson(t *testing.T) {
	each(t, func(w *world) {
		lesson := w.plan(w.salma, today, "08:00", "")
		w.timetable.with(func() { w.timetable.lessons[lesson].Lesson.Status = typev1.Lesson_Status_CANCELLED })
		shown := w.register(w.salma, lesson)
		require.Equal(w, typev1.Register_Window_CLOSED, shown.GetWindow())
		require.Equal(w, typev1.Lesson_Status_CANCELLED, shown.GetLesson().GetStatus())
		for _, p := range []auth.Principal{w.salma, w.office} {
			_, err := w.trySave(p, lesson, "raison", w.entry(0, absent, 0))
			w.fails(err, errorsv1.Reason_LESSON_CANCELLED)
		}
		require.Zero(w, w.count(`SELECT COUNT(*) FROM registers`))
	})
}

// The answer of a key is stored with what it wrote: a replay answers the same, whatever
// became of the register since and although the timetable is away.
func TestAReplayAnswersTheSame(t *testing.T) {
	each(t, func(w *world) {
		lesson := w.plan(w.salma, today, "08:00", "")
		key := ids.New()
		request := &attendancev1.SaveRegisterRequest{LessonId: lesson, Entries: []*typev1.EntryInput{w.entry(0, absent, 0), w.entry(1, present, 4)}}
		first, err := w.moudaris.SaveRegister(withKey(w.as(w.salma), key), request)
		require.NoError(w, err)
		require.Len(w, first.GetConflicts(), 1)
		w.save(w.salma, lesson, w.entry(0, present, 1))
		w.timetable.with(func() { w.timetable.down = true })
		w.at("2027-02-01", "08:00")
		again, err := w.moudaris.SaveRegister(withKey(w.as(w.salma), key), request)
		require.NoError(w, err)
		require.True(w, proto.Equal(first, again))
		require.Equal(w, present, w.register(w.salma, lesson).GetEntries()[0].GetState())
		other := proto.Clone(request).(*attendancev1.SaveRegisterRequest)
		other.Entries = other.Entries[:1]
		_, err = w.moudaris.SaveRegister(withKey(w.as(w.salma), key), other)
		w.fails(err, errorsv1.Reason_IDEMPOTENCY_KEY_REUSED)
	})
}

// A process that ends after the lesson is frozen and before the register is written
// leaves a frozen lesson: the device asks again with its key, and nothing is lost.
func TestASaveThatEndedHalfwayIsMadeAgain(t *testing.T) {
	each(t, func(w *world) {
		lesson := w.plan(w.salma, today, "08:00", "")
		w.timetable.with(func() { w.timetable.lessons[lesson].Frozen = true })
		require.False(w, w.register(w.salma, lesson).GetTaken())
		require.Len(w, w.save(w.salma, lesson, w.entry(0, absent, 0)).GetSaved(), 1)
	})
}

func TestWhileTheTimetableIsAway(t *testing.T) {
	each(t, func(w *world) {
		taken, fresh := w.plan(w.salma, today, "08:00", ""), w.plan(w.salma, today, "08:00", "")
		w.save(w.salma, taken, w.entry(0, absent, 0))
		w.timetable.with(func() { w.timetable.down = true })
		require.Len(w, w.save(w.salma, taken, w.entry(0, present, 1)).GetSaved(), 1, "a register that is taken needs nobody")
		key := ids.New()
		request := &attendancev1.SaveRegisterRequest{LessonId: fresh, Entries: []*typev1.EntryInput{w.entry(0, absent, 0)}}
		_, err := w.moudaris.SaveRegister(withKey(w.as(w.salma), key), request)
		w.fails(err, errorsv1.Reason_UNAVAILABLE)
		require.Zero(w, w.count(`SELECT COUNT(*) FROM idempotency WHERE key = $1`, key), "the key is free for the next attempt")
		w.timetable.with(func() { w.timetable.down = false })
		got, err := w.moudaris.SaveRegister(withKey(w.as(w.salma), key), request)
		require.NoError(w, err)
		require.Len(w, got.GetSaved(), 1)
	})
}

func TestTextThatMayNotBeStored(t *testing.T) {
	each(t, func(w *world) {
		lesson := w.plan(w.salma, today, "08:00", "")
		_, err := w.trySave(w.salma, lesson, "a\u202eb")
		w.fails(err, errorsv1.Reason_INVALID_REQUEST)
	})
}
