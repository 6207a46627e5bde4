package waliye

import (
	"strings"

	cmp "cmp"
	slices "slices"

	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

// latestLimit is how many marks the home screen shows.
const latestLimit = 5

// latest picks the marks that families see now, newest control first (by date, then by number).
func latest(marks *typev1.StudentMarks) []*typev1.LatestMark {
	var found []*typev1.LatestMark
	for _, subject := range marks.GetSubjects() {
		for _, control := range subject.GetControls() {
			if control.GetState() == typev1.MarkState_NOT_PUBLISHED || control.GetState() == typev1.MarkState_MISSING {
				continue
			}
			found = append(found, &typev1.LatestMark{Subject: subject.GetSubject(), Control: control, Scale: subject.GetScale()})
		}
	}
	slices.SortStableFunc(found, func(a, b *typev1.LatestMark) int {
		if byDate := strings.Compare(b.GetControl().GetDate(), a.GetControl().GetDate()); byDate != 0 {
			return byDate
		}
		return cmp.Compare(b.GetControl().GetNumber(), a.GetControl().GetNumber())
	})
	return found[:min(len(found), latestLimit)]
}
