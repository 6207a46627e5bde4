package identity_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/errs"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	identityv1 "github.com/massar-platform/massar/proto/gen/massar/identity/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

func TestListOfficersNamesWhoIsTheCallersToManage(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		const directorate = "ma/07/351"
		ministry := h.ministry()
		province := h.officer(ministry, "province@massar.ma", typev1.AccountRole_PROVINCE, directorate)
		peer := h.officer(ministry, "peer@massar.ma", typev1.AccountRole_PROVINCE, directorate)
		office := h.office(province, "office@massar.ma", officeNode)
		waiting, err := h.staff(province, "waiting@massar.ma", typev1.AccountRole_SCHOOL_OFFICE, officeNode, "")
		require.NoError(t, err)
		_ = h.teacher(office, "teacher@massar.ma", officeNode)
		list := func(by person, node string) map[string]*identityv1.Officer {
			answer, err := h.idara.ListOfficers(by.ctx(t.Context()), &identityv1.ListOfficersRequest{Node: node})
			require.NoError(t, err)
			found := map[string]*identityv1.Officer{}
			for _, one := range answer.GetOfficers() {
				found[one.GetEmail()] = one
			}
			require.Len(t, found, len(answer.GetOfficers()))
			return found
		}

		below := list(province, officeNode)
		require.Len(t, below, 2, "the office's two accounts, and no teacher")
		require.Equal(t, office.accountID, below["office@massar.ma"].GetAccountId())
		require.True(t, below["office@massar.ma"].GetActive())
		require.False(t, below["waiting@massar.ma"].GetActive())
		require.Equal(t, waiting.GetAccountId(), below["waiting@massar.ma"].GetAccountId())
		require.Equal(t, typev1.AccountRole_SCHOOL_OFFICE, below["office@massar.ma"].GetRole())

		require.Empty(t, list(province, directorate), "neither himself nor one of his rank")
		require.Len(t, list(ministry, directorate), 2)

		_, err = h.idara.SetAccountSuspended(province.write(t.Context()), &identityv1.SetAccountSuspendedRequest{
			AccountId: office.accountID, Suspended: true, Reason: "left",
		})
		require.NoError(t, err)
		require.True(t, list(peer, officeNode)["office@massar.ma"].GetSuspended())

		elsewhere := h.officer(ministry, "elsewhere@massar.ma", typev1.AccountRole_PROVINCE, "ma/07/352")
		_, err = h.idara.ListOfficers(elsewhere.ctx(t.Context()), &identityv1.ListOfficersRequest{Node: officeNode})
		refused(t, err, errs.NotFound, errorsv1.Reason_NOT_FOUND)

		// One with a role at another place as well is managed from above both.
		_, err = h.staff(ministry, "waiting@massar.ma", typev1.AccountRole_PROVINCE, "ma/07/352", "")
		require.NoError(t, err)
		require.NotContains(t, list(province, officeNode), "waiting@massar.ma")
		require.Contains(t, list(ministry, officeNode), "waiting@massar.ma")
	})
}
