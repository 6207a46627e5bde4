package identity_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/proto"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/ids"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	identityv1 "github.com/massar-platform/massar/proto/gen/massar/identity/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

// A trial says what the account would be refused for, writes nothing, and is not in the way of a repeated answer.
func TestATrialOfAStaffAccount(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ministry := h.ministry()
		office := h.office(ministry, "office@massar.ma", officeNode)
		neighbour := h.office(ministry, "neighbour@massar.ma", otherNode)
		h.teacher(neighbour, "taken@massar.ma", otherNode)
		rows := func() map[string]int {
			n := map[string]int{}
			for _, table := range []string{"accounts", "identifiers", "account_roles", "activation_codes", "idempotency", "audit_log"} {
				var count int
				require.NoError(t, h.db.QueryRow(t.Context(), "SELECT COUNT(*) FROM "+table).Scan(&count))
				n[table] = count
			}
			return n
		}
		ask := func(email string) *identityv1.CreateStaffAccountRequest {
			return &identityv1.CreateStaffAccountRequest{
				Email: email, Name: &typev1.Name{Latin: "Benali Karim"}, Role: typev1.AccountRole_TEACHER, Node: officeNode, ValidateOnly: true,
			}
		}
		before := rows()
		_, err := h.idara.CreateStaffAccount(office.write(t.Context()), ask("taken@massar.ma"))
		refused(t, err, errs.AlreadyExists, errorsv1.Reason_IDENTIFIER_TAKEN)
		above := ask("new@massar.ma")
		above.Role = typev1.AccountRole_PROVINCE
		_, err = h.idara.CreateStaffAccount(office.write(t.Context()), above)
		refused(t, err, errs.Denied, errorsv1.Reason_ACCESS_DENIED)
		ctx := office.write(t.Context())
		answer, err := h.idara.CreateStaffAccount(ctx, ask("new@massar.ma"))
		require.NoError(t, err)
		require.True(t, proto.Equal(&identityv1.CreateStaffAccountResponse{}, answer))
		require.Equal(t, before, rows())

		staffID := ids.New()
		h.school.staff[staffID] = "12345A"
		real := ask("new@massar.ma")
		real.StaffId, real.ValidateOnly = staffID, false
		made, err := h.idara.CreateStaffAccount(ctx, real)
		require.NoError(t, err)
		require.NotEmpty(t, made.GetActivationCode())
		_, err = h.idara.CreateStaffAccount(ctx, ask("new@massar.ma"))
		require.NoError(t, err, "this key made it")
		_, err = h.idara.CreateStaffAccount(office.write(t.Context()), ask("new@massar.ma"))
		refused(t, err, errs.AlreadyExists, errorsv1.Reason_ACCOUNT_EXISTS)
		again, err := h.idara.CreateStaffAccount(ctx, real)
		require.NoError(t, err)
		require.True(t, proto.Equal(made, again))
	})
}
