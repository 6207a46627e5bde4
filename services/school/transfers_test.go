package school_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/proto"

	"github.com/massar-platform/massar/platform/auth"
	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/localtext"
	"github.com/massar-platform/massar/platform/write"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/tests/fixtures"
)

const (
	pupil  = "G200000001" // the first of palms
	second = "G200000002"
)

// crossing is populate with a class in each of two other schools.
type crossing struct {
	*people
	cedars, harbour string
}

func crossings(w *world) *crossing {
	w.Helper()
	return &crossing{
		people: populate(w),
		cedars: w.class(w.cedarsOffice, "TCSF-1").GetClassId(), harbour: w.class(w.harbourOffice, "TCSF-1").GetClassId(),
	}
}

func (w *world) ask(office auth.Principal, code, class, date string) (*typev1.Transfer, error) {
	w.Helper()
	return w.idara.AskTransfer(w.writing(office), &schoolv1.AskTransferRequest{MassarCode: code, ClassId: class, Date: date, Reason: "déménagement"})
}

func (w *world) asked(office auth.Principal, code, class, date string) string {
	w.Helper()
	t, err := w.ask(office, code, class, date)
	require.NoError(w, err)
	require.Equal(w, typev1.Transfer_State_ASKED, t.GetState())
	return t.GetTransferId()
}

func (w *world) release(who auth.Principal, id, date string) (*typev1.Transfer, error) {
	w.Helper()
	return w.idara.DecideTransfer(w.writing(who), &schoolv1.DecideTransferRequest{TransferId: id, Release: true, Date: date})
}

func (w *world) refuse(who auth.Principal, id, reason string) (*typev1.Transfer, error) {
	w.Helper()
	return w.idara.DecideTransfer(w.writing(who), &schoolv1.DecideTransferRequest{TransferId: id, Reason: reason})
}

func (w *world) cancel(who auth.Principal, id string) (*typev1.Transfer, error) {
	w.Helper()
	return w.idara.CancelTransfer(w.writing(who), &schoolv1.CancelTransferRequest{TransferId: id})
}

// transfers are those of an answer by id with their state; every one has the side that the reader may see.
func (w *world) transfers(who auth.Principal, req *schoolv1.ListTransfersRequest) map[string]string {
	w.Helper()
	answer, err := w.idara.ListTransfers(w.as(who), req)
	require.NoError(w, err)
	found := map[string]string{}
	for _, t := range answer.GetTransfers() {
		found[t.GetTransferId()] = t.GetState().String()
	}
	return found
}

func (w *world) arriving(who auth.Principal) map[string]string {
	w.Helper()
	return w.transfers(who, &schoolv1.ListTransfersRequest{Direction: "IN"})
}

func (w *world) leaving(who auth.Principal) map[string]string {
	w.Helper()
	return w.transfers(who, &schoolv1.ListTransfersRequest{})
}

// being are the codes of a school's students of whom a status holds.
func (w *world) being(office auth.Principal, status string) []string {
	w.Helper()
	answer, err := w.idara.SearchStudents(w.as(office), &schoolv1.SearchStudentsRequest{Status: status})
	require.NoError(w, err)
	codes := []string{}
	for _, student := range answer.GetStudents() {
		require.Equal(w, status, student.GetStatus())
		codes = append(codes, student.GetMassarCode())
	}
	return codes
}

// oneClassADay checks that nobody is in two classes at one date.
func (w *world) oneClassADay() {
	w.Helper()
	require.Zero(w, w.count(`SELECT COUNT(*) FROM enrolments a JOIN enrolments b ON a.student_id = b.student_id AND a.school_year = b.school_year AND a.enrolment_id < b.enrolment_id
		WHERE a.from_date < COALESCE(b.to_date, '9') AND b.from_date < COALESCE(a.to_date, '9') AND a.from_date < COALESCE(a.to_date, '9') AND b.from_date < COALESCE(b.to_date, '9')`))
}

// A student crosses from one school to another, and every right with him.
func TestATransfer(t *testing.T) {
	each(t, func(w *world) {
		p := crossings(w)
		first, _, _ := w.ref.Lessons(year)
		asked, err := w.ask(w.cedarsOffice, pupil, p.cedars, "")
		require.NoError(w, err)
		require.Equal(w, today, asked.GetDate())
		require.Equal(w, "2026-11-30", asked.GetAnswerBy())
		require.Equal(w, "2026-12-30", asked.GetExpiresOn())
		require.Equal(w, "TCSF-1", asked.GetToClass().GetLabel())
		require.Equal(w, cedars, asked.GetToSchool().GetSchoolCode())
		// Nothing of the student before he is released.
		require.Nil(w, asked.GetStudent())
		require.Nil(w, asked.GetFromSchool())
		listed, err := w.idara.ListTransfers(w.as(w.cedarsOffice), &schoolv1.ListTransfersRequest{Direction: "IN", State: typev1.Transfer_State_ASKED})
		require.NoError(w, err)
		require.Len(w, listed.GetTransfers(), 1)
		require.True(w, proto.Equal(asked, listed.GetTransfers()[0]), "%v", listed)
		w.missing(getStudent(p.students[0])(w.as(w.cedarsOffice), w.idara), errorsv1.Reason_STUDENT_NOT_FOUND)
		require.Empty(w, w.leaving(w.cedarsOffice))
		require.Empty(w, w.arriving(w.office))
		require.Empty(w, w.leaving(w.harbourOffice))

		// The leaving school sees whom it is asked for, and by whom.
		listed, err = w.idara.ListTransfers(w.as(w.office), &schoolv1.ListTransfersRequest{Direction: "OUT"})
		require.NoError(w, err)
		require.Len(w, listed.GetTransfers(), 1)
		seen := listed.GetTransfers()[0]
		require.Equal(w, p.students[0], seen.GetStudent().GetStudentId())
		require.Equal(w, "Collège Annakhil", seen.GetFromSchool().GetName())
		require.Equal(w, "Lycée Al Arz", seen.GetToSchool().GetName())
		require.Equal(w, "déménagement", seen.GetReason())

		released, err := w.release(w.office, asked.GetTransferId(), "")
		require.NoError(w, err)
		require.Equal(w, typev1.Transfer_State_RELEASED, released.GetState())
		require.Equal(w, today, released.GetDecidedOn())
		require.Equal(w, []place{{p.class, 1, first, today}, {p.cedars, 1, today, ""}}, w.places(p.students[0]))
		w.oneClassADay()
		// He is the new school's, and no longer the old one's.
		w.missing(getStudent(p.students[0])(w.as(w.office), w.idara), errorsv1.Reason_STUDENT_NOT_FOUND)
		w.missing(getStudent(p.students[0])(w.as(p.teacher), w.moudaris), errorsv1.Reason_STUDENT_NOT_FOUND)
		now, err := w.idara.GetStudent(w.as(w.cedarsOffice), &schoolv1.GetStudentRequest{StudentId: p.students[0]})
		require.NoError(w, err)
		require.Equal(w, "ARRIVED", now.GetStatus())
		require.Equal(w, p.cedars, now.GetClass().GetClassId())
		require.Equal(w, map[string]string{p.students[0]: "MOVED", p.students[1]: "ENROLLED", p.students[2]: "ENROLLED"}, w.listed(p.class))
		require.Equal(w, []string{pupil}, w.being(w.office, "MOVED"))
		require.Empty(w, w.being(w.office, "ARRIVED"))
		require.Equal(w, []string{pupil}, w.being(w.cedarsOffice, "ARRIVED"))
		require.Len(w, w.being(w.office, "ENROLLED"), 2)
		checked, err := w.identity.CheckStudents(w.as(w.office), &schoolv1.CheckStudentsRequest{StudentIds: p.students})
		require.NoError(w, err)
		require.Len(w, checked.GetStudents(), 2, "no more codes are printed for him there")
		_, err = w.idara.ListPath(w.as(w.office), &schoolv1.ListPathRequest{StudentId: p.students[0]})
		w.missing(err, errorsv1.Reason_STUDENT_NOT_FOUND)
		path, err := w.idara.ListPath(w.as(w.cedarsOffice), &schoolv1.ListPathRequest{StudentId: p.students[0]})
		require.NoError(w, err)
		require.Len(w, path.GetSteps(), 2)
		require.Equal(w, palms, path.GetSteps()[1].GetSchool().GetSchoolCode())
		// He and his family are who they were.
		require.NoError(w, getStudent(p.students[0])(w.as(p.student), w.moutamadris))
		require.NoError(w, getStudent(p.students[0])(w.as(p.guardian), w.waliye))

		listed, err = w.idara.ListTransfers(w.as(w.cedarsOffice), &schoolv1.ListTransfersRequest{Direction: "IN"})
		require.NoError(w, err)
		require.Equal(w, "Collège Annakhil", listed.GetTransfers()[0].GetFromSchool().GetName())
		require.Equal(w, now.GetName().GetAr(), listed.GetTransfers()[0].GetStudent().GetName().GetAr())
		require.Equal(w, 1, w.count(`SELECT COUNT(*) FROM audit_log WHERE rpc = 'school.AskTransfer'`))
		require.Equal(w, 1, w.count(`SELECT COUNT(*) FROM audit_log WHERE rpc = 'school.DecideTransfer' AND detail LIKE '%RELEASED%'`))
		require.Zero(w, w.count(`SELECT COUNT(*) FROM audit_log WHERE detail LIKE '%`+pupil+`%' OR resource LIKE '%`+pupil+`%'`), "no codes in the trail")

		// A change of class in the new school keeps the word.
		other := w.class(w.cedarsOffice, "TCSF-2").GetClassId()
		_, err = w.idara.MoveStudent(w.writing(w.cedarsOffice), &schoolv1.MoveStudentRequest{StudentId: p.students[0], ClassId: other, Date: "2026-11-24"})
		require.NoError(w, err)
		w.on("2026-11-24", func() {
			require.Equal(w, []string{pupil}, w.being(w.cedarsOffice, "ARRIVED"))
			require.Equal(w, []string{pupil}, w.being(w.office, "MOVED"))
		})
	})
}

// A release for a day to come changes nothing before it.
func TestAPlannedTransfer(t *testing.T) {
	each(t, func(w *world) {
		p := crossings(w)
		first, _, _ := w.ref.Lessons(year)
		id := w.asked(w.cedarsOffice, pupil, p.cedars, "2026-12-01")
		// The leaving school has its own say about the day.
		released, err := w.release(w.office, id, "2026-12-14")
		require.NoError(w, err)
		require.Equal(w, "2026-12-14", released.GetDate())
		require.NoError(w, getStudent(p.students[0])(w.as(w.office), w.idara))
		w.missing(getStudent(p.students[0])(w.as(w.cedarsOffice), w.idara), errorsv1.Reason_STUDENT_NOT_FOUND)
		require.Len(w, w.being(w.office, "ENROLLED"), 3)
		require.Empty(w, w.students(w.cedarsOffice, p.cedars))
		// Until then he is moved and may leave earlier; the other school has him from its day all the same.
		sibling := p.sibling
		_, err = w.move(p.students[0], sibling, "2026-12-02")
		require.NoError(w, err)
		_, err = w.leave(p.students[0], "2026-12-20")
		w.badField(err, "date", errorsv1.Reason_DATE_INVALID)
		_, err = w.idara.EndEnrolment(w.writing(w.office), &schoolv1.EndEnrolmentRequest{StudentId: p.students[0], Date: "2026-12-10", Status: "STOPPED"})
		require.NoError(w, err)
		require.Equal(w, []place{{p.class, 1, first, "2026-12-02"}, {p.cedars, 1, "2026-12-14", ""}, {sibling, 1, "2026-12-02", "2026-12-10"}}, w.places(p.students[0]))
		w.on("2026-12-14", func() {
			require.NoError(w, getStudent(p.students[0])(w.as(w.cedarsOffice), w.idara))
			w.missing(getStudent(p.students[0])(w.as(w.office), w.idara), errorsv1.Reason_STUDENT_NOT_FOUND)
			require.Equal(w, []string{pupil}, w.being(w.office, "MOVED"))
		})
		w.oneClassADay()
	})
}

// Nobody learns of, takes or lets go a child with whom he has nothing to do.
func TestTransfersThatAreRefused(t *testing.T) {
	each(t, func(w *world) {
		p := crossings(w)
		_, err := w.leave(p.students[2], "")
		require.NoError(w, err)
		_, err = w.move(p.students[0], p.sibling, "2026-10-20")
		require.NoError(w, err)
		id, early := w.asked(w.cedarsOffice, pupil, p.cedars, ""), w.asked(w.harbourOffice, pupil, p.harbour, "2026-10-19")
		before := w.rows()
		// Who is nowhere looks like who does not exist, to the last word.
		_, nobody := w.ask(w.cedarsOffice, "Z999999999", p.cedars, "")
		_, nowhere := w.ask(w.cedarsOffice, "G200000003", p.cedars, "")
		for _, err := range []error{nobody, nowhere} {
			w.missing(err, errorsv1.Reason_STUDENT_NOT_FOUND)
			require.Equal(w, errs.Message(errorsv1.Reason_STUDENT_NOT_FOUND, localtext.French), err.(interface{ UserMessage(localtext.Lang) string }).UserMessage(localtext.French))
		}
		for _, c := range []struct {
			name   string
			err    func() error
			kind   errs.Kind
			reason errorsv1.Reason
		}{
			{"a class of another school", func() error { _, err := w.ask(w.harbourOffice, pupil, p.cedars, ""); return err }, errs.NotFound, errorsv1.Reason_CLASS_NOT_FOUND},
			{"one's own student", func() error { _, err := w.ask(w.office, pupil, p.class, ""); return err }, errs.FailedPrecondition, errorsv1.Reason_STUDENT_IN_SCHOOL},
			{"twice", func() error { _, err := w.ask(w.cedarsOffice, pupil, p.cedars, "2026-12-01"); return err }, errs.AlreadyExists, errorsv1.Reason_TRANSFER_EXISTS},
			{"a neighbour releases", func() error { _, err := w.release(w.harbourOffice, id, ""); return err }, errs.NotFound, errorsv1.Reason_TRANSFER_NOT_FOUND},
			{"a neighbour refuses", func() error { _, err := w.refuse(w.harbourOffice, id, "non"); return err }, errs.NotFound, errorsv1.Reason_TRANSFER_NOT_FOUND},
			{"a neighbour cancels", func() error { _, err := w.cancel(w.harbourOffice, id); return err }, errs.NotFound, errorsv1.Reason_TRANSFER_NOT_FOUND},
			{"the annex releases", func() error { _, err := w.release(w.annexOffice, id, ""); return err }, errs.NotFound, errorsv1.Reason_TRANSFER_NOT_FOUND},
			{"an officer elsewhere", func() error { _, err := w.release(w.otherOfficer, id, ""); return err }, errs.NotFound, errorsv1.Reason_TRANSFER_NOT_FOUND},
			{"nobody", func() error { _, err := w.release(p.nobody, id, ""); return err }, errs.NotFound, errorsv1.Reason_TRANSFER_NOT_FOUND},
			{"none", func() error { _, err := w.release(w.office, ids.InSchool(cedars), ""); return err }, errs.NotFound, errorsv1.Reason_TRANSFER_NOT_FOUND},
			{"the asking school releases", func() error { _, err := w.release(w.cedarsOffice, id, ""); return err }, errs.Denied, errorsv1.Reason_ACCESS_DENIED},
			{"the leaving school cancels", func() error { _, err := w.cancel(w.office, id); return err }, errs.Denied, errorsv1.Reason_ACCESS_DENIED},
			{"an officer too early", func() error { _, err := w.release(w.officer, id, ""); return err }, errs.FailedPrecondition, errorsv1.Reason_TRANSFER_NOT_ESCALATED},
			{"a teacher", func() error { _, err := w.release(p.teacher, id, ""); return err }, errs.Denied, errorsv1.Reason_ACCESS_DENIED},
		} {
			require.NotNil(w, c.err, c.name)
			w.refused(c.err(), c.kind, c.reason)
		}
		for _, date := range []string{"2026-08-31", "2027-09-01", "2026-02-30", "x"} {
			_, err := w.ask(w.harbourOffice, second, p.harbour, date)
			w.badField(err, "date", errorsv1.Reason_DATE_INVALID)
		}
		// Before he was in his class, in another year, or no day at all.
		for _, date := range []string{"2026-10-19", "2025-11-23", "2027-09-02", "x"} {
			_, err := w.release(w.office, id, date)
			w.badField(err, "date", errorsv1.Reason_DATE_INVALID)
		}
		_, err = w.release(w.office, early, "")
		w.badField(err, "date", errorsv1.Reason_DATE_INVALID)
		_, err = w.refuse(w.office, id, " ")
		w.badField(err, "reason", errorsv1.Reason_REASON_REQUIRED)
		for _, code := range []string{"", "g200000001", "G20000000", "G2000000012"} {
			_, err := w.ask(w.harbourOffice, code, p.harbour, "")
			require.Equal(w, errs.Invalid, errs.KindOf(err), "%v", err)
		}
		_, err = w.idara.ListTransfers(w.as(w.harbourOffice), &schoolv1.ListTransfersRequest{SchoolCode: palms})
		w.missing(err, errorsv1.Reason_SCHOOL_NOT_FOUND)
		require.Equal(w, before, w.rows())
		// A class of a year that is over takes nobody.
		var old *typev1.ClassInfo
		w.on("2026-03-02", func() { old = w.class(w.cedarsOffice, "TCSF-1") })
		_, err = w.ask(w.cedarsOffice, second, old.GetClassId(), "")
		w.refused(err, errs.FailedPrecondition, errorsv1.Reason_SCHOOL_YEAR_CLOSED)
		w.on("2027-09-20", func() {
			_, err := w.release(w.office, id, "")
			w.refused(err, errs.FailedPrecondition, errorsv1.Reason_TRANSFER_CLOSED)
		})
	})
}

// What is answered, taken back or overtaken stays so.
func TestTransfersEndOnce(t *testing.T) {
	each(t, func(w *world) {
		p := crossings(w)
		refused := w.asked(w.cedarsOffice, second, p.cedars, "")
		answer, err := w.refuse(w.office, refused, "dossier incomplet")
		require.NoError(w, err)
		require.Equal(w, "dossier incomplet", answer.GetDecisionReason())
		listed, err := w.idara.ListTransfers(w.as(w.cedarsOffice), &schoolv1.ListTransfersRequest{Direction: "IN"})
		require.NoError(w, err)
		require.Equal(w, "dossier incomplet", listed.GetTransfers()[0].GetDecisionReason())
		require.Nil(w, listed.GetTransfers()[0].GetStudent(), "who is kept stays unknown")
		cancelled := w.asked(w.cedarsOffice, second, p.cedars, "")
		_, err = w.cancel(w.cedarsOffice, cancelled)
		require.NoError(w, err)

		// Two schools ask for one student: one gets him, and the other learns nothing of him.
		here, there := w.asked(w.cedarsOffice, pupil, p.cedars, ""), w.asked(w.harbourOffice, pupil, p.harbour, "")
		require.Equal(w, map[string]string{here: "ASKED", there: "ASKED", refused: "REFUSED", cancelled: "CANCELLED"}, w.leaving(w.office))
		_, err = w.release(w.office, there, "")
		require.NoError(w, err)
		require.Equal(w, map[string]string{here: "OVERTAKEN", refused: "REFUSED", cancelled: "CANCELLED"}, w.arriving(w.cedarsOffice))
		listed, err = w.idara.ListTransfers(w.as(w.cedarsOffice), &schoolv1.ListTransfersRequest{Direction: "IN", State: typev1.Transfer_State_OVERTAKEN})
		require.NoError(w, err)
		require.Len(w, listed.GetTransfers(), 1)
		require.Nil(w, listed.GetTransfers()[0].GetStudent())
		require.Nil(w, listed.GetTransfers()[0].GetFromSchool())
		before := w.rows()
		for _, id := range []string{here, there, refused, cancelled} {
			_, err = w.release(w.office, id, "")
			w.refused(err, errs.FailedPrecondition, errorsv1.Reason_TRANSFER_CLOSED)
		}
		_, err = w.cancel(w.cedarsOffice, cancelled)
		w.refused(err, errs.FailedPrecondition, errorsv1.Reason_TRANSFER_CLOSED)
		require.Equal(w, before, w.rows())
		// Cedars may now ask the school where he is.
		id := w.asked(w.cedarsOffice, pupil, p.cedars, "2026-11-30")
		_, err = w.release(w.office, id, "")
		w.missing(err, errorsv1.Reason_TRANSFER_NOT_FOUND)
		_, err = w.release(w.harbourOffice, id, "")
		require.NoError(w, err)
		w.oneClassADay()
		// Who left meanwhile cannot be released.
		id = w.asked(w.cedarsOffice, second, p.cedars, "")
		_, err = w.leave(p.students[1], "")
		require.NoError(w, err)
		_, err = w.release(w.office, id, "")
		w.refused(err, errs.FailedPrecondition, errorsv1.Reason_STUDENT_NOT_ENROLLED)
	})
}

// What the leaving school lets wait goes to an officer over both, and then expires.
func TestTransfersThatWait(t *testing.T) {
	each(t, func(w *world) {
		p := crossings(w)
		near, far := w.asked(w.cedarsOffice, pupil, p.cedars, ""), w.asked(w.harbourOffice, second, p.harbour, "2026-12-07")
		require.Empty(w, w.leaving(w.officer), "nothing waits for him yet")
		w.on("2026-11-30", func() {
			require.Equal(w, "ASKED", w.leaving(w.office)[near])
			_, err := w.release(w.officer, near, "")
			w.refused(err, errs.FailedPrecondition, errorsv1.Reason_TRANSFER_NOT_ESCALATED)
		})
		w.on("2026-12-01", func() {
			require.Equal(w, map[string]string{near: "ESCALATED", far: "ESCALATED"}, w.leaving(w.office))
			require.Equal(w, map[string]string{near: "ESCALATED"}, w.leaving(w.officer))
			require.Equal(w, map[string]string{near: "ESCALATED"}, w.leaving(w.academy))
			require.Equal(w, map[string]string{near: "ESCALATED", far: "ESCALATED"}, w.leaving(w.ministry))
			require.Empty(w, w.leaving(w.otherOfficer))
			require.Equal(w, map[string]string{near: "ESCALATED", far: "ESCALATED"}, w.transfers(w.officer, &schoolv1.ListTransfersRequest{SchoolCode: palms}))
			// One side is not enough, whichever it is.
			for _, who := range []auth.Principal{w.officer, w.academy, w.otherOfficer} {
				_, err := w.release(who, far, "")
				w.refused(err, errs.Denied, errorsv1.Reason_ACCESS_DENIED)
			}
			_, err := w.release(w.officer, near, "")
			require.NoError(w, err)
			_, err = w.release(w.ministry, far, "")
			require.NoError(w, err)
			require.Empty(w, w.leaving(w.ministry))
		})
		w.oneClassADay()
		third := w.asked(w.harbourOffice, "G200000003", p.harbour, "2027-01-04")
		w.on("2027-02-02", func() {
			require.Equal(w, "ESCALATED", w.arriving(w.harbourOffice)[third], "late, and not yet too late")
		})
		w.on("2027-02-03", func() {
			require.Equal(w, "EXPIRED", w.arriving(w.harbourOffice)[third])
			require.Equal(w, map[string]string{third: "EXPIRED"}, w.transfers(w.office, &schoolv1.ListTransfersRequest{State: typev1.Transfer_State_EXPIRED}))
			for _, who := range []auth.Principal{w.office, w.ministry} {
				_, err := w.release(who, third, "")
				w.refused(err, errs.FailedPrecondition, errorsv1.Reason_TRANSFER_CLOSED)
			}
			again := w.asked(w.harbourOffice, "G200000003", p.harbour, "")
			require.Equal(w, "EXPIRED", w.arriving(w.harbourOffice)[third])
			require.Equal(w, "ASKED", w.arriving(w.harbourOffice)[again])
		})
	})
}

// Asking tells whether a code is somebody's, so a school cannot ask without end.
func TestASchoolAsksSoManyTimesADay(t *testing.T) {
	each(t, func(w *world) {
		p := crossings(w)
		ctx := w.writing(w.cedarsOffice)
		unknown := &schoolv1.AskTransferRequest{MassarCode: "Z999999999", ClassId: p.cedars, Reason: "essai"}
		_, err := w.idara.AskTransfer(ctx, unknown)
		w.missing(err, errorsv1.Reason_STUDENT_NOT_FOUND)
		_, err = w.idara.AskTransfer(ctx, unknown)
		w.missing(err, errorsv1.Reason_STUDENT_NOT_FOUND)
		require.Equal(w, 1, w.count(`SELECT asked FROM transfer_asks WHERE school = $1`, cedars), "the same question is one")
		w.exec(`UPDATE transfer_asks SET asked = 199 WHERE school = $1`, cedars)
		_, err = w.ask(w.cedarsOffice, "Z999999998", p.cedars, "")
		w.missing(err, errorsv1.Reason_STUDENT_NOT_FOUND)
		before := w.rows()
		for _, code := range []string{"Z999999997", pupil} {
			_, err = w.ask(w.cedarsOffice, code, p.cedars, "")
			w.refused(err, errs.ResourceExhausted, errorsv1.Reason_TRANSFER_LIMIT)
		}
		_, err = w.idara.AskTransfer(ctx, unknown)
		w.missing(err, errorsv1.Reason_STUDENT_NOT_FOUND)
		require.Equal(w, before, w.rows())
		w.asked(w.harbourOffice, pupil, p.harbour, "")
		w.on("2026-11-24", func() { w.asked(w.cedarsOffice, pupil, p.cedars, "") })
		require.Equal(w, 1, w.count(`SELECT COUNT(*) FROM transfer_asks WHERE school = $1`, cedars), "yesterday is forgotten")
	})
}

// Whatever two schools do with one student at the same moment, he is in one class at any date.
func TestConcurrentReleasesAndMoves(t *testing.T) {
	each(t, func(w *world) {
		p := crossings(w)
		moves := []string{w.newClass("2APIC-2"), w.newClass("2APIC-3")}
		transfers := []string{w.asked(w.cedarsOffice, pupil, p.cedars, ""), w.asked(w.harbourOffice, pupil, p.harbour, "2026-12-01")}
		var group sync.WaitGroup
		failures := make([]error, 8)
		for i := range 4 {
			group.Go(func() { _, failures[i] = w.release(w.office, transfers[i%2], "") })
		}
		for i := range 2 {
			group.Go(func() { _, failures[4+i] = w.move(p.students[0], moves[i], []string{"", "2026-12-05"}[i]) })
		}
		group.Go(func() { _, failures[6] = w.leave(p.students[0], "2026-12-10") })
		group.Go(func() {
			_, failures[7] = w.load(w.cedarsOffice, list(3, func(c *fixtures.ListClass) { c.Label, c.School = "TCSF-1", "ثانوية الأرز" }))
		})
		group.Wait()
		released := 0
		for i, err := range failures[:4] {
			if err == nil {
				released++
				continue
			}
			require.Contains(w, []errorsv1.Reason{
				errorsv1.Reason_CONFLICT, errorsv1.Reason_TRANSFER_CLOSED, errorsv1.Reason_STUDENT_NOT_ENROLLED, errorsv1.Reason_DATE_INVALID,
			}, errs.ReasonOf(err), "%d: %v", i, err)
		}
		require.LessOrEqual(w, released, 1)
		w.oneClassADay()
		require.LessOrEqual(w, w.count(`SELECT COUNT(*) FROM enrolments WHERE to_date IS NULL AND student_id = $1`, p.students[0]), 1)
		require.Equal(w, released, w.count(`SELECT COUNT(*) FROM transfers WHERE state = 'RELEASED'`))
		require.Equal(w, released, w.count(`SELECT COUNT(*) FROM enrolments WHERE began = 'ARRIVED' AND school <> $1`, palms))
		require.Zero(w, w.count(`SELECT COUNT(*) FROM enrolments a JOIN enrolments b ON a.class_id = b.class_id AND a.number = b.number AND a.enrolment_id < b.enrolment_id`))
	})
}

func TestATransferIsMadeOnceForAKey(t *testing.T) {
	each(t, func(w *world) {
		p := crossings(w)
		ask := &schoolv1.AskTransferRequest{MassarCode: pupil, ClassId: p.cedars, Reason: "déménagement"}
		ctx := write.WithKey(w.as(w.cedarsOffice), uuid.NewString())
		first, err := w.idara.AskTransfer(ctx, ask)
		require.NoError(w, err)
		again, err := w.idara.AskTransfer(ctx, ask)
		require.NoError(w, err)
		require.True(w, proto.Equal(first, again))
		decide := &schoolv1.DecideTransferRequest{TransferId: first.GetTransferId(), Release: true}
		ctx = write.WithKey(w.as(w.office), uuid.NewString())
		released, err := w.idara.DecideTransfer(ctx, decide)
		require.NoError(w, err)
		before := w.rows()
		again, err = w.idara.DecideTransfer(ctx, decide)
		require.NoError(w, err)
		require.True(w, proto.Equal(released, again))
		decide.Release, decide.Reason = false, "non"
		_, err = w.idara.DecideTransfer(ctx, decide)
		w.refused(err, errs.FailedPrecondition, errorsv1.Reason_IDEMPOTENCY_KEY_REUSED)
		require.Equal(w, before, w.rows())
	})
}

// The list pages through what was asked, newest first, and a token made by hand leads nowhere.
func TestTransfersByPages(t *testing.T) {
	each(t, func(w *world) {
		p := crossings(w)
		w.accepted(w.office, list(3, func(c *fixtures.ListClass) {
			c.Label = "1APIC-1"
			for i := range c.Pupils {
				c.Pupils[i].Code = fmt.Sprintf("H%09d", i+1)
			}
		}))
		var want []string
		for _, code := range []string{pupil, second, "H000000001", "H000000002", "H000000003"} {
			w.real.Advance(1e6)
			want = append([]string{w.asked(w.cedarsOffice, code, p.cedars, "")}, want...)
		}
		var got []string
		req := &schoolv1.ListTransfersRequest{Direction: "IN", PageSize: 2}
		for {
			page, err := w.idara.ListTransfers(w.as(w.cedarsOffice), req)
			require.NoError(w, err)
			for _, t := range page.GetTransfers() {
				got = append(got, t.GetTransferId())
			}
			if req.PageToken = page.GetNextPageToken(); req.PageToken == "" {
				break
			}
		}
		require.Equal(w, want, got)
		page, err := w.idara.ListTransfers(w.as(w.cedarsOffice), &schoolv1.ListTransfersRequest{Direction: "IN", PageSize: 2})
		require.NoError(w, err)
		for _, token := range []string{page.GetNextPageToken(), strings.Repeat("A", 20)} {
			_, err := w.idara.ListTransfers(w.as(w.cedarsOffice), &schoolv1.ListTransfersRequest{Direction: "OUT", PageToken: token})
			w.refused(err, errs.Invalid, errorsv1.Reason_PAGE_TOKEN_INVALID)
		}
	})
}
