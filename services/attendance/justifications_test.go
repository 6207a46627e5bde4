package attendance_test

import (
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/auth"
	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/ids"
	attendancev1 "github.com/massar-platform/massar/proto/gen/massar/attendance/v1"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	optionsv1 "github.com/massar-platform/massar/proto/gen/massar/options/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

// excuse asks for a justification of the first student by illness.
func (w *world) excuse(p auth.Principal, student int, from, to string) (*typev1.AbsenceJustification, error) {
	return w.client(p).CreateJustification(w.writing(p), &attendancev1.CreateJustificationRequest{
		StudentId: w.students[student], From: from, To: to, Reason: typev1.JustificationReason_ILLNESS, Text: "Grippe",
	})
}

func (w *world) mustExcuse(p auth.Principal, student int, from, to string) *typev1.AbsenceJustification {
	w.Helper()
	j, err := w.excuse(p, student, from, to)
	require.NoError(w, err)
	return j
}

func (w *world) decide(p auth.Principal, id string, accept bool, reason string) (*typev1.AbsenceJustification, error) {
	return w.idara.DecideJustification(w.writing(p), &attendancev1.DecideJustificationRequest{
		JustificationId: id, Accept: accept, Reason: reason,
	})
}

// change decides what was seen decided before.
func (w *world) change(p auth.Principal, seen *typev1.AbsenceJustification, accept bool, reason string) (*typev1.AbsenceJustification, error) {
	return w.idara.DecideJustification(w.writing(p), &attendancev1.DecideJustificationRequest{
		JustificationId: seen.GetJustificationId(), Accept: accept, Reason: reason, Version: seen.GetVersion(),
	})
}

func (w *world) withdraw(p auth.Principal, student int, id string) error {
	_, err := w.waliye.WithdrawJustification(w.writing(p), &attendancev1.WithdrawJustificationRequest{
		StudentId: w.students[student], JustificationId: id,
	})
	return err
}

func (w *world) absent(student int, day, start string) string {
	w.Helper()
	lesson := w.plan(w.salma, day, start, "")
	w.at(day, start)
	w.save(w.salma, lesson, w.entry(student, typev1.Attendance_ABSENT, 0))
	w.at(today, "12:00")
	return lesson
}

// otherOffice is the office of a school of the same directorate.
func (w *world) otherOffice() auth.Principal {
	w.Helper()
	const other = "23456B"
	w.emit(schoolRow(other, "ma/07/351/"+other, 1, &schoolv1.SchoolSettings{}))
	p := person(optionsv1.Role_ROLE_SCHOOL_OFFICE)
	w.scopes[p.AccountID] = &typev1.Scope{Nodes: []string{"ma/07/351/" + other}}
	return p
}

func TestAJustificationFromTheFirstWordToTheDecision(t *testing.T) {
	each(t, func(w *world) {
		w.absent(0, "2026-11-20", "08:30")
		w.absent(0, "2026-11-20", "10:30")
		w.absent(0, today, "08:30")
		w.absent(1, today, "10:30")

		j := w.mustExcuse(w.guardian, 0, "2026-11-20", "2026-11-21")
		require.Equal(w, typev1.AbsenceJustification_State_PENDING, j.GetState())
		require.Equal(w, "GUARDIAN", j.GetSubmittedBy())
		require.Equal(w, int32(2), j.GetLessons(), "those of its days only")
		require.Equal(w, "SCHOOL_OFFICE", w.mustExcuse(w.office, 2, today, "").GetSubmittedBy())
		require.Equal(w, "2BACSPF-1", j.GetClass().GetLabel())
		require.Equal(w, "Eleve", j.GetStudentName().GetLatin())
		require.Equal(w, "Grippe", j.GetText())
		require.Empty(w, j.GetDecidedAt())
		require.True(w, strings.HasPrefix(j.GetJustificationId(), gresa+"."))

		_, err := w.decide(w.office, j.GetJustificationId(), false, "  ")
		w.fails(err, errorsv1.Reason_REASON_REQUIRED)
		j, err = w.decide(w.office, j.GetJustificationId(), false, "Certificat illisible")
		require.NoError(w, err)
		require.Equal(w, typev1.AbsenceJustification_State_REFUSED, j.GetState())
		require.Equal(w, "Certificat illisible", j.GetDecisionReason())
		require.NotEmpty(w, j.GetDecidedAt())
		_, err = w.decide(w.office, j.GetJustificationId(), false, "Encore")
		w.fails(err, errorsv1.Reason_JUSTIFICATION_DECIDED)
		_, err = w.change(w.office, j, true, "")
		w.fails(err, errorsv1.Reason_REASON_REQUIRED)
		_, err = w.change(w.office, j, false, "Encore")
		w.fails(err, errorsv1.Reason_JUSTIFICATION_DECIDED)
		j, err = w.change(w.office, j, true, "Original apporté")
		require.NoError(w, err)
		require.Equal(w, typev1.AbsenceJustification_State_ACCEPTED, j.GetState())

		// Grade hears of both absences, and of both decisions: the last word is what counts.
		events := func() map[string]typev1.Absence_Standing_Value {
			answer, err := w.grade.ListEvents(w.Context(), &attendancev1.ListEventsRequest{Limit: 1000})
			require.NoError(w, err)
			standing := map[string]typev1.Absence_Standing_Value{}
			for _, e := range answer.GetEvents() {
				if e.GetStudentId() == w.students[0] {
					standing[e.GetDate()] = e.GetStanding()
				}
			}
			return standing
		}
		require.Eventually(w, func() bool {
			e := events()
			return e["2026-11-20"] == typev1.Absence_Standing_JUSTIFIED && e[today] == typev1.Absence_Standing_UNDECIDED
		}, 10e9, 20e6)
		require.Equal(w, 3, w.count(`SELECT COUNT(*) FROM audit_log WHERE resource IN ($1, $2)`, j.GetJustificationId(), w.students[0]))
		require.Positive(w, w.count(`SELECT COUNT(*) FROM changes WHERE topic = $1 AND kind = 'JUSTIFICATION'`, w.students[0]))
		require.Positive(w, w.count(`SELECT COUNT(*) FROM changes WHERE topic = $1 AND kind = 'JUSTIFICATION'`, gresa))
	})
}

func TestWhoseJustificationsTheyAre(t *testing.T) {
	each(t, func(w *world) {
		stranger := person(optionsv1.Role_ROLE_GUARDIAN)
		w.scopes[stranger.AccountID] = &typev1.Scope{StudentIds: []string{w.students[1]}}
		denied := person(optionsv1.Role_ROLE_GUARDIAN) // a custody deny takes the child out of his scope
		w.scopes[denied.AccountID] = &typev1.Scope{}
		other := w.otherOffice()
		for name, p := range map[string]auth.Principal{"another's guardian": stranger, "denied": denied, "another school": other} {
			_, err := w.excuse(p, 0, today, "")
			require.True(w, errs.Is(err, errorsv1.Reason_STUDENT_NOT_FOUND), "%s: %v", name, err)
			_, err = w.client(p).CreateJustification(w.writing(p), &attendancev1.CreateJustificationRequest{
				StudentId: ids.New(), From: today, Reason: typev1.JustificationReason_ILLNESS,
			})
			require.True(w, errs.Is(err, errorsv1.Reason_STUDENT_NOT_FOUND), "%s: a student who is not there looks alike", name)
			_, err = w.client(p).ListJustifications(w.as(p), &attendancev1.ListJustificationsRequest{StudentId: w.students[0]})
			require.True(w, errs.Is(err, errorsv1.Reason_STUDENT_NOT_FOUND), "%s: %v", name, err)
		}
		_, err := w.idara.ListJustifications(w.as(other), &attendancev1.ListJustificationsRequest{SchoolCode: gresa})
		w.fails(err, errorsv1.Reason_SCHOOL_NOT_FOUND)
		_, err = w.waliye.ListJustifications(w.as(stranger), &attendancev1.ListJustificationsRequest{})
		w.fails(err, errorsv1.Reason_STUDENT_NOT_FOUND)

		j := w.mustExcuse(w.guardian, 0, today, "")
		for _, id := range []string{j.GetJustificationId(), ids.InSchool(gresa), "12345A.x", "nothing\x00"} {
			_, err = w.decide(other, id, true, "")
			w.fails(err, errorsv1.Reason_JUSTIFICATION_NOT_FOUND)
		}
		// Whoever decides is the office: a guardian's token is refused before anything is read.
		for _, client := range []attendancev1.AttendanceServiceClient{w.idara, w.waliye} {
			_, err = client.DecideJustification(w.writing(w.guardian), &attendancev1.DecideJustificationRequest{
				JustificationId: j.GetJustificationId(), Accept: true,
			})
			require.Equal(w, errs.Denied, errs.KindOf(err), "%v", err)
		}
		require.Equal(w, 1, w.count(`SELECT COUNT(*) FROM justifications WHERE state = 'PENDING'`))
	})
}

func TestDaysOfAJustification(t *testing.T) {
	each(t, func(w *world) {
		for name, c := range map[string]struct {
			from, to string
			guardian errorsv1.Reason
			office   errorsv1.Reason
		}{
			"back to front":        {"2026-11-20", "2026-11-19", errorsv1.Reason_DATE_INVALID, errorsv1.Reason_DATE_INVALID},
			"no such day":          {"2026-11-31", "", errorsv1.Reason_DATE_INVALID, errorsv1.Reason_DATE_INVALID},
			"no such last day":     {"2026-11-20", "2026-13-01", errorsv1.Reason_DATE_INVALID, errorsv1.Reason_DATE_INVALID},
			"not a day":            {"2026-11-2x", "", errorsv1.Reason_DATE_INVALID, errorsv1.Reason_DATE_INVALID},
			"far ahead":            {"2027-01-23", "", errorsv1.Reason_JUSTIFICATION_TOO_EARLY, errorsv1.Reason_JUSTIFICATION_TOO_EARLY},
			"long":                 {"2026-10-20", "2027-01-20", errorsv1.Reason_JUSTIFICATION_TOO_LONG, 0},
			"long ago":             {"2026-10-01", "2026-10-02", errorsv1.Reason_JUSTIFICATION_TOO_LATE, 0},
			"before the enrolment": {"2026-09-01", "2026-09-07", errorsv1.Reason_JUSTIFICATION_TOO_LATE, errorsv1.Reason_DATE_INVALID},
			"two years":            {"2026-09-10", "2028-09-10", errorsv1.Reason_JUSTIFICATION_TOO_LONG, errorsv1.Reason_JUSTIFICATION_TOO_LONG},
		} {
			for who, p := range map[string]auth.Principal{"guardian": w.guardian, "office": w.office} {
				want := c.guardian
				student := 0
				if who == "office" {
					want = c.office
				}
				j, err := w.excuse(p, student, c.from, c.to)
				if want != 0 {
					require.True(w, errs.Is(err, want), "%s, %s: %v", name, who, err)
					continue
				}
				require.NoError(w, err, name)
				_, err = w.decide(w.office, j.GetJustificationId(), false, "Pour la suite")
				require.NoError(w, err)
			}
		}
		_, err := w.waliye.CreateJustification(w.writing(w.guardian), &attendancev1.CreateJustificationRequest{
			StudentId: w.students[0], From: today, Reason: typev1.JustificationReason_OTHER, Text: "a\u202eb",
		})
		w.fails(err, errorsv1.Reason_INVALID_REQUEST)
	})
}

func TestDaysThatHaveAJustification(t *testing.T) {
	each(t, func(w *world) {
		first := w.mustExcuse(w.guardian, 0, "2026-11-20", "2026-11-23")
		for _, days := range [][2]string{{"2026-11-20", "2026-11-23"}, {"2026-11-19", "2026-11-20"}, {"2026-11-23", ""}, {"2026-11-01", "2026-11-30"}} {
			_, err := w.excuse(w.guardian, 0, days[0], days[1])
			w.fails(err, errorsv1.Reason_JUSTIFICATION_EXISTS)
		}
		w.mustExcuse(w.guardian, 0, "2026-11-19", "")
		w.mustExcuse(w.office, 0, "2026-11-24", "")
		w.mustExcuse(w.office, 1, "2026-11-20", "")
		// Another guardian, and the office with a paper in hand, are not kept out by what waits.
		mother := person(optionsv1.Role_ROLE_GUARDIAN)
		w.scopes[mother.AccountID] = &typev1.Scope{StudentIds: []string{w.students[0]}}
		w.mustExcuse(mother, 0, "2026-11-20", "2026-11-23")
		_, err := w.excuse(mother, 0, "2026-11-23", "")
		w.fails(err, errorsv1.Reason_JUSTIFICATION_EXISTS)
		w.mustExcuse(w.office, 0, "2026-11-22", "2026-11-23")
		accepted, err := w.decide(w.office, first.GetJustificationId(), true, "")
		require.NoError(w, err)
		for _, p := range []auth.Principal{w.guardian, mother, w.office} {
			_, err = w.excuse(p, 0, "2026-11-21", "")
			w.fails(err, errorsv1.Reason_JUSTIFICATION_EXISTS)
		}
		_, err = w.change(w.office, accepted, false, "Faux")
		require.NoError(w, err)
		w.mustExcuse(w.guardian, 0, "2026-11-21", "")
	})
}

// Two people of an office decide from what each has seen.
func TestNobodyUndoesADecisionUnseen(t *testing.T) {
	each(t, func(w *world) {
		clerk := person(optionsv1.Role_ROLE_SCHOOL_OFFICE)
		clerk.PersonID = w.omar.PersonID
		w.scopes[clerk.AccountID] = &typev1.Scope{Nodes: []string{node}}
		j := w.mustExcuse(w.guardian, 0, today, "")
		refused, err := w.decide(clerk, j.GetJustificationId(), false, "Illisible")
		require.NoError(w, err)
		require.Greater(w, refused.GetVersion(), j.GetVersion())
		for _, seen := range []*typev1.AbsenceJustification{{JustificationId: j.GetJustificationId()}, j} {
			_, err = w.change(w.office, seen, true, "Lisible")
			w.fails(err, errorsv1.Reason_JUSTIFICATION_DECIDED)
			var failed *errs.Error
			require.ErrorAs(w, err, &failed)
			require.Equal(w, "Omar", failed.Meta["decidedBy"])
			require.Equal(w, refused.GetDecidedAt(), failed.Meta["decidedAt"])
			require.Equal(w, "REFUSED", failed.Meta["state"])
		}
		accepted, err := w.change(w.office, refused, true, "Lisible")
		require.NoError(w, err)
		_, err = w.change(clerk, refused, true, "Encore")
		w.fails(err, errorsv1.Reason_JUSTIFICATION_DECIDED)
		_, err = w.change(clerk, accepted, false, "Faux")
		require.NoError(w, err)
	})
}

// Who brought a justification takes it back while it waits, and nobody else does.
func TestAJustificationIsTakenBack(t *testing.T) {
	each(t, func(w *world) {
		w.absent(0, today, "08:30")
		mother := person(optionsv1.Role_ROLE_GUARDIAN)
		w.scopes[mother.AccountID] = &typev1.Scope{StudentIds: []string{w.students[0], w.students[1]}}
		j := w.mustExcuse(w.guardian, 0, today, "")
		id := j.GetJustificationId()
		w.fails(w.withdraw(mother, 0, id), errorsv1.Reason_JUSTIFICATION_NOT_FOUND)
		w.fails(w.withdraw(mother, 1, id), errorsv1.Reason_JUSTIFICATION_NOT_FOUND)
		w.fails(w.withdraw(w.guardian, 1, id), errorsv1.Reason_JUSTIFICATION_NOT_FOUND)
		require.Equal(w, typev1.Absence_Justification_PENDING, w.absences(w.guardian, 0).GetAbsences()[0].GetJustification())

		w.at("2026-11-30", "10:00")
		key := ids.New()
		back := func() error {
			_, err := w.waliye.WithdrawJustification(withKey(w.as(w.guardian), key), &attendancev1.WithdrawJustificationRequest{
				StudentId: w.students[0], JustificationId: id,
			})
			return err
		}
		told := len(w.events(0))
		require.NoError(w, back())
		require.NoError(w, back(), "told again")
		w.fails(w.withdraw(w.guardian, 0, id), errorsv1.Reason_JUSTIFICATION_NOT_FOUND)
		missed := w.absences(w.guardian, 0).GetAbsences()[0]
		require.Equal(w, typev1.Absence_Justification_NONE, missed.GetJustification())
		require.Equal(w, typev1.Absence_Standing_UNJUSTIFIED, missed.GetStanding())
		events := w.events(told + 1)
		require.Equal(w, "2026-11-26", events[len(events)-1].GetUndecidedUntil(), "its delay is over")
		require.Equal(w, 2, w.count(`SELECT COUNT(*) FROM changes WHERE topic = $1 AND kind = 'JUSTIFICATION' AND ref = $2`, w.students[0], id))
		require.Equal(w, 1, w.count(`SELECT COUNT(*) FROM audit_log WHERE rpc = 'attendance.WithdrawJustification' AND resource = $1`, id))
		require.Zero(w, w.count(`SELECT COUNT(*) FROM justifications`))

		// The days are free again; what is decided stays.
		again := w.mustExcuse(w.guardian, 0, today, "")
		_, err := w.decide(w.office, again.GetJustificationId(), false, "Trop tard")
		require.NoError(w, err)
		err = w.withdraw(w.guardian, 0, again.GetJustificationId())
		w.fails(err, errorsv1.Reason_JUSTIFICATION_DECIDED)
		var failed *errs.Error
		require.ErrorAs(w, err, &failed)
		require.NotEmpty(w, failed.Meta["decidedAt"])
		require.NotContains(w, failed.Meta, "decidedBy", "families are not told names of the office")
	})
}

func TestManyAtTheSameMomentAreOne(t *testing.T) {
	each(t, func(w *world) {
		var (
			group   sync.WaitGroup
			mu      sync.Mutex
			written int
		)
		for range 12 {
			ctx := w.writing(w.guardian)
			group.Go(func() {
				_, err := w.waliye.CreateJustification(ctx, &attendancev1.CreateJustificationRequest{
					StudentId: w.students[0], From: today, Reason: typev1.JustificationReason_FAMILY,
				})
				mu.Lock()
				defer mu.Unlock()
				if err == nil {
					written++
				} else if !errs.Is(err, errorsv1.Reason_JUSTIFICATION_EXISTS) {
					w.Errorf("%v", err)
				}
			})
		}
		group.Wait()
		require.Equal(w, 1, written)
		require.Equal(w, 1, w.count(`SELECT COUNT(*) FROM justifications`))
	})
}

func TestNoMoreThanTwentyWait(t *testing.T) {
	each(t, func(w *world) {
		days := []string{}
		for day := 1; day <= 21; day++ {
			days = append(days, "2026-12-"+string(rune('0'+day/10))+string(rune('0'+day%10)))
		}
		for _, day := range days[:20] {
			w.mustExcuse(w.guardian, 0, day, "")
		}
		_, err := w.excuse(w.guardian, 0, days[20], "")
		w.fails(err, errorsv1.Reason_TOO_MANY_ITEMS)
		w.mustExcuse(w.office, 1, days[20], "")
	})
}

func TestAStudentWhoMovedBetweenSchools(t *testing.T) {
	each(t, func(w *world) {
		other := w.otherOffice()
		class := ids.InSchool("23456B")
		w.emit(classRow(class, "2BACSPF-7", 1),
			enrolmentRow(w.enrolments[0], w.students[0], w.class, 1, "2026-09-08", "2026-11-16", 2),
			enrolmentRow(ids.New(), w.students[0], class, 9, "2026-11-16", "", 1))
		old := w.mustExcuse(w.guardian, 0, "2026-11-13", "2026-11-15")
		fresh := w.mustExcuse(w.guardian, 0, "2026-11-16", "")
		require.Equal(w, w.class, old.GetClass().GetClassId())
		require.Equal(w, class, fresh.GetClass().GetClassId())
		_, err := w.excuse(w.guardian, 0, "2026-11-09", "2026-11-20")
		w.fails(err, errorsv1.Reason_DATE_INVALID)
		_, err = w.excuse(other, 0, "2026-11-09", "")
		w.fails(err, errorsv1.Reason_STUDENT_NOT_FOUND)

		for office, want := range map[*auth.Principal]string{&w.office: old.GetJustificationId(), &other: fresh.GetJustificationId()} {
			answer, err := w.idara.ListJustifications(w.as(*office), &attendancev1.ListJustificationsRequest{StudentId: w.students[0]})
			require.NoError(w, err)
			require.Len(w, answer.GetJustifications(), 1)
			require.Equal(w, want, answer.GetJustifications()[0].GetJustificationId())
		}
		_, err = w.decide(other, old.GetJustificationId(), true, "")
		w.fails(err, errorsv1.Reason_JUSTIFICATION_NOT_FOUND)
		_, err = w.decide(w.office, old.GetJustificationId(), true, "")
		require.NoError(w, err)
	})
}

func TestListsOfJustifications(t *testing.T) {
	each(t, func(w *world) {
		var mine, all []string
		for i, day := range []string{"2026-11-19", "2026-11-20", "2026-11-21", "2026-11-22", "2026-11-23"} {
			w.at(today, "12:0"+string(rune('0'+i)))
			j := w.mustExcuse(w.office, i%2, day, "")
			all = append([]string{j.GetJustificationId()}, all...)
			if i%2 == 0 {
				mine = append([]string{j.GetJustificationId()}, mine...)
			}
		}
		read := func(p auth.Principal, req *attendancev1.ListJustificationsRequest) []string {
			var got []string
			for {
				answer, err := w.client(p).ListJustifications(w.as(p), req)
				require.NoError(w, err)
				require.LessOrEqual(w, len(answer.GetJustifications()), 2)
				for _, j := range answer.GetJustifications() {
					got = append(got, j.GetJustificationId())
				}
				if req.PageToken = answer.GetNextPageToken(); req.PageToken == "" {
					return got
				}
			}
		}
		require.Equal(w, mine, read(w.guardian, &attendancev1.ListJustificationsRequest{StudentId: w.students[0], PageSize: 2}))
		require.Equal(w, mine, read(w.office, &attendancev1.ListJustificationsRequest{StudentId: w.students[0], PageSize: 2}))
		require.Equal(w, all, read(w.office, &attendancev1.ListJustificationsRequest{PageSize: 2}))
		_, err := w.decide(w.office, all[1], true, "")
		require.NoError(w, err)
		accepted := typev1.AbsenceJustification_State_ACCEPTED
		require.Equal(w, all[1:2], read(w.office, &attendancev1.ListJustificationsRequest{PageSize: 2, State: accepted}))
		pending := typev1.AbsenceJustification_State_PENDING
		require.Equal(w, append(all[:1:1], all[2:]...), read(w.office, &attendancev1.ListJustificationsRequest{PageSize: 2, State: pending}))

		// The page of one list does not continue another.
		answer, err := w.idara.ListJustifications(w.as(w.office), &attendancev1.ListJustificationsRequest{PageSize: 2})
		require.NoError(w, err)
		_, err = w.idara.ListJustifications(w.as(w.office), &attendancev1.ListJustificationsRequest{
			PageSize: 2, State: pending, PageToken: answer.GetNextPageToken(),
		})
		w.fails(err, errorsv1.Reason_PAGE_TOKEN_INVALID)
	})
}
