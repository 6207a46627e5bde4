package school_test

import (
	"context"
	"fmt"
	"io/fs"
	"testing"

	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/proto"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/rpc/rpctest"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/sqldb/sqldbtest"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	"github.com/massar-platform/massar/services/school"
)

// rules are the hours and the rule of today, and then every rule with its first day.
func rules(s *schoolv1.SchoolSettings) []string {
	list := []string{fmt.Sprintf("%d %s", s.GetRegisterHours(), s.GetHalfDayRule())}
	for _, r := range s.GetAttendanceRules() {
		list = append(list, fmt.Sprintf("%s: %d %s", r.GetFrom(), r.GetRegisterHours(), r.GetHalfDayRule()))
	}
	return list
}

func (w *world) settle(hours *int32, rule *string, from string) (*schoolv1.SchoolSettings, error) {
	w.Helper()
	changed, err := w.idara.UpdateSchoolSettings(w.writing(w.office), &schoolv1.UpdateSchoolSettingsRequest{
		SchoolCode: palms, RegisterHours: hours, HalfDayRule: rule, From: from,
	})
	return changed.GetSettings(), err
}

func (w *world) settled() []string {
	w.Helper()
	read, err := w.idara.GetSchool(w.as(w.office), &schoolv1.GetSchoolRequest{SchoolCode: palms})
	require.NoError(w, err)
	return rules(read.GetSettings())
}

// A rule counts from its day: what stood before stays, and what was set for a later day is still to come.
func TestAttendanceRulesHaveDays(t *testing.T) {
	each(t, func(w *world) {
		w.class(w.office, "3APIC-1")
		for _, step := range []struct {
			on    string
			hours *int32
			rule  *string
			from  string
			want  []string
		}{
			{"2027-01-11", proto.Int32(12), nil, "", []string{"12 ", "2027-01-11: 12 "}},
			{"2027-02-01", nil, proto.String("ALL"), "2027-03-01", []string{"12 ", "2027-01-11: 12 ", "2027-03-01: 12 ALL"}},
			{"2027-02-02", proto.Int32(48), proto.String("ANY"), "", []string{"48 ANY", "2027-01-11: 12 ", "2027-02-02: 48 ANY", "2027-03-01: 48 ALL"}},
			{"2027-02-02", proto.Int32(24), nil, "2027-02-02", []string{"24 ANY", "2027-01-11: 12 ", "2027-02-02: 24 ANY", "2027-03-01: 24 ALL"}},
			{"2027-02-03", nil, proto.String("ANY"), "2027-03-01", []string{"24 ANY", "2027-01-11: 12 ", "2027-02-02: 24 ANY"}},
			{"2027-03-02", proto.Int32(0), proto.String(""), "", []string{"0 ", "2027-01-11: 12 ", "2027-02-02: 24 ANY", "2027-03-02: 0 "}},
			{"2027-03-03", nil, nil, "", []string{"0 ", "2027-01-11: 12 ", "2027-02-02: 24 ANY", "2027-03-02: 0 "}},
		} {
			w.on(step.on, func() {
				changed, err := w.settle(step.hours, step.rule, step.from)
				require.NoError(w, err)
				require.Equal(w, step.want, rules(changed), step.on)
				require.Equal(w, step.want, w.settled())
				all := w.changes()
				require.Equal(w, step.want, rules(all[len(all)-1].GetSchool().GetSettings()), "as the others are told")
			})
		}
		w.on("2027-02-15", func() { require.Equal(w, "24 ANY", w.settled()[0], "of the day of reading") })
	})
}

func TestThePastKeepsItsAttendanceRule(t *testing.T) {
	each(t, func(w *world) {
		const yesterday, ahead = "2026-11-22", "2027-11-23"
		_, err := w.settle(proto.Int32(36), nil, "2026-09-01")
		require.NoError(w, err, "nothing was counted yet")
		w.class(w.office, "3APIC-1")
		before := w.rows()
		for from, reason := range map[string]errorsv1.Reason{
			yesterday: errorsv1.Reason_DATE_PAST, "2026-08-31": errorsv1.Reason_DATE_PAST, "2027-11-24": errorsv1.Reason_DATE_INVALID,
			"2027-02-29": errorsv1.Reason_DATE_INVALID, "tomorrow": errorsv1.Reason_DATE_INVALID, "2027-2-1": errorsv1.Reason_DATE_INVALID,
		} {
			_, err := w.settle(proto.Int32(1), proto.String("ALL"), from)
			w.refused(err, errs.Invalid, reason)
		}
		require.Equal(w, before, w.rows())
		require.Equal(w, []string{"36 ", "2026-09-01: 36 "}, w.settled())
		_, err = w.settle(nil, proto.String("ALL"), ahead)
		require.NoError(w, err)

		// Who asks again the day after, because the answer was lost, gets the answer of the day before.
		req := &schoolv1.UpdateSchoolSettingsRequest{SchoolCode: palms, HalfDayRule: proto.String("ANY"), From: today}
		again := rpctest.WithKey(w.as(w.office))
		first, err := w.idara.UpdateSchoolSettings(again, req)
		require.NoError(w, err)
		w.on("2026-11-24", func() {
			second, err := w.idara.UpdateSchoolSettings(again, req)
			require.NoError(w, err)
			require.True(w, proto.Equal(first, second))
			require.Equal(w, []string{"36 ANY", "2026-09-01: 36 ", today + ": 36 ANY", ahead + ": 36 ALL"}, w.settled())
		})
		require.Equal(w, 3, w.count(`SELECT COUNT(*) FROM audit_log WHERE rpc = 'school.UpdateSchoolSettings'`))
	})
}

// What a school decided before rules had days counts from the beginning.
func TestAttendanceRulesOfBefore(t *testing.T) {
	for _, engine := range sqldbtest.Engines(t) {
		t.Run(string(engine), func(t *testing.T) {
			cfg := sqldbtest.Config(t, engine, "school")
			open := func(set fs.FS) sqldb.DB {
				require.NoError(t, sqldb.Migrate(t.Context(), cfg, set))
				db, err := sqldb.Open(t.Context(), cfg, set)
				require.NoError(t, err)
				return db
			}
			old := open(before(t, "00112_attendance_rules.sql"))
			require.NoError(t, old.InTx(t.Context(), func(ctx context.Context, tx sqldb.Tx) error {
				_, err := tx.Exec(ctx, `INSERT INTO schools (school, node, parent, name_ar, name_latin, cycle, show_rank, early_release, register_hours, half_day_rule, version)
 VALUES ('99999Z', 'ma/99/999/99999Z', 'ma/99/999', '', 'A', 'COL', TRUE, FALSE, 0, 'ALL', 4), ('99999Y', 'ma/99/999/99999Y', 'ma/99/999', '', 'B', 'COL', TRUE, FALSE, 0, '', 1)`)
				return err
			}))
			old.Close()

			db := open(school.Migrations())
			t.Cleanup(db.Close)
			w := newWorld(t, db)
			for code, want := range map[string][]string{"99999Z": {"0 ALL", ": 0 ALL"}, "99999Y": {"0 "}} {
				read, err := w.idara.GetSchool(w.as(w.ministry), &schoolv1.GetSchoolRequest{SchoolCode: code})
				require.NoError(t, err)
				require.Equal(t, want, rules(read.GetSettings()))
			}
		})
	}
}
