package config

import "strings"

// hint proposes the known name that is nearest to a wrong one, or nothing.
func hint(wrong string, known []string) string {
	best, bestAt := "", 4
	for _, name := range known {
		if d := distance(strings.ToLower(wrong), strings.ToLower(name)); d < bestAt && d <= len(wrong)/2 {
			best, bestAt = name, d
		}
	}
	if best == "" {
		return ""
	}
	return " (did you mean " + best + "?)"
}

// distance is the number of single-character edits between two short words.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			next := min(row[j+1]+1, row[j]+1, diagonal+cost)
			diagonal, row[j+1] = row[j+1], next
		}
	}
	return row[len(b)]
}
