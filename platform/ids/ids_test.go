package ids_test

import (
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/ids"
)

func TestNewAscendsAndIsVersion7(t *testing.T) {
	last := ""
	for range 5000 {
		id := ids.New()
		require.True(t, ids.Valid(id))
		require.Less(t, last, id)
		last = id
	}
	require.Equal(t, uuid.Version(7), uuid.MustParse(last).Version())
}

func TestSchoolIds(t *testing.T) {
	id := ids.InSchool("12345A")
	gresa, local, ok := ids.SplitSchool(id)
	require.True(t, ok)
	require.Equal(t, "12345A", gresa)
	require.True(t, ids.Valid(local))
	require.Equal(t, id, gresa+"."+local)

	for _, bad := range []string{
		"", ".", "12345A", "12345A.", local, "1234A." + local, "12345a." + local, "12345A." + local + "0",
		"12345A." + local + ".x", "١٢٣٤٥A." + local, " 12345A." + local,
	} {
		_, _, ok := ids.SplitSchool(bad)
		require.False(t, ok, bad)
	}
}

func TestValidRefusesOtherSpellingsOfAUUID(t *testing.T) {
	require.True(t, ids.Valid("01890a5d-ac96-774b-bcce-b302099a8057"))
	for _, bad := range []string{
		"01890A5D-AC96-774B-BCCE-B302099A8057", "{01890a5d-ac96-774b-bcce-b302099a8057}",
		"01890a5dac96774bbcceb302099a8057", "urn:uuid:01890a5d-ac96-774b-bcce-b302099a8057",
		"01890a5d-ac96-774b-bcce-b302099a805g", "01890a5d-ac96-774b-bcce-b302099a805",
	} {
		require.False(t, ids.Valid(bad), bad)
	}
}

func TestCodes(t *testing.T) {
	for code, want := range map[string]bool{
		"11565V": true, "14007Z": true, "00000A": true,
		"11565v": false, "1156V": false, "115650V": false, "A11565": false, "11565É": false, "": false, "11565V\n": false,
	} {
		require.Equal(t, want, ids.ValidGRESA(code), code)
	}
	for code, want := range map[string]bool{
		"J134567890": true, "Z000000000": true,
		"j134567890": false, "J13456789": false, "J1345678901": false, "1J34567890": false, "J13456789٠": false, "": false,
	} {
		require.Equal(t, want, ids.ValidMassarCode(code), code)
	}
}
