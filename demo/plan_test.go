package demo

import (
	"fmt"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/localtext"
	"github.com/massar-platform/massar/refdata"
)

const today = "2026-11-23"

func planOf(t *testing.T, seed int64, schools int) *plan {
	t.Helper()
	ref, err := refdata.Load()
	require.NoError(t, err)
	p, err := newPlan(ref, seed, today, schools)
	require.NoError(t, err)
	return p
}

// dump writes down everything that the plan decides.
func dump(p *plan) string {
	var b strings.Builder
	for _, s := range p.schools {
		fmt.Fprintln(&b, s.code, s.name, s.director.email, s.secretary.email)
		for _, c := range s.classes {
			fmt.Fprintln(&b, c.label, c.taught, c.stage)
			for _, pu := range c.pupils {
				fmt.Fprintln(&b, pu.code, pu.name(), pu.birth, pu.place, pu.ability, pu.exempt)
			}
		}
		for _, t := range s.teachers {
			fmt.Fprintln(&b, t.email, t.ppr, t.name(), t.load(), p.source.password(t.email))
		}
	}
	for _, f := range p.families {
		fmt.Fprintln(&b, f.phone, f.guardian.name(), len(f.children))
	}
	return b.String()
}

func TestSameSeedSameSchools(t *testing.T) {
	once := dump(planOf(t, 7, 3))
	require.Equal(t, once, dump(planOf(t, 7, 3)))
	require.NotEqual(t, once, dump(planOf(t, 8, 3)))
}

func TestMoreSchoolsLeaveTheFirstOnesAsTheyAre(t *testing.T) {
	few, many := planOf(t, 7, 3), planOf(t, 7, 5)
	for i, s := range few.schools {
		require.Equal(t, s.code, many.schools[i].code)
		require.Equal(t, s.teachers[4].email, many.schools[i].teachers[4].email)
		require.Equal(t, s.classes[3].pupils[30].name().String(), many.schools[i].classes[3].pupils[30].name().String())
	}
}

func TestASchoolHasAboutAThousandPupilsAndNobodyTwice(t *testing.T) {
	p := planOf(t, 1, 6)
	codes, mails := map[string]bool{}, map[string]bool{}
	for i, s := range p.schools {
		require.Equal(t, []string{"PRIM", "COL", "QUAL"}[i%3], s.cycle)
		require.True(t, ids.ValidGRESA(s.code), s.code)
		count := 0
		for _, c := range s.classes {
			require.NotEmpty(t, c.taught, c.label)
			level, stream, _, ok := p.ref.ParseClassLabel(c.label)
			require.True(t, ok, c.label)
			require.Equal(t, c.level.Code, level.Code)
			require.Equal(t, c.stream, stream)
			require.GreaterOrEqual(t, len(c.pupils), 31)
			for _, pu := range c.pupils {
				require.True(t, ids.ValidMassarCode(pu.code), pu.code)
				require.False(t, codes[pu.code], "pupil %s twice", pu.code)
				codes[pu.code] = true
				count++
			}
		}
		require.InDelta(t, 1000, count, 60)
		require.Len(t, s.at(published), 1)
		for _, member := range append([]string{s.director.email, s.secretary.email}, emails(s)...) {
			require.False(t, mails[member], "address %s twice", member)
			mails[member] = true
			require.Equal(t, strings.ToLower(member), member)
			require.NotContains(t, member, " ")
		}
	}
}

func emails(s *school) []string {
	var all []string
	for _, t := range s.teachers {
		all = append(all, t.email)
	}
	return all
}

func TestNamesAreInBothScripts(t *testing.T) {
	for _, list := range [][]pair{familyNames(), maleNames(), femaleNames(), schoolWords()} {
		seen := map[pair]bool{}
		for _, n := range list {
			require.False(t, seen[n], "%v twice", n)
			seen[n] = true
			for _, text := range []struct {
				value  string
				script *unicode.RangeTable
			}{{n.ar, unicode.Arabic}, {n.latin, unicode.Latin}} {
				clean, err := localtext.CleanName(text.value)
				require.NoError(t, err)
				require.Equal(t, text.value, clean)
				for _, r := range text.value {
					require.True(t, r == ' ' || unicode.Is(text.script, r), "%q holds %q", text.value, r)
				}
			}
		}
	}
}

func TestEverySubjectOfEveryClassHasOneTeacherWithAPlausibleLoad(t *testing.T) {
	p := planOf(t, 3, 3)
	for _, s := range p.schools {
		taught := map[string]int{}
		sum := 0
		for _, teacher := range s.teachers {
			require.LessOrEqual(t, teacher.load(), fullLoad, teacher.email)
			require.Positive(t, teacher.load(), teacher.email)
			sum += teacher.load()
			for _, d := range teacher.duties {
				taught[d.class.label+" "+d.subject]++
			}
		}
		for _, c := range s.classes {
			for _, subject := range c.taught {
				require.Equal(t, 1, taught[c.label+" "+subject], "%s in %s", subject, c.label)
				delete(taught, c.label+" "+subject)
			}
		}
		require.Empty(t, taught)
		require.GreaterOrEqual(t, sum, 17*len(s.teachers), "teachers of %s have too little to do", s.code)
	}
	primary := p.schools[0]
	require.GreaterOrEqual(t, len(primary.teachers[0].duties), 6, "a class teacher takes most subjects")
}

func TestFamiliesHaveOneToThreeChildrenOfTheirNameInDifferentSchools(t *testing.T) {
	p := planOf(t, 5, 3)
	require.Len(t, p.families, 33)
	sizes := map[int]int{}
	children, phones := map[string]bool{}, map[string]bool{}
	for i, f := range p.families {
		sizes[len(f.children)]++
		require.False(t, phones[f.phone])
		phones[f.phone] = true
		require.Regexp(t, `^\+2126000\d{5}$`, f.phone)
		stage := published
		if i >= 30 {
			stage = awaiting
			require.Contains(t, f.children[0].class.school.students(), f.children[0], "the family that waits has both accounts")
		}
		require.Equal(t, stage, f.children[0].class.stage)
		schools := map[string]bool{}
		for _, child := range f.children {
			require.Equal(t, f.guardian.family, child.family)
			require.False(t, children[child.code], "%s has two families", child.code)
			children[child.code] = true
			schools[child.class.school.code] = true
		}
		require.Len(t, schools, len(f.children))
	}
	require.Equal(t, map[int]int{1: 10, 2: 13, 3: 10}, sizes)
}

func TestPasswordsAndKeysComeFromTheSeedAndTheAccount(t *testing.T) {
	a, b := source{1}, source{2}
	require.Equal(t, a.password("x"), a.password("x"))
	require.NotEqual(t, a.password("x"), a.password("y"))
	require.NotEqual(t, a.password("x"), b.password("x"))
	require.Regexp(t, `^[a-z2-9]{4}(-[a-z2-9]{4}){3}$`, a.password("x"))
	require.Equal(t, a.key("who", "what"), a.key("who", "what"))
	require.NotEqual(t, a.key("who", "what"), a.key("whow", "hat"))
	require.NotEqual(t, a.key("who", "what"), b.key("who", "what"))
	require.True(t, ids.Valid(a.key("who", "what")))
}
