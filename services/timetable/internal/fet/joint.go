package fet

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
)

// maxClasses is the most classes of one cell of a CSV.
const maxClasses = 50

// member is one class, or half group, of an activity.
type member struct{ class, group string }

func (m member) String() string {
	if m.group == "" {
		return m.class
	}
	return m.class + ":" + m.group
}

// parseClasses reads "2BACSPF-1", or several: "2BACSPF-1+2BACSPF-2:G1".
func parseClasses(text string) (list []member, ok bool) {
	if strings.Count(text, "+") >= maxClasses {
		return nil, false
	}
	for part := range strings.SplitSeq(text, "+") {
		class, group, ok := parseClass(part)
		if !ok {
			return nil, false
		}
		list = append(list, member{class, group})
	}
	return list, true
}

// distinct puts the members of an activity in order, each once.
func distinct(list []member) []member {
	slices.SortFunc(list, func(a, b member) int { return cmp.Or(cmp.Compare(a.class, b.class), cmp.Compare(a.group, b.group)) })
	return slices.Compact(list)
}

// jointMark is what the rows of an activity have in common; empty where it has one
// class only. It says nothing of the hour, so that the hours of an activity become
// one row.
func jointMark(members []member, of ...string) string {
	if len(members) < 2 {
		return ""
	}
	sum := sha256.Sum256(fmt.Appendf(nil, "%q %q", of, members))
	return hex.EncodeToString(sum[:12])
}

// join makes one row again of those of a joint activity: its class is then A+B. The
// row stands where the first of them stood.
func join(rows []Row) []Row {
	type activity struct {
		joint, teacher, subject, room string
		weekday, period, count        int
	}
	at := map[activity]int{}
	members := map[int][]member{}
	var joined []Row
	for _, r := range rows {
		key := activity{r.Joint, r.Teacher, r.Subject, r.Room, r.Weekday, r.Period, r.Count}
		if i, known := at[key]; known && r.Joint != "" {
			members[i] = append(members[i], member{r.Class, r.Group})
			continue
		}
		at[key] = len(joined)
		members[len(joined)] = []member{{r.Class, r.Group}}
		joined = append(joined, r)
	}
	for i, list := range members {
		if list = distinct(list); len(list) < 2 {
			continue
		}
		names := make([]string, len(list))
		for n, m := range list {
			names[n] = m.String()
		}
		joined[i].Class, joined[i].Group = strings.Join(names, "+"), ""
	}
	return joined
}
