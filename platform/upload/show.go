package upload

import (
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

// maxShown bounds what is repeated of a cell, in characters.
const maxShown = 80

// Show puts what stands in each cell beside what is wrong with it. It is done to an answer on its way out, which
// was kept already: no more of a file that was refused is stored than its findings name.
func Show(answer *typev1.Import, at func(sheet, cell string) string) {
	for _, list := range [][]*typev1.ImportIssue{answer.GetRefused(), answer.GetWarnings()} {
		for _, issue := range list {
			// Of a student who is not in the file the cell says nothing: it only tells where the list is.
			if issue.GetCell() != "" && issue.GetReason() != errorsv1.Reason_ROW_MISSING.String() {
				issue.Value = Shown(at(issue.GetSheet(), issue.GetCell()))
			}
		}
	}
}

// Shown cuts a text of a file to what an issue repeats of it.
func Shown(text string) string {
	n := 0
	for i := range text {
		if n++; n == maxShown {
			if rest := []rune(text[i:]); len(rest) > 1 {
				return text[:i] + "…"
			}
		}
	}
	return text
}
