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
	Print(&out, "http://127.0.0.1:8080", someAccounts())
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
	Print(&out, "http://127.0.0.1:8080", accounts)
	require.Contains(t, out.String(), "y@90001a.massar.example")
	require.NotContains(t, out.String(), "x@90001a.massar.example", "nobody is shown who has nothing to do today")
}
