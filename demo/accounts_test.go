package demo

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func someAccounts() Accounts {
	return Accounts{
		{Role: RoleGuardian, Identifier: "+212600000001", Password: "a", Name: "Idrissi Amina", SchoolCode: "90001A"},
		{Role: RoleStudent, Identifier: "Z900000002", Password: "b", Name: "Alaoui Omar", SchoolCode: "90001A"},
		{Role: RoleStudent, Identifier: "Z900000001", Password: "c", Name: "Alaoui Aya", SchoolCode: "90001A"},
		{Role: RoleTeacher, Identifier: "x@90001a.massar.example", Password: "d", Name: "Tazi Said", SchoolCode: "90001A"},
		{Role: RoleMinistry, Identifier: "ministry@massar.example", Password: "e", TOTPSecret: "JBSWY3DP", Name: "Ministère"},
	}
}

func TestAccountsAreKeptForTheirOwnerOnly(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "demo-accounts.json")
	_, err := Load(path)
	require.ErrorIs(t, err, fs.ErrNotExist)

	require.NoError(t, someAccounts().Save(path))
	require.NoError(t, someAccounts().Save(path))
	files, err := os.ReadDir(dir)
	require.NoError(t, err)
	require.Len(t, files, 1)
	info, err := os.Stat(path)
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o600), info.Mode().Perm())

	loaded, err := Load(path)
	require.NoError(t, err)
	require.ElementsMatch(t, someAccounts(), loaded)
	require.Equal(t, RoleMinistry, loaded[0].Role)
	require.Equal(t, "Z900000001", loaded.of(RoleStudent)[0].Identifier)

	content, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, 1, strings.Count(string(content), "totpSecret"), "absent where there is none")
	require.Equal(t, 5, strings.Count(string(content), `"schoolCode"`))

	require.NoError(t, os.WriteFile(path, []byte("{"), 0o600))
	_, err = Load(path)
	require.ErrorContains(t, err, "demo-accounts.json")
}

func TestPrintShowsAccountsAndWhatToTry(t *testing.T) {
	var out strings.Builder
	Print(&out, "http://127.0.0.1:8080", someAccounts(), false)
	require.Contains(t, out.String(), "Z900000001")
	require.Equal(t, 6, strings.Count(out.String(), "curl -s"), "the last line signs in by itself")
	for _, path := range []string{"/v1/moutamadris/timetable", "/v1/moutamadris/absences", "/v1/moutamadris/marks", "/v1/moudaris/lessons"} {
		require.Contains(t, out.String(), "http://127.0.0.1:8080"+path)
	}
	for _, role := range []string{RoleStudent, RoleGuardian, RoleTeacher} {
		require.Contains(t, out.String(), whatToTry(role))
	}
	require.NotContains(t, out.String(), "JBSWY3DP")
}

func TestPrintShowsTeachersWhoHaveLessonsToday(t *testing.T) {
	accounts := append(someAccounts(), Account{
		Role: RoleTeacher, Identifier: "y@90001a.massar.example", Password: "f", SchoolCode: "90001A", LessonsToday: 3,
	})
	var out strings.Builder
	Print(&out, "http://127.0.0.1:8080", accounts, false)
	require.Contains(t, out.String(), "y@90001a.massar.example")
	require.NotContains(t, out.String(), "x@90001a.massar.example", "nobody is shown who has nothing to do today")
}

func TestPrintBeginsWithPeopleOfOneClass(t *testing.T) {
	accounts := Accounts{
		{Role: RoleStudent, Identifier: "Z1", SchoolCode: "90001A", Classes: []string{"1BAC-1"}},
		{Role: RoleStudent, Identifier: "Z2", SchoolCode: "90002B", Classes: []string{"1BAC-2"}, Password: "p", Name: "Alaoui Aya"},
		{Role: RoleGuardian, Identifier: "+1", SchoolCode: "90001A", Classes: []string{"1BAC-2"}},
		{Role: RoleGuardian, Identifier: "+2", SchoolCode: "90002B", Classes: []string{"6AP-1", "1BAC-2"}},
		{Role: RoleTeacher, Identifier: "idle", SchoolCode: "90002B", Classes: []string{"1BAC-2"}},
		{Role: RoleTeacher, Identifier: "busy", SchoolCode: "90002B", Classes: []string{"TC-1", "1BAC-2"}, LessonsToday: 2},
		{Role: RoleTeacher, Identifier: "other", SchoolCode: "90002B", Classes: []string{"TC-1"}, LessonsToday: 2},
		{Role: RoleSchoolOffice, Identifier: "office1", SchoolCode: "90001A"},
		{Role: RoleSchoolOffice, Identifier: "office2", SchoolCode: "90002B"},
	}
	var who []string
	for _, a := range accounts.ofOneClass() {
		who = append(who, a.Identifier)
	}
	require.Equal(t, []string{"Z2", "+2", "busy", "office2"}, who)
	require.Empty(t, accounts[:6].ofOneClass(), "without an office nobody could publish")

	accounts[6].Classes, accounts[6].Awaited = []string{"TC-1"}, []string{"TC-1"}
	accounts = append(accounts,
		Account{Role: RoleStudent, Identifier: "Z3", SchoolCode: "90002B", Classes: []string{"TC-1"}},
		Account{Role: RoleGuardian, Identifier: "+3", SchoolCode: "90002B", Classes: []string{"TC-1"}},
	)
	who = nil
	for _, a := range accounts.ofOneClass() {
		who = append(who, a.Identifier)
	}
	require.Equal(t, []string{"Z3", "+3", "other", "office2"}, who, "a class that waits for one sheet comes first")
	accounts = accounts[:9]
	accounts[6].Awaited = nil

	var out strings.Builder
	Print(&out, "http://127.0.0.1:8080", accounts, true)
	require.True(t, strings.HasPrefix(out.String(), "\nIn the browser, a window each: people of class 1BAC-2\n  http://127.0.0.1:8080/moutamadris/ "), out.String())
	for _, app := range []string{"waliye", "moudaris", "idara"} {
		require.Contains(t, out.String(), "  http://127.0.0.1:8080/"+app+"/ ")
	}
}
