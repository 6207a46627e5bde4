package demo

import (
	"fmt"
	"math/rand/v2"
	"strings"

	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

// person is somebody's name in both scripts.
type person struct {
	family, first pair
	female        bool
}

// name is the name as MASSAR writes it, family name first.
func (p person) name() *typev1.Name {
	return &typev1.Name{Ar: p.family.ar + " " + p.first.ar, Latin: p.family.latin + " " + p.first.latin}
}

// someone makes up a person.
func someone(r *rand.Rand) person {
	p := person{family: pick(r, familyNames()), female: r.IntN(2) == 0}
	p.first = pick(r, maleNames())
	if p.female {
		p.first = pick(r, femaleNames())
	}
	return p
}

// mailDomain is reserved for examples: no mail sent there reaches anybody.
const mailDomain = "massar.example"

// addresses gives each member of staff an address of his own.
type addresses map[string]int

func (a addresses) of(p person, school string) string {
	plain := func(s string) string { return strings.ReplaceAll(strings.ToLower(s), " ", "") }
	local := plain(p.first.latin) + "." + plain(p.family.latin)
	domain := strings.ToLower(school) + "." + mailDomain
	a[local+"@"+domain]++
	if n := a[local+"@"+domain]; n > 1 {
		local = fmt.Sprintf("%s%d", local, n)
	}
	return local + "@" + domain
}

// phone is a telephone number of a range that is marked as invented by its zeros.
func phone(n int) string { return fmt.Sprintf("+2126000%05d", n) }

// massarCode is a pupil's code; Z begins no code that we have seen.
func massarCode(n int) string { return fmt.Sprintf("Z9%08d", n) }
