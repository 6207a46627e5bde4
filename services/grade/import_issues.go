package grade

import (
	"slices"
	"strconv"

	"github.com/massar-platform/massar/platform/localtext"
	"github.com/massar-platform/massar/platform/upload"
	"github.com/massar-platform/massar/platform/xlsx"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

// issuesOf puts findings about a file into the caller's language, line by line.
func issuesOf(found []xlsx.Issue, scale int, lang localtext.Lang) []*typev1.ImportIssue {
	found = slices.Clone(found)
	slices.SortStableFunc(found, func(a, b xlsx.Issue) int {
		colA, rowA, _ := xlsx.ParseAddress(a.Cell)
		colB, rowB, _ := xlsx.ParseAddress(b.Cell)
		if rowA != rowB {
			return rowA - rowB
		}
		return colA - colB
	})
	for i, f := range found {
		if f.Reason == errorsv1.Reason_MARK_ABOVE_SCALE.String() {
			found[i].Args = []string{strconv.Itoa(scale)}
		}
	}
	return upload.Issues(found, lang)
}
