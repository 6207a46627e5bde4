package esise_test

import (
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/stretchr/testify/require"
	"golang.org/x/text/encoding/charmap"

	"github.com/massar-platform/massar/services/school/internal/esise"
	"github.com/massar-platform/massar/tests/fixtures"
)

const school = "12345A"

func read(t *testing.T, data []byte) *esise.File {
	t.Helper()
	file, err := esise.Read(data)
	require.NoError(t, err)
	return file
}

func TestReadsAFile(t *testing.T) {
	agents := fixtures.ESISEAgents(4, school)
	agents[1].Function = fixtures.ESISEFunctionDirect
	agents[2].Function = ""
	agents[3].Function, agents[3].Cadre, agents[3].School = "", "999", ""
	file := read(t, fixtures.ESISE(agents))
	require.Empty(t, file.Issues)
	require.Len(t, file.Agents, 4)
	require.Equal(t, esise.Agent{
		Line: 3, PPR: "1300001", NameAr: "العلوي خديجة", NameLat: "ALAOUI Khadija", Kind: esise.Teacher, Schools: []string{school},
	}, file.Agents[0])
	require.Equal(t, 19, file.Agents[1].Line)
	require.Equal(t, esise.Office, file.Agents[1].Kind, "a director is a professor by his cadre and works in the office")
	require.Equal(t, esise.Teacher, file.Agents[2].Kind, "by the cadre")
	require.Empty(t, file.Agents[3].Kind)
	require.Empty(t, file.Agents[3].Schools)
}

// The words alone say what somebody does: Arabic ones with and without hamza, whatever the case.
func TestKindsByLabel(t *testing.T) {
	for label, want := range map[string]string{
		"Professeur agrégé": esise.Teacher, "ENSEIGNANT": esise.Teacher, "أستاذ": esise.Teacher, "استـاذ التعليم الابتدائي": esise.Teacher,
		"Secrétaire": esise.Office, "حارس عام": esise.Office, "": "",
	} {
		file := read(t, []byte(`<DsAgentExport><AGENT><PPR>1234</PPR><NOML>X</NOML><CD_FONCT>7</CD_FONCT></AGENT>
			<R_FONCT><CD_FONCT>7</CD_FONCT><LL_FONCT>`+label+`</LL_FONCT></R_FONCT></DsAgentExport>`))
		require.Equal(t, want, file.Agents[0].Kind, label)
	}
}

// Of several activities the main one counts.
func TestTheMainActivityCounts(t *testing.T) {
	file := read(t, []byte(`<dsAgentExport><Agent PPR="1234" NOM="Alaoui" PRENOM="Salma"/>
		<ACTIVITE><PPR>1234</PPR><CD_ETAB>12345A</CD_ETAB><CD_FONC>2</CD_FONC><ACTIV_PRINC>false</ACTIV_PRINC></ACTIVITE>
		<ACTIVITE><PPR>1234</PPR><CD_ETAB>54321Z</CD_ETAB><CD_FONC>1</CD_FONC><ACTIV_PRINC>true</ACTIV_PRINC></ACTIVITE>
		<R_FONCT><CD_FONC>1</CD_FONC><LL_FONC>Enseignant</LL_FONC></R_FONCT>
		<R_FONCT><CD_FONC>2</CD_FONC><LL_FONC>Intendant</LL_FONC></R_FONCT></dsAgentExport>`))
	require.Equal(t, []esise.Agent{{Line: 1, PPR: "1234", NameLat: "Alaoui Salma", Kind: esise.Teacher, Schools: []string{"12345A", "54321Z"}}}, file.Agents)
}

func TestEncodings(t *testing.T) {
	plain := string(fixtures.ESISE(fixtures.ESISEAgents(2, school)))
	want := read(t, []byte(plain))
	declare := func(name string) string {
		return strings.Replace(plain, `version="1.0"`, `version="1.0" encoding="`+name+`"`, 1)
	}
	wide := func(text string, order binary.AppendByteOrder, mark bool) []byte {
		var out []byte
		if mark {
			out = order.AppendUint16(out, 0xFEFF)
		}
		for _, unit := range utf16.Encode([]rune(text)) {
			out = order.AppendUint16(out, unit)
		}
		return out
	}
	arabic, err := charmap.Windows1256.NewEncoder().Bytes([]byte(declare("windows-1256")))
	require.NoError(t, err)
	for name, data := range map[string][]byte{
		"UTF-8": []byte(declare("UTF-8")), "UTF-8 with its mark": append([]byte{0xEF, 0xBB, 0xBF}, plain...),
		"UTF-16 little": wide(declare("utf-16"), binary.LittleEndian, true), "UTF-16 big": wide(declare("utf-16"), binary.BigEndian, true),
		"UTF-16 without its mark": wide(declare("utf-16"), binary.LittleEndian, false), "UTF-16 big without": wide(declare("utf-16"), binary.BigEndian, false),
		"windows-1256": arabic,
	} {
		require.Equal(t, want, read(t, data), name)
	}
	// Every character of the code pages, against a library's.
	for name, page := range map[string]*charmap.Charmap{"windows-1256": charmap.Windows1256, "windows-1252": charmap.Windows1252} {
		for c := 0xA1; c <= 0xFF; c++ {
			if c == 0xAD {
				continue
			}
			data := []byte(`<?xml version="1.0" encoding="` + name + `"?><DsAgentExport><AGENT><PPR>1234</PPR><NOMA>a` + string([]byte{byte(c)}) + `a</NOMA></AGENT></DsAgentExport>`)
			require.Equal(t, "a"+string(page.DecodeByte(byte(c)))+"a", read(t, data).Agents[0].NameAr, "%s %X", name, c)
		}
	}
	for name, data := range map[string][]byte{
		"unknown": []byte(declare("ebcdic")), "not what it says": append([]byte(plain), 0xC3, 0x28), "half a unit": {0xFF, 0xFE, 0x3C},
		"UTF-16 that says UTF-8 only": []byte("\xFF\xFE\x00"),
	} {
		_, err := esise.Read(data)
		require.ErrorIs(t, err, esise.ErrFormat, name)
	}
}

func TestBadRowsAreListed(t *testing.T) {
	agents := fixtures.ESISEAgents(5, school)
	agents[0].PPR = "12A45"
	agents[1].FamilyAr, agents[1].FirstAr, agents[1].FamilyLatin, agents[1].FirstLatin = "", "", "", ""
	agents[3].PPR = agents[2].PPR
	agents[4].PPR = ""
	file := read(t, fixtures.ESISE(agents))
	require.Equal(t, []esise.Issue{
		{Line: 3, Reason: esise.NumberInvalid}, {Line: 19, Reason: esise.NameMissing}, {Line: 47, Reason: esise.Twice, Text: agents[2].PPR},
		{Line: 63, Reason: esise.NumberInvalid},
	}, file.Issues)
}

// What is no such file, or would cost more than it is worth, is refused as a whole.
func TestHostileFiles(t *testing.T) {
	good := string(fixtures.ESISE(fixtures.ESISEAgents(1, school)))
	root := func(inside string) string { return "<DsAgentExport>" + inside + "</DsAgentExport>" }
	agent := "<AGENT><PPR>1234</PPR><NOML>X</NOML></AGENT>"
	for name, c := range map[string]struct {
		data string
		want error
	}{
		"nothing":             {"", esise.ErrFormat},
		"no XML":              {"PK\x03\x04", esise.ErrFormat},
		"another root":        {"<Teachers_Timetable>" + agent + "</Teachers_Timetable>", esise.ErrFormat},
		"no agents":           {root("<R_GRADE><CD_GRADE>1</CD_GRADE></R_GRADE>"), esise.ErrFormat},
		"cut short":           {good[:len(good)/2], esise.ErrFormat},
		"crossed elements":    {root("<AGENT><PPR>1</AGENT></PPR>"), esise.ErrFormat},
		"a document type":     {`<!DOCTYPE x [<!ENTITY a "b">]>` + root(agent), esise.ErrFormat},
		"an outside entity":   {`<!DOCTYPE x SYSTEM "file:///etc/passwd">` + root(agent), esise.ErrFormat},
		"an unknown entity":   {root("<AGENT><PPR>&lol;</PPR></AGENT>"), esise.ErrFormat},
		"deep":                {root("<AGENT>" + strings.Repeat("<a>", 100) + strings.Repeat("</a>", 100) + "</AGENT>"), esise.ErrTooMuch},
		"a long text":         {root("<AGENT><PPR>" + strings.Repeat("1", 5000) + "</PPR></AGENT>"), esise.ErrTooMuch},
		"many columns":        {root("<AGENT>" + many(300, "<c%d>1</c%d>") + "</AGENT>"), esise.ErrTooMuch},
		"many attributes":     {root("<AGENT " + many(300, `c%d="%d" `) + "/>"), esise.ErrTooMuch},
		"many people":         {root(strings.Repeat(agent, 3001)), esise.ErrTooMuch},
		"many rows":           {root(agent + strings.Repeat("<R_GRADE/>", 50_001)), esise.ErrTooMuch},
		"two roots":           {root(agent) + root(agent), esise.ErrFormat},
		"a control character": {root("<AGENT><PPR>1234</PPR><NOML>X\x01</NOML></AGENT>"), esise.ErrFormat},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := esise.Read([]byte(c.data))
			require.ErrorIs(t, err, c.want)
		})
	}
}

func many(n int, form string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, form, i, i)
	}
	return b.String()
}

// Schemas that a data set writes in front, comments and tables nobody knows are passed over.
func TestWhatIsNotKnownIsPassedOver(t *testing.T) {
	good := string(fixtures.ESISE(fixtures.ESISEAgents(2, school)))
	want := read(t, []byte(good))
	odd := strings.Replace(good, "</DsAgentExport>", `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="AGENT"><xs:complexType><xs:sequence><xs:element name="PPR"/></xs:sequence></xs:complexType></xs:element></xs:schema>`+
		"<!-- fin --><R_ZONE><CD_ZONE>1</CD_ZONE></R_ZONE></DsAgentExport>", 1)
	require.Equal(t, want, read(t, []byte(odd)))
	require.Equal(t, want, read(t, []byte(strings.ReplaceAll(good, "<CD_SEXE>2</CD_SEXE>", "<CD_SEXE><x>2</x></CD_SEXE>"))))
}

func FuzzRead(f *testing.F) {
	f.Add(fixtures.ESISE(fixtures.ESISEAgents(2, school)))
	f.Add([]byte("\xFF\xFE<\x00a\x00>\x00"))
	f.Add([]byte(`<?xml version="1.0" encoding="windows-1256"?><DsAgentExport><AGENT PPR="1234"/></DsAgentExport>`))
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := esise.Read(data)
		if err != nil {
			require.True(t, errors.Is(err, esise.ErrFormat) || errors.Is(err, esise.ErrTooMuch), "%v", err)
			return
		}
		require.NotEmpty(t, file.Agents)
		for _, a := range file.Agents {
			require.Positive(t, a.Line)
		}
	})
}
