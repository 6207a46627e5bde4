package identity_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/ids"
	authv1 "github.com/massar-platform/massar/proto/gen/massar/auth/v1"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	identityv1 "github.com/massar-platform/massar/proto/gen/massar/identity/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

const (
	teacherRole  = typev1.AccountRole_TEACHER
	officeRole   = typev1.AccountRole_SCHOOL_OFFICE
	provinceRole = typev1.AccountRole_PROVINCE
	academyRole  = typev1.AccountRole_ACADEMY
	ministryRole = typev1.AccountRole_MINISTRY
)

func TestWhoMayMakeWhomAndWhere(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ministry := h.ministry()
		made := func(by person, email string, role typev1.AccountRole_Value, node string) person {
			response, err := h.staff(by, email, role, node, "")
			require.NoError(t, err)
			return h.activate(response.GetActivationCode(), goodPass, "idara")
		}
		academy := made(ministry, "academy@massar.ma", academyRole, "ma/07")
		province := made(academy, "province@massar.ma", provinceRole, "ma/07/351")
		office := made(province, "office@massar.ma", officeRole, officeNode)
		require.Equal(t, []string{"ma/07/351"}, h.reach(province))

		const denied, notFound, invalid = errs.Denied, errs.NotFound, errs.Invalid
		for _, c := range []struct {
			name string
			by   person
			role typev1.AccountRole_Value
			node string
			kind errs.Kind
		}{
			{"nobody makes the ministry", ministry, ministryRole, "ma", denied},
			{"an academy no academy", academy, academyRole, "ma/07", denied},
			{"a province no province", province, provinceRole, "ma/07/351", denied},
			{"a province no teacher", province, teacherRole, officeNode, denied},
			{"an office no colleague", office, officeRole, officeNode, denied},
			{"an office no province", office, provinceRole, "ma/07/351", denied},
			{"another academy's province", academy, provinceRole, "ma/08/351", notFound},
			{"a province that only looks alike", province, officeRole, "ma/07/3510/12345A", notFound},
			{"another school", office, teacherRole, otherNode, notFound},
			{"another directorate's school", province, officeRole, farNode, notFound},
			{"a school that is not there", province, officeRole, "ma/07/351/99999Z", notFound},
			{"a school under the wrong directorate", ministry, officeRole, "ma/07/352/12345A", invalid},
			{"an office at an academy", ministry, officeRole, "ma/07", invalid},
			{"a province at a school", academy, provinceRole, officeNode, invalid},
			{"a path trick", ministry, officeRole, "ma/07/351/../12345A", invalid},
			{"a teacher without a record", office, teacherRole, officeNode, invalid},
		} {
			_, err := h.staff(c.by, "x@massar.ma", c.role, c.node, "")
			require.Equal(t, c.kind, errs.KindOf(err), "%s: %v", c.name, err)
		}
		foreign := ids.New()
		h.school.staff[foreign] = "54321B"
		for _, staffID := range []string{foreign, ids.New()} {
			_, err := h.staff(office, "x@massar.ma", teacherRole, officeNode, staffID)
			refused(t, err, errs.NotFound, errorsv1.Reason_STAFF_NOT_FOUND)
		}
		_, err := h.idara.CreateStaffAccount(office.write(t.Context()), &identityv1.CreateStaffAccountRequest{
			Email: "x@massar.ma", Name: &typev1.Name{Latin: "Benali\u202eKarim"}, Role: teacherRole, Node: officeNode,
		})
		refused(t, err, errs.Invalid, errorsv1.Reason_TEXT_NOT_ALLOWED)
		teacher := h.teacher(office, "teacher@massar.ma", officeNode)
		_, err = h.staff(teacher, "x@massar.ma", teacherRole, officeNode, "")
		refused(t, err, errs.Denied, errorsv1.Reason_ACCESS_DENIED)
	})
}

func TestASecondRoleJoinsTheSameAccount(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ministry := h.ministry()
		office := h.office(ministry, "office@massar.ma", officeNode)
		teacher := h.teacher(office, "both@massar.ma", officeNode)
		// One role has one staff id; another person's record is refused.
		_, err := h.staff(office, "both@massar.ma", teacherRole, officeNode, h.record(officeNode))
		refused(t, err, errs.AlreadyExists, errorsv1.Reason_ACCOUNT_EXISTS)

		made, err := h.staff(h.again(ministry), "Both@Massar.ma", officeRole, officeNode, "")
		require.NoError(t, err)
		require.Equal(t, teacher.accountID, made.GetAccountId())
		require.Empty(t, made.GetActivationCode())
		h.poll()
		refused(t, h.works(teacher.access), errs.Unauthenticated, errorsv1.Reason_TOKEN_REVOKED)
		teacher.app = "idara"
		response, err := h.signIn(teacher)
		require.NoError(t, err)
		require.Equal(t, officeRole, response.GetAccount().GetRole())
		teacher.app = "moudaris"
		_ = h.again(teacher)

		// The highest role of an app is the one that counts, and it reaches its own nodes only.
		_, err = h.staff(h.again(ministry), "both@massar.ma", academyRole, "ma/07", "")
		require.NoError(t, err)
		teacher.app = "idara"
		require.Equal(t, []string{"ma/07"}, h.reach(h.again(teacher)))

		// With a role above the office's, the account is not the office's any more; nor is its staff record free
		// for another account.
		_, err = h.staff(office, "both@massar.ma", teacherRole, officeNode, h.record(officeNode))
		refused(t, err, errs.AlreadyExists, errorsv1.Reason_IDENTIFIER_TAKEN)
		_, err = h.staff(office, "else@massar.ma", teacherRole, officeNode, made.GetStaffId())
		refused(t, err, errs.AlreadyExists, errorsv1.Reason_ACCOUNT_EXISTS)
	})
}

func TestACodeIsNeverPrintedForWhatLiesAboveTheCaller(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ministry := h.ministry()
		office := h.office(ministry, "office@massar.ma", officeNode)
		waiting, err := h.staff(h.again(ministry), "academy@massar.ma", academyRole, "ma/07", "")
		require.NoError(t, err)
		// Naming that account's e-mail gives the office no hold on it.
		_, err = h.staff(office, "academy@massar.ma", teacherRole, officeNode, h.record(officeNode))
		refused(t, err, errs.AlreadyExists, errorsv1.Reason_IDENTIFIER_TAKEN)
		_, err = h.idara.IssueResetCode(office.write(t.Context()), &identityv1.IssueResetCodeRequest{AccountId: waiting.GetAccountId()})
		refused(t, err, errs.NotFound, errorsv1.Reason_ACCOUNT_NOT_FOUND)
		_, err = h.idara.SetAccountSuspended(office.write(t.Context()), &identityv1.SetAccountSuspendedRequest{AccountId: waiting.GetAccountId(), Suspended: true, Reason: "x"})
		refused(t, err, errs.NotFound, errorsv1.Reason_ACCOUNT_NOT_FOUND)
		_ = h.activate(waiting.GetActivationCode(), goodPass, "idara")

		// Lost paper: the same request by who may make all of it prints a new code.
		record := h.record(officeNode)
		lost, err := h.staff(office, "new@massar.ma", teacherRole, officeNode, record)
		require.NoError(t, err)
		fresh, err := h.staff(office, "new@massar.ma", teacherRole, officeNode, record)
		require.NoError(t, err)
		require.NotEqual(t, lost.GetActivationCode(), fresh.GetActivationCode())
		refused(t, h.try(lost.GetActivationCode(), goodPass), errs.FailedPrecondition, errorsv1.Reason_ACTIVATION_CODE_EXPIRED)
		_ = h.activate(fresh.GetActivationCode(), goodPass, "idara")
	})
}

// An office session makes no second office and opens no colleague's account.
func TestAnOfficeHasNoPowerOverAnOffice(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ministry := h.ministry()
		office := h.office(ministry, "office@massar.ma", officeNode)
		colleague := h.office(h.again(ministry), "colleague@massar.ma", officeNode)
		waiting, err := h.staff(h.again(ministry), "waiting@massar.ma", officeRole, officeNode, "")
		require.NoError(t, err)
		office = h.again(office)
		for _, record := range []string{"", h.record(officeNode)} {
			_, err = h.staff(office, "accomplice@massar.ma", officeRole, officeNode, record)
			refused(t, err, errs.Denied, errorsv1.Reason_ACCESS_DENIED)
			_, err = h.staff(office, "waiting@massar.ma", officeRole, officeNode, record)
			refused(t, err, errs.Denied, errorsv1.Reason_ACCESS_DENIED)
		}
		for _, account := range []string{colleague.accountID, waiting.GetAccountId(), office.accountID, ministry.accountID} {
			code, err := h.resetCode(office, account)
			refused(t, err, errs.NotFound, errorsv1.Reason_ACCOUNT_NOT_FOUND)
			require.Empty(t, code)
			for _, suspended := range []bool{true, false} {
				refused(t, h.suspend(office, account, suspended), errs.NotFound, errorsv1.Reason_ACCOUNT_NOT_FOUND)
			}
		}
		h.poll()
		require.NoError(t, h.works(colleague.access))
		_ = h.activate(waiting.GetActivationCode(), goodPass, "idara")
	})
}

func TestWhoStandsAboveGivesANewSecondFactor(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ministry := h.ministry()
		office := h.office(ministry, "office@massar.ma", officeNode)
		code, err := h.resetCode(h.again(ministry), office.accountID)
		require.NoError(t, err)
		renewed := h.activate(code, goodPass, "idara")
		require.NotEmpty(t, renewed.secret)
		require.NotEqual(t, office.secret, renewed.secret)
		renewed = h.again(renewed)
		_, err = h.signIn(office)
		refused(t, err, errs.Unauthenticated, errorsv1.Reason_SECOND_FACTOR_INVALID)
		h.poll()
		refused(t, h.works(office.access), errs.Unauthenticated, errorsv1.Reason_TOKEN_REVOKED)

		// A family's factor is its own: a code of the office opens nothing without the one in use.
		_, student, _ := h.family(renewed)
		enrol, err := h.auth.EnrolSecondFactor(student.ctx(t.Context()), &authv1.EnrolSecondFactorRequest{})
		require.NoError(t, err)
		student.secret = enrol.GetSecret()
		_, err = h.auth.ConfirmSecondFactor(student.ctx(t.Context()), &authv1.ConfirmSecondFactorRequest{Totp: h.code(student)})
		require.NoError(t, err)
		code, err = h.resetCode(renewed, student.accountID)
		require.NoError(t, err)
		_, err = h.auth.ActivateAccount(t.Context(), &authv1.ActivateAccountRequest{ActivationCode: code, Password: otherPass})
		refused(t, err, errs.Unauthenticated, errorsv1.Reason_SECOND_FACTOR_REQUIRED)
		typed := h.code(student)
		_, err = h.auth.ActivateAccount(t.Context(), &authv1.ActivateAccountRequest{ActivationCode: code, Password: otherPass, Totp: &typed})
		require.NoError(t, err)
		student.password = otherPass
		_ = h.again(student)
	})
}

func TestSuspensionStaysInScope(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ministry := h.ministry()
		office := h.office(ministry, "office@massar.ma", officeNode)
		foreign := h.office(h.again(ministry), "foreign@massar.ma", otherNode)
		office = h.again(office)
		_, student, father := h.family(office)
		teacher := h.teacher(office, "teacher@massar.ma", officeNode)
		suspend := func(by, of person) error { return h.suspend(by, of.accountID, true) }
		for name, of := range map[string]person{"student": student, "father": father, "teacher": teacher, "office": office} {
			refused(t, suspend(foreign, of), errs.NotFound, errorsv1.Reason_ACCOUNT_NOT_FOUND)
			require.NoError(t, h.works(of.access), name)
		}
		refused(t, suspend(office, office), errs.NotFound, errorsv1.Reason_ACCOUNT_NOT_FOUND)
		refused(t, suspend(office, ministry), errs.NotFound, errorsv1.Reason_ACCOUNT_NOT_FOUND)
		require.NoError(t, suspend(office, father))
		require.NoError(t, suspend(office, teacher))
		require.NoError(t, suspend(h.again(ministry), student))
		h.poll()
		for _, of := range []person{student, father, teacher} {
			refused(t, h.works(of.access), errs.Unauthenticated, errorsv1.Reason_TOKEN_REVOKED)
		}
	})
}

func TestSecondFactorEnrolment(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		office := h.office(h.ministry(), "office@massar.ma", officeNode)
		_, student, _ := h.family(office)
		other := h.again(student)
		enrol, err := h.auth.EnrolSecondFactor(student.ctx(t.Context()), &authv1.EnrolSecondFactorRequest{})
		require.NoError(t, err)
		_ = h.again(student)
		confirm := func(p person, typed string) error {
			_, err := h.auth.ConfirmSecondFactor(p.ctx(t.Context()), &authv1.ConfirmSecondFactorRequest{Totp: typed})
			return err
		}
		refused(t, confirm(other, "000000x"), errs.Invalid, errorsv1.Reason_SECOND_FACTOR_INVALID)
		with := student
		with.secret = enrol.GetSecret()
		require.NoError(t, confirm(student, h.code(with)))
		_, err = h.signIn(student)
		refused(t, err, errs.Unauthenticated, errorsv1.Reason_SECOND_FACTOR_REQUIRED)
		_ = h.again(with)
		_, err = h.refresh(other.refresh)
		refused(t, err, errs.Unauthenticated, errorsv1.Reason_TOKEN_REVOKED)
		student = h.renewed(student)
		h.poll()
		_, err = h.auth.EnrolSecondFactor(student.ctx(t.Context()), &authv1.EnrolSecondFactorRequest{})
		require.NoError(t, err, "the session that proved the factor may replace it")
		_ = h.again(with)
	})
}
