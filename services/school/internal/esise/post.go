package esise

import (
	"maps"
	"slices"
	"strings"
)

// teaching are parts of words by which a function or a cadre is that of who teaches, folded.
var teaching = []string{"enseign", "professeur", "prof.", "instituteur", "institutrice", "استاذ", "مدرس", "تدريس", "معلم"}

// labels are the texts of a code table by code: its column CD_... and everything that begins as labels do.
func labels(rows []row) map[string]string {
	all := make(map[string]string, len(rows))
	for _, r := range rows {
		code, text := "", ""
		for _, column := range slices.Sorted(maps.Keys(r.columns)) {
			switch value := r.columns[column]; {
			case strings.HasPrefix(column, "CD_"):
				code = value
			case strings.HasPrefix(column, "LL_"), strings.HasPrefix(column, "LA_"), strings.HasPrefix(column, "LIB"):
				text += " " + value
			}
		}
		if code != "" {
			all[code] = strings.TrimSpace(text)
		}
	}
	return all
}

// post is what a person does and where: by the function of his first activity (the main one where the file says
// which), and where it says none by his cadre.
func post(agent row, activities []row, functions, cadres map[string]string) (kind string, schools []string) {
	function := agent.first("CD_FONC", "CD_FONCT")
	for i, a := range activities {
		if school := a.first("CD_ETAB"); school != "" && !slices.Contains(schools, school) {
			schools = append(schools, school)
		}
		if code := a.first("CD_FONC", "CD_FONCT"); code != "" && (i == 0 || principal(a)) {
			function = code
		}
	}
	if kind = kindOf(functions[function]); kind == "" {
		kind = kindOf(cadres[agent.first("CD_CADRE")])
	}
	return kind, schools
}

func principal(activity row) bool {
	switch strings.ToLower(activity.columns["ACTIV_PRINC"]) {
	case "true", "1", "o", "oui":
		return true
	}
	return false
}

// kindOf reads a label; an empty one tells nothing.
func kindOf(label string) string {
	folded := strings.NewReplacer("أ", "ا", "إ", "ا", "آ", "ا", "ـ", "").Replace(strings.ToLower(label))
	switch {
	case folded == "":
		return ""
	case slices.ContainsFunc(teaching, func(word string) bool { return strings.Contains(folded, word) }):
		return Teacher
	}
	return Office
}
