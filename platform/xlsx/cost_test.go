package xlsx_test

import (
	"runtime"
	"runtime/debug"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/xlsx"
	"github.com/massar-platform/massar/tests/fixtures"
)

// peak gives the highest heap growth while fn runs, sampled often.
func peak(fn func()) (bytes uint64) {
	defer debug.SetGCPercent(debug.SetGCPercent(50))
	runtime.GC()
	var before runtime.MemStats
	runtime.ReadMemStats(&before)
	stop, high := make(chan struct{}), make(chan uint64)
	go func() {
		var top uint64
		tick := time.NewTicker(10 * time.Millisecond)
		defer tick.Stop()
		for {
			var now runtime.MemStats
			runtime.ReadMemStats(&now)
			top = max(top, now.HeapAlloc)
			select {
			case <-stop:
				high <- top
				return
			case <-tick.C:
			}
		}
	}()
	fn()
	close(stop)
	top := <-high
	return top - min(top, before.HeapAlloc)
}

func TestHostileFilesCostLittle(t *testing.T) {
	files := fixtures.WithinLimits()
	files["bomb of 400 MB"] = fixtures.Bomb()
	files["50,000 entries"] = fixtures.ManyEntries(50_000)
	// Only this one is a lawful, if odd, sheet: nothing is kept of empty rows.
	const harmless = "one row again and again"
	require.Contains(t, files, harmless)
	for name, data := range files {
		t.Run(name, func(t *testing.T) {
			var err error
			memory := peak(func() { err = readAll(data) })
			if name == harmless {
				require.NoError(t, err)
			} else {
				require.Contains(t, []string{xlsx.ReasonFileTooLarge, xlsx.ReasonFileBroken}, xlsx.ReasonOf(err))
			}
			require.Less(t, memory, uint64(50<<20))
			t.Logf("%s: %d KB, %v", name, memory>>10, err)
		})
	}
}

func TestAFarEmptyRowCostsNothing(t *testing.T) {
	data := fixtures.FarRow()
	memory := peak(func() { require.NoError(t, readAll(data)) })
	require.Less(t, memory, uint64(2<<20))
}

func BenchmarkOpenMarkSheet(b *testing.B) {
	pupils := fixtures.Pupils(35)
	for i := range pupils {
		pupils[i].Marks = []string{"n:12.5", "n:14", "n:9.25"}
	}
	data := fixtures.NotesCC(fixtures.NotesCCOptions{Pupils: pupils})
	b.ReportAllocs()
	for b.Loop() {
		if err := readAll(data); err != nil {
			b.Fatal(err)
		}
	}
}
