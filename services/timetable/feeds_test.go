package timetable_test

import (
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/auth"
	"github.com/massar-platform/massar/platform/clock"
	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/ids"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	identityv1 "github.com/massar-platform/massar/proto/gen/massar/identity/v1"
	optionsv1 "github.com/massar-platform/massar/proto/gen/massar/options/v1"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/timetable/internal/pattern"
)

// client is the audience of a role.
func (p *process) client(who auth.Principal) timetablev1.TimetableServiceClient {
	switch who.Role {
	case optionsv1.Role_ROLE_STUDENT:
		return p.moutamadris
	case optionsv1.Role_ROLE_GUARDIAN:
		return p.waliye
	case optionsv1.Role_ROLE_TEACHER:
		return p.moudaris
	}
	return p.idara
}

func (p *process) createFeed(who auth.Principal, student string) (*typev1.CalendarFeed, error) {
	return p.client(who).CreateFeed(p.writing(who), &timetablev1.CreateFeedRequest{StudentId: student})
}

// tokenOf is the secret part of a new address.
func tokenOf(feed *typev1.CalendarFeed) string {
	return feed.GetUrl()[strings.LastIndexByte(feed.GetUrl(), '/')+1:]
}

// calendar reads an address as a calendar program does, who is nobody.
func (p *process) calendar(token string) (string, error) {
	answer, err := p.waliye.GetCalendar(p.Context(), &timetablev1.GetCalendarRequest{Token: token})
	if err == nil {
		require.Equal(p, "text/calendar; charset=utf-8", answer.GetContentType())
	}
	return string(answer.GetData()), err
}

// owns says that an account is as it was when it signed in.
func (w *world) owns(who auth.Principal, students ...string) {
	w.identity.set(who, &identityv1.ResolveAccountResponse{Active: true, PersonId: who.PersonID, StudentIds: students})
}

func TestCalendarOfEveryOwner(t *testing.T) {
	each(t, func(w *world) {
		math := w.slot(w.a, "", "MATH", w.omar, "R1", 1, 1, 1)
		w.slot(w.a, "G2", "PC", w.salma, "LAB", 2, 1, 1)
		w.slot(w.b, "", "MATH", w.omar, "", 3, 1, 1)
		w.change(pattern.Exception{SlotID: math, Date: "2026-11-30", Kind: pattern.Cancelled, Note: "malade"})
		w.event("EVENT", "2026-12-03", "2026-12-04", w.a)
		w.event("EVENT", "2026-12-07", "2026-12-07", w.b)
		p := w.main
		w.owns(w.sara.Principal)
		w.owns(w.guardian, w.sara.PersonID)
		w.owns(w.omar)

		feed, err := p.createFeed(w.sara.Principal, "")
		require.NoError(w, err)
		require.True(w, strings.HasPrefix(feed.GetUrl(), "https://massar.example/v1/moutamadris/calendars/"), feed.GetUrl())
		require.Len(w, tokenOf(feed), 43)
		own, err := p.calendar(tokenOf(feed))
		require.NoError(w, err)
		require.True(w, strings.Contains(own, "UID:"+w.lesson(math, today)+"@massar\r\n"))
		require.True(w, strings.Contains(own, "DTSTART;TZID=Africa/Casablanca:20261123T080000\r\n"))
		require.True(w, strings.Contains(own, "SUMMARY;LANGUAGE=fr:Mathématiques"))
		require.True(w, strings.Contains(own, "STATUS:CANCELLED"))
		require.False(w, strings.Contains(own, "LAB"), "the other group's lessons")
		require.True(w, strings.Contains(own, "20261203"))
		require.False(w, strings.Contains(own, "DTSTART;VALUE=DATE:20261207"))
		require.False(w, strings.Contains(own, "20261019T"), "more than four weeks back")
		require.True(w, strings.Contains(own, "20270705T"), "to the end of the school year")

		feed, err = p.createFeed(w.guardian, w.sara.PersonID)
		require.NoError(w, err)
		require.Equal(w, w.sara.PersonID, feed.GetStudentId())
		child, err := p.calendar(tokenOf(feed))
		require.NoError(w, err)
		require.Equal(w, own, child)

		feed, err = p.createFeed(w.omar, "")
		require.NoError(w, err)
		require.Contains(w, feed.GetUrl(), "/v1/moudaris/calendars/")
		teacher, err := p.calendar(tokenOf(feed))
		require.NoError(w, err)
		require.Contains(w, teacher, "2BACSPF-1")
		require.Contains(w, teacher, "2BACSPF-2")
		require.NotContains(w, teacher, "LAB")
	})
}

// TestRamadanIsAtItsHour: the schools' clock goes back an hour for Ramadan, and the lessons have other hours.
func TestRamadanIsAtItsHour(t *testing.T) {
	each(t, func(w *world) {
		w.slot(w.a, "", "MATH", w.omar, "R1", 1, 1, 1)
		w.owns(w.omar)
		feed, err := w.main.createFeed(w.omar, "")
		require.NoError(w, err)
		file, err := w.main.calendar(tokenOf(feed))
		require.NoError(w, err)
		ramadan := w.main.teacherWeek(w.omar, "2027-W08")
		require.Equal(w, "RAMADAN", w.ref.Season("2027-02-22"))
		start := ramadan.GetLessons()[0].GetStart()
		require.NotEqual(w, "08:00", start)
		require.Contains(w, file, "DTSTART;TZID=Africa/Casablanca:20270222T"+strings.ReplaceAll(start, ":", "")+"00\r\n")
		_, offset := time.Date(2027, 2, 22, 9, 0, 0, 0, clock.Zone()).Zone()
		require.Zero(w, offset)
	})
}

func TestWhoMayFollowWhom(t *testing.T) {
	each(t, func(w *world) {
		p := w.main
		for _, c := range []struct {
			who     auth.Principal
			student string
		}{{w.guardian, ""}, {w.guardian, w.amin.PersonID}, {w.guardian, w.guardian.PersonID}, {w.sara.Principal, w.amin.PersonID}, {w.omar, w.sara.PersonID}} {
			_, err := p.createFeed(c.who, c.student)
			requireReason(w, errorsv1.Reason_STUDENT_NOT_FOUND, err)
		}
		feed, err := p.createFeed(w.sara.Principal, w.sara.PersonID)
		require.NoError(w, err)
		require.Empty(w, feed.GetStudentId())
		require.Equal(w, 1, w.count(`SELECT COUNT(*) FROM feeds`))
	})
}

// TestAddressEndsWithTheRightToRead takes the right away in every way there is.
func TestAddressEndsWithTheRightToRead(t *testing.T) {
	each(t, func(w *world) {
		feed, err := w.main.createFeed(w.guardian, w.sara.PersonID)
		require.NoError(w, err)
		someone := ids.New()
		for name, owner := range map[string]*identityv1.ResolveAccountResponse{
			"unknown or suspended": nil,
			"custody or link":      {Active: true, PersonId: w.guardian.PersonID},
			"another child":        {Active: true, PersonId: w.guardian.PersonID, StudentIds: []string{w.amin.PersonID}},
			"another person":       {Active: true, PersonId: someone, StudentIds: []string{w.sara.PersonID}},
			"not active":           {PersonId: w.guardian.PersonID, StudentIds: []string{w.sara.PersonID}},
		} {
			w.identity.set(w.guardian, owner)
			p := w.start(w.redisOff())
			_, err := p.calendar(tokenOf(feed))
			require.Error(w, err, name)
			requireReason(w, errorsv1.Reason_FEED_NOT_FOUND, err)
		}
		w.owns(w.guardian, w.sara.PersonID)
		p := w.start(w.redisOff())
		_, err = p.calendar(tokenOf(feed))
		require.NoError(w, err)
		asked := w.identity.asked
		_, err = p.calendar(tokenOf(feed))
		require.NoError(w, err)
		require.Equal(w, asked, w.identity.asked, "remembered for a moment")
		_, err = p.waliye.DeleteFeed(p.writing(w.guardian), &timetablev1.DeleteFeedRequest{FeedId: feed.GetFeedId()})
		require.NoError(w, err)
		_, err = p.calendar(tokenOf(feed))
		requireReason(w, errorsv1.Reason_FEED_NOT_FOUND, err)
	})
}

func TestSecretOfAnAddress(t *testing.T) {
	each(t, func(w *world) {
		p := w.main
		w.owns(w.sara.Principal)
		ctx := p.writing(w.sara.Principal)
		first, err := p.moutamadris.CreateFeed(ctx, &timetablev1.CreateFeedRequest{Label: "téléphone"})
		require.NoError(w, err)
		again, err := p.moutamadris.CreateFeed(ctx, &timetablev1.CreateFeedRequest{Label: "téléphone"})
		require.NoError(w, err)
		require.Equal(w, first.String(), again.String(), "a repeated request gets the same address")
		token := tokenOf(first)
		_, err = p.calendar(token)
		require.NoError(w, err)
		for _, wrong := range []string{strings.ToUpper(token), token + "A", token[:42], strings.Repeat("A", 43)} {
			_, err = p.calendar(wrong)
			requireReason(w, errorsv1.Reason_FEED_NOT_FOUND, err)
		}

		list, err := p.moutamadris.ListFeeds(p.as(w.sara.Principal), &timetablev1.ListFeedsRequest{})
		require.NoError(w, err)
		require.Len(w, list.GetFeeds(), 1)
		require.Empty(w, list.GetFeeds()[0].GetUrl())
		require.Equal(w, "téléphone", list.GetFeeds()[0].GetLabel())
		require.NotContains(w, p.log.String(), token)
		for _, table := range []string{"feeds WHERE secret", "idempotency WHERE answer", "audit_log WHERE detail", "audit_log WHERE resource"} {
			require.Zero(w, w.count(`SELECT COUNT(*) FROM `+strings.Replace(table, "WHERE ", "WHERE CAST(", 1)+` AS TEXT) LIKE $1`, "%"+token+"%"), table)
		}
	})
}

func TestTenAddressesAtMost(t *testing.T) {
	each(t, func(w *world) {
		p := w.main
		made, errors := make([]*typev1.CalendarFeed, 14), make([]error, 14)
		var wg sync.WaitGroup
		for i := range made {
			ctx := p.writing(w.sara.Principal)
			wg.Go(func() { made[i], errors[i] = p.moutamadris.CreateFeed(ctx, &timetablev1.CreateFeedRequest{}) })
		}
		wg.Wait()
		kept := ""
		refused := 0
		for i, err := range errors {
			if err == nil {
				kept = made[i].GetFeedId()
				continue
			}
			requireReason(w, errorsv1.Reason_TOO_MANY_ITEMS, err)
			refused++
		}
		require.Equal(w, 4, refused)
		require.Equal(w, 10, w.count(`SELECT COUNT(*) FROM feeds`))
		_, err := p.createFeed(w.amin.Principal, "")
		require.NoError(w, err)

		_, err = p.moutamadris.DeleteFeed(p.writing(w.amin.Principal), &timetablev1.DeleteFeedRequest{FeedId: kept})
		requireReason(w, errorsv1.Reason_FEED_NOT_FOUND, err)
		_, err = p.moutamadris.DeleteFeed(p.writing(w.sara.Principal), &timetablev1.DeleteFeedRequest{FeedId: kept})
		require.NoError(w, err)
		_, err = p.createFeed(w.sara.Principal, "")
		require.NoError(w, err)
	})
}

func TestListChanges(t *testing.T) {
	each(t, func(w *world) {
		p := w.main
		w.scopes[w.guardian.AccountID].StudentIds = []string{w.sara.PersonID, w.amin.PersonID}
		callers := map[string]auth.Principal{w.a: w.sara.Principal, w.omar.PersonID: w.omar, gresa: w.office}
		ask := func(who auth.Principal, cursor string) *timetablev1.ListChangesResponse {
			w.Helper()
			answer, err := p.client(who).ListChanges(p.as(who), &timetablev1.ListChangesRequest{Cursor: cursor})
			require.NoError(w, err)
			return answer
		}
		callers["children"] = w.guardian
		cursors := map[string]string{}
		for id, who := range callers {
			answer := ask(who, "")
			require.Empty(w, answer.GetChanges(), "from now")
			cursors[id] = answer.GetCursor()
			require.Empty(w, ask(who, cursors[id]).GetChanges())
		}
		away := ask(w.nadia, "").GetCursor()
		w.slot(w.b, "", "MATH", w.omar, "", 1, 1, 1)
		for id, who := range callers {
			var answer *timetablev1.ListChangesResponse
			require.Eventually(w, func() bool {
				answer = ask(who, cursors[id])
				return len(answer.GetChanges()) > 0
			}, 5*time.Second, 20*time.Millisecond)
			require.Len(w, answer.GetChanges(), 1)
			if id == "children" {
				id = w.a
			}
			require.Equal(w, id, answer.GetChanges()[0].GetId())
			require.Equal(w, "TIMETABLE", answer.GetChanges()[0].GetKind())
			require.Empty(w, ask(who, answer.GetCursor()).GetChanges())
		}
		require.Empty(w, ask(w.nadia, away).GetChanges(), "another school")
		_, err := p.moudaris.ListChanges(p.as(w.omar), &timetablev1.ListChangesRequest{Cursor: "nonsense"})
		requireReason(w, errorsv1.Reason_PAGE_TOKEN_INVALID, err)
		unknown := person(optionsv1.Role_ROLE_STUDENT)
		require.Empty(w, ask(unknown, ask(unknown, "").GetCursor()).GetChanges())
	})
}

// TestListChangesTellsOfAnotherGroup: the week of who is moved between groups is another one.
func TestListChangesTellsOfAnotherGroup(t *testing.T) {
	each(t, func(w *world) {
		p := w.main
		w.scopes[w.guardian.AccountID].StudentIds = []string{w.sara.PersonID, w.amin.PersonID}
		ask := func(who auth.Principal, cursor string) *timetablev1.ListChangesResponse {
			w.Helper()
			answer, err := p.client(who).ListChanges(p.as(who), &timetablev1.ListChangesRequest{Cursor: cursor})
			require.NoError(w, err)
			return answer
		}
		sara, parent, amin := ask(w.sara.Principal, "").GetCursor(), ask(w.guardian, "").GetCursor(), ask(w.amin.Principal, "").GetCursor()
		w.emit(groupRow(w.a, "G1", 2), groupRow(w.a, "G2", 2, w.sara.enrolment, w.amin.enrolment))
		for _, c := range []struct {
			who    auth.Principal
			cursor string
		}{{w.sara.Principal, sara}, {w.guardian, parent}} {
			var answer *timetablev1.ListChangesResponse
			require.Eventually(w, func() bool {
				answer = ask(c.who, c.cursor)
				return len(answer.GetChanges()) > 0
			}, 5*time.Second, 20*time.Millisecond, c.who.Role.String())
			require.Len(w, answer.GetChanges(), 1)
			require.Equal(w, w.a, answer.GetChanges()[0].GetId())
			require.Equal(w, "TIMETABLE", answer.GetChanges()[0].GetKind())
			require.Empty(w, ask(c.who, answer.GetCursor()).GetChanges())
		}
		require.Empty(w, ask(w.amin.Principal, amin).GetChanges(), "he was there before")
	})
}

// TestCalendarIsMadeOnce for all who have the same lessons, whatever they call it, and anew after each change.
func TestCalendarIsMadeOnce(t *testing.T) {
	each(t, func(w *world) {
		math := w.slot(w.a, "", "MATH", w.omar, "R1", 1, 1, 1)
		p := w.start(w.redisOff())
		w.owns(w.sara.Principal)
		w.owns(w.guardian, w.sara.PersonID)
		own, err := p.createFeed(w.sara.Principal, "")
		require.NoError(w, err)
		named, err := p.waliye.CreateFeed(p.writing(w.guardian), &timetablev1.CreateFeedRequest{StudentId: w.sara.PersonID, Label: "Sara"})
		require.NoError(w, err)
		want, err := p.calendar(tokenOf(own))
		require.NoError(w, err)
		p.sql.reset()
		again, err := p.calendar(tokenOf(own))
		require.NoError(w, err)
		require.Equal(w, want, again)
		other, err := p.calendar(tokenOf(named))
		require.NoError(w, err)
		require.Equal(w, strings.ReplaceAll(want, "NAME:Emploi du temps", "NAME:Sara"), other)
		require.Zero(w, p.sql.of(patternTables...))

		_, err = p.idara.ChangeLesson(p.writing(w.office), &timetablev1.ChangeLessonRequest{
			LessonId: w.lesson(math, "2026-11-30"), Status: typev1.Lesson_Status_CANCELLED,
		})
		require.NoError(w, err)
		changed, err := p.calendar(tokenOf(own))
		require.NoError(w, err)
		require.Contains(w, changed, "STATUS:CANCELLED")
	})
}

// TestCalendarIsNotReadWithoutEnd holds for each address by itself.
func TestCalendarIsNotReadWithoutEnd(t *testing.T) {
	each(t, func(w *world) {
		p := w.main
		w.owns(w.sara.Principal)
		w.owns(w.amin.Principal)
		feed, err := p.createFeed(w.sara.Principal, "")
		require.NoError(w, err)
		for n := 0; err == nil && n < 200; n++ {
			_, err = p.calendar(tokenOf(feed))
			if err != nil {
				require.GreaterOrEqual(w, n, 30)
			}
		}
		requireReason(w, errorsv1.Reason_TOO_MANY_TRIES, err)
		var refused *errs.Error
		require.ErrorAs(w, errs.FromStatus(err), &refused)
		require.Equal(w, errs.ResourceExhausted, refused.Kind)
		require.Contains(w, []string{"1", "2"}, refused.Meta["retryAfterSeconds"])
		feed, err = p.createFeed(w.amin.Principal, "")
		require.NoError(w, err)
		_, err = p.calendar(tokenOf(feed))
		require.NoError(w, err)
	})
}
