package identity_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/page"
	"github.com/massar-platform/massar/platform/sqldb"
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

// A place with more accounts than a page has: each that the caller manages is on one page, whoever stands before it.
func TestListOfficersOfAGreatPlace(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ministry := h.ministry()
		province := h.officer(ministry, "province@massar.ma", typev1.AccountRole_PROVINCE, "ma/07/351")
		// What somebody holds beside his role in the office, and whether the province manages him then.
		beside := []struct {
			role    typev1.AccountRole_Value
			node    string
			manages bool
		}{
			{typev1.AccountRole_SCHOOL_OFFICE, farNode, false},
			{typev1.AccountRole_TEACHER, farNode, false},
			{typev1.AccountRole_TEACHER, "ma/07/3510/99999Z", false},
			{typev1.AccountRole_PROVINCE, "ma/07/351", false},
			{typev1.AccountRole_GUARDIAN, "", true},
			{typev1.AccountRole_SCHOOL_OFFICE, otherNode, true},
			{typev1.AccountRole_TEACHER, officeNode, true},
			{0, "", true},
		}
		var managed, all []string
		require.NoError(t, h.db.InTx(t.Context(), func(ctx context.Context, tx sqldb.Tx) error {
			for i := range 640 {
				// Those whom the province does not manage stand first.
				kind := beside[i/80]
				id := fmt.Sprintf("00000000-0000-7000-8000-%012d", i)
				if _, err := tx.Exec(ctx, `INSERT INTO accounts (account_id, name_ar, name_latin, locale, password_hash, suspended, epoch,
 totp_secret, totp_pending, totp_last_step, created_at) VALUES ($1, '', 'x', 'fr', '', FALSE, 0, $2, $2, 0, 1)`, id, []byte{}); err != nil {
					return err
				}
				const hat = `INSERT INTO account_roles (account_id, role, node, person_id) VALUES ($1, $2, $3, $1)`
				if _, err := tx.Exec(ctx, hat, id, int64(typev1.AccountRole_SCHOOL_OFFICE), officeNode); err != nil {
					return err
				}
				if kind.role != 0 {
					if _, err := tx.Exec(ctx, hat, id, int64(kind.role), kind.node); err != nil {
						return err
					}
				}
				all = append(all, id)
				if kind.manages {
					managed = append(managed, id)
				}
			}
			return nil
		}))
		pages := func(by person, size int32) (found []string, calls int) {
			for token := ""; ; {
				answer, err := h.idara.ListOfficers(by.ctx(t.Context()), &identityv1.ListOfficersRequest{Node: officeNode, PageSize: size, PageToken: token})
				require.NoError(t, err)
				calls++
				for _, one := range answer.GetOfficers() {
					found = append(found, one.GetAccountId())
				}
				if token = answer.GetNextPageToken(); token == "" {
					return found, calls
				}
			}
		}
		got, calls := pages(province, 0)
		require.Equal(t, managed, got)
		require.Equal(t, 7, calls, "320 in pages of 50")
		got, calls = pages(province, 320)
		require.Equal(t, managed, got)
		require.Equal(t, 1, calls, "a page that holds all of them is the last")
		got, _ = pages(ministry, 500)
		require.Equal(t, all, got, "he is above all their places")

		first, err := h.idara.ListOfficers(province.ctx(t.Context()), &identityv1.ListOfficersRequest{Node: officeNode})
		require.NoError(t, err)
		asked, err := page.Parse(1, "", 2, "officers", officeNode)
		require.NoError(t, err)
		forged := func(key ...string) string {
			_, token := page.Next(asked, []int{1, 2}, func(int) []string { return key })
			return token
		}
		for name, req := range map[string]*identityv1.ListOfficersRequest{
			"of another place": {Node: otherNode, PageToken: first.GetNextPageToken()},
			"no role":          {Node: officeNode, PageToken: forged("x", "y")},
			"no text":          {Node: officeNode, PageToken: forged("4", "\x00")},
		} {
			_, err := h.idara.ListOfficers(province.ctx(t.Context()), req)
			require.True(t, errs.Is(err, errorsv1.Reason_PAGE_TOKEN_INVALID), "%s: %v", name, err)
		}
	})
}
