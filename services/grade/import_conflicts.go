package grade

import (
	"strconv"
	"strings"

	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	gradev1 "github.com/massar-platform/massar/proto/gen/massar/grade/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

// decisions is what the teacher said beforehand about differences between file and
// sheet.
type decisions struct {
	// overwrite decides for a file without a snapshot.
	overwrite bool
	// keep are addresses of cells that are passed over.
	keep map[string]bool
	// replace are addresses of cells that win, with the version over which they win:
	// who decided has seen that one and no other.
	replace map[string]int64
}

// conflict is a cell of the sheet that somebody wrote since the file was exported.
type conflict struct {
	student, column string
	version         int64
}

// decided reads the decisions of a request; their form was checked at the door.
func decided(header *gradev1.ImportMarkSheetRequest_Header) decisions {
	d := decisions{overwrite: header.GetOverwrite(), keep: map[string]bool{}, replace: map[string]int64{}}
	for _, cell := range header.GetKeep() {
		d.keep[cell] = true
	}
	for _, cell := range header.GetReplace() {
		at, version, _ := strings.Cut(cell, "@")
		if v, err := strconv.ParseInt(version, 10, 64); err == nil {
			d.replace[at] = v
		}
	}
	return d
}

// replaces says whether a cell of the file wins over a version of what is recorded.
func (d decisions) replaces(cell string, version int64) bool {
	v, decided := d.replace[cell]
	return decided && v == version
}

// conflict notes a cell that nobody decided about. Its value is not repeated:
// findings are kept, and whoever may read the sheet reads it there.
func (p *importPlan) conflict(cell string, c conflict) {
	p.issue(cell, errorsv1.Reason_CELL_CONFLICT.String())
	p.conflicts[cell] = c
}

// standing tells of each conflict which cell of the sheet it is about, so that the
// teacher can decide it.
func (p *importPlan) standing(issues []*typev1.ImportIssue) []*typev1.ImportIssue {
	for _, issue := range issues {
		if c, ok := p.conflicts[issue.GetCell()]; ok && issue.GetReason() == errorsv1.Reason_CELL_CONFLICT.String() {
			issue.StudentId, issue.Column, issue.Version = c.student, c.column, int32(c.version)
		}
	}
	return issues
}
