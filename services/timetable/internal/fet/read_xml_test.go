package fet_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/services/timetable/internal/bell"
	"github.com/massar-platform/massar/services/timetable/internal/fet"
)

// hourly is a bell of four hours from 8 and four from 14, mornings only on Saturday.
func hourly(weekday int) []bell.Period {
	var list []bell.Period
	for i, start := range []int{480, 540, 600, 660, 840, 900, 960, 1020} {
		half := bell.AM
		if i >= 4 {
			half = bell.PM
		}
		if half == bell.AM || weekday != bell.Saturday {
			list = append(list, bell.Period{Number: i + 1, Start: start, End: start + 60, Half: half})
		}
	}
	return list
}

// uneven has three hours in the morning and four in the afternoon.
func uneven(weekday int) []bell.Period {
	list := append([]bell.Period{}, hourly(weekday)[:3]...)
	for i, p := range hourly(1)[4:] {
		p.Number = 4 + i
		list = append(list, p)
	}
	return list
}

// file wraps the days of one teacher.
func file(days string) []byte {
	return []byte("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Teachers_Timetable>\n<Teacher name=\"Alami\">\n" + days + "\n</Teacher>\n</Teachers_Timetable>\n")
}

// day is a day whose hours hold maths of one class, or nothing where the class is "-".
func day(name string, hours ...string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<Day name="%s">`, name)
	for _, h := range hours {
		hour, class, _ := strings.Cut(h, "=")
		fmt.Fprintf(&b, `<Hour name="%s">`, hour)
		if class != "-" {
			fmt.Fprintf(&b, `<Subject name="MATH"/><Students name="%s"/><Room name="S1"/>`, class)
		}
		b.WriteString("</Hour>")
	}
	b.WriteString("</Day>")
	return b.String()
}

// brief writes rows down: "1:2+1 A:G1" is Monday, period 2, one period.
func brief(rows []fet.Row) []string {
	var list []string
	for _, r := range rows {
		text := fmt.Sprintf("%d:%d+%d %s", r.Weekday, r.Period, r.Count, r.Class)
		if r.Group != "" {
			text += ":" + r.Group
		}
		list = append(list, text)
	}
	return list
}

func TestAFileOfFET(t *testing.T) {
	rows, problems, err := fet.ReadXML([]byte(`<?xml version="1.0" encoding="UTF-8"?>
<Teachers_Timetable>
<Teacher name=" ALAMI  Mohammed ">
 <Day name="lundi_m">
  <Hour name="8h-9h">
    <Activity id="12"></Activity><Subject name="Maths"></Subject><Activity_Tag name="x"/><Students name="2BACSPF-1"></Students><Room name="S 1"></Room>
  </Hour>
  <Hour name="9h-10h">
    <Activity id="12"></Activity><Subject name="Maths"></Subject><Students name="2BACSPF-1"></Students><Room name="S 1"></Room>
  </Hour>
  <Hour name="10h-11h"></Hour>
  <Hour name="11h-12h"/>
 </Day>
 <Day name="Lundi_S">
  <Hour name="8h-9h"></Hour>
  <Hour name="9h-10h">
    <Subject name="Maths"></Subject>
    <Students name="2BACSPF-1:G1"></Students>
    <Students name="2BACSPF-2:g2"></Students>
  </Hour>
 </Day>
</Teacher>
<Teacher name="العلمي">
 <Day name="MARDI_M"><Hour name="8h-9h"><Subject>التربية البدنية</Subject><Students>TCSF-1+TCSF-2</Students></Hour></Day>
</Teacher>
</Teachers_Timetable>`), hourly)
	require.NoError(t, err)
	require.Empty(t, problems)
	joints := map[string][]string{}
	for i, r := range rows {
		if r.Joint != "" {
			joints[r.Joint] = append(joints[r.Joint], r.Class)
		}
		rows[i].Joint = ""
	}
	require.ElementsMatch(t, [][]string{{"2BACSPF-1", "2BACSPF-2"}, {"TCSF-1", "TCSF-2"}}, slices.Collect(maps.Values(joints)))
	require.Equal(t, []fet.Row{
		{
			Teacher: "ALAMI Mohammed", Subject: "Maths", Class: "2BACSPF-1", Room: "S 1", Weekday: 1, Period: 1, Count: 2,
			Half: bell.AM, HourName: "8h-9h", HourIndex: 0, Activity: "12", Line: 6,
		},
		{
			Teacher: "ALAMI Mohammed", Subject: "Maths", Class: "2BACSPF-1", Group: "G1", Weekday: 1, Period: 6, Count: 1,
			Half: bell.PM, HourName: "9h-10h", HourIndex: 1, Line: 17,
		},
		{
			Teacher: "ALAMI Mohammed", Subject: "Maths", Class: "2BACSPF-2", Group: "G2", Weekday: 1, Period: 6, Count: 1,
			Half: bell.PM, HourName: "9h-10h", HourIndex: 1, Line: 17,
		},
		{
			Teacher: "العلمي", Subject: "التربية البدنية", Class: "TCSF-1", Weekday: 2, Period: 1, Count: 1,
			Half: bell.AM, HourName: "8h-9h", Line: 24,
		},
		{
			Teacher: "العلمي", Subject: "التربية البدنية", Class: "TCSF-2", Weekday: 2, Period: 1, Count: 1,
			Half: bell.AM, HourName: "8h-9h", Line: 24,
		},
	}, rows)
}

func TestHoursBecomePeriods(t *testing.T) {
	tests := []struct {
		name string
		bell fet.Bell
		days string
		want []string
	}{
		{"by time", hourly, day("lundi_m", "08:00-09:00=A", "10:00-11:00=B"), []string{"1:1+1 A", "1:3+1 B"}},
		{"by time in the afternoon", hourly, day("lundi_s", "15h-16h=A"), []string{"1:6+1 A"}},
		{"by time without a half day", hourly, day("lundi", "8h00=A", "16h30=B", "17H=C"), []string{"1:1+1 A", "1:8+1 C"}},
		{"bare hours", hourly, day("lundi_m", "9-10=A", "11 - 12=B"), []string{"1:2+1 A", "1:4+1 B"}},
		{"some minutes off", hourly, day("lundi_m", "8h05-8h55=A", "8h55-9h50=B"), []string{"1:1+1 A", "1:2+1 B"}},
		{"two hours in one", hourly, day("lundi_m", "8h-10h=A"), []string{"1:1+2 A"}},
		{"names of both halves", hourly, day("lundi_s", "8h-9h/14h-15h=A", "9h-10h/15h-16h=B"), []string{"1:5+1 A", "1:6+1 B"}},
		{"the morning's names in the afternoon", hourly, day("lundi_s", "8h-9h=-", "9h-10h=A"), []string{"1:6+1 A"}},
		{"H1 of each half", hourly, day("lundi_m", "H1=-", "H2=A") + day("lundi_s", "H1=A", "H2=-"), []string{"1:2+1 A", "1:5+1 A"}},
		{"numbers through the day", hourly, day("lundi_s", "5=A", "6=-", "7=-", "8=B"), []string{"1:5+1 A", "1:8+1 B"}},
		{"numbers through the day, empty hours left out", hourly, day("lundi_s", "H8=A"), []string{"1:8+1 A"}},
		{"numbers of the half, empty hours left out", hourly, day("lundi_s", "H3=A"), []string{"1:7+1 A"}},
		{"uneven halves, of the half", uneven, day("lundi_s", "1=-", "2=-", "3=-", "4=A"), []string{"1:7+1 A"}},
		{"uneven halves, through the day", uneven, day("lundi_s", "4=A", "5=-", "6=-", "7=B"), []string{"1:4+1 A", "1:7+1 B"}},
		{"names that say nothing", hourly, day("lundi_m", "first=-", "second=A"), []string{"1:2+1 A"}},
		{"Arabic digits", hourly, day("الاثنين_م", "الحصة ٢=A"), []string{"1:6+1 A"}},
		{"order through a day without halves", hourly, day("jeudi", "1=-", "2=-", "3=-", "4=-", "5=A"), []string{"4:5+1 A"}},
		{"following hours are one row", hourly, day("lundi_m", "1=A", "2=A", "3=B", "4=A"), []string{"1:1+2 A", "1:3+1 B", "1:4+1 A"}},
		{"not over midday", hourly, day("lundi_m", "4=-", "4=-", "4=-", "4=A") + day("lundi_s", "1=A"), []string{"1:4+1 A", "1:5+1 A"}},
		{"at most four", uneven, day("lundi", "1=A", "2=A", "3=A") + day("mardi_s", "1=A", "2=A", "3=A", "4=A"), []string{"1:1+3 A", "2:4+4 A"}},
		{"a class named twice", hourly, day("lundi_m", "1=A+A"), []string{"1:1+1 A"}},
		{"groups apart", hourly, day("lundi_m", "1=A:G1", "2=A:G2"), []string{"1:1+1 A:G1", "1:2+1 A:G2"}},
		{"only empty hours", hourly, day("dimanche_m", "1=-"), nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			rows, _, err := fet.ReadXML(file(tt.days), tt.bell)
			require.NoError(t, err)
			require.Equal(t, tt.want, brief(rows))
		})
	}
}

func TestActivitiesThatFollowEachOther(t *testing.T) {
	hour := func(name, id string) string {
		return fmt.Sprintf(`<Hour name=%q><Activity id=%q/><Subject name="PC"/><Students name="A"/></Hour>`, name, id)
	}
	rows, _, err := fet.ReadXML(file(`<Day name="lundi_m">`+hour("1", "7")+hour("2", "8")+hour("3", "9")+hour("4", "9")+`</Day><Day name="lundi_s">`+hour("1", "9")+`</Day>`), hourly)
	require.NoError(t, err)
	require.Equal(t, []string{"1:1+1 A", "1:2+1 A", "1:3+3 A"}, brief(rows), "the number of the activity parts and joins, over midday too")
}

func TestProblemsAreListedWithTheirLines(t *testing.T) {
	p := func(line int, code fet.Code, field, read string) fet.Problem {
		return fet.Problem{Line: line, Code: code, Field: field, Read: read}
	}
	tests := []struct {
		name, days string
		want       []fet.Problem
		rows       int
	}{
		{"a day nobody knows, told once", day("lundredi_m", "1=A", "2=B"), []fet.Problem{p(4, fet.DayUnknown, "Day", "lundredi_m")}, 0},
		{"Sunday", day("dimanche_m", "1=A"), []fet.Problem{p(4, fet.DayUnknown, "Day", "dimanche_m")}, 0},
		{"the afternoon of a Saturday", day("samedi_s", "1=A"), []fet.Problem{p(4, fet.HourUnknown, "Hour", "1")}, 0},
		{"an hour too many", day("lundi_m", "1=A", "2=-", "3=-", "4=-", "5=B"), []fet.Problem{p(4, fet.HourUnknown, "Hour", "5")}, 1},
		{"the hours of Ramadan under the usual bell", day("lundi_m", "08:40-09:30=A", "09:30-10:20=B"),
			[]fet.Problem{p(4, fet.HourUnknown, "Hour", "08:40-09:30"), p(4, fet.HourUnknown, "Hour", "09:30-10:20")}, 0},
		{"no class", `<Day name="lundi_m"><Hour name="1">` + "\n" + `<Subject name="MATH"/></Hour></Day>`, []fet.Problem{p(5, fet.ClassMissing, "Students", "")}, 0},
		{"no subject", `<Day name="lundi_m"><Hour name="1">` + "\n\n" + `<Students name="A"/></Hour></Day>`, []fet.Problem{p(6, fet.SubjectMissing, "Subject", "")}, 0},
		{"a group that is none", day("lundi_m", "1=A:G/1", "2=A:", "3=:G1"),
			[]fet.Problem{p(4, fet.BadClass, "Students", "A:G/1"), p(4, fet.BadClass, "Students", "A:"), p(4, fet.BadClass, "Students", ":G1")}, 0},
		{"a name that is too long", day("lundi_m", "1="+strings.Repeat("ا", 101)), []fet.Problem{p(4, fet.BadClass, "Students", strings.Repeat("ا", 100)+"…")}, 0},
		{"a name that turns the text", day("lundi_m", "1=A\u202eB"), []fet.Problem{p(4, fet.BadClass, "Students", "A B")}, 0},
		{"a teacher without a name", "</Teacher><Teacher>" + day("lundi_m", "1=A"), []fet.Problem{p(4, fet.TeacherMissing, "Teacher", "")}, 0},
		{"an hour outside of a day", `<Hour name="1"><Subject name="X"/></Hour>` + day("lundi_m", "1=A"),
			[]fet.Problem{p(4, fet.BadPlace, "Hour", "1"), p(4, fet.BadPlace, "Subject", "X")}, 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			rows, problems, err := fet.ReadXML(file(tt.days), hourly)
			require.NoError(t, err)
			require.Equal(t, tt.want, problems)
			require.Len(t, rows, tt.rows, "what is good is read all the same")
		})
	}
	_, problems, err := fet.ReadXML(file(strings.Repeat(day("x_m", "1=A"), 2000)), hourly)
	require.NoError(t, err)
	require.Len(t, problems, fet.MaxProblems)
}

func TestFilesThatAreNotRead(t *testing.T) {
	deep := strings.Repeat("<a>", 40) + strings.Repeat("</a>", 40)
	tests := []struct {
		name string
		data []byte
		want error
	}{
		{"nothing", nil, fet.ErrNotTimetable},
		{"a table", []byte("class,subject\nA,B\n"), fet.ErrNotTimetable},
		{"another export of FET", []byte("<Students_Timetable></Students_Timetable>"), fet.ErrNotTimetable},
		{"two roots", []byte("<Teachers_Timetable/><Teachers_Timetable/>"), fet.ErrNotTimetable},
		{"cut off", file("x")[:60], fet.ErrSyntax},
		{"an unknown entity", file("&secret;"), fet.ErrSyntax},
		{"entities of its own", []byte(`<!DOCTYPE Teachers_Timetable [<!ENTITY a "b">]><Teachers_Timetable/>`), fet.ErrNotTimetable},
		{"an outer document type", []byte(`<!DOCTYPE Teachers_Timetable SYSTEM "x.dtd"><Teachers_Timetable/>`), fet.ErrNotTimetable},
		{"too deep", file(deep), fet.ErrTooLarge},
		{"too many elements", file(strings.Repeat("<a/>", 700_000)), fet.ErrTooLarge},
		{"too many bytes", make([]byte, fet.MaxBytes+1), fet.ErrTooLarge},
		{"another encoding, not named", []byte("<Teachers_Timetable><Teacher name=\"\xe9\"/></Teachers_Timetable>"), fet.ErrEncoding},
		{"another encoding, named", []byte(`<?xml version="1.0" encoding="windows-1256"?><Teachers_Timetable/>`), fet.ErrEncoding},
		{"too many rows", file(`<Day name="lundi_m"><Hour name="1"><Subject name="X"/><Students name="` + manyClasses(90_000) + `"/></Hour></Day>`), fet.ErrTooManyRows},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			rows, problems, err := fet.ReadXML(tt.data, hourly)
			require.ErrorIs(t, err, tt.want)
			require.Empty(t, rows)
			require.Empty(t, problems)
		})
	}
	_, _, err := fet.ReadXML(append([]byte("\ufeff<!DOCTYPE Teachers_Timetable>"), file("")[39:]...), hourly)
	require.NoError(t, err, "a byte order mark and a bare document type do no harm")
	_, _, err = fet.ReadXML([]byte("<Teachers_Timetable>\n\n<Teacher></Teachers_Timetable>"), hourly)
	require.ErrorContains(t, err, "line 3")
}

func manyClasses(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "c%d+", i)
	}
	return b.String()
}

func TestParseDay(t *testing.T) {
	tests := []struct {
		name    string
		weekday int
		half    bell.Half
	}{
		{"lundi_m", 1, bell.AM}, {"Lundi_s", 1, bell.PM}, {"MARDI_M", 2, bell.AM}, {" mercredi _ S ", 3, bell.PM}, {"Jeudi-matin", 4, bell.AM},
		{"vendredi après-midi", 0, ""}, {"Samedi_s", 6, bell.PM}, {"samedi", 6, ""}, {"الاثنين", 1, ""}, {"الإثنين_ص", 1, bell.AM},
		{"يوم الثلاثاء مساء", 2, bell.PM}, {"الأربعاء", 3, ""}, {"الجُمُعة", 5, ""}, {"السبت_ص", 6, bell.AM}, {"Friday pm", 5, bell.PM},
		{"6", 6, ""}, {"٣", 3, ""}, {"dimanche", 0, ""}, {"الأحد", 0, ""}, {"7", 0, ""}, {"", 0, ""}, {"_m", 0, ""}, {"lundi_x", 0, ""}, {"lundimardi", 0, ""},
	}
	for _, tt := range tests {
		weekday, half, ok := fet.ParseDay(tt.name)
		require.Equal(t, tt.weekday != 0, ok, tt.name)
		require.Equal(t, tt.weekday, weekday, tt.name)
		require.Equal(t, tt.half, half, tt.name)
	}
}
