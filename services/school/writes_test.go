package school_test

import (
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/proto"

	"github.com/massar-platform/massar/platform/auth"
	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/write"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

func TestNamesAreComposedAndClean(t *testing.T) {
	each(t, func(w *world) {
		member, err := w.idara.CreateStaff(w.writing(w.office), &schoolv1.CreateStaffRequest{
			Name: &typev1.Name{Ar: "  ا\u0654مين \u00a0 العلوي ", Latin: "Noe\u0308l"}, Email: "Amin.ALAOUI@Taalim.ma", Ppr: " 123 456 ", Kind: "TEACHER",
		})
		require.NoError(w, err)
		require.Equal(w, &typev1.Name{Ar: "أمين العلوي", Latin: "No\u00ebl"}, clone(member.GetName()))
		require.Equal(w, "amin.alaoui@taalim.ma", member.GetEmail())
		require.Equal(w, "123 456", member.GetPpr())
		read, err := w.idara.GetStaff(w.as(w.office), &schoolv1.GetStaffRequest{StaffId: member.GetStaffId()})
		require.NoError(w, err)
		require.True(w, proto.Equal(member, read))

		long := make([]rune, 121)
		for i := range long {
			long[i] = 'م'
		}
		for name, c := range map[string]struct {
			name   *typev1.Name
			ppr    string
			field  string
			reason errorsv1.Reason
		}{
			"NUL":          {&typev1.Name{Ar: "أ\x00"}, "", "name.ar", errorsv1.Reason_TEXT_NOT_ALLOWED},
			"override":     {&typev1.Name{Latin: "a\u202eb"}, "", "name.latin", errorsv1.Reason_TEXT_NOT_ALLOWED},
			"line break":   {&typev1.Name{Latin: "a\nb"}, "", "name.latin", errorsv1.Reason_TEXT_NOT_ALLOWED},
			"too long":     {&typev1.Name{Ar: string(long)}, "", "name.ar", errorsv1.Reason_FIELD_TOO_LONG},
			"nothing":      {&typev1.Name{Ar: "  ", Latin: "\u00a0"}, "", "name", errorsv1.Reason_NAME_MISSING},
			"number's NUL": {&typev1.Name{Latin: "a"}, "1\x002", "ppr", errorsv1.Reason_TEXT_NOT_ALLOWED},
		} {
			_, err := w.idara.CreateStaff(w.writing(w.office), &schoolv1.CreateStaffRequest{Name: c.name, Ppr: c.ppr, Email: "x@taalim.ma", Kind: "TEACHER"})
			require.Error(w, err, name)
			w.badField(err, c.field, c.reason)
			if c.ppr == "" {
				_, err = w.idara.CreateSchool(w.writing(w.ministry), &schoolv1.CreateSchoolRequest{SchoolCode: "77777Z", Parent: province, Name: c.name, Cycle: "PRIM"})
				require.Error(w, err, name)
				w.badField(err, c.field, c.reason)
			}
		}
		for _, email := range []string{"", "x", "x@", "x@\x00.ma"} {
			_, err := w.idara.CreateStaff(w.writing(w.office), &schoolv1.CreateStaffRequest{Name: &typev1.Name{Latin: "a"}, Email: email, Kind: "TEACHER"})
			require.Equal(w, errs.Invalid, errs.KindOf(err), "%q: %v", email, err)
		}
		_, err = w.idara.CreateStaff(w.writing(w.office), &schoolv1.CreateStaffRequest{Name: &typev1.Name{Latin: "b"}, Email: "AMIN.alaoui@taalim.ma", Kind: "OFFICE"})
		w.refused(err, errs.AlreadyExists, errorsv1.Reason_STAFF_EXISTS)
		var known *errs.Error
		require.ErrorAs(w, err, &known)
		require.Equal(w, 1, w.count(`SELECT COUNT(*) FROM staff WHERE staff_id = $1`, known.Meta["staffId"]))
	})
}

func TestClassLabels(t *testing.T) {
	each(t, func(w *world) {
		class := w.class(w.office, " 1apic - 007 ")
		require.Equal(w, "1APIC-7", class.GetLabel())
		require.Equal(w, palms, class.GetSchoolCode())
		for _, label := range []string{"1APIC-7", "1apic-07"} {
			_, err := w.idara.CreateClass(w.writing(w.office), &schoolv1.CreateClassRequest{Label: label})
			w.refused(err, errs.AlreadyExists, errorsv1.Reason_CLASS_EXISTS)
		}
		for _, label := range []string{"1APIC", "XYZ-1", "1APIC-0", "1AP\x00IC-1", "أولى-1"} {
			_, err := w.idara.CreateClass(w.writing(w.office), &schoolv1.CreateClassRequest{Label: label})
			w.badField(err, "label", errorsv1.Reason_LEVEL_UNKNOWN)
		}
		for _, of := range []string{"2026/2027", "2026", "2026-2028", "x"} {
			_, err := w.idara.CreateClass(w.writing(w.office), &schoolv1.CreateClassRequest{Label: "1APIC-8", SchoolYear: of})
			w.badField(err, "schoolYear", errorsv1.Reason_SCHOOL_YEAR_UNKNOWN)
			_, err = w.idara.ListClasses(w.as(w.office), &schoolv1.ListClassesRequest{SchoolYear: of})
			w.badField(err, "schoolYear", errorsv1.Reason_SCHOOL_YEAR_UNKNOWN)
		}
		// Another year is another class, and is filled in its own time.
		for _, of := range []string{"2025-2026", "2027-2028"} {
			_, err := w.idara.CreateClass(w.writing(w.office), &schoolv1.CreateClassRequest{Label: "1APIC-7", SchoolYear: of})
			w.refused(err, errs.FailedPrecondition, errorsv1.Reason_SCHOOL_YEAR_CLOSED)
		}
		w.on("2027-11-02", func() { require.Equal(w, "2027-2028", w.class(w.office, "1APIC-7").GetSchoolYear()) })
	})
}

func TestAssignments(t *testing.T) {
	each(t, func(w *world) {
		class := w.class(w.office, "2APIC-1").GetClassId()
		staff := w.member(w.office, "Salma", "salma@taalim.ma").GetStaffId()
		stranger := w.member(w.cedarsOffice, "Omar", "omar@taalim.ma").GetStaffId()
		first, _, _ := w.ref.Lessons(year)
		create := func(subject, staff, from string) (*schoolv1.Assignment, error) {
			return w.idara.CreateAssignment(w.writing(w.office), &schoolv1.CreateAssignmentRequest{ClassId: class, Subject: subject, StaffId: staff, From: from})
		}
		end := func(id, to string) (*schoolv1.Assignment, error) {
			return w.idara.EndAssignment(w.writing(w.office), &schoolv1.EndAssignmentRequest{AssignmentId: id, To: to})
		}
		for _, subject := range []string{"XX", "math", "MATH ", "\x00"} {
			_, err := create(subject, staff, "")
			w.badField(err, "subject", errorsv1.Reason_SUBJECT_UNKNOWN)
		}
		for _, id := range []string{stranger, ids.New()} {
			_, err := create("MATH", id, "")
			w.missing(err, errorsv1.Reason_STAFF_NOT_FOUND)
		}
		for _, from := range []string{"2026-02-30", "23-11-2026", "2026-11-3", "x", "2025-11-23", "2028-01-01", "0000-00-00"} {
			_, err := create("MATH", staff, from)
			w.badField(err, "from", errorsv1.Reason_DATE_INVALID)
		}
		made, err := create("MATH", staff, "")
		require.NoError(w, err)
		require.Equal(w, first, made.GetFrom())
		require.Empty(w, made.GetTo())
		require.Equal(w, "Salma", made.GetStaffName().GetLatin())
		require.Equal(w, "2APIC-1", made.GetClass().GetLabel())
		_, err = create("MATH", staff, "2026-12-01")
		w.refused(err, errs.AlreadyExists, errorsv1.Reason_ASSIGNMENT_EXISTS)

		for _, to := range []string{"2026-13-01", "x", "2026-08-01", "2028-01-01"} {
			_, err := end(made.GetAssignmentId(), to)
			w.badField(err, "to", errorsv1.Reason_DATE_INVALID)
		}
		// A planned end may be moved, and leaves no room for the same assignment before it.
		ended, err := end(made.GetAssignmentId(), "2026-12-01")
		require.NoError(w, err)
		require.Equal(w, "2026-12-01", ended.GetTo())
		_, err = create("MATH", staff, "2026-11-30")
		w.refused(err, errs.AlreadyExists, errorsv1.Reason_ASSIGNMENT_EXISTS)
		_, err = end(made.GetAssignmentId(), "2026-11-25")
		require.NoError(w, err)
		again, err := create("MATH", staff, "2026-12-02")
		require.NoError(w, err)
		// What has ended stays as it was.
		w.real.Advance(48 * time.Hour)
		for _, to := range []string{"", "2026-12-24", "2026-11-01"} {
			_, err = end(made.GetAssignmentId(), to)
			w.missing(err, errorsv1.Reason_ASSIGNMENT_NOT_FOUND)
		}
		// One that has not begun ends before it begins.
		ended, err = end(again.GetAssignmentId(), "")
		require.NoError(w, err)
		require.Equal(w, ended.GetFrom(), ended.GetTo())
	})
}

func TestConcurrentWritesOfOneThing(t *testing.T) {
	each(t, func(w *world) {
		class := w.class(w.office, "2APIC-1").GetClassId()
		staff := w.member(w.office, "Salma", "salma@taalim.ma").GetStaffId()
		const calls = 6
		run := func(call func() error) (done int) {
			var group sync.WaitGroup
			failures := make([]error, calls)
			for i := range calls {
				group.Go(func() { failures[i] = call() })
			}
			group.Wait()
			for _, err := range failures {
				if err == nil {
					done++
					continue
				}
				require.Equal(w, errs.AlreadyExists, errs.KindOf(err), "%v", err)
				require.Contains(w, []errorsv1.Reason{errorsv1.Reason_CLASS_EXISTS, errorsv1.Reason_STAFF_EXISTS, errorsv1.Reason_ASSIGNMENT_EXISTS, errorsv1.Reason_SCHOOL_EXISTS}, errs.ReasonOf(err))
			}
			return done
		}
		require.Equal(w, 1, run(func() error {
			_, err := w.idara.CreateClass(w.writing(w.office), &schoolv1.CreateClassRequest{Label: "3APIC-1"})
			return err
		}))
		require.Equal(w, 1, run(func() error {
			_, err := w.idara.CreateStaff(w.writing(w.office), &schoolv1.CreateStaffRequest{Name: &typev1.Name{Latin: "x"}, Email: "x@taalim.ma", Kind: "TEACHER"})
			return err
		}))
		require.Equal(w, 1, run(func() error {
			_, err := w.idara.CreateAssignment(w.writing(w.office), &schoolv1.CreateAssignmentRequest{ClassId: class, Subject: "MATH", StaffId: staff})
			return err
		}))
		require.Equal(w, 1, run(func() error {
			_, err := w.idara.CreateSchool(w.writing(w.officer), &schoolv1.CreateSchoolRequest{SchoolCode: "77777Z", Parent: province, Name: &typev1.Name{Latin: "X"}, Cycle: "PRIM"})
			return err
		}))
	})
}

func TestWritesAnswerOnceForAKey(t *testing.T) {
	each(t, func(w *world) {
		ctx := write.WithKey(w.as(w.office), uuid.NewString())
		req := &schoolv1.CreateClassRequest{Label: "2APIC-1"}
		first, err := w.idara.CreateClass(ctx, req)
		require.NoError(w, err)
		before := w.rows()
		again, err := w.idara.CreateClass(ctx, req)
		require.NoError(w, err)
		require.True(w, proto.Equal(first, again))
		require.Equal(w, before, w.rows())
		_, err = w.idara.CreateClass(ctx, &schoolv1.CreateClassRequest{Label: "2APIC-2"})
		w.refused(err, errs.FailedPrecondition, errorsv1.Reason_IDEMPOTENCY_KEY_REUSED)
		require.Equal(w, 1, w.count(`SELECT COUNT(*) FROM audit_log WHERE rpc = 'school.CreateClass'`))
	})
}

func TestCreateSchoolAndSettings(t *testing.T) {
	each(t, func(w *world) {
		read, err := w.idara.GetSchool(w.in(w.office, "ar"), &schoolv1.GetSchoolRequest{SchoolCode: palms})
		require.NoError(w, err)
		require.Equal(w, province+"/"+palms, read.GetNode())
		require.Equal(w, "الثانوية الإعدادية النخيل", read.GetRef().GetName())
		_, err = w.idara.CreateSchool(w.writing(w.officer), &schoolv1.CreateSchoolRequest{SchoolCode: palms, Parent: province, Name: &typev1.Name{Latin: "X"}, Cycle: "COL"})
		w.refused(err, errs.AlreadyExists, errorsv1.Reason_SCHOOL_EXISTS)
		for _, parent := range []string{"ma", "ma/07", "ma/07/999", "ma/01/351", "x/07/351", "351", province + "/99999X", "ma/07/353/" + palms, province + "/" + palms + "/", province + "/" + palms + "/" + annex, "ma/07/\x00"} {
			_, err = w.idara.CreateSchool(w.writing(w.ministry), &schoolv1.CreateSchoolRequest{SchoolCode: "77777Z", Parent: parent, Name: &typev1.Name{Latin: "X"}, Cycle: "COL"})
			w.missing(err, errorsv1.Reason_NOT_FOUND)
		}
		changed, err := w.idara.UpdateSchoolSettings(w.writing(w.office), &schoolv1.UpdateSchoolSettingsRequest{SchoolCode: palms, ShowRank: proto.Bool(false)})
		require.NoError(w, err)
		require.False(w, changed.GetSettings().GetShowRank())
		require.True(w, changed.GetSettings().GetEarlyRelease(), "what is not named stays")
		changed, err = w.idara.UpdateSchoolSettings(w.writing(w.office), &schoolv1.UpdateSchoolSettingsRequest{SchoolCode: palms, ShowRank: proto.Bool(true), EarlyRelease: proto.Bool(false)})
		require.NoError(w, err)
		require.True(w, changed.GetSettings().GetShowRank())
		require.False(w, changed.GetSettings().GetEarlyRelease())
		require.Zero(w, changed.GetSettings().GetRegisterHours(), "the dated rule, until the school says otherwise")
		require.Empty(w, changed.GetSettings().GetHalfDayRule())
		_, err = w.idara.UpdateSchoolSettings(w.writing(w.office), &schoolv1.UpdateSchoolSettingsRequest{SchoolCode: palms, RegisterHours: proto.Int32(168), HalfDayRule: proto.String("ALL")})
		require.NoError(w, err)
		changed, err = w.idara.UpdateSchoolSettings(w.writing(w.office), &schoolv1.UpdateSchoolSettingsRequest{SchoolCode: palms, HalfDayRule: proto.String("")})
		require.NoError(w, err)
		require.EqualValues(w, 168, changed.GetSettings().GetRegisterHours())
		require.Empty(w, changed.GetSettings().GetHalfDayRule(), "back to the dated rule")
		for _, req := range []*schoolv1.UpdateSchoolSettingsRequest{
			{RegisterHours: proto.Int32(-1)}, {RegisterHours: proto.Int32(169)}, {HalfDayRule: proto.String("SOME")},
		} {
			req.SchoolCode = palms
			_, err = w.idara.UpdateSchoolSettings(w.writing(w.office), req)
			require.Equal(w, errs.Invalid, errs.KindOf(err), "%v", req)
		}
		read, err = w.idara.GetSchool(w.as(w.office), &schoolv1.GetSchoolRequest{SchoolCode: palms})
		require.NoError(w, err)
		require.EqualValues(w, 168, read.GetSettings().GetRegisterHours())
	})
}

func TestAnAnnexHangsBelowItsSchool(t *testing.T) {
	each(t, func(w *world) {
		const second = "77777Z"
		open := func(p auth.Principal, code, parent string) (*schoolv1.CreateSchoolResponse, error) {
			return w.idara.CreateSchool(w.writing(p), &schoolv1.CreateSchoolRequest{SchoolCode: code, Parent: parent, Name: &typev1.Name{Latin: "Annexe"}, Cycle: "COL"})
		}
		opened, err := open(w.officer, second, province+"/"+palms)
		require.NoError(w, err)
		require.Equal(w, province+"/"+palms+"/"+second, opened.GetSchool().GetNode())
		for place, want := range map[string][]string{province + "/" + palms: {"ANNEX " + annex, "ANNEX " + second}, province: {"SCHOOL " + palms, "SCHOOL " + cedars}} {
			below, err := w.idara.ListNodes(w.as(w.officer), &schoolv1.ListNodesRequest{Parent: place})
			require.NoError(w, err)
			var got []string
			for _, node := range below.GetNodes() {
				got = append(got, node.GetKind()+" "+node.GetCode())
			}
			require.Equal(w, want, got, place)
		}
		require.NoError(w, getSchool(second)(w.as(w.office), w.idara), "the school's office covers it")
		created, err := w.idara.CreateClass(w.writing(w.office), &schoolv1.CreateClassRequest{SchoolCode: second, Label: "1APIC-1"})
		require.NoError(w, err)
		require.True(w, strings.HasPrefix(created.GetClassId(), second+"."), created.GetClassId())
		w.missing(getSchool(second)(w.as(w.cedarsOffice), w.idara), errorsv1.Reason_SCHOOL_NOT_FOUND)

		before := w.rows()
		for _, stranger := range []auth.Principal{w.otherOfficer, w.staff(academyRole, "ma/01"), w.staff(provinceRole, "ma/07/353")} {
			_, err = open(stranger, "88888Z", province+"/"+palms)
			w.missing(err, errorsv1.Reason_NOT_FOUND)
		}
		_, err = open(w.officer, "88888Z", "ma/01/511/"+harbour)
		w.missing(err, errorsv1.Reason_NOT_FOUND)
		_, err = open(w.office, "88888Z", province+"/"+palms)
		w.refused(err, errs.Denied, errorsv1.Reason_ACCESS_DENIED)
		_, err = open(w.officer, cedars, province+"/"+palms)
		w.refused(err, errs.AlreadyExists, errorsv1.Reason_SCHOOL_EXISTS)
		require.Equal(w, before, w.rows())
	})
}
