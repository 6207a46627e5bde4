package stand_test

import (
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/tests/stand"
)

func TestMain(m *testing.M) { os.Exit(stand.Main(m)) }

// The school that other packages' tests rely on opens.
func TestTheSchoolOpensInOneProcessOnSQLite(t *testing.T) {
	s := stand.Open(t, stand.Deploy(t, stand.Options{}))
	require.Len(t, s.Sheets, 3)
	require.Equal(t, "E300000001", s.Students[0].Identifier)
	s.Save(t, s.Teacher, s.Sheets["MATH"], stand.Cell(s.Pupils[0][0], "C1", "14,5", 0)).OK()
	require.NotEmpty(t, s.Fill(t).Letter)
	s.D.Stop()
}
