package timetable

import "github.com/massar-platform/massar/services/timetable/internal/pattern"

// keepMarks leaves the marks of slots that are written again as they are stored: what
// was before the file had them.
func (p *importPlan) keepMarks() {
	marks := make(map[string]string, len(p.pattern.Slots))
	for _, s := range p.pattern.Slots {
		marks[s.ID] = s.Joint
	}
	for i, s := range p.edit.put {
		if stored, known := marks[s.ID]; known {
			p.edit.put[i].Joint = stored
		}
	}
}

// join gives the joint activities of a file the marks under which the school has them
// already, and new ones to the others; it also fills in where each content stands. What
// comes back is the pattern of the school for the comparison: an activity is the same
// while its teacher, place and classes are, and a class that was left alone in one is
// on its own.
func (p *importPlan) join() []pattern.Slot {
	var lasting []pattern.Slot
	for _, s := range p.pattern.Slots {
		if s.To > p.first {
			lasting = append(lasting, s)
		}
	}
	known := map[string]string{}
	stored := pattern.Rejoin(lasting)
	for i, s := range stored {
		if s.Joint == "" {
			continue
		}
		if _, found := known[s.Joint]; !found {
			known[s.Joint] = lasting[i].Joint
		}
		stored[i].Joint = lasting[i].Joint
	}
	p.wanted = pattern.Rejoin(p.wanted)
	p.lines = make(map[pattern.Content][]int, len(p.wanted))
	for i := range p.wanted {
		s := &p.wanted[i]
		if mark, found := known[s.Joint]; found {
			s.Joint = mark
		}
		p.lines[s.Content] = append(p.lines[s.Content], p.rows[i])
	}
	return stored
}
