package identity_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/errs"
	authv1 "github.com/massar-platform/massar/proto/gen/massar/auth/v1"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	identityv1 "github.com/massar-platform/massar/proto/gen/massar/identity/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

func (h *house) resetCode(by person, accountID string) (string, error) {
	response, err := h.idara.IssueResetCode(by.write(h.t.Context()), &identityv1.IssueResetCodeRequest{AccountId: accountID})
	return response.GetResetCode(), err
}

func (h *house) suspend(by person, accountID string, suspended bool) error {
	_, err := h.idara.SetAccountSuspended(by.write(h.t.Context()), &identityv1.SetAccountSuspendedRequest{
		AccountId: accountID, Suspended: suspended, Reason: "x",
	})
	return err
}

// Two schools, one e-mail: whoever names a colleague of another school gets no hold on that account.
func TestNobodyTakesOverAnAccountOfAnotherSchool(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ministry := h.ministry()
		offices := map[string]person{}
		for _, node := range []string{officeNode, otherNode, farNode} {
			offices[node] = h.office(h.again(ministry), "office@"+node[len(node)-6:]+".ma", node)
		}
		near := h.officer(h.again(ministry), "near@massar.ma", provinceRole, "ma/07/351")
		far := h.officer(h.again(ministry), "far@massar.ma", provinceRole, "ma/07/352")
		academy := h.officer(h.again(ministry), "academy@massar.ma", academyRole, "ma/07")

		for _, owner := range []struct {
			name string
			role typev1.AccountRole_Value
			by   person
		}{
			{"teacher", teacherRole, offices[officeNode]},
			{"office", officeRole, near},
		} {
			for _, active := range []bool{true, false} {
				email := owner.name + "-waiting@massar.ma"
				if active {
					email = owner.name + "-active@massar.ma"
				}
				record := ""
				if owner.role == teacherRole {
					record = h.record(officeNode)
				}
				made, err := h.staff(owner.by, email, owner.role, officeNode, record)
				require.NoError(t, err)
				victim := person{accountID: made.GetAccountId()}
				if active {
					victim = h.activate(made.GetActivationCode(), goodPass, "idara")
				}
				for _, attack := range []struct {
					name   string
					by     person
					role   typev1.AccountRole_Value
					node   string
					record string
				}{
					{"office as teacher", offices[otherNode], teacherRole, otherNode, h.record(otherNode)},
					{"province as office", far, officeRole, farNode, ""},
				} {
					name := email + " by " + attack.name
					for range 2 {
						again, err := h.staff(attack.by, email, attack.role, attack.node, attack.record)
						refused(t, err, errs.AlreadyExists, errorsv1.Reason_IDENTIFIER_TAKEN)
						require.Empty(t, again.GetActivationCode(), name)
						_, err = h.resetCode(attack.by, victim.accountID)
						refused(t, err, errs.NotFound, errorsv1.Reason_ACCOUNT_NOT_FOUND)
						refused(t, h.suspend(attack.by, victim.accountID, true), errs.NotFound, errorsv1.Reason_ACCOUNT_NOT_FOUND)
						refused(t, h.suspend(attack.by, victim.accountID, false), errs.NotFound, errorsv1.Reason_ACCOUNT_NOT_FOUND)
					}
				}
				h.poll()
				if active {
					require.NoError(t, h.works(victim.access), "nobody else moves the epoch of %s", email)
					continue
				}
				_ = h.activate(made.GetActivationCode(), goodPass, "idara")
			}
		}

		// An officer above both schools may give a role in the second; from then on neither office alone is
		// over the account, nor is who is over only one of the two.
		for _, active := range []bool{true, false} {
			email := "both-waiting@massar.ma"
			if active {
				email = "both-active@massar.ma"
			}
			made, err := h.staff(offices[officeNode], email, teacherRole, officeNode, h.record(officeNode))
			require.NoError(t, err)
			if active {
				_ = h.activate(made.GetActivationCode(), goodPass, "moudaris")
			}
			both, err := h.staff(academy, email, officeRole, farNode, "")
			require.NoError(t, err)
			require.Equal(t, made.GetAccountId(), both.GetAccountId())
			require.Equal(t, !active, both.GetActivationCode() != "")
			for _, by := range []person{offices[officeNode], offices[farNode], near, far} {
				_, err := h.resetCode(by, made.GetAccountId())
				refused(t, err, errs.NotFound, errorsv1.Reason_ACCOUNT_NOT_FOUND)
				refused(t, h.suspend(by, made.GetAccountId(), true), errs.NotFound, errorsv1.Reason_ACCOUNT_NOT_FOUND)
			}
			_, err = h.staff(far, email, officeRole, farNode, "")
			refused(t, err, errs.AlreadyExists, errorsv1.Reason_IDENTIFIER_TAKEN)
			code, err := h.resetCode(academy, made.GetAccountId())
			require.NoError(t, err)
			require.NotEmpty(t, code)
			require.NoError(t, h.suspend(academy, made.GetAccountId(), true))
		}
	})
}

// A code opens the whole account, so it is good for the roles that its issuer was over: with one role more, its
// issuer stands above the owner no longer, and the code ends in either place where it could be used.
func TestAResetCodeEndsWithTheRightToPrintIt(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ministry := h.ministry()
		office := h.office(h.again(ministry), "office@massar.ma", officeNode)
		academy := h.officer(h.again(ministry), "academy@massar.ma", academyRole, "ma/07")
		for _, shown := range []bool{false, true} {
			email := "grows@massar.ma"
			if shown {
				email = "grows-shown@massar.ma"
			}
			teacher := h.teacher(h.again(office), email, officeNode)
			code, err := h.resetCode(h.again(office), teacher.accountID)
			require.NoError(t, err)
			use := &authv1.ActivateAccountRequest{ActivationCode: code, Password: otherPass}
			holder := teacher
			if shown {
				// The thief has the new second factor on his telephone already.
				response, err := h.auth.ActivateAccount(t.Context(), use)
				require.NoError(t, err)
				holder.secret = response.GetSecondFactor().GetSecret()
				require.NotEmpty(t, holder.secret)
			}
			_, err = h.staff(h.again(academy), email, officeRole, farNode, "")
			require.NoError(t, err)
			if shown {
				typed := h.code(holder)
				use.Totp = &typed
			}
			_, err = h.auth.ActivateAccount(t.Context(), use)
			refused(t, err, errs.FailedPrecondition, errorsv1.Reason_ACTIVATION_CODE_EXPIRED)
			_, err = h.auth.ResetPassword(t.Context(), &authv1.ResetPasswordRequest{Identifier: email, ResetCode: code, NewPassword: otherPass})
			refused(t, err, errs.Invalid, errorsv1.Reason_RESET_CODE_INVALID)
			_ = h.again(teacher)

			// Who is over both roles prints another. Asking for a role that is there already leaves it good.
			code, err = h.resetCode(h.again(academy), teacher.accountID)
			require.NoError(t, err)
			_, err = h.staff(h.again(academy), email, officeRole, farNode, "")
			require.NoError(t, err)
			_ = h.activate(code, otherPass, "idara")
		}
	})
}
