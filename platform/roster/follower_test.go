package roster_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/roster"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/sqldb/sqldbtest"
	"github.com/massar-platform/massar/platform/write"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

func TestNewFollowerNeedsADatabaseAndSchool(t *testing.T) {
	_, err := roster.NewFollower(roster.Config{School: &feed{}})
	require.ErrorContains(t, err, "no database")
	_, err = roster.NewFollower(roster.Config{DB: struct{ sqldb.DB }{}})
	require.ErrorContains(t, err, "no school client")
}

// Whatever the order and the pages in which versions arrive, the newest of each row stands; so it is for groups,
// whose members go with the version.
func TestVersionsOutOfOrderConverge(t *testing.T) {
	each(t, func(w *world) {
		var changes []*schoolv1.Change
		for v := int64(1); v <= 9; v++ {
			mark := fmt.Sprint(v)
			var members []string
			for i := range v % 4 {
				members = append(members, fmt.Sprint(gresa, ".e", i))
			}
			changes = append(changes, schoolRow(gresa, v, &schoolv1.SchoolSettings{AttendanceRules: []*typev1.AttendanceRule{
				{HalfDayRule: "old"}, {From: "2026-10-0" + mark, RegisterHours: int32(v), HalfDayRule: "R" + mark},
			}}),
				classRow(class, mark, v), studentRow("s", mark, v), staffRow("t", mark, v),
				enrolmentRow(gresa+".e0", "s", class, int32(v), "2026-09-0"+mark, "", v),
				assignmentRow(gresa+".a", class, "PC", "t"+mark, "2026-09-01", "", v),
				groupRow(class, "G1", v, members...), groupRow(class, "G2", v, gresa+".e"+mark))
		}
		random := rand.New(rand.NewPCG(7, 7))
		random.Shuffle(len(changes), func(i, j int) { changes[i], changes[j] = changes[j], changes[i] })
		for len(changes) > 0 {
			n := min(1+random.IntN(9), len(changes))
			w.tell(changes[:n]...)
			changes = changes[n:]
		}
		ctx := w.Context()
		school, err := roster.FindSchool(ctx, w.db, gresa)
		require.NoError(w, err)
		require.Equal(w, roster.School{
			Code: gresa, Node: node, Name: roster.Name{Ar: "ثانوية", Latin: "Lycée"}, Cycle: "QUAL", Version: 9,
		}, school)
		rules, err := roster.AttendanceRules(ctx, w.db, gresa)
		require.NoError(w, err)
		require.Equal(w, []roster.AttendanceRule{{HalfDayRule: "old"}, {From: "2026-10-09", RegisterHours: 9, HalfDayRule: "R9"}}, rules)
		found, err := roster.FindClass(ctx, w.db, class)
		require.NoError(w, err)
		require.Equal(w, roster.Class{ID: class, School: gresa, SchoolYear: year, Label: "9", Level: "2BACSPF", Stream: "SP", Version: 9}, found)
		place, err := roster.PlaceOn(ctx, w.db, "s", "2026-09-09")
		require.NoError(w, err)
		require.Equal(w, roster.Place{
			School: gresa, Node: node, ClassID: class, ClassLabel: "9", SchoolYear: year, Level: "2BACSPF", Stream: "SP",
			EnrolmentID: gresa + ".e0", Number: 9, From: "2026-09-09",
			Groups: []roster.Membership{{EnrolmentID: gresa + ".e0", Group: "G1"}},
		}, place)
		taught, err := roster.TaughtBy(ctx, w.db, "t9", "2026-09-09")
		require.NoError(w, err)
		require.Len(w, taught, 1)
		require.Equal(w, 1, w.count(`SELECT COUNT(*) FROM proj_group_members WHERE name = 'G1'`))
		require.Equal(w, 1, w.count(`SELECT COUNT(*) FROM proj_group_members WHERE name = 'G2' AND enrolment_id = $1`, gresa+".e9"))
		require.Equal(w, 1, w.count(`SELECT COUNT(*) FROM proj_group_members WHERE name = 'G2'`))

		// An ended group stays ended when an older version comes late, and a member told twice is one.
		w.tell(groupRow(class, "G2", 10))
		w.tell(groupRow(class, "G2", 9, gresa+".e0"), groupRow(class, "G3", 1, gresa+".e0", gresa+".e0"))
		names, err := roster.Groups(ctx, w.db, class)
		require.NoError(w, err)
		require.Equal(w, []string{"G1", "G3"}, names)
	})
}

// Each school has the rules of its newest row; a row from before rules had days tells one for all days.
func TestAttendanceRules(t *testing.T) {
	each(t, func(w *world) {
		dated := func(rules ...*typev1.AttendanceRule) *schoolv1.SchoolSettings {
			return &schoolv1.SchoolSettings{RegisterHours: 5, AttendanceRules: rules}
		}
		w.tell(schoolRow(gresa, 1, &schoolv1.SchoolSettings{RegisterHours: 12}), schoolRow("99999Z", 1, dated(&typev1.AttendanceRule{From: "2027-02-01", HalfDayRule: "ALL"})),
			schoolRow("88888Z", 1, dated(&typev1.AttendanceRule{RegisterHours: 1})))
		w.tell(schoolRow(gresa, 3, dated(&typev1.AttendanceRule{RegisterHours: 12}, &typev1.AttendanceRule{From: "2027-03-01", RegisterHours: 24, HalfDayRule: "ANY"})))
		w.tell(schoolRow(gresa, 2, dated(&typev1.AttendanceRule{From: "2027-01-01", RegisterHours: 7})), schoolRow("88888Z", 2, nil))
		for _, c := range []struct {
			school, day string
			want        roster.AttendanceRule
		}{
			{gresa, "2026-09-01", roster.AttendanceRule{RegisterHours: 12}}, {gresa, "2027-02-28", roster.AttendanceRule{RegisterHours: 12}},
			{gresa, "2027-03-01", roster.AttendanceRule{From: "2027-03-01", RegisterHours: 24, HalfDayRule: "ANY"}},
			{gresa, "2028-01-01", roster.AttendanceRule{From: "2027-03-01", RegisterHours: 24, HalfDayRule: "ANY"}},
			{"99999Z", "2027-01-31", roster.AttendanceRule{}}, {"99999Z", "2027-02-01", roster.AttendanceRule{From: "2027-02-01", HalfDayRule: "ALL"}},
			{"88888Z", "2027-02-01", roster.AttendanceRule{}}, {"77777Z", "2027-02-01", roster.AttendanceRule{}},
		} {
			rules, err := roster.AttendanceRules(w.Context(), w.db, c.school)
			require.NoError(w, err)
			require.Equal(w, c.want, roster.RuleOn(rules, c.day), "%s on %s", c.school, c.day)
		}
	})
}

// More than a page, an unknown kind among it, and a school that comes and goes.
func TestTheFollowerReadsOnAfterSchoolWasAway(t *testing.T) {
	each(t, func(w *world) {
		var changes []*schoolv1.Change
		for i := range 1203 {
			changes = append(changes, studentRow(fmt.Sprintf("s%04d", i), "x", 1))
		}
		w.tell(append(changes, &schoolv1.Change{})...)
		require.Equal(w, 1203, w.count(`SELECT COUNT(*) FROM proj_students`))
		require.Eventually(w, func() bool { return w.follower.Health(w.Context()) == nil }, 10*time.Second, 2*time.Millisecond)

		w.feed.set(true)
		late := w.follow(roster.Config{})
		require.ErrorContains(w, late.Health(w.Context()), "has not been read yet")
		require.NoError(w, w.follower.Health(w.Context()), "what was read once can be served")
		w.feed.add(studentRow("s0000", "y", 2))
		w.feed.set(false)
		require.Eventually(w, func() bool { return late.Health(w.Context()) == nil }, 10*time.Second, 2*time.Millisecond)
		w.tell(studentRow("s0001", "y", 2))
		require.Equal(w, 2, w.count(`SELECT COUNT(*) FROM proj_students WHERE name_latin = 'y'`))
	})
}

// The rows, the cursor and what the service adds stand or fall together; two followers apply a page once.
func TestAppliedSharesTheTransactionOfThePage(t *testing.T) {
	sqldbtest.Each(t, "roster", write.Migrations(nil, roster.Migrations()), func(t *testing.T, db sqldb.DB) {
		w := &world{TB: t, db: db, feed: &feed{}}
		var refuse atomic.Bool
		refuse.Store(true)
		var refused atomic.Int64
		applied := func(ctx context.Context, tx sqldb.Tx, page roster.Page) error {
			for _, c := range page.Classes {
				known, err := roster.FindClass(ctx, tx, c.ID)
				if err != nil || known.Label != c.Label {
					return fmt.Errorf("the class is not there: %w", err)
				}
				if _, err := tx.Exec(ctx, `INSERT INTO proj_staff (staff_id, school, name_ar, name_latin, version) VALUES ($1, '', '', '', 1)`, c.ID); err != nil {
					return err
				}
			}
			if refuse.Load() {
				refused.Add(1)
				return errors.New("not now")
			}
			return nil
		}
		w.feed.add(classRow(class, "a", 1), classRow(other, "b", 1))
		w.follower = w.follow(roster.Config{Applied: applied})
		w.follow(roster.Config{Applied: applied})
		require.Eventually(t, func() bool { return refused.Load() > 2 }, 10*time.Second, time.Millisecond)
		require.Equal(t, 0, w.count(`SELECT COUNT(*) FROM proj_classes`))
		require.Equal(t, 0, w.count(`SELECT COUNT(*) FROM projection_cursor`))
		require.Equal(t, 0, w.count(`SELECT COUNT(*) FROM proj_staff`))
		require.Error(t, w.follower.Health(t.Context()))
		refuse.Store(false)
		// The insert has no ON CONFLICT: a page that both apply would fail for good.
		w.tell(schoolRow(gresa, 1, nil))
		require.Equal(t, 2, w.count(`SELECT COUNT(*) FROM proj_classes`))
		require.Equal(t, 2, w.count(`SELECT COUNT(*) FROM proj_staff`))
		require.Eventually(t, func() bool { return w.follower.Health(t.Context()) == nil }, 10*time.Second, time.Millisecond)
	})
}

// The tables as grade had them before they were roster's, and rows in them.
const tablesOfGrade = `-- +goose Up
CREATE TABLE proj_schools (school TEXT NOT NULL PRIMARY KEY, node TEXT NOT NULL, name_ar TEXT NOT NULL, name_latin TEXT NOT NULL,
 cycle TEXT NOT NULL, show_rank BOOLEAN NOT NULL, early_release BOOLEAN NOT NULL, version BIGINT NOT NULL);
CREATE INDEX proj_schools_node ON proj_schools (node);
CREATE TABLE proj_classes (school TEXT NOT NULL, class_id TEXT NOT NULL, school_year TEXT NOT NULL, label TEXT NOT NULL,
 level TEXT NOT NULL, stream TEXT NOT NULL, version BIGINT NOT NULL, PRIMARY KEY (school, class_id));
CREATE TABLE proj_students (student_id TEXT NOT NULL PRIMARY KEY, massar_code TEXT NOT NULL, name_ar TEXT NOT NULL,
 name_latin TEXT NOT NULL, birth_date TEXT NOT NULL, version BIGINT NOT NULL);
CREATE TABLE proj_enrolments (school TEXT NOT NULL, class_id TEXT NOT NULL, enrolment_id TEXT NOT NULL, student_id TEXT NOT NULL,
 number BIGINT NOT NULL, from_date TEXT NOT NULL, to_date TEXT NOT NULL, version BIGINT NOT NULL, PRIMARY KEY (school, class_id, enrolment_id));
CREATE INDEX proj_enrolments_student ON proj_enrolments (student_id);
CREATE TABLE proj_assignments (school TEXT NOT NULL, class_id TEXT NOT NULL, assignment_id TEXT NOT NULL, subject TEXT NOT NULL,
 staff_id TEXT NOT NULL, from_date TEXT NOT NULL, to_date TEXT NOT NULL, version BIGINT NOT NULL, PRIMARY KEY (school, class_id, assignment_id));
CREATE INDEX proj_assignments_staff ON proj_assignments (staff_id, class_id, subject);
CREATE TABLE proj_staff (staff_id TEXT NOT NULL PRIMARY KEY, school TEXT NOT NULL, name_ar TEXT NOT NULL, name_latin TEXT NOT NULL, version BIGINT NOT NULL);
CREATE TABLE projection_cursor (source TEXT NOT NULL PRIMARY KEY, pos BIGINT NOT NULL, at BIGINT NOT NULL);
INSERT INTO proj_schools VALUES ('12345A', 'ma/07/351/12345A', '', 'old', 'QUAL', TRUE, FALSE, 3);
INSERT INTO projection_cursor VALUES ('school', 3, 0);
`

// A folder that grade has had for long opens: nothing is created twice, nothing is lost, and the feed goes on
// where it was.
func TestADatabaseThatHadTheTablesAlready(t *testing.T) {
	service := func(projection string) fs.FS {
		return fstest.MapFS{
			"100_projections.sql": {Data: []byte(projection)},
			"104_last.sql":        {Data: []byte("-- +goose Up\nCREATE TABLE last (x TEXT);\n")},
		}
	}
	for _, engine := range sqldbtest.Engines(t) {
		t.Run(string(engine), func(t *testing.T) {
			cfg := sqldbtest.Config(t, engine, "grade")
			require.NoError(t, sqldb.Migrate(t.Context(), cfg, write.Migrations(service(tablesOfGrade))))
			now := write.Migrations(service("-- +goose Up\n"), roster.Migrations())
			require.NoError(t, sqldb.Migrate(t.Context(), cfg, now))
			db, err := sqldb.Open(t.Context(), cfg, now)
			require.NoError(t, err)
			t.Cleanup(db.Close)
			require.NoError(t, db.Ready(t.Context()))

			school, err := roster.FindSchool(t.Context(), db, gresa)
			require.NoError(t, err)
			require.Equal(t, roster.School{Code: gresa, Node: node, Name: roster.Name{Latin: "old"}, Cycle: "QUAL", ShowRank: true, Version: 3}, school)
			w := &world{TB: t, db: db, feed: &feed{}}
			w.feed.add(schoolRow(gresa, 4, nil), schoolRow(gresa, 5, nil), schoolRow(gresa, 6, nil)) // at positions that were read
			w.follower = w.follow(roster.Config{})
			w.tell(groupRow(class, "G1", 1, gresa+".e"), classRow(class, "a", 1))
			names, err := roster.Groups(t.Context(), db, class)
			require.NoError(t, err)
			require.Equal(t, []string{"G1"}, names)
			school, err = roster.FindSchool(t.Context(), db, gresa)
			require.NoError(t, err)
			require.EqualValues(t, 3, school.Version)
		})
	}
}

// Members whom a database has from before memberships had days were in their groups for the whole stay.
func TestMembersFromBeforeThereWereDays(t *testing.T) {
	for _, engine := range sqldbtest.Engines(t) {
		t.Run(string(engine), func(t *testing.T) {
			cfg := sqldbtest.Config(t, engine, "timetable")
			before := fstest.MapFS{}
			for _, name := range []string{"00040_roster.sql", "00041_groups.sql"} {
				data, err := fs.ReadFile(roster.Migrations(), name)
				require.NoError(t, err)
				before[name] = &fstest.MapFile{Data: data}
			}
			before["00049_rows.sql"] = &fstest.MapFile{Data: []byte(`-- +goose Up
INSERT INTO proj_enrolments VALUES ('12345A', '12345A.c1', '12345A.e1', 'amina', 1, '2026-09-08', '2026-11-10', 2);
INSERT INTO proj_enrolments VALUES ('12345A', '12345A.c1', '12345A.e2', 'badr', 2, '2026-09-08', '', 1);
INSERT INTO proj_groups VALUES ('12345A', '12345A.c1', 'G1', 3);
INSERT INTO proj_group_members VALUES ('12345A', '12345A.c1', '12345A.e1', 'G1'), ('12345A', '12345A.c1', '12345A.e2', 'G1');
`)}
			require.NoError(t, sqldb.Migrate(t.Context(), cfg, write.Migrations(nil, before)))
			now := fstest.MapFS{"00049_rows.sql": before["00049_rows.sql"]}
			for _, name := range []string{"00040_roster.sql", "00041_groups.sql", "00042_group_days.sql"} {
				data, err := fs.ReadFile(roster.Migrations(), name)
				require.NoError(t, err)
				now[name] = &fstest.MapFile{Data: data}
			}
			require.NoError(t, sqldb.Migrate(t.Context(), cfg, write.Migrations(nil, now)))
			db, err := sqldb.Open(t.Context(), cfg, write.Migrations(nil, now))
			require.NoError(t, err)
			t.Cleanup(db.Close)

			w := &world{TB: t, db: db, feed: &feed{}}
			w.follower = w.follow(roster.Config{})
			in := func(day string) (names []string) {
				members, err := roster.Members(t.Context(), db, class, "G1", day)
				require.NoError(t, err)
				for _, m := range members {
					names = append(names, m.StudentID)
				}
				return names
			}
			require.Equal(t, []string{"amina", "badr"}, in("2026-09-08"))
			require.Equal(t, []string{"badr"}, in("2026-11-10"))
			w.tell(groupRow(class, "G1", 2), datedGroupRow(class, "G1", 4, [3]string{gresa + ".e1", "2026-09-08", ""},
				[3]string{gresa + ".e2", "2026-09-08", "2026-11-09"}))
			require.Equal(t, []string{"amina", "badr"}, in("2026-11-08"))
			require.Equal(t, []string{"amina"}, in("2026-11-09"))
			require.Empty(t, in("2026-11-10"))
		})
	}
}
