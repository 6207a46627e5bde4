package demo

import (
	"hash/fnv"
	"math/rand/v2"
	"strings"

	"github.com/google/uuid"
)

// source gives random streams. Each subject has a stream of its own, so that nothing depends on
// the order in which parallel work is done, nor on what else is generated.
type source struct{ seed int64 }

// of returns the stream of a subject.
func (s source) of(subject ...string) *rand.Rand {
	h := fnv.New64a()
	h.Write([]byte(strings.Join(subject, "\x00")))
	return rand.New(rand.NewPCG(uint64(s.seed), h.Sum64()))
}

// key is the idempotency key of a step: a name-based UUID, the same in every run.
func (s source) key(step ...string) string {
	space := uuid.NewSHA1(uuid.NameSpaceOID, []byte("massar demo "+uuidText(s.seed)))
	return uuid.NewSHA1(space, []byte(strings.Join(step, "\x00"))).String()
}

func uuidText(seed int64) string {
	var b [8]byte
	for i := range b {
		b[i] = byte(uint64(seed) >> (8 * i))
	}
	return string(b[:])
}

// passwordLetters leaves out what is easily misread.
const passwordLetters = "abcdefghjkmnpqrstuvwxyz23456789"

// password is the password of an account: 16 letters in groups of four, long enough for staff.
func (s source) password(account string) string {
	r := s.of("password", account)
	var b strings.Builder
	for i := range 16 {
		if i > 0 && i%4 == 0 {
			b.WriteByte('-')
		}
		b.WriteByte(passwordLetters[r.IntN(len(passwordLetters))])
	}
	return b.String()
}

// pick takes one of a list.
func pick[T any](r *rand.Rand, list []T) T { return list[r.IntN(len(list))] }
