package demo

import (
	"encoding/csv"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestTheFileOfATimetableHoldsTheWholeWeek(t *testing.T) {
	p := planOf(t, 1, 3)
	for _, s := range p.schools {
		for i, teacher := range s.teachers {
			teacher.id = "id " + strconv.Itoa(i)
		}
		file, err := timetableFile(s)
		require.NoError(t, err)
		rows, err := csv.NewReader(strings.NewReader(string(file))).ReadAll()
		require.NoError(t, err)
		require.Equal(t, "class,group,weekday,period,count,subject,teacher,room", strings.Join(rows[0], ","))
		rooms := map[string]bool{}
		for _, room := range s.rooms {
			rooms[room] = true
		}
		perClass := map[string]int{}
		for i, row := range rows[1:] {
			slot := s.slots[i]
			require.Equal(t, []string{slot.class, slot.group, strconv.Itoa(slot.weekday), strconv.Itoa(slot.period), strconv.Itoa(slot.count), slot.subject}, row[:6])
			require.Equal(t, s.teacher(slot.teacher).id, row[6])
			require.True(t, rooms[row[7]], row[7])
			perClass[row[0]]++
		}
		require.Len(t, perClass, len(s.classes))
		for _, c := range s.classes {
			require.Len(t, c.slots, perClass[c.label])
			require.Positive(t, teachersToday(s), "somebody teaches today")
		}
	}
}

func teachersToday(s *school) int {
	count := 0
	for _, t := range s.teachers {
		if t.lessonsOn(today) > 0 {
			count++
		}
	}
	return count
}

func TestHalfGroupsShareTheClass(t *testing.T) {
	p := planOf(t, 1, 3)
	halved := 0
	for _, c := range p.schools[2].classes {
		if len(c.groups()) == 0 {
			continue
		}
		halved++
		first, second := c.members("G1"), c.members("G2")
		require.Equal(t, c.pupils, append(append([]*pupil{}, first...), second...))
		require.InDelta(t, len(first), len(second), 1)
	}
	require.Positive(t, halved)
	for _, c := range p.schools[0].classes {
		require.Empty(t, c.groups(), "a primary school does not halve its classes")
	}
}

func TestNobodyOfASchoolHasTheNameOfAColleague(t *testing.T) {
	for _, s := range planOf(t, 1, 6).schools {
		seen := map[string]bool{}
		all := []person{s.director.person, s.secretary.person}
		for _, teacher := range s.teachers {
			all = append(all, teacher.person)
		}
		for _, one := range all {
			require.False(t, seen[one.name().GetLatin()] || seen[one.name().GetAr()], one.name().GetLatin())
			seen[one.name().GetLatin()], seen[one.name().GetAr()] = true, true
		}
	}
}

func TestChangesOfTheWeekStandInNobodysWay(t *testing.T) {
	p := planOf(t, 1, 6)
	days := p.daysAhead(5)
	require.Equal(t, []string{"2026-11-24", "2026-11-25", "2026-11-26", "2026-11-27", "2026-11-28"}, days)
	moved := 0
	for _, s := range p.schools {
		for _, slot := range s.at(published)[0].slots {
			if colleague := s.substitute(slot); colleague != nil {
				require.NotEqual(t, slot.teacher, colleague.email)
				for i := range slot.count {
					require.False(t, s.busy(slot.weekday, slot.period+i, func(o weekSlot) bool { return o.teacher == colleague.email }))
				}
			}
			date := days[0]
			for _, one := range days {
				if int(day(one).Weekday()) == slot.weekday {
					date = one
				}
			}
			slot.weekday = int(day(date).Weekday())
			to, period, ok := p.otherPlace(s, slot, date)
			if !ok {
				require.Equal(t, "PRIM", s.cycle, "%s %s finds no other hour", slot.class, slot.subject)
				continue // a class of a primary school has lessons all week
			}
			require.GreaterOrEqual(t, to, date)
			target := slot
			target.weekday, target.period = int(day(to).Weekday()), period
			require.NotEqual(t, slot, target)
			require.True(t, p.oneHalf(s, target, to), "%+v has no hours", target)
			for i := range slot.count {
				require.False(t, s.busy(target.weekday, period+i, func(o weekSlot) bool {
					return o.teacher == slot.teacher || o.class == slot.class || o.room == slot.room
				}))
			}
			moved++
		}
	}
	require.Positive(t, moved)
}
