package demo

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/refdata"
)

func TestRegistersReachSixSchoolWeeksBack(t *testing.T) {
	ref, err := refdata.Load()
	require.NoError(t, err)
	for _, tt := range []struct{ today, first, last, why string }{
		{"2026-11-23", "2026-10-05", "2026-11-21", "a week of holidays is none, and today is not before today"},
		{"2026-11-25", "2026-10-05", "2026-11-24", "the days of this week come on top"},
		{"2026-09-21", "2026-09-01", "2026-09-19", "no further than the first day of lessons"},
	} {
		days := (&plan{ref: ref, today: tt.today, year: "2026-2027"}).daysBefore(registerWeeks)
		require.Equal(t, tt.first, days[0], tt.why)
		require.Equal(t, tt.last, days[len(days)-1], tt.why)
		for i, date := range days {
			require.True(t, ref.IsSchoolDay(date), date)
			require.True(t, i == 0 || days[i-1] < date)
		}
	}
	require.Empty(t, (&plan{ref: ref, today: "2026-09-01", year: "2026-2027"}).daysBefore(registerWeeks))
}

// registers writes down every register of a school.
func registers(p *plan, s *school) string {
	var text string
	for _, c := range s.classes {
		for _, slot := range c.slots {
			for _, date := range p.days {
				if slot.weekday == int(day(date).Weekday()) && p.registered(c, slot, date) {
					text += fmt.Sprintln(c.label, slot.period, slot.group, date)
					for _, a := range p.register(c, slot, date) {
						text += fmt.Sprint(a.pupil.code, a.state, a.minutes, " ")
					}
				}
			}
		}
	}
	return text
}

func TestRegistersAreTheSameAgain(t *testing.T) {
	first, second, other := planOf(t, 4, 3), planOf(t, 4, 3), planOf(t, 5, 3)
	once := registers(first, first.schools[1])
	require.Equal(t, once, registers(second, second.schools[1]))
	require.NotEqual(t, once, registers(other, other.schools[1]))
}

func TestAbsencesArePlausible(t *testing.T) {
	p := planOf(t, 1, 3)
	for _, s := range p.schools {
		states, attended, lessons, taken := map[typev1.Attendance_Value]int{}, 0, 0, 0
		missed := map[*pupil]int{}
		for _, c := range s.classes {
			for _, slot := range c.slots {
				for _, date := range p.days {
					if slot.weekday != int(day(date).Weekday()) {
						continue
					}
					lessons++
					if !p.registered(c, slot, date) {
						continue
					}
					taken++
					h, ok := p.hourOf(s, slot, date)
					require.True(t, ok)
					members := map[*pupil]bool{}
					for _, pu := range c.members(slot.group) {
						members[pu] = true
						attended++
					}
					for _, a := range p.register(c, slot, date) {
						require.True(t, members[a.pupil], "%s is not in %s %s", a.pupil.code, c.label, slot.group)
						delete(members, a.pupil)
						states[a.state]++
						if a.state == typev1.Attendance_LATE {
							require.True(t, a.minutes >= 1 && a.minutes < h.end-h.start, "%d minutes late", a.minutes)
							continue
						}
						require.Zero(t, a.minutes)
						if a.state == typev1.Attendance_ABSENT {
							missed[a.pupil]++
						}
					}
				}
			}
		}
		share := float64(states[typev1.Attendance_ABSENT]) / float64(attended)
		require.True(t, share > 0.02 && share < 0.08, "%.3f of the places are empty", share)
		for _, state := range []typev1.Attendance_Value{typev1.Attendance_LATE, typev1.Attendance_EXCUSED, typev1.Attendance_SENT_TO_OFFICE} {
			require.Positive(t, states[state], state)
			require.Less(t, states[state], states[typev1.Attendance_ABSENT], state)
		}
		require.InDelta(t, 0.97, float64(taken)/float64(lessons), 0.01, "most registers are taken, not all")
		never, often := 0, 0
		for _, c := range s.classes {
			for _, pu := range c.pupils {
				if missed[pu] == 0 {
					never++
				}
				if missed[pu] > 20 {
					often++
				}
			}
		}
		require.Greater(t, never, 300, "most are never away")
		require.True(t, often > 20 && often < 150, "%d are away often", often)
	}
}

func TestPupilsWithAccountsHaveAnAbsenceInEveryState(t *testing.T) {
	p := planOf(t, 1, 3)
	var all []*pupil
	for _, s := range p.schools {
		all = append(all, s.students()...)
	}
	for _, f := range p.families {
		all = append(all, f.children...)
	}
	for _, pu := range all {
		verdicts := map[verdict]spell{}
		before := ""
		for _, one := range pu.spells {
			verdicts[one.verdict] = one
			require.Less(t, before, one.from, "%s: spells do not touch", pu.code)
			require.LessOrEqual(t, one.from, one.to)
			require.Less(t, one.to, p.today)
			before = one.to
			seen := 0
			for _, slot := range pu.class.slots {
				for date := day(one.from); !date.After(day(one.to)); date = date.AddDate(0, 0, 1) {
					text := date.Format(time.DateOnly)
					if !p.ref.IsSchoolDay(text) || slot.weekday != int(date.Weekday()) || !p.registered(pu.class, slot, text) {
						continue
					}
					for _, a := range p.register(pu.class, slot, text) {
						if a.pupil == pu && a.state == typev1.Attendance_ABSENT {
							seen++
						}
					}
				}
			}
			require.Positive(t, seen, "%s: a register knows of %s", pu.code, one.from)
		}
		require.Len(t, verdicts, 4, pu.code)
		require.True(t, verdicts[accepted].paper)
	}
}

func TestSpellsOfOnePupilDoNotOverlapWhenSomebodySpeaksOfThem(t *testing.T) {
	p := planOf(t, 1, 3)
	risks := 0
	for _, s := range p.schools {
		for _, c := range s.classes {
			for _, pu := range c.pupils {
				last := ""
				for _, one := range pu.spells {
					if one.verdict == silent {
						continue
					}
					require.Less(t, last, one.from, pu.code)
					last = one.to
				}
				if pu.habit.risk {
					risks++
					require.Len(t, pu.spells, 1)
					require.Equal(t, refused, pu.spells[0].verdict)
				}
			}
		}
	}
	require.Greater(t, risks, 60)
}

func TestControlsAndRegistersAgree(t *testing.T) {
	p := planOf(t, 1, 3)
	enrol(p)
	pending, decided := 0, 0
	for _, c := range p.schools[2].classes {
		d := duty{class: c, subject: "MATH"}
		w, err := p.marksOf(d, sheet(4, false, 20))
		require.NoError(t, err)
		cells := map[string]*typev1.CellInput{}
		for _, cell := range w.cells {
			cells[cell.GetStudentId()+" "+cell.GetColumn()] = cell
		}
		for _, column := range w.order {
			date := w.columns[column].date
			require.True(t, c.held(date), "the class has lessons on the day of its control")
			for _, pu := range c.pupils {
				cell := cells[pu.id+" "+column]
				away, registered := p.atControl(d, pu, date)
				switch {
				case away && c.stage == underway:
					pending++
					require.Nil(t, cell, "the teacher leaves the cell to the register")
				case away:
					decided++
					require.Equal(t, typev1.MarkState_ABSENT, cell.GetState())
				case registered && cell != nil:
					require.NotNil(t, cell.Mark, "who was there has a mark")
				}
			}
		}
	}
	require.Positive(t, pending)
	require.Positive(t, decided)
}

func TestTodayLeavesEachTeacherARegisterToTake(t *testing.T) {
	p := planOf(t, 1, 1)
	s := p.schools[0]
	var lessons []heldLesson
	for _, c := range s.classes {
		for _, slot := range c.slots {
			if slot.weekday == 1 {
				lessons = append(lessons, heldLesson{class: c, slot: slot, date: p.today, id: fmt.Sprint(c.label, slot.period)})
			}
		}
	}
	require.Empty(t, p.begun(lessons, 6*60), "nothing has begun at six")
	for _, minute := range []int{9 * 60, 12 * 60, 23 * 60} {
		taken := map[string]int{}
		for _, l := range p.begun(lessons, minute) {
			h, ok := p.hourOf(s, l.slot, l.date)
			require.True(t, ok)
			require.LessOrEqual(t, h.start, minute, "no register before its lesson")
			taken[l.slot.teacher]++
		}
		for _, teacher := range s.teachers {
			begun := 0
			for _, l := range lessons {
				if h, _ := p.hourOf(s, l.slot, l.date); l.slot.teacher == teacher.email && h.start <= minute {
					begun++
				}
			}
			require.Equal(t, max(0, begun-1), taken[teacher.email], teacher.email)
		}
	}
}

func TestACertificateIsAWholePDF(t *testing.T) {
	paper := string(certificate("Alaoui (Omar)", "2026-11-03", "2026-11-05"))
	require.Regexp(t, `^%PDF-1\.4\n`, paper)
	require.Regexp(t, `%%EOF\n$`, paper)
	require.Contains(t, paper, `Alaoui \(Omar\)`)
	require.Equal(t, paper, string(certificate("Alaoui (Omar)", "2026-11-03", "2026-11-05")))
}
