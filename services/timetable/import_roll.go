package timetable

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/massar-platform/massar/platform/localtext"
	"github.com/massar-platform/massar/platform/roster"
	"github.com/massar-platform/massar/platform/sqldb"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	"github.com/massar-platform/massar/services/timetable/internal/fet"
	"github.com/massar-platform/massar/services/timetable/internal/pattern"
	"github.com/massar-platform/massar/services/timetable/internal/store"
)

// roll knows by which names a file may call the classes, groups, teachers, subjects
// and rooms of a school. Names are compared as a search compares them; a name as it
// is stored goes before one that only looks like it.
type roll struct {
	*desk

	classByLabel, classByFold map[string]roster.Class
	staffByName               map[string][]roster.Staff
	roomByName, roomByFold    map[string]string
	groups                    map[store.Pair]bool
	teaching                  map[store.Teaching]bool
	// subjects are those that are taught, by level and stream and then by folded name.
	subjects map[[2]string]map[string]string
}

// openRoll reads the names of a school.
func (d *desk) openRoll(ctx context.Context, q sqldb.Querier) (*roll, error) {
	n := &roll{
		desk: d, classByLabel: map[string]roster.Class{}, classByFold: map[string]roster.Class{}, staffByName: map[string][]roster.Staff{},
		roomByName: map[string]string{}, roomByFold: map[string]string{}, subjects: map[[2]string]map[string]string{},
	}
	// In the order of ids, so that labels that look alike mean the same class each time.
	for _, id := range slices.Sorted(maps.Keys(d.classes)) {
		c := d.classes[id]
		n.classByLabel[c.Label], n.classByFold[localtext.Fold(c.Label)] = c, c
	}
	for _, s := range d.staff {
		if s.School != d.school.Code {
			continue // lessons of the past still name him
		}
		n.staffByName[s.ID] = []roster.Staff{s}
		keys := []string{nameKey(s.Name.Ar), nameKey(s.Name.Latin)}
		slices.Sort(keys)
		for _, key := range slices.Compact(keys) {
			if key != "" {
				n.staffByName[key] = append(n.staffByName[key], s)
			}
		}
	}
	rooms, err := store.Rooms(ctx, q, d.school.Code)
	if err != nil {
		return nil, err
	}
	for _, r := range rooms {
		n.roomByName[r.Name], n.roomByFold[localtext.Fold(r.Name)] = r.Name, r.Name
	}
	if n.groups, err = store.SchoolGroups(ctx, q, d.school.Code, d.first); err != nil {
		return nil, err
	}
	n.teaching, err = store.SchoolTeaching(ctx, q, d.school.Code, d.first)
	return n, err
}

// nameKey makes names comparable whatever their script, case and order: files put the
// family name first, or last.
func nameKey(name string) string {
	words := strings.Fields(localtext.Fold(name))
	slices.Sort(words)
	return strings.Join(words, " ")
}

// content finds what a row of a file means. Everything that is not known is found at
// once; the content is of use only without findings.
func (n *roll) content(row fet.Row) (c pattern.Content, found []finding) {
	c = pattern.Content{Group: row.Group, Weekday: row.Weekday, Period: row.Period, Count: row.Count, Joint: row.Joint}
	miss := func(reason errorsv1.Reason, read string) {
		found = append(found, finding{Line: row.Line, Reason: reason.String(), Read: read})
	}
	class, ok := n.classByLabel[row.Class]
	if !ok {
		class, ok = n.classByFold[localtext.Fold(row.Class)]
	}
	if !ok {
		miss(errorsv1.Reason_CLASS_UNKNOWN, row.Class)
	} else if c.Class = class.ID; row.Group != "" && !n.groups[store.Pair{ClassID: class.ID, Name: row.Group}] {
		miss(errorsv1.Reason_GROUP_UNKNOWN, row.Class+":"+row.Group)
	}
	if ok {
		if c.Subject, ok = n.subject(class, row.Subject); !ok {
			miss(errorsv1.Reason_SUBJECT_UNKNOWN, row.Subject)
		}
	}
	var teacher string
	if c.Staff, teacher = n.teacher(row.Teacher); teacher != "" {
		miss(errorsv1.Reason_TEACHER_UNKNOWN, teacher)
	}
	if c.Room, ok = n.room(row.Room); !ok {
		miss(errorsv1.Reason_ROOM_NOT_FOUND, row.Room)
	}
	return c, found
}

// teacher finds a member of the staff by name, in either script and in any order, or
// by id. What is unknown, or may be several, comes back as unknown.
func (n *roll) teacher(name string) (staffID, unknown string) {
	if name == "" {
		return "", ""
	}
	known := n.staffByName[strings.ToLower(name)]
	if len(known) == 0 {
		known = n.staffByName[nameKey(name)]
	}
	switch len(known) {
	case 0:
		return "", name
	case 1:
		return known[0].ID, ""
	}
	known = slices.SortedFunc(slices.Values(known), func(a, b roster.Staff) int { return cmp.Compare(a.ID, b.ID) })
	each := make([]string, len(known))
	for i, s := range known {
		// The id tells apart whom names do not, and a CSV may name a teacher by it.
		each[i] = inLang(n.lang, s.Name.Ar, s.Name.Latin) + " " + s.ID
	}
	return "", name + " (" + strings.Join(each, " / ") + ")"
}

// subject finds a subject that the class is taught by its code, by the label that
// MASSAR prints, or by its name in either language.
func (n *roll) subject(class roster.Class, name string) (string, bool) {
	key := [2]string{class.Level, class.Stream}
	byName := n.subjects[key]
	if byName == nil {
		byName = map[string]string{}
		taught := n.ref.Subjects(class.Level, class.Stream, class.SchoolYear)
		for _, t := range taught {
			for _, called := range []string{t.Subject.Label, t.Subject.Name.Ar, t.Subject.Name.Fr} {
				byName[localtext.Fold(called)] = t.Subject.Code
			}
		}
		for _, t := range taught {
			byName[localtext.Fold(t.Subject.Code)] = t.Subject.Code // before any name
		}
		n.subjects[key] = byName
	}
	code, ok := byName[localtext.Fold(name)]
	return code, ok
}

func (n *roll) room(name string) (string, bool) {
	if name == "" {
		return "", true
	}
	room, ok := n.roomByName[name]
	if !ok {
		room, ok = n.roomByFold[localtext.Fold(name)]
	}
	return room, ok
}
