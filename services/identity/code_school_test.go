package identity_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/sqldb"
	authv1 "github.com/massar-platform/massar/proto/gen/massar/auth/v1"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	identityv1 "github.com/massar-platform/massar/proto/gen/massar/identity/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

// move is what a transfer comes to once both schools have signed: the student is in another school.
func (h *house) move(student, node string) { h.become(student, node, "ARRIVED") }

// become gives a student another school, or another word for what he is there.
func (h *house) become(student, node, status string) {
	now := h.school.students[student]
	now.node, now.status = node, status
	h.school.students[student] = now
}

// two are the offices of a student's old and new school, both signed in.
func (h *house) two() (old, new person) {
	h.t.Helper()
	ministry := h.ministry()
	old = h.office(ministry, "old@massar.ma", officeNode)
	new = h.office(h.again(ministry), "new@massar.ma", otherNode)
	return h.again(old), new
}

// one prints one code.
func (h *house) one(office person, student string, relation typev1.Relation_Value) string {
	h.t.Helper()
	codes, err := h.issue(office, forOne(student, relation))
	require.NoError(h.t, err)
	require.Len(h.t, codes, 1)
	return codes[0].GetActivationCode()
}

func (h *house) link(p person, code string) error {
	_, err := h.waliye.LinkChild(p.write(h.t.Context()), &identityv1.LinkChildRequest{ActivationCode: code})
	return err
}

func (h *house) count(sql string, args ...any) (n int) {
	h.t.Helper()
	require.NoError(h.t, h.db.QueryRow(h.t.Context(), sql, args...).Scan(&n))
	return n
}

func (h *house) exec(sql string, args ...any) error {
	return h.db.InTx(h.t.Context(), func(ctx context.Context, tx sqldb.Tx) error {
		_, err := tx.Exec(ctx, sql, args...)
		return err
	})
}

const (
	living     = `SELECT COUNT(*) FROM activation_codes WHERE student_id = $1 AND live`
	endedLines = `SELECT COUNT(*) FROM audit_log WHERE rpc = 'identity.EndCode' AND resource = $1`
)

// A paper that stayed in the old school opens nothing once the student is in another one; what is bound stays bound.
func TestPapersOfTheFormerSchoolOpenNothing(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		old, next := h.two()
		student, sibling := h.school.add(officeNode), h.school.add(officeNode)
		bound := h.activate(h.one(old, student, typev1.Relation_TUTOR), goodPass, "waliye")
		stranger := h.activate(h.one(old, sibling, typev1.Relation_FATHER), goodPass, "waliye")
		self, father, mother := h.one(old, student, typev1.Relation_SELF), h.one(old, student, typev1.Relation_FATHER), h.one(old, student, typev1.Relation_MOTHER)
		ended := h.one(old, sibling, typev1.Relation_MOTHER)
		h.one(old, sibling, typev1.Relation_MOTHER)
		asEnded := h.try(ended, goodPass)
		refused(t, asEnded, errs.FailedPrecondition, errorsv1.Reason_ACTIVATION_CODE_EXPIRED)

		h.move(student, otherNode)
		for range 2 {
			require.Equal(t, asEnded.Error(), h.try(self, goodPass).Error(), "an ended code, and no more is told")
			require.Equal(t, asEnded.Error(), h.try(father, goodPass).Error())
			refused(t, h.link(stranger, mother), errs.FailedPrecondition, errorsv1.Reason_ACTIVATION_CODE_EXPIRED)
		}
		require.Zero(t, h.count(living, student))
		require.Equal(t, 3, h.count(`SELECT COUNT(*) FROM activation_codes WHERE student_id = $1 AND NOT live AND used_at = 0`, student), "ended, not used and not deleted")
		require.Equal(t, 3, h.count(endedLines, student))
		require.Equal(t, 3, h.count(`SELECT COUNT(*) FROM audit_log WHERE rpc = 'identity.EndCode' AND account_id = '' AND detail LIKE '%12345A%' AND detail LIKE '%`+old.accountID+`%'`))
		require.Equal(t, []string{sibling}, h.reach(stranger))
		require.Equal(t, []string{student}, h.reach(bound), "who has the child keeps the child")
		_, err := h.issue(old, forOne(student, typev1.Relation_MOTHER))
		refused(t, err, errs.NotFound, errorsv1.Reason_STUDENT_NOT_FOUND)

		// The new school's codes are as good as any.
		own := h.activate(h.one(next, student, typev1.Relation_SELF), goodPass, "moutamadris")
		require.Equal(t, h.school.students[student].massa, own.identifier)
		mum := h.activate(h.one(next, student, typev1.Relation_MOTHER), goodPass, "waliye")
		require.Equal(t, []string{student}, h.reach(mum))
		require.NoError(t, h.link(stranger, h.one(next, student, typev1.Relation_FATHER)))

		// Nor do they come to life when he comes back.
		h.move(student, officeNode)
		refused(t, h.try(father, goodPass), errs.FailedPrecondition, errorsv1.Reason_ACTIVATION_CODE_EXPIRED)
	})
}

// The first code of the new school ends what the old one printed, at once.
func TestTheNewSchoolEndsTheOldPapers(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		old, next := h.two()
		student, other := h.school.add(officeNode), h.school.add(officeNode)
		h.one(old, student, typev1.Relation_SELF)
		h.one(old, student, typev1.Relation_FATHER)
		h.one(old, other, typev1.Relation_FATHER)
		listed := func(office person) *identityv1.PersonAccount {
			answer, err := h.idara.ListAccounts(office.ctx(t.Context()), &identityv1.ListAccountsRequest{PersonIds: []string{student}})
			require.NoError(t, err)
			require.Len(t, answer.GetAccounts(), 1)
			return answer.GetAccounts()[0]
		}
		require.True(t, listed(old).GetCodeIssued())
		h.move(student, otherNode)
		require.False(t, listed(next).GetCodeIssued(), "not for this school")
		mother := h.one(next, student, typev1.Relation_MOTHER)
		require.Equal(t, 1, h.count(living, student))
		require.Equal(t, 1, h.count(endedLines, student))
		require.Equal(t, 1, h.count(`SELECT COUNT(*) FROM audit_log WHERE rpc = 'identity.EndCode' AND account_id = $1 AND detail LIKE '%54321B%'`, next.accountID))
		require.Equal(t, 1, h.count(living, other))
		tutor := h.one(next, student, typev1.Relation_TUTOR)
		require.Equal(t, 2, h.count(living, student), "its own stay")
		_ = h.activate(mother, goodPass, "waliye")
		_ = h.activate(tutor, goodPass, "waliye")
	})
}

// Who left his school without another one is nobody's to print for.
func TestLeaversCodesEnd(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		office := h.office(h.ministry(), "office@massar.ma", officeNode)
		for _, status := range []string{"LEFT", "MOVED", "STOPPED", "EXCLUDED", "DID_NOT_JOIN"} {
			student := h.school.add(officeNode)
			father := h.one(office, student, typev1.Relation_FATHER)
			h.become(student, officeNode, status)
			refused(t, h.try(father, goodPass), errs.FailedPrecondition, errorsv1.Reason_ACTIVATION_CODE_EXPIRED)
			_, err := h.issue(office, forOne(student, typev1.Relation_FATHER))
			refused(t, err, errs.FailedPrecondition, errorsv1.Reason_STUDENT_NOT_ENROLLED)
			require.Zero(t, h.count(living, student), status)
		}
		stays := h.school.add(officeNode)
		printed, err := h.idara.IssueActivationCodes(office.write(t.Context()), classCodes(typev1.Relation_FATHER))
		require.NoError(t, err)
		require.Len(t, printed.GetCodes(), 1)
		require.Equal(t, stays, printed.GetCodes()[0].GetStudentId())
		h.become(stays, officeNode, "REINTEGRATED")
		_ = h.activate(printed.GetCodes()[0].GetActivationCode(), goodPass, "waliye")
	})
}

// Without school's word no code is good, and none is lost.
func TestCodesWaitForSchool(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		office := h.office(h.ministry(), "office@massar.ma", officeNode)
		student := h.school.add(officeNode)
		father, mother := h.one(office, student, typev1.Relation_FATHER), h.one(office, student, typev1.Relation_MOTHER)
		guardian := h.activate(h.one(office, h.school.add(officeNode), typev1.Relation_FATHER), goodPass, "waliye")
		h.school.away.Store(true)
		for range 25 { // more than a day's tries
			err := h.try(father, goodPass)
			refused(t, err, errs.Unavailable, errorsv1.Reason_UNAVAILABLE)
			require.Equal(t, "1", metaOf(t, err, "retryAfterSeconds"))
			refused(t, h.link(guardian, mother), errs.Unavailable, errorsv1.Reason_UNAVAILABLE)
		}
		require.Equal(t, 2, h.count(living, student))
		refused(t, h.try("ABCD-EFGH-JKMNP", goodPass), errs.Invalid, errorsv1.Reason_ACTIVATION_CODE_INVALID)
		h.school.away.Store(false)
		_ = h.activate(father, goodPass, "waliye")
		require.NoError(t, h.link(guardian, mother))
	})
}

// A linking that is asked again is answered as it was, whatever became of the student.
func TestALinkedChildIsAnsweredAgain(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		office := h.office(h.ministry(), "office@massar.ma", officeNode)
		guardian := h.activate(h.one(office, h.school.add(officeNode), typev1.Relation_FATHER), goodPass, "waliye")
		student := h.school.add(officeNode)
		ctx, req := guardian.write(t.Context()), &identityv1.LinkChildRequest{ActivationCode: h.one(office, student, typev1.Relation_FATHER)}
		_, err := h.waliye.LinkChild(ctx, req)
		require.NoError(t, err)
		h.move(student, otherNode)
		h.school.away.Store(true)
		again, err := h.waliye.LinkChild(ctx, req)
		require.NoError(t, err)
		require.Equal(t, student, again.GetStudentId())
	})
}

// Codes from before schools were noted are as good as the office that printed them.
func TestCodesWithoutASchool(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		old, next := h.two()
		student, annexed := h.school.add(officeNode), h.school.add(officeNode+"/12345B")
		father, mother, tutor := h.one(old, student, typev1.Relation_FATHER), h.one(old, student, typev1.Relation_MOTHER), h.one(old, student, typev1.Relation_TUTOR)
		self := h.one(old, student, typev1.Relation_SELF)
		below := h.one(old, annexed, typev1.Relation_FATHER)
		before := func(by string, codes string, args ...any) {
			require.NoError(t, h.exec(`UPDATE activation_codes SET school = '', issued_by = $1 WHERE live AND `+codes, append([]any{by}, args...)...))
		}
		before(old.accountID, `student_id <> ''`)
		_ = h.activate(father, goodPass, "waliye")
		_ = h.activate(below, goodPass, "waliye")
		before(ids.New(), `student_id = $2 AND relation = $3`, student, int64(typev1.Relation_TUTOR))
		refused(t, h.try(tutor, goodPass), errs.FailedPrecondition, errorsv1.Reason_ACTIVATION_CODE_EXPIRED)
		h.move(student, otherNode)
		refused(t, h.try(mother, goodPass), errs.FailedPrecondition, errorsv1.Reason_ACTIVATION_CODE_EXPIRED)
		_ = h.activate(h.one(next, student, typev1.Relation_MOTHER), goodPass, "waliye")
		refused(t, h.try(self, goodPass), errs.FailedPrecondition, errorsv1.Reason_ACTIVATION_CODE_EXPIRED)
	})
}

// A reset code of the former school would open the family's account itself.
func TestResetCodesOfTheFormerSchool(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		old, next := h.two()
		reset := func(office person, account string) string {
			t.Helper()
			code, err := h.idara.IssueResetCode(office.write(t.Context()), &identityv1.IssueResetCodeRequest{AccountId: account})
			require.NoError(t, err)
			return code.GetResetCode()
		}
		use := func(p person, code string) error {
			_, err := h.auth.ResetPassword(t.Context(), &authv1.ResetPasswordRequest{Identifier: p.identifier, ResetCode: code, NewPassword: otherPass})
			return err
		}
		id, student, father := h.family(old)
		leaver, leaving, _ := h.family(old)
		_, _, both := h.family(old)
		require.NoError(t, h.link(both, h.one(old, id, typev1.Relation_MOTHER)))
		ofStudent, ofFather, ofBoth, ofLeaver := reset(old, student.accountID), reset(old, father.accountID), reset(old, both.accountID), reset(old, leaving.accountID)
		h.school.away.Store(true)
		refused(t, use(student, ofStudent), errs.Unavailable, errorsv1.Reason_UNAVAILABLE)
		h.school.away.Store(false)

		h.move(id, otherNode)
		h.become(leaver, officeNode, "LEFT")
		refused(t, use(student, ofStudent), errs.Invalid, errorsv1.Reason_RESET_CODE_INVALID)
		refused(t, h.try(ofFather, otherPass), errs.FailedPrecondition, errorsv1.Reason_ACTIVATION_CODE_EXPIRED)
		refused(t, use(father, ofFather), errs.Invalid, errorsv1.Reason_RESET_CODE_INVALID)
		require.Equal(t, 1, h.count(endedLines, student.accountID))
		require.Equal(t, 1, h.count(endedLines, father.accountID))
		require.NoError(t, use(both, ofBoth), "another child is still there")
		require.NoError(t, use(leaving, ofLeaver), "he has no other school to ask")
		require.NoError(t, use(student, reset(next, student.accountID)))
	})
}
