package fet_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/services/timetable/internal/fet"
)

func TestReadCSV(t *testing.T) {
	want := []fet.Row{
		{Class: "1APIC-1", Weekday: 1, Period: 1, Count: 2, Subject: "MATH", Teacher: "ALAMI", Room: "S1", Line: 2},
		{Class: "1APIC-1", Group: "G1", Weekday: 6, Period: 4, Count: 1, Subject: "علوم", Line: 3},
	}
	tests := []struct{ name, text string }{
		{"commas", "class,group,weekday,period,count,subject,teacher,room\n1APIC-1,,1,1,2,MATH,ALAMI,S1\n1APIC-1,G1,6,4,1,علوم,,\n"},
		{"a byte order mark, semicolons, French, CRLF", "\ufeffClasse;Groupe;Jour;Séance;Durée;Matière;Enseignant;Salle\r\n1APIC-1;;lundi;1;2;MATH;ALAMI;S1\r\n1APIC-1;g1;SAMEDI;4;;علوم;;\r\n"},
		{"Arabic, another order, Arabic digits", "المادة,القسم,الفوج,اليوم,الحصة,المدة,الأستاذ,القاعة\nMATH,1APIC-1,,الاثنين,١,٢,ALAMI,S1\nعلوم,1APIC-1,G1,السبت,٤,,,\n"},
		{"tabs, a column of their own, short lines", "class\tnotes\tday\tperiod\tsubject\tcount\tteacher\troom\n1APIC-1\thello\tMonday\t1\tMATH\t2\tALAMI\tS1\n1APIC-1:G1\t\tsat\t4\tعلوم\n"},
		{"quotes and spaces", "class,group,weekday,period,count,subject,teacher,room\n\"1APIC-1\",,1,1,2,MATH,\"  ALAMI\",S1\n1APIC-1, G1 , 6 ,4,1,علوم,,\n\n,,,,,,,\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			rows, problems, err := fet.ReadCSV([]byte(tt.text))
			require.NoError(t, err)
			require.Empty(t, problems)
			require.Equal(t, want, rows)
		})
	}
}

func TestProblemsOfACSV(t *testing.T) {
	const header = "class,group,weekday,period,count,subject,teacher,room\n"
	tests := []struct {
		name, line string
		want       []fet.Problem
	}{
		{"everything missing", "x,,,,,,,", []fet.Problem{{2, fet.SubjectMissing, "subject", ""}, {2, fet.DayUnknown, "weekday", ""}, {2, fet.BadPeriod, "period", ""}}},
		{"no class", ",,1,1,1,MATH,,", []fet.Problem{{2, fet.ClassMissing, "class", ""}}},
		{"Sunday", "A,,7,1,1,MATH,,", []fet.Problem{{2, fet.DayUnknown, "weekday", "7"}}},
		{"a half day where none belongs", "A,,lundi_m,1,1,MATH,,", []fet.Problem{{2, fet.DayUnknown, "weekday", "lundi_m"}}},
		{"period 13", "A,,1,13,1,MATH,,", []fet.Problem{{2, fet.BadPeriod, "period", "13"}}},
		{"period 0", "A,,1,0,1,MATH,,", []fet.Problem{{2, fet.BadPeriod, "period", "0"}}},
		{"five hours", "A,,1,1,5,MATH,,", []fet.Problem{{2, fet.BadCount, "count", "5"}}},
		{"half an hour", "A,,1,1,0.5,MATH,,", []fet.Problem{{2, fet.BadCount, "count", "0.5"}}},
		{"two groups", "A:G1,G2,1,1,1,MATH,,", []fet.Problem{{2, fet.BadClass, "group", "G2"}}},
		{"no second class", "A+,,1,1,1,MATH,,", []fet.Problem{{2, fet.BadClass, "class", "A+"}}},
		{"the group of two classes", "A+B:G1,G2,1,1,1,MATH,,", []fet.Problem{{2, fet.BadClass, "group", "G2"}}},
		{"a name with a line in it", "A,,1,1,1,MATH,\"a\u0007b\",", []fet.Problem{{2, fet.BadText, "teacher", "a b"}}},
		{"a quote that does not close", "A,,1,1,1,\"MATH,,", []fet.Problem{{2, fet.BadLine, "", ""}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			rows, problems, err := fet.ReadCSV([]byte(header + tt.line))
			require.NoError(t, err)
			require.Equal(t, tt.want, problems)
			require.Empty(t, rows)
		})
	}
	rows, problems, err := fet.ReadCSV([]byte(header + "A,,1,1,1,M\"ATH,,\nB,,1,1,1,MATH,,\n"))
	require.NoError(t, err)
	require.Equal(t, []fet.Problem{{2, fet.BadLine, "", ""}}, problems)
	require.Len(t, rows, 1, "the line after a broken one is read")
	require.Equal(t, 3, rows[0].Line)
}

func TestTablesThatAreNotRead(t *testing.T) {
	tests := []struct {
		name, text string
		want       error
	}{
		{"nothing", "", fet.ErrNotTimetable},
		{"no header", "A,,1,1,1,MATH,,\n", fet.ErrNotTimetable},
		{"no subject", "class,weekday,period\nA,1,1\n", fet.ErrColumns},
		{"a column twice", "class,classe,weekday,period,subject\n", fet.ErrColumns},
		{"windows-1256", "class,weekday,period,subject\n\xc7,1,1,MATH\n", fet.ErrEncoding},
		{"a workbook", "PK\x03\x04\x00\x00", fet.ErrEncoding},
		{"too many bytes", strings.Repeat("x", fet.MaxBytes+1), fet.ErrTooLarge},
		{"too many rows", "class,weekday,period,subject\n" + strings.Repeat("A,1,1,M\n", fet.MaxRows+1), fet.ErrTooManyRows},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			rows, problems, err := fet.ReadCSV([]byte(tt.text))
			require.ErrorIs(t, err, tt.want)
			require.Empty(t, rows)
			require.Empty(t, problems)
		})
	}
}

func TestACSVComputesNothing(t *testing.T) {
	evil := []string{`=HYPERLINK("http://x","y")`, "+1", "-1", "@SUM(A1)", "＝1", "\t=1", "'=1", "''=1", " =1", "'x", "x", "é=1"}
	var rows []fet.Row
	for _, name := range evil {
		rows = append(rows, fet.Row{Class: "A", Weekday: 1, Period: 1, Count: 1, Subject: name, Teacher: name, Room: name})
	}
	data, err := fet.WriteCSV(rows)
	require.NoError(t, err)
	for _, line := range strings.Split(strings.TrimPrefix(string(data), "\ufeff"), "\r\n") {
		for _, cell := range strings.Split(line, ",") {
			cell = strings.TrimLeft(cell, "\" \t")
			require.False(t, strings.HasPrefix(cell, "=") || strings.HasPrefix(cell, "+") || strings.HasPrefix(cell, "@") || strings.HasPrefix(cell, "-1"), line)
		}
	}
	back, problems, err := fet.ReadCSV(data)
	require.NoError(t, err)
	require.Empty(t, problems)
	require.Len(t, back, len(evil))
	for i, name := range evil {
		require.Equal(t, strings.TrimSpace(name), back[i].Room)
	}
}
