package trail_test

import (
	"encoding/hex"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/services/grade/internal/trail"
)

const sheet = "12345A.0190f0c0-0000-7000-8000-000000000001"

func events(n int) []trail.Sealed {
	chain := trail.Resume(0, trail.Genesis(sheet))
	var list []trail.Sealed
	for i := range n {
		list = append(list, chain.Append(trail.Event{
			At: 1_800_000_000_000_000 + int64(i), Account: "acc", Person: "staff", Role: "teacher", Session: "ses",
			Kind: trail.Save, Student: "stu", Column: "C1", Before: "", After: "14.50", RequestID: "req",
		}))
	}
	return list
}

func verify(list []trail.Sealed, seq int64, head []byte) error {
	v := trail.NewVerifier(sheet)
	for _, e := range list {
		if err := v.Next(e); err != nil {
			return err
		}
	}
	return v.End(seq, head)
}

// The hash of a known event is written down: a change of the encoding would make
// every stored trail unverifiable, and must be seen. They were computed apart from this code.
func TestKnownHash(t *testing.T) {
	list := events(2)
	require.Equal(t, "bd99c32e2c372de6afc5a9d2fb44982aeccc152b67e128974bba2770ac46eff0", hex.EncodeToString(list[0].Hash))
	require.Equal(t, "810944844f60ab5d9ab93b2182e960b9a13b4be160287ea1e5f9266142ba7807", hex.EncodeToString(list[1].Hash))
}

func TestWholeTrailVerifies(t *testing.T) {
	list := events(5)
	require.NoError(t, verify(list, 5, list[4].Hash))
	require.NoError(t, verify(nil, 0, trail.Genesis(sheet)))
}

func TestEveryTamperedPartIsNamed(t *testing.T) {
	text := func(set func(*trail.Event, string)) func(*trail.Sealed) {
		return func(s *trail.Sealed) { set(&s.Event, "other") }
	}
	for name, change := range map[string]func(*trail.Sealed){
		"at":         func(s *trail.Sealed) { s.At++ },
		"account":    text(func(e *trail.Event, v string) { e.Account = v }),
		"person":     text(func(e *trail.Event, v string) { e.Person = v }),
		"role":       text(func(e *trail.Event, v string) { e.Role = v }),
		"session":    text(func(e *trail.Event, v string) { e.Session = v }),
		"kind":       text(func(e *trail.Event, v string) { e.Kind = v }),
		"student":    text(func(e *trail.Event, v string) { e.Student = v }),
		"column":     text(func(e *trail.Event, v string) { e.Column = v }),
		"before":     text(func(e *trail.Event, v string) { e.Before = v }),
		"after":      text(func(e *trail.Event, v string) { e.After = v }),
		"reason":     text(func(e *trail.Event, v string) { e.Reason = v }),
		"request id": text(func(e *trail.Event, v string) { e.RequestID = v }),
		"hash":       func(s *trail.Sealed) { s.Hash = make([]byte, 32) },
		"prev":       func(s *trail.Sealed) { s.Prev = make([]byte, 32) },
		// Moving bytes between neighbours keeps the concatenation: only the lengths tell.
		"border": func(s *trail.Sealed) { s.Student, s.Column = "stuC", "1" },
	} {
		t.Run(name, func(t *testing.T) {
			list := events(5)
			change(&list[2])
			err := verify(list, 5, list[4].Hash)
			var fault *trail.Fault
			require.ErrorAs(t, err, &fault)
			require.Equal(t, int64(3), fault.Seq)
			require.Equal(t, sheet, fault.SheetID)
		})
	}
}

func TestMissingAddedAndMovedEventsAreNamed(t *testing.T) {
	full := events(5)
	for name, c := range map[string]struct {
		list []trail.Sealed
		seq  int64
	}{
		"first removed":  {full[1:], 1},
		"middle removed": {slices.Delete(slices.Clone(full), 2, 3), 3},
		"last removed":   {full[:4], 5},
		"all removed":    {nil, 1},
		"swapped":        {[]trail.Sealed{full[0], full[2], full[1], full[3], full[4]}, 2},
		"twice":          {slices.Insert(slices.Clone(full), 1, full[0]), 2},
	} {
		t.Run(name, func(t *testing.T) {
			var fault *trail.Fault
			require.ErrorAs(t, verify(c.list, 5, full[4].Hash), &fault)
			require.Equal(t, c.seq, fault.Seq)
		})
	}
	// A longer trail than the sheet counts, and another head.
	var fault *trail.Fault
	require.ErrorAs(t, verify(full, 4, full[3].Hash), &fault)
	require.Equal(t, int64(5), fault.Seq)
	require.ErrorAs(t, verify(full, 5, full[3].Hash), &fault)
	require.Equal(t, int64(5), fault.Seq)
}

func TestTrailOfAnotherSheetDoesNotVerify(t *testing.T) {
	v := trail.NewVerifier("12345A.0190f0c0-0000-7000-8000-000000000002")
	var fault *trail.Fault
	require.ErrorAs(t, v.Next(events(1)[0]), &fault)
	require.Equal(t, int64(1), fault.Seq)
}

func TestResumeContinuesTheSameTrail(t *testing.T) {
	full := events(3)
	chain := trail.Resume(2, full[1].Hash)
	require.Equal(t, full[2], chain.Append(full[2].Event))
}

func BenchmarkAppend35(b *testing.B) {
	e := events(1)[0].Event
	b.ReportAllocs()
	for b.Loop() {
		chain := trail.Resume(0, trail.Genesis(sheet))
		for range 35 {
			chain.Append(e)
		}
	}
}
