package store

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/sqldb/sqldbtest"
	"github.com/massar-platform/massar/platform/write"
)

var errOverlap = errors.New("in two classes")

// enrolIn writes one enrolment in a transaction of its own, or nothing.
func enrolIn(ctx context.Context, db sqldb.DB, e Enrolment) error {
	return db.InTx(ctx, func(ctx context.Context, tx sqldb.Tx) error {
		alone, err := Enrol(ctx, tx, []Enrolment{e})
		if err == nil && !alone {
			err = errOverlap
		}
		return err
	})
}

// pupils makes students s0, s1, ... and the class c of two years.
func pupils(t *testing.T, db sqldb.DB, n int) {
	t.Helper()
	require.NoError(t, db.InTx(t.Context(), func(ctx context.Context, tx sqldb.Tx) error {
		err := InsertSchool(ctx, tx, School{Code: "12345A", Node: "ma/07/351/12345A", Cycle: "COL", Version: 1})
		if err != nil {
			return err
		}
		if err := InsertClass(ctx, tx, Class{School: "12345A", ID: "c", Year: "2026-2027", Label: "2APIC-1", Version: 1}); err != nil {
			return err
		}
		var all []Student
		for i := range n {
			all = append(all, Student{ID: fmt.Sprintf("s%d", i), MassarCode: fmt.Sprintf("G%09d", i), Version: 1})
		}
		return InsertStudents(ctx, tx, all)
	}))
}

func stay(student, id, from, to string) Enrolment {
	return Enrolment{StudentID: student, ID: id, School: "12345A", ClassID: "c", Year: "2026-2027", Number: 1, From: from, To: to, Version: 1}
}

// The days of a student's stays touch and never overlap, whether or not they have an end; what was taken back
// before it began, and another year, are out of it.
func TestEnrolRefusesWhatOverlaps(t *testing.T) {
	sqldbtest.Each(t, "school", write.Migrations(Migrations()), func(t *testing.T, db sqldb.DB) {
		pupils(t, db, 20)
		for i, c := range []struct {
			name             string
			from, to         string
			nextFrom, nextTo string
			ok               bool
		}{
			{"one behind the other", "2026-09-08", "2026-11-01", "2026-11-01", "", true},
			{"one before the other", "2026-11-01", "", "2026-09-08", "2026-11-01", true},
			{"a day too early", "2026-09-08", "2026-11-01", "2026-10-31", "", false},
			{"a day too long", "2026-11-01", "2026-12-01", "2026-09-08", "2026-11-02", false},
			{"inside", "2026-09-08", "2026-12-01", "2026-10-01", "2026-10-02", false},
			{"around", "2026-10-01", "2026-10-02", "2026-09-08", "2026-12-01", false},
			{"the same", "2026-09-08", "2026-12-01", "2026-09-08", "2026-12-01", false},
			{"behind one without an end", "2026-09-08", "", "2026-12-01", "2026-12-02", false},
			{"over one that was taken back", "2026-10-01", "2026-10-01", "2026-09-08", "", true},
			{"itself taken back", "2026-09-08", "", "2026-10-01", "2026-10-01", true},
		} {
			student := fmt.Sprintf("s%d", i)
			require.NoError(t, enrolIn(t.Context(), db, stay(student, "a", c.from, c.to)), c.name)
			err := enrolIn(t.Context(), db, stay(student, "b", c.nextFrom, c.nextTo))
			if c.ok {
				require.NoError(t, err, c.name)
			} else {
				require.ErrorIs(t, err, errOverlap, c.name)
			}
		}
		other := stay("s0", "c", "2026-09-08", "")
		other.Year = "2027-2028"
		require.NoError(t, enrolIn(t.Context(), db, other))
	})
}

// Of many who enrol one student at the same moment one does, also where no index could tell.
func TestEnrolOneAtATime(t *testing.T) {
	sqldbtest.Each(t, "school", write.Migrations(Migrations()), func(t *testing.T, db sqldb.DB) {
		pupils(t, db, 1)
		var group sync.WaitGroup
		failures := make([]error, 8)
		for i := range failures {
			group.Go(func() {
				failures[i] = enrolIn(t.Context(), db, stay("s0", fmt.Sprintf("e%d", i), fmt.Sprintf("2026-10-%02d", i+1), "2026-12-01"))
			})
		}
		group.Wait()
		done := 0
		for _, err := range failures {
			if err == nil {
				done++
				continue
			}
			require.ErrorIs(t, err, errOverlap)
		}
		require.Equal(t, 1, done)
	})
}
