package pattern

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
)

// joint tells whether two lessons are one activity.
func joint(a, b string) bool { return a != "" && a == b }

// activity is what the slots of a joint activity have in common.
type activity struct {
	joint, staff, room     string
	weekday, period, count int
}

func activityOf(c Content) activity {
	return activity{c.Joint, c.Staff, c.Room, c.Weekday, c.Period, c.Count}
}

// member is what each slot of a joint activity has of its own.
type member struct{ Class, Group, Subject string }

// Rejoin gives each joint activity the mark that follows from what it is: who teaches
// it where and when, and to which classes. The same activity has the same mark
// whichever file it comes from. A slot whose activity has no other member is on its
// own. The slots come back in their order.
func Rejoin(slots []Slot) []Slot {
	members := map[activity][]member{}
	for _, s := range slots {
		if s.Joint != "" {
			key := activityOf(s.Content)
			members[key] = append(members[key], member{s.Class, s.Group, s.Subject})
		}
	}
	marks := make(map[activity]string, len(members))
	for key, list := range members {
		marks[key] = mark(key, list)
	}
	result := slices.Clone(slots)
	for i, s := range slots {
		result[i].Joint = marks[activityOf(s.Content)]
	}
	return result
}

func mark(a activity, members []member) string {
	slices.SortFunc(members, func(a, b member) int {
		return cmp.Or(cmp.Compare(a.Class, b.Class), cmp.Compare(a.Group, b.Group), cmp.Compare(a.Subject, b.Subject))
	})
	members = slices.Compact(members)
	if len(members) < 2 {
		return ""
	}
	text, _ := json.Marshal([]any{a.staff, a.room, a.weekday, a.period, a.count, members}) // numbers and texts always have a form
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:12])
}
