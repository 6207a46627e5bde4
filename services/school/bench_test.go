package school_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/sqldb/sqldbtest"
	"github.com/massar-platform/massar/services/school"
	"github.com/massar-platform/massar/tests/fixtures"
)

// thousand is the list of a whole school: 30 classes, 1,020 students; family is the name of all of them.
func thousand(family string) []byte {
	pupils := fixtures.ListPupils(1020)
	var classes []fixtures.ListClass
	for i := range 30 {
		class := fixtures.ListClass{Label: fmt.Sprintf("%dAPIC-%d", 1+i%3, 1+i/3), Latin: true, Pupils: pupils[34*i : 34*(i+1)]}
		for n := range class.Pupils {
			class.Pupils[n].Family = family
		}
		classes = append(classes, class)
	}
	return fixtures.ListEleve(fixtures.ListEleveOptions{Classes: classes})
}

// BenchmarkImport takes the list of a whole school: new, unchanged, and with every name corrected.
func BenchmarkImport(b *testing.B) {
	first, second := thousand("العلمي"), thousand("الفاسي")
	for _, engine := range sqldbtest.Engines(b) {
		for name, lists := range map[string][2][]byte{"new": {first}, "unchanged": {first, first}, "corrected": {first, second}} {
			b.Run(string(engine)+"/"+name, func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					b.StopTimer()
					w := newWorld(b, sqldbtest.Open(b, engine, "school", school.Migrations()))
					data := lists[0]
					if lists[1] != nil {
						w.accepted(w.office, lists[0])
						data = lists[1]
					}
					b.StartTimer()
					require.EqualValues(b, 1020, w.accepted(w.office, data).GetAccepted())
				}
			})
		}
	}
}

// BenchmarkListClasses reads what the first screen of an office shows.
func BenchmarkListClasses(b *testing.B) {
	w := newWorld(b, sqldbtest.Open(b, sqldb.SQLite, "school", school.Migrations()))
	w.accepted(w.office, thousand("العلمي"))
	b.ReportAllocs()
	for b.Loop() {
		w.findClass(w.office, "1APIC-1")
	}
}
