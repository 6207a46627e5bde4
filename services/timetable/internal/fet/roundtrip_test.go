package fet_test

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/services/timetable/internal/fet"
)

// content is what a row says, without where it was read. Whatever the mark of a joint
// activity is, it comes back as the classes that have it together.
func content(rows []fet.Row) []fet.Row {
	together := func(r fet.Row) string {
		if r.Joint == "" {
			return ""
		}
		var classes []string
		for _, m := range rows {
			if m.Joint == r.Joint && m.Weekday == r.Weekday && m.Period == r.Period {
				classes = append(classes, m.Class+":"+m.Group)
			}
		}
		slices.Sort(classes)
		if len(classes) < 2 {
			return ""
		}
		return strings.Join(classes, "+")
	}
	list := make([]fet.Row, 0, len(rows))
	for _, r := range rows {
		list = append(list, fet.Row{
			Teacher: r.Teacher, Subject: r.Subject, Class: r.Class, Group: r.Group, Room: r.Room, Weekday: r.Weekday, Period: r.Period, Count: r.Count,
			Joint: together(r),
		})
	}
	slices.SortFunc(list, func(a, b fet.Row) int { return cmp.Compare(fmt.Sprintf("%+v", a), fmt.Sprintf("%+v", b)) })
	return list
}

func randomRows(r *rand.Rand) []fet.Row {
	names := []string{"ALAMI Mohammed", "العلوي فاطمة", `<&"'>`, "=1+1", "-", "O'Neil", "a,b;c", ""}
	var rows []fet.Row
	for range r.IntN(60) {
		weekday := 1 + r.IntN(6)
		last := len(hourly(weekday))
		row := fet.Row{
			Teacher: names[r.IntN(len(names))], Subject: names[r.IntN(len(names)-1)], Class: fmt.Sprintf("2BACSPF-%d", 1+r.IntN(3)),
			Group: []string{"", "G1", "G2"}[r.IntN(3)], Room: names[r.IntN(len(names))], Weekday: weekday, Period: 1 + r.IntN(last),
		}
		row.Count = 1 + r.IntN(min(4, last-row.Period+1))
		rows = append(rows, row)
		if row.Group == "" && r.IntN(3) == 0 {
			rows[len(rows)-1].Joint = fmt.Sprint("joint", len(rows))
			for n := range r.IntN(3) {
				other := rows[len(rows)-1]
				other.Class, other.Group = fmt.Sprint("TCSF-", n), []string{"", "G1"}[r.IntN(2)]
				rows = append(rows, other)
			}
		}
	}
	return rows
}

// One activity of several classes is written as one, in either file.
func TestAJointActivityIsWrittenAsOne(t *testing.T) {
	row := func(class, group, joint string, period int) fet.Row {
		return fet.Row{Teacher: "T", Subject: "EPS", Class: class, Group: group, Weekday: 1, Period: period, Count: 2, Joint: joint}
	}
	rows := []fet.Row{row("B", "G1", "x", 1), row("C", "", "", 1), row("A", "", "x", 1), row("D", "", "y", 1), row("B", "", "x", 3)}
	tree, err := fet.WriteXML(rows, hourly)
	require.NoError(t, err)
	require.Equal(t, 2, strings.Count(string(tree), `<Students name="A+B:G1"></Students>`), "two hours")
	table, err := fet.WriteCSV(rows)
	require.NoError(t, err)
	require.Equal(t, "class,group,weekday,period,count,subject,teacher,room\r\nA+B:G1,,1,1,2,EPS,T,\r\nC,,1,1,2,EPS,T,\r\nD,,1,1,2,EPS,T,\r\nB,,1,3,2,EPS,T,\r\n",
		strings.TrimPrefix(string(table), "\ufeff"))

	// An hour with another class besides is another activity.
	back, problems, err := fet.ReadXML(file(day("lundi_m", "8h-9h=A", "9h-10h=A+B", "10h-11h=A+B")), hourly)
	require.NoError(t, err)
	require.Empty(t, problems)
	require.Equal(t, []string{"1:1+1 A", "1:2+2 A", "1:2+2 B"}, brief(back))
	require.Empty(t, back[0].Joint)
	require.NotEmpty(t, back[1].Joint)
	require.Equal(t, back[1].Joint, back[2].Joint)

	// A group column is of all classes of its line; lines are activities of their own.
	back, problems, err = fet.ReadCSV([]byte("class,group,weekday,period,subject\nA+B+A,G1,1,1,EPS\nA+B,,1,1,EPS\n"))
	require.NoError(t, err)
	require.Empty(t, problems)
	require.Equal(t, []string{"1:1+1 A:G1", "1:1+1 B:G1", "1:1+1 A", "1:1+1 B"}, brief(back))
	require.Equal(t, back[0].Joint, back[1].Joint)
	require.NotEqual(t, back[0].Joint, back[2].Joint)
	_, problems, err = fet.ReadCSV([]byte("class,weekday,period,subject\n" + strings.Repeat("A+", 50) + "A,1,1,EPS\n"))
	require.NoError(t, err)
	require.Len(t, problems, 1)
}

func TestWhatIsWrittenReadsBack(t *testing.T) {
	for seed := range uint64(200) {
		rows := randomRows(rand.New(rand.NewPCG(seed, 1)))
		table, err := fet.WriteCSV(rows)
		require.NoError(t, err)
		fromCSV, problems, err := fet.ReadCSV(table)
		require.NoError(t, err)
		require.Empty(t, problems)
		require.Equal(t, content(rows), content(fromCSV))

		tree, err := fet.WriteXML(rows, hourly)
		require.NoError(t, err)
		fromXML, problems, err := fet.ReadXML(tree, hourly)
		require.NoError(t, err)
		require.Empty(t, problems)
		require.Equal(t, content(rows), content(fromXML))

		again, err := fet.WriteXML(rows, hourly)
		require.NoError(t, err)
		require.Equal(t, tree, again, "the same rows are the same file")
	}
}

func TestTheXMLIsAsFETWritesIt(t *testing.T) {
	data, err := fet.WriteXML([]fet.Row{{Teacher: "A & B", Subject: "PC", Class: "C1", Group: "G1", Room: "L1", Weekday: 6, Period: 2, Count: 1}}, hourly)
	require.NoError(t, err)
	text := string(data)
	require.True(t, strings.HasPrefix(text, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Teachers_Timetable>\n  <Teacher name=\"A &amp; B\">\n    <Day name=\"lundi_m\">\n      <Hour name=\"08:00-09:00\"></Hour>\n"), text)
	require.Contains(t, text, `    <Day name="samedi_m">
      <Hour name="08:00-09:00"></Hour>
      <Hour name="09:00-10:00">
        <Activity id="1"></Activity>
        <Subject name="PC"></Subject>
        <Students name="C1:G1"></Students>
        <Room name="L1"></Room>
      </Hour>
`)
	require.NotContains(t, text, "samedi_s")
	_, err = fet.WriteXML([]fet.Row{{Class: "C1", Weekday: 6, Period: 4, Count: 2}}, hourly)
	require.ErrorContains(t, err, "C1 has no period 4 to 5 on weekday 6")
}

func FuzzReadXML(f *testing.F) {
	f.Add(file(day("lundi_m", "8h-9h=A:G1", "9h-10h=A+B")))
	f.Add(file(day("MARDI_S", "1=A", "H2=-", "17:00=B") + "<Hour/>"))
	f.Add([]byte("<Teachers_Timetable><Teacher name='x'><Day name='lundi'><Hour name='8-9'><Subject>a</Subject><Students>b</Students></Hour></Day></Teacher></Teachers_Timetable>"))
	f.Fuzz(func(t *testing.T, data []byte) {
		rows, problems, err := fet.ReadXML(data, hourly)
		if err != nil {
			require.Empty(t, rows)
			return
		}
		sane(t, rows, problems)
		tree, err := fet.WriteXML(rows, hourly)
		require.NoError(t, err)
		back, problems, err := fet.ReadXML(tree, hourly)
		require.NoError(t, err)
		require.Empty(t, problems)
		require.Equal(t, content(rows), content(back))
	})
}

func FuzzReadCSV(f *testing.F) {
	f.Add([]byte("class,group,weekday,period,count,subject,teacher,room\nA,G1,1,1,2,MATH,'=x,\"y\"\n"))
	f.Add([]byte("class,weekday,period,subject\nA+B:G1,1,1,EPS\n"))
	f.Add([]byte("\ufeffClasse;Jour;Séance;Matière\nA:G2;lundi;3;=1\n"))
	f.Add([]byte("المادة\tالقسم\tاليوم\tالحصة\nم\tA\tالجمعة\t٢\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		rows, problems, err := fet.ReadCSV(data)
		if err != nil {
			require.Empty(t, rows)
			return
		}
		sane(t, rows, problems)
		table, err := fet.WriteCSV(rows)
		require.NoError(t, err)
		back, problems, err := fet.ReadCSV(table)
		require.NoError(t, err)
		require.Empty(t, problems)
		require.Equal(t, content(rows), content(back))
	})
}

func sane(t *testing.T, rows []fet.Row, problems []fet.Problem) {
	t.Helper()
	require.LessOrEqual(t, len(problems), fet.MaxProblems)
	for _, r := range rows {
		require.NotEmpty(t, r.Class)
		require.NotEmpty(t, r.Subject)
		require.True(t, r.Weekday >= 1 && r.Weekday <= 6)
		require.True(t, r.Period >= 1 && r.Count >= 1 && r.Count <= fet.MaxCount)
		require.Positive(t, r.Line)
		require.NotContains(t, r.Class+r.Group, ":")
	}
}

// A school of 40 classes with 35 hours each.
func BenchmarkReadXML(b *testing.B) {
	var rows []fet.Row
	for c := range 40 {
		for h := range 35 {
			rows = append(rows, fet.Row{
				Teacher: fmt.Sprintf("ENSEIGNANT %d", (c+h)%60), Subject: "MATHEMATIQUES", Class: fmt.Sprintf("2BACSPF-%d", c),
				Room: fmt.Sprintf("Salle %d", c), Weekday: 1 + h/7, Period: 1 + h%7, Count: 1,
			})
		}
	}
	data, err := fet.WriteXML(rows, hourly)
	require.NoError(b, err)
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		got, problems, err := fet.ReadXML(data, hourly)
		if err != nil || len(problems) > 0 || len(got) != len(rows) {
			b.Fatal(len(got), problems, err)
		}
	}
}
