package store

import "strings"

// SchoolOf is the school of an id of the form <GRESA>.<uuid>; empty where the id
// has another form, which no row has.
func SchoolOf(id string) string {
	school, _, found := strings.Cut(id, ".")
	if !found {
		return ""
	}
	return school
}

// Lasts says whether what ends on the day to, as school tells it, still holds on a
// day: to is the first day that no longer counts, and empty where none is known.
// Statements say it as "to_date = ” OR to_date > day".
func Lasts(to, day string) bool { return to == "" || to > day }
