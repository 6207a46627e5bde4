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
