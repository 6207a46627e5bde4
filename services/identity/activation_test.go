package identity_test

import (
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"
	"google.golang.org/grpc/metadata"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/write"
	authv1 "github.com/massar-platform/massar/proto/gen/massar/auth/v1"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	identityv1 "github.com/massar-platform/massar/proto/gen/massar/identity/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

func (h *house) try(code, password string) error {
	_, err := h.auth.ActivateAccount(h.t.Context(), &authv1.ActivateAccountRequest{ActivationCode: code, Password: password})
	return err
}

func TestAFreshDataSetPrintsOneCode(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		first, err := h.svc.EnsureBootstrap(t.Context())
		require.NoError(t, err)
		require.Len(t, first, 15)
		again, err := h.restart().svc.EnsureBootstrap(t.Context())
		require.NoError(t, err)
		require.Empty(t, again, "printed once")
		h.clock.Advance(61 * 24 * time.Hour)
		second, err := h.svc.EnsureBootstrap(t.Context())
		require.NoError(t, err)
		require.NotEmpty(t, second, "it expired unused")
		refused(t, h.try(first, goodPass), errs.FailedPrecondition, errorsv1.Reason_ACTIVATION_CODE_EXPIRED)
		p := h.activate(strings.ToLower(strings.ReplaceAll(second, "-", " ")), goodPass, "idara")
		require.Equal(t, "ministere@massar.ma", p.identifier)
		require.NotEmpty(t, p.secret, "the ministry never signs in without a second factor")
		h.clock.Advance(90 * 24 * time.Hour)
		third, err := h.svc.EnsureBootstrap(t.Context())
		require.NoError(t, err)
		require.Empty(t, third)
	})
}

func TestActivationCodesUsedExpiredInvalidReplaced(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		office := h.office(h.ministry(), "office@massar.ma", officeNode)
		student := h.school.add(officeNode)
		codes, err := h.issue(office, forOne(student, typev1.Relation_SELF), forOne(student, typev1.Relation_MOTHER), forOne(student, typev1.Relation_TUTOR))
		require.NoError(t, err)
		self, mother, tutor := codes[0].GetActivationCode(), codes[1].GetActivationCode(), codes[2].GetActivationCode()

		refused(t, h.try("ABCD-EFGH-JKMNP", goodPass), errs.Invalid, errorsv1.Reason_ACTIVATION_CODE_INVALID)
		refused(t, h.try("short", goodPass), errs.Invalid, errorsv1.Reason_ACTIVATION_CODE_INVALID)
		refused(t, h.try(self, "12345678"), errs.Invalid, errorsv1.Reason_PASSWORD_TOO_WEAK)
		refused(t, h.try(self, "lampe "+h.school.students[student].massa), errs.Invalid, errorsv1.Reason_PASSWORD_TOO_WEAK)

		p := h.activate(self, "tapis7bleu", "moutamadris")
		require.Equal(t, h.school.students[student].massa, p.identifier, "a student signs in with the Massar code")
		refused(t, h.try(self, goodPass), errs.FailedPrecondition, errorsv1.Reason_ACTIVATION_CODE_USED)
		p.identifier = strings.ToLower(p.identifier)
		_ = h.again(p)

		replaced, err := h.issue(office, forOne(student, typev1.Relation_MOTHER))
		require.NoError(t, err)
		refused(t, h.try(mother, goodPass), errs.FailedPrecondition, errorsv1.Reason_ACTIVATION_CODE_EXPIRED)
		guardian := h.activate(replaced[0].GetActivationCode(), goodPass, "waliye")
		require.Regexp(t, `^W[0-9]{8}$`, guardian.identifier)
		_ = h.again(guardian)

		h.clock.Advance(60*24*time.Hour + time.Second)
		refused(t, h.try(tutor, goodPass), errs.FailedPrecondition, errorsv1.Reason_ACTIVATION_CODE_EXPIRED)
	})
}

func TestOneCodeMakesOneAccount(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		office := h.office(h.ministry(), "office@massar.ma", officeNode)
		student := h.school.add(officeNode)
		codes, err := h.issue(office, forOne(student, typev1.Relation_FATHER))
		require.NoError(t, err)
		var wg sync.WaitGroup
		var mu sync.Mutex
		reasons := map[errorsv1.Reason]int{}
		for range 8 {
			wg.Go(func() {
				err := h.try(codes[0].GetActivationCode(), goodPass)
				mu.Lock()
				defer mu.Unlock()
				reasons[errs.ReasonOf(err)]++
			})
		}
		wg.Wait()
		require.Equal(t, 1, reasons[errorsv1.Reason_REASON_UNSPECIFIED], "%v", reasons)
		office = h.again(office)
		guardians, err := h.idara.ListGuardians(office.ctx(t.Context()), &identityv1.ListGuardiansRequest{StudentId: student})
		require.NoError(t, err)
		require.Len(t, guardians.GetGuardians(), 1)
	})
}

func TestGuessesAtACodeAreCounted(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		for range 10 {
			refused(t, h.try("ABCD-EFGH-JKMNP", goodPass), errs.Invalid, errorsv1.Reason_ACTIVATION_CODE_INVALID)
		}
		refused(t, h.try("abcd efgh jkmnp", goodPass), errs.ResourceExhausted, errorsv1.Reason_TOO_MANY_TRIES)
	})
}

func TestTheSecondFactorShownLastCounts(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		code, err := h.svc.EnsureBootstrap(t.Context())
		require.NoError(t, err)
		ask := func() person {
			response, err := h.auth.ActivateAccount(t.Context(), &authv1.ActivateAccountRequest{ActivationCode: code, Password: goodPass})
			require.NoError(t, err)
			require.Empty(t, response.GetAccessToken())
			require.Len(t, response.GetSecondFactor().GetRecoveryCodes(), 8)
			return person{secret: response.GetSecondFactor().GetSecret()}
		}
		prove := func(p person) (*authv1.SessionResponse, error) {
			typed := h.code(p)
			return h.auth.ActivateAccount(t.Context(), &authv1.ActivateAccountRequest{ActivationCode: code, Password: goodPass, Totp: &typed})
		}
		// Whoever saw the paper first must not know the factor of its owner.
		clerk, owner := ask(), ask()
		require.NotEqual(t, clerk.secret, owner.secret)
		_, err = prove(clerk)
		refused(t, err, errs.Unauthenticated, errorsv1.Reason_SECOND_FACTOR_INVALID)
		response, err := prove(owner)
		require.NoError(t, err)
		require.Equal(t, typev1.AccountRole_MINISTRY, response.GetAccount().GetRole())
		owner.identifier, owner.password, owner.app = response.GetIdentifier(), goodPass, "idara"
		_ = h.again(owner)
	})
}

func TestPhonesOfGuardians(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		office := h.office(h.ministry(), "office@massar.ma", officeNode)
		first, second := h.school.add(officeNode), h.school.add(officeNode)
		phone := "0612 345 678"
		with := forOne(second, typev1.Relation_FATHER)
		with.Phone = &phone
		codes, err := h.issue(office, forOne(first, typev1.Relation_FATHER), with, forOne(second, typev1.Relation_MOTHER))
		require.NoError(t, err)
		activate := func(code, phone string) (*authv1.SessionResponse, error) {
			return h.auth.ActivateAccount(t.Context(), &authv1.ActivateAccountRequest{ActivationCode: code, Password: goodPass, Phone: &phone})
		}
		_, err = activate(codes[0].GetActivationCode(), "not a phone")
		refused(t, err, errs.Invalid, errorsv1.Reason_PHONE_INVALID)
		father, err := activate(codes[0].GetActivationCode(), "+212612345678")
		require.NoError(t, err)
		require.Equal(t, "+212612345678", father.GetIdentifier())

		// Printed for a telephone: no other will do, and who has an account signs in and links.
		_, err = activate(codes[1].GetActivationCode(), "+212699999999")
		refused(t, err, errs.Invalid, errorsv1.Reason_PHONE_INVALID)
		refused(t, h.try(codes[1].GetActivationCode(), goodPass), errs.AlreadyExists, errorsv1.Reason_IDENTIFIER_TAKEN)
		_, err = activate(codes[2].GetActivationCode(), "+212612345678")
		refused(t, err, errs.AlreadyExists, errorsv1.Reason_IDENTIFIER_TAKEN)
		p := person{access: father.GetAccessToken()}
		linked, err := h.waliye.LinkChild(p.write(t.Context()), &identityv1.LinkChildRequest{ActivationCode: codes[1].GetActivationCode()})
		require.NoError(t, err)
		require.Equal(t, second, linked.GetStudentId())
		typed := person{identifier: "06 12 34 56 78", password: goodPass, app: "waliye"}
		_ = h.again(typed)

		mother, err := activate(codes[2].GetActivationCode(), "+212655555555")
		require.NoError(t, err, "a refused try leaves the code good")
		other := "+212677777777"
		foreign := forOne(first, typev1.Relation_MOTHER)
		foreign.Phone = &other
		codes, err = h.issue(office, foreign)
		require.NoError(t, err)
		_, err = h.waliye.LinkChild(person{access: mother.GetAccessToken()}.write(t.Context()), &identityv1.LinkChildRequest{ActivationCode: codes[0].GetActivationCode()})
		refused(t, err, errs.Invalid, errorsv1.Reason_ACTIVATION_CODE_INVALID)
	})
}

func TestATeacherWhoIsAParentKeepsOneAccount(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		office := h.office(h.ministry(), "office@massar.ma", officeNode)
		teacher := h.teacher(office, "teacher@massar.ma", officeNode)
		student := h.school.add(officeNode)
		codes, err := h.issue(office, forOne(student, typev1.Relation_MOTHER))
		require.NoError(t, err)
		activate := func(p person, password string) (*authv1.SessionResponse, error) {
			ctx := metadata.AppendToOutgoingContext(t.Context(), "authorization", "Bearer "+p.access)
			typed := h.code(p)
			return h.auth.ActivateAccount(ctx, &authv1.ActivateAccountRequest{ActivationCode: codes[0].GetActivationCode(), Password: password, Totp: &typed})
		}
		_, err = activate(teacher, "not her password")
		refused(t, err, errs.Unauthenticated, errorsv1.Reason_CREDENTIALS_INVALID)
		forged := teacher
		forged.access = teacher.access[:len(teacher.access)-4] + "AAAA"
		_, err = activate(forged, goodPass)
		refused(t, err, errs.Unauthenticated, errorsv1.Reason_TOKEN_INVALID)
		response, err := activate(teacher, goodPass)
		require.NoError(t, err)
		require.Equal(t, teacher.accountID, response.GetAccount().GetAccountId())
		require.Equal(t, typev1.AccountRole_GUARDIAN, response.GetAccount().GetRole())
		require.Equal(t, teacher.identifier, response.GetIdentifier())

		h.poll()
		parent := person{access: response.GetAccessToken()}
		scope, err := h.grade.ResolveScope(parent.ctx(t.Context()), &identityv1.ResolveScopeRequest{})
		require.NoError(t, err)
		require.Equal(t, []string{student}, scope.GetStudentIds())
		require.Empty(t, scope.GetNodes())
		account, err := h.waliye.GetAccount(parent.ctx(t.Context()), &identityv1.GetAccountRequest{})
		require.NoError(t, err)
		require.Equal(t, []typev1.AccountRole_Value{typev1.AccountRole_GUARDIAN, typev1.AccountRole_TEACHER}, account.GetRoles())
		require.True(t, account.GetSecondFactor())
		_ = h.again(teacher)
		teacher.app = "waliye"
		_ = h.again(teacher)
	})
}

func TestIssuedCodesAreIdempotentAndNowherePlain(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		office := h.office(h.ministry(), "office@massar.ma", officeNode)
		student := h.school.add(officeNode)
		key := uuid.NewString()
		ctx := write.WithKey(office.ctx(t.Context()), key)
		req := &identityv1.IssueActivationCodesRequest{For: []*identityv1.IssueActivationCodesRequest_For{forOne(student, typev1.Relation_FATHER)}}
		first, err := h.idara.IssueActivationCodes(ctx, req)
		require.NoError(t, err)
		second, err := h.restart().idara.IssueActivationCodes(ctx, req)
		require.NoError(t, err)
		require.Equal(t, first.GetCodes()[0].GetActivationCode(), second.GetCodes()[0].GetActivationCode())
		_, err = h.idara.IssueActivationCodes(ctx, &identityv1.IssueActivationCodesRequest{For: []*identityv1.IssueActivationCodesRequest_For{forOne(student, typev1.Relation_MOTHER)}})
		refused(t, err, errs.FailedPrecondition, errorsv1.Reason_IDEMPOTENCY_KEY_REUSED)
		_, err = h.idara.IssueActivationCodes(office.ctx(t.Context()), req)
		refused(t, err, errs.Invalid, errorsv1.Reason_IDEMPOTENCY_KEY_REQUIRED)

		var answer []byte
		require.NoError(t, h.db.QueryRow(t.Context(), `SELECT answer FROM idempotency WHERE key = $1`, key).Scan(&answer))
		require.NotEmpty(t, answer)
		require.NotContains(t, string(answer), first.GetCodes()[0].GetActivationCode())
		require.NotContains(t, string(answer), first.GetCodes()[0].GetActivationCode()[:4])
		_ = h.activate(first.GetCodes()[0].GetActivationCode(), goodPass, "waliye")
	})
}

func TestCodesOnlyForOnesOwnStudents(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		office := h.office(h.ministry(), "office@massar.ma", officeNode)
		own, foreign := h.school.add(officeNode), h.school.add(otherNode)
		for _, id := range []string{foreign, ids.New()} {
			_, err := h.issue(office, forOne(own, typev1.Relation_FATHER), forOne(id, typev1.Relation_FATHER))
			refused(t, err, errs.NotFound, errorsv1.Reason_STUDENT_NOT_FOUND)
		}
		_, err := h.issue(office, forOne(own, typev1.Relation_FATHER), forOne(own, typev1.Relation_FATHER))
		refused(t, err, errs.Invalid, errorsv1.Reason_INVALID_REQUEST)
		studentID, _, father := h.family(office)
		_, err = h.issue(office, forOne(studentID, typev1.Relation_SELF))
		refused(t, err, errs.AlreadyExists, errorsv1.Reason_ACCOUNT_EXISTS)
		_, err = h.issue(father, forOne(studentID, typev1.Relation_MOTHER))
		refused(t, err, errs.Denied, errorsv1.Reason_ACCESS_DENIED)
	})
}
