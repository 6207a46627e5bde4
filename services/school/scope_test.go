package school_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/auth"
	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/rpc"
	"github.com/massar-platform/massar/platform/rpc/rpctest"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	optionsv1 "github.com/massar-platform/massar/proto/gen/massar/options/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/tests/fixtures"
)

// people are the callers of the scope tests around one class of palms.
type people struct {
	class, classInAnnex string
	// sibling is a class beside class, and empty.
	sibling            string
	students           []string
	inAnnex            string
	staff              *schoolv1.Staff
	assignment         string
	importID           string
	teacher, former    auth.Principal
	colleague, planned auth.Principal
	student, classmate auth.Principal
	guardian, denied   auth.Principal
	nobody             auth.Principal
}

// populate fills palms with a class of three, its annex with a class of one, and teachers: one who teaches the
// class, one who did, one who will, one who teaches elsewhere.
func populate(w *world) *people {
	w.Helper()
	p := &people{}
	p.importID = w.accepted(w.office, list(3)).GetImportId()
	p.class = w.findClass(w.office, "2APIC-1").GetClassId()
	for _, student := range w.students(w.office, p.class) {
		p.students = append(p.students, student.GetStudentId())
	}
	w.accepted(w.annexOffice, list(1, func(c *fixtures.ListClass) {
		c.School, c.Label, c.Pupils[0].Code = "ملحقة النخيل", "1APIC-1", "M100000001"
	}))
	p.sibling = w.class(w.office, "2APIC-9").GetClassId()
	p.classInAnnex = w.findClass(w.annexOffice, "1APIC-1").GetClassId()
	p.inAnnex = w.students(w.annexOffice, p.classInAnnex)[0].GetStudentId()

	p.staff = w.member(w.office, "Salma", "salma@taalim.ma")
	p.assignment = w.assign(w.office, p.class, "MATH", p.staff.GetStaffId()).GetAssignmentId()
	p.teacher = person(teacherRole, p.staff.GetStaffId())
	former := w.member(w.office, "Omar", "omar@taalim.ma")
	ended := w.assign(w.office, p.class, "PC", former.GetStaffId())
	_, err := w.idara.EndAssignment(w.writing(w.office), &schoolv1.EndAssignmentRequest{AssignmentId: ended.GetAssignmentId()})
	require.NoError(w, err)
	p.former = person(teacherRole, former.GetStaffId())
	planned := w.member(w.office, "Nadia", "nadia@taalim.ma")
	_, err = w.idara.CreateAssignment(w.writing(w.office), &schoolv1.CreateAssignmentRequest{ClassId: p.class, Subject: "PC", StaffId: planned.GetStaffId(), From: "2026-11-24"})
	require.NoError(w, err)
	p.planned = person(teacherRole, planned.GetStaffId())
	p.colleague = person(teacherRole, w.member(w.office, "Hind", "hind@taalim.ma").GetStaffId())

	p.student, p.classmate = person(studentRole, p.students[0]), person(studentRole, p.students[1])
	p.guardian, p.denied = w.guardian(p.students[0], p.inAnnex), w.guardian()
	p.nobody = person(officeRole, ids.New())
	return p
}

// door is one RPC: who gets in, who is told that it is not there.
type door struct {
	name   string
	client schoolv1.SchoolServiceClient
	call   func(ctx context.Context, c schoolv1.SchoolServiceClient) error
	in     []auth.Principal
	out    []auth.Principal
	reason errorsv1.Reason
	// write calls need a key, and are made by those outside first.
	write bool
}

func TestNotYoursLooksLikeNotThere(t *testing.T) {
	each(t, func(w *world) {
		p := populate(w)
		over := []auth.Principal{w.office, w.officer, w.academy, w.ministry}
		strangers := []auth.Principal{w.cedarsOffice, w.harbourOffice, w.annexOffice, w.otherOfficer, p.nobody}
		offices := []auth.Principal{w.cedarsOffice, w.harbourOffice, w.annexOffice, p.nobody}
		teachersOut := []auth.Principal{p.former, p.planned, p.colleague}
		idara, moudaris, moutamadris, waliye := w.idara, w.moudaris, w.moutamadris, w.waliye
		doors := []door{
			{name: "GetSchool", client: idara, in: over, out: strangers, reason: errorsv1.Reason_SCHOOL_NOT_FOUND, call: getSchool(palms)},
			{name: "GetSchool of an annex", client: idara, in: append(over, w.annexOffice), out: []auth.Principal{w.cedarsOffice, w.otherOfficer}, reason: errorsv1.Reason_SCHOOL_NOT_FOUND, call: getSchool(annex)},
			{name: "GetSchool as teacher", client: moudaris, in: append(teachersOut, p.teacher), out: []auth.Principal{person(teacherRole, ids.New())}, reason: errorsv1.Reason_SCHOOL_NOT_FOUND, call: getSchool(palms)},
			{name: "GetSchool, another, as teacher", client: moudaris, out: []auth.Principal{p.teacher}, reason: errorsv1.Reason_SCHOOL_NOT_FOUND, call: getSchool(cedars)},
			{name: "GetSchool as student", client: moutamadris, in: []auth.Principal{p.student}, out: []auth.Principal{person(studentRole, p.inAnnex)}, reason: errorsv1.Reason_SCHOOL_NOT_FOUND, call: getSchool(palms)},
			{name: "GetSchool as guardian", client: waliye, in: []auth.Principal{p.guardian}, out: []auth.Principal{p.denied, w.guardian(p.inAnnex)}, reason: errorsv1.Reason_SCHOOL_NOT_FOUND, call: getSchool(palms)},
			{name: "GetSchool of a second child's", client: waliye, in: []auth.Principal{p.guardian}, reason: errorsv1.Reason_SCHOOL_NOT_FOUND, call: getSchool(annex)},
			{name: "ListNodes of a directorate", client: idara, in: []auth.Principal{w.officer, w.academy, w.ministry}, out: []auth.Principal{w.office, w.otherOfficer, p.nobody}, reason: errorsv1.Reason_NOT_FOUND, call: listNodes(province)},
			{name: "ListNodes of a school", client: idara, in: over, out: strangers, reason: errorsv1.Reason_NOT_FOUND, call: listNodes(province + "/" + palms)},
			{name: "ListClasses", client: idara, in: over, out: strangers, reason: errorsv1.Reason_SCHOOL_NOT_FOUND, call: func(ctx context.Context, c schoolv1.SchoolServiceClient) error {
				_, err := c.ListClasses(ctx, &schoolv1.ListClassesRequest{SchoolCode: palms})
				return err
			}},
			{name: "ListClassStudents", client: idara, in: over, out: strangers, reason: errorsv1.Reason_CLASS_NOT_FOUND, call: listStudents(p.class)},
			{name: "ListClassStudents of an annex", client: idara, in: append(over, w.annexOffice), out: []auth.Principal{w.cedarsOffice}, reason: errorsv1.Reason_CLASS_NOT_FOUND, call: listStudents(p.classInAnnex)},
			{name: "ListClassStudents as teacher", client: moudaris, in: []auth.Principal{p.teacher}, out: teachersOut, reason: errorsv1.Reason_CLASS_NOT_FOUND, call: listStudents(p.class)},
			{name: "ListClassStudents, another, as teacher", client: moudaris, out: []auth.Principal{p.teacher}, reason: errorsv1.Reason_CLASS_NOT_FOUND, call: listStudents(p.classInAnnex)},
			{name: "ListGroups", client: idara, in: over, out: strangers, reason: errorsv1.Reason_CLASS_NOT_FOUND, call: listGroups(p.class)},
			{name: "ListGroups as teacher", client: moudaris, in: []auth.Principal{p.teacher}, out: teachersOut, reason: errorsv1.Reason_CLASS_NOT_FOUND, call: listGroups(p.class)},
			{name: "SetGroup", client: idara, write: true, in: []auth.Principal{w.office}, out: offices, reason: errorsv1.Reason_CLASS_NOT_FOUND, call: func(ctx context.Context, c schoolv1.SchoolServiceClient) error {
				_, err := c.SetGroup(ctx, &schoolv1.SetGroupRequest{ClassId: p.class, Name: "G1", StudentIds: p.students[:1]})
				return err
			}},
			{name: "GetStudent", client: idara, in: over, out: strangers, reason: errorsv1.Reason_STUDENT_NOT_FOUND, call: getStudent(p.students[0])},
			{name: "GetStudent as teacher", client: moudaris, in: []auth.Principal{p.teacher}, out: teachersOut, reason: errorsv1.Reason_STUDENT_NOT_FOUND, call: getStudent(p.students[0])},
			{name: "GetStudent as student", client: moutamadris, in: []auth.Principal{p.student}, out: []auth.Principal{p.classmate}, reason: errorsv1.Reason_STUDENT_NOT_FOUND, call: getStudent(p.students[0])},
			{name: "GetStudent as guardian", client: waliye, in: []auth.Principal{p.guardian}, out: []auth.Principal{p.denied, w.guardian(p.students[1])}, reason: errorsv1.Reason_STUDENT_NOT_FOUND, call: getStudent(p.students[0])},
			{name: "SearchStudents", client: idara, in: over, out: strangers, reason: errorsv1.Reason_SCHOOL_NOT_FOUND, call: func(ctx context.Context, c schoolv1.SchoolServiceClient) error {
				_, err := c.SearchStudents(ctx, &schoolv1.SearchStudentsRequest{SchoolCode: palms, Query: "x"})
				return err
			}},
			{name: "ListPath as student", client: moutamadris, in: []auth.Principal{p.student}, out: []auth.Principal{p.classmate}, reason: errorsv1.Reason_STUDENT_NOT_FOUND, call: listPath(p.students[0])},
			{name: "ListPath as guardian", client: waliye, in: []auth.Principal{p.guardian}, out: []auth.Principal{p.denied}, reason: errorsv1.Reason_STUDENT_NOT_FOUND, call: listPath(p.students[0])},
			{name: "ListStaff", client: idara, in: over, out: strangers, reason: errorsv1.Reason_SCHOOL_NOT_FOUND, call: func(ctx context.Context, c schoolv1.SchoolServiceClient) error {
				_, err := c.ListStaff(ctx, &schoolv1.ListStaffRequest{SchoolCode: palms})
				return err
			}},
			{name: "GetStaff", client: idara, in: over, out: strangers, reason: errorsv1.Reason_STAFF_NOT_FOUND, call: getStaff(p.staff.GetStaffId())},
			{name: "GetStaff as teacher", client: moudaris, in: []auth.Principal{p.teacher}, out: teachersOut, reason: errorsv1.Reason_STAFF_NOT_FOUND, call: getStaff(p.staff.GetStaffId())},
			{name: "ListAssignments of a class", client: idara, in: over, out: strangers, reason: errorsv1.Reason_CLASS_NOT_FOUND, call: func(ctx context.Context, c schoolv1.SchoolServiceClient) error {
				_, err := c.ListAssignments(ctx, &schoolv1.ListAssignmentsRequest{ClassId: p.class})
				return err
			}},
			{name: "ListAssignments of a school", client: idara, in: over, out: strangers, reason: errorsv1.Reason_SCHOOL_NOT_FOUND, call: func(ctx context.Context, c schoolv1.SchoolServiceClient) error {
				_, err := c.ListAssignments(ctx, &schoolv1.ListAssignmentsRequest{SchoolCode: palms})
				return err
			}},
			{name: "GetImport", client: idara, in: []auth.Principal{w.office}, out: offices, reason: errorsv1.Reason_IMPORT_NOT_FOUND, call: func(ctx context.Context, c schoolv1.SchoolServiceClient) error {
				_, err := c.GetImport(ctx, &schoolv1.GetImportRequest{ImportId: p.importID})
				return err
			}},
			{name: "UpdateSchoolSettings", client: idara, write: true, in: []auth.Principal{w.office}, out: offices, reason: errorsv1.Reason_SCHOOL_NOT_FOUND, call: func(ctx context.Context, c schoolv1.SchoolServiceClient) error {
				_, err := c.UpdateSchoolSettings(ctx, &schoolv1.UpdateSchoolSettingsRequest{SchoolCode: palms, ShowRank: new(bool)})
				return err
			}},
			{name: "CreateClass", client: idara, write: true, in: []auth.Principal{w.office}, out: offices, reason: errorsv1.Reason_SCHOOL_NOT_FOUND, call: func(ctx context.Context, c schoolv1.SchoolServiceClient) error {
				_, err := c.CreateClass(ctx, &schoolv1.CreateClassRequest{SchoolCode: palms, Label: "3APIC-9"})
				return err
			}},
			{name: "CreateStaff", client: idara, write: true, in: []auth.Principal{w.office}, out: offices, reason: errorsv1.Reason_SCHOOL_NOT_FOUND, call: func(ctx context.Context, c schoolv1.SchoolServiceClient) error {
				_, err := c.CreateStaff(ctx, &schoolv1.CreateStaffRequest{SchoolCode: palms, Name: &typev1.Name{Latin: "X"}, Email: "x@taalim.ma", Kind: "OFFICE"})
				return err
			}},
			{name: "CreateAssignment", client: idara, write: true, in: []auth.Principal{w.office}, out: offices, reason: errorsv1.Reason_CLASS_NOT_FOUND, call: func(ctx context.Context, c schoolv1.SchoolServiceClient) error {
				_, err := c.CreateAssignment(ctx, &schoolv1.CreateAssignmentRequest{ClassId: p.class, Subject: "SVT", StaffId: p.staff.GetStaffId()})
				return err
			}},
			{name: "EndAssignment", client: idara, write: true, in: []auth.Principal{w.office}, out: offices, reason: errorsv1.Reason_ASSIGNMENT_NOT_FOUND, call: func(ctx context.Context, c schoolv1.SchoolServiceClient) error {
				_, err := c.EndAssignment(ctx, &schoolv1.EndAssignmentRequest{AssignmentId: p.assignment, To: "2027-01-01"})
				return err
			}},
			{name: "MoveStudent", client: idara, write: true, in: []auth.Principal{w.office}, out: offices, reason: errorsv1.Reason_STUDENT_NOT_FOUND, call: func(ctx context.Context, c schoolv1.SchoolServiceClient) error {
				_, err := c.MoveStudent(ctx, &schoolv1.MoveStudentRequest{StudentId: p.students[0], ClassId: p.sibling})
				return err
			}},
			{name: "EndEnrolment", client: idara, write: true, in: []auth.Principal{w.office}, out: offices, reason: errorsv1.Reason_STUDENT_NOT_FOUND, call: func(ctx context.Context, c schoolv1.SchoolServiceClient) error {
				_, err := c.EndEnrolment(ctx, &schoolv1.EndEnrolmentRequest{StudentId: p.students[0], Date: "2027-01-01"})
				return err
			}},
			{name: "ImportClassList", client: idara, write: true, in: []auth.Principal{w.office}, out: offices, reason: errorsv1.Reason_SCHOOL_NOT_FOUND, call: func(ctx context.Context, c schoolv1.SchoolServiceClient) error {
				_, err := upload(ctx, c, &schoolv1.ImportClassListRequest_Header{SchoolCode: palms}, list(3), 64<<10)
				return err
			}},
			{name: "CreateSchool", client: idara, write: true, in: []auth.Principal{w.officer}, out: []auth.Principal{w.otherOfficer, w.staff(academyRole, "ma/01")}, reason: errorsv1.Reason_NOT_FOUND, call: func(ctx context.Context, c schoolv1.SchoolServiceClient) error {
				_, err := c.CreateSchool(ctx, &schoolv1.CreateSchoolRequest{SchoolCode: "99999Z", Parent: province, Name: &typev1.Name{Latin: "X"}, Cycle: "PRIM"})
				return err
			}},
		}
		for _, d := range doors {
			key := func(ctx context.Context) context.Context {
				if d.write {
					return rpctest.WithKey(ctx)
				}
				return ctx
			}
			before := w.rows()
			for _, who := range d.out {
				err := d.call(key(w.as(who)), d.client)
				require.Error(w, err, "%s as %v", d.name, who.Role)
				require.Equal(w, d.reason.String(), errs.ReasonOf(err).String(), "%s as %v: %v", d.name, who.Role, err)
				require.Equal(w, errs.NotFound, errs.KindOf(err), "%s as %v: %v", d.name, who.Role, err)
			}
			require.Equal(w, before, w.rows(), d.name)
			for _, who := range d.in {
				require.NoError(w, d.call(key(w.as(who)), d.client), "%s as %v", d.name, who.Role)
			}
		}
	})
}

func getSchool(code string) func(context.Context, schoolv1.SchoolServiceClient) error {
	return func(ctx context.Context, c schoolv1.SchoolServiceClient) error {
		answer, err := c.GetSchool(ctx, &schoolv1.GetSchoolRequest{SchoolCode: code})
		if err == nil && answer.GetSchoolCode() != code {
			return errs.E(errs.Internal, errorsv1.Reason_INTERNAL, "another school", nil)
		}
		return err
	}
}

func listNodes(parent string) func(context.Context, schoolv1.SchoolServiceClient) error {
	return func(ctx context.Context, c schoolv1.SchoolServiceClient) error {
		_, err := c.ListNodes(ctx, &schoolv1.ListNodesRequest{Parent: parent})
		return err
	}
}

func listStudents(class string) func(context.Context, schoolv1.SchoolServiceClient) error {
	return func(ctx context.Context, c schoolv1.SchoolServiceClient) error {
		_, err := c.ListClassStudents(ctx, &schoolv1.ListClassStudentsRequest{ClassId: class})
		return err
	}
}

func listGroups(class string) func(context.Context, schoolv1.SchoolServiceClient) error {
	return func(ctx context.Context, c schoolv1.SchoolServiceClient) error {
		_, err := c.ListGroups(ctx, &schoolv1.ListGroupsRequest{ClassId: class})
		return err
	}
}

func getStudent(id string) func(context.Context, schoolv1.SchoolServiceClient) error {
	return func(ctx context.Context, c schoolv1.SchoolServiceClient) error {
		_, err := c.GetStudent(ctx, &schoolv1.GetStudentRequest{StudentId: id})
		return err
	}
}

func listPath(id string) func(context.Context, schoolv1.SchoolServiceClient) error {
	return func(ctx context.Context, c schoolv1.SchoolServiceClient) error {
		_, err := c.ListPath(ctx, &schoolv1.ListPathRequest{StudentId: id})
		return err
	}
}

func getStaff(id string) func(context.Context, schoolv1.SchoolServiceClient) error {
	return func(ctx context.Context, c schoolv1.SchoolServiceClient) error {
		_, err := c.GetStaff(ctx, &schoolv1.GetStaffRequest{StaffId: id})
		return err
	}
}

func TestUnknownIdsOfAnyFormAreNotThere(t *testing.T) {
	each(t, func(w *world) {
		for _, id := range []string{palms + "." + uuid.NewString(), palms, "x", "'; DROP TABLE classes; --", palms + ".\x00", "\u202e"} {
			_, err := w.idara.ListClassStudents(w.as(w.office), &schoolv1.ListClassStudentsRequest{ClassId: id})
			w.missing(err, errorsv1.Reason_CLASS_NOT_FOUND)
			_, err = w.idara.EndAssignment(w.writing(w.office), &schoolv1.EndAssignmentRequest{AssignmentId: id})
			w.missing(err, errorsv1.Reason_ASSIGNMENT_NOT_FOUND)
			_, err = w.idara.CreateAssignment(w.writing(w.office), &schoolv1.CreateAssignmentRequest{ClassId: id, Subject: "MATH", StaffId: ids.New()})
			w.missing(err, errorsv1.Reason_CLASS_NOT_FOUND)
		}
		for _, code := range []string{"99999X", "1234\x00A", "351"} {
			_, err := w.idara.ListStaff(w.as(w.ministry), &schoolv1.ListStaffRequest{SchoolCode: code})
			w.missing(err, errorsv1.Reason_SCHOOL_NOT_FOUND)
			got, err := w.moudaris.ListClasses(w.as(person(teacherRole, ids.New())), &schoolv1.ListClassesRequest{SchoolCode: code})
			require.NoError(w, err)
			require.Empty(w, got.GetClasses())
		}
		// An officer has no school of his own.
		_, err := w.idara.ListStaff(w.as(w.officer), &schoolv1.ListStaffRequest{})
		w.missing(err, errorsv1.Reason_SCHOOL_NOT_FOUND)
		_, err = w.idara.GetStudent(w.as(w.ministry), &schoolv1.GetStudentRequest{StudentId: ids.New()})
		w.missing(err, errorsv1.Reason_STUDENT_NOT_FOUND)
		for _, parent := range []string{"ma/", "ma/99", "ma/07/999", "ma/01/351", province + "/99999X", province + "/" + palms + "/", "ma/07/351/\x00"} {
			_, err := w.idara.ListNodes(w.as(w.ministry), &schoolv1.ListNodesRequest{Parent: parent})
			w.missing(err, errorsv1.Reason_NOT_FOUND)
		}
		// A node that begins with the same letters is another node.
		near := w.staff(provinceRole, "ma/07/35")
		_, err = w.idara.GetSchool(w.as(near), &schoolv1.GetSchoolRequest{SchoolCode: palms})
		w.missing(err, errorsv1.Reason_SCHOOL_NOT_FOUND)
	})
}

func TestTheRightToAClassEndsWithTheAssignment(t *testing.T) {
	each(t, func(w *world) {
		p := populate(w)
		_, err := w.idara.EndAssignment(w.writing(w.office), &schoolv1.EndAssignmentRequest{AssignmentId: p.assignment, To: "2026-11-25"})
		require.NoError(w, err)
		read := func() error { return listStudents(p.class)(w.as(p.teacher), w.moudaris) }
		require.NoError(w, read())
		w.real.Advance(24 * time.Hour)
		require.NoError(w, read(), "the day before the end")
		require.NoError(w, listStudents(p.class)(w.as(p.planned), w.moudaris), "the first day")
		w.real.Advance(24 * time.Hour)
		w.missing(read(), errorsv1.Reason_CLASS_NOT_FOUND)
		w.missing(getStudent(p.students[0])(w.as(p.teacher), w.moudaris), errorsv1.Reason_STUDENT_NOT_FOUND)
		classes, err := w.moudaris.ListClasses(w.as(p.teacher), &schoolv1.ListClassesRequest{})
		require.NoError(w, err)
		require.Empty(w, classes.GetClasses())
		own, err := w.moudaris.ListAssignments(w.as(p.teacher), &schoolv1.ListAssignmentsRequest{})
		require.NoError(w, err)
		require.Empty(w, own.GetAssignments())
	})
}

func TestTeachersSeeTheirOwn(t *testing.T) {
	each(t, func(w *world) {
		p := populate(w)
		classes, err := w.moudaris.ListClasses(w.as(p.teacher), &schoolv1.ListClassesRequest{})
		require.NoError(w, err)
		require.Len(w, classes.GetClasses(), 1)
		require.Equal(w, p.class, classes.GetClasses()[0].GetClassId())
		require.EqualValues(w, 3, classes.GetClasses()[0].GetStudentCount())
		require.Len(w, classes.GetClasses()[0].GetSubjects(), 1, "his subjects, not all of the class")
		require.Equal(w, "MATH", classes.GetClasses()[0].GetSubjects()[0].GetCode())
		require.Equal(w, "Mathématiques", classes.GetClasses()[0].GetSubjects()[0].GetName())
		for _, req := range []*schoolv1.ListAssignmentsRequest{{}, {ClassId: p.class}, {SchoolCode: palms}, {SchoolYear: year}} {
			own, err := w.moudaris.ListAssignments(w.as(p.teacher), req)
			require.NoError(w, err)
			require.Len(w, own.GetAssignments(), 1, "%v", req)
			require.Equal(w, p.assignment, own.GetAssignments()[0].GetAssignmentId())
		}
		for _, req := range []*schoolv1.ListAssignmentsRequest{{ClassId: p.classInAnnex}, {SchoolCode: cedars}, {SchoolYear: "2025-2026"}} {
			own, err := w.moudaris.ListAssignments(w.as(p.teacher), req)
			require.NoError(w, err)
			require.Empty(w, own.GetAssignments(), "%v", req)
		}
		all, err := w.idara.ListAssignments(w.as(w.office), &schoolv1.ListAssignmentsRequest{})
		require.NoError(w, err)
		require.Len(w, all.GetAssignments(), 3, "the office sees the ended and the planned ones too")
	})
}

// A custody decision takes the child out of the guardian's scope, and with it everything.
func TestCustodyDenied(t *testing.T) {
	each(t, func(w *world) {
		p := populate(w)
		require.NoError(w, getStudent(p.students[0])(w.as(p.guardian), w.waliye))
		w.setScope(p.guardian, &typev1.Scope{StudentIds: []string{p.inAnnex}})
		w.missing(getStudent(p.students[0])(w.as(p.guardian), w.waliye), errorsv1.Reason_STUDENT_NOT_FOUND)
		w.missing(listPath(p.students[0])(w.as(p.guardian), w.waliye), errorsv1.Reason_STUDENT_NOT_FOUND)
		w.missing(getSchool(palms)(w.as(p.guardian), w.waliye), errorsv1.Reason_SCHOOL_NOT_FOUND)
		require.NoError(w, getSchool(annex)(w.as(p.guardian), w.waliye))
	})
}

func TestCheckStudentsLeavesOutWhoIsNotInScope(t *testing.T) {
	each(t, func(w *world) {
		p := populate(w)
		asked := append([]string{p.inAnnex, ids.New(), p.students[0]}, p.students...)
		for who, want := range map[*auth.Principal]int{&w.office: 4, &w.annexOffice: 1, &w.cedarsOffice: 0} {
			got, err := w.identity.CheckStudents(w.as(*who), &schoolv1.CheckStudentsRequest{StudentIds: asked})
			require.NoError(w, err)
			require.Len(w, got.GetStudents(), want)
			for _, student := range got.GetStudents() {
				require.NotEmpty(w, student.GetName().GetAr())
				require.NotEmpty(w, student.GetClass().GetLabel())
			}
		}
	})
}

// The options of the .proto file, as the chain enforces them for school.
func TestRolesAndPeers(t *testing.T) {
	each(t, func(w *world) {
		p := populate(w)
		roles := map[optionsv1.Role]auth.Principal{
			studentRole: p.student, guardianRole: p.guardian, teacherRole: p.teacher, officeRole: w.office, provinceRole: w.officer,
		}
		for _, role := range []optionsv1.Role{studentRole, guardianRole, teacherRole, provinceRole} {
			_, err := w.idara.CreateClass(w.writing(roles[role]), &schoolv1.CreateClassRequest{SchoolCode: palms, Label: "3APIC-1"})
			w.refused(err, errs.Denied, errorsv1.Reason_ACCESS_DENIED)
			_, err = upload(w.writing(roles[role]), w.idara, &schoolv1.ImportClassListRequest_Header{SchoolCode: palms}, list(1), 1<<16)
			w.refused(err, errs.Denied, errorsv1.Reason_ACCESS_DENIED)
		}
		_, err := w.idara.CreateSchool(w.writing(w.office), &schoolv1.CreateSchoolRequest{SchoolCode: "99999Z", Parent: province, Name: &typev1.Name{Latin: "X"}, Cycle: "PRIM"})
		w.refused(err, errs.Denied, errorsv1.Reason_ACCESS_DENIED)
		_, err = w.moudaris.CreateClass(w.writing(w.office), &schoolv1.CreateClassRequest{Label: "3APIC-1"})
		w.refused(err, errs.Denied, errorsv1.Reason_PEER_NOT_ALLOWED)
		_, err = w.idara.CheckStudents(w.as(w.office), &schoolv1.CheckStudentsRequest{StudentIds: p.students})
		w.refused(err, errs.Denied, errorsv1.Reason_PEER_NOT_ALLOWED)
		_, err = w.idara.ListClasses(rpctest.WithToken(w.Context(), "no.such.token"), &schoolv1.ListClassesRequest{})
		w.refused(err, errs.Unauthenticated, errorsv1.Reason_TOKEN_INVALID)
		_, err = w.idara.ListClasses(rpc.WithCall(w.Context(), &rpc.Call{}), &schoolv1.ListClassesRequest{})
		w.refused(err, errs.Unauthenticated, errorsv1.Reason_UNAUTHENTICATED)
		_, err = w.idara.CreateClass(w.as(w.office), &schoolv1.CreateClassRequest{Label: "3APIC-1"})
		w.refused(err, errs.Invalid, errorsv1.Reason_IDEMPOTENCY_KEY_REQUIRED)
		for name, client := range map[string]schoolv1.SchoolServiceClient{"idara": w.idara, "moudaris": w.moudaris, "waliye": w.waliye, "moutamadris": w.moutamadris} {
			_, err := client.ListChanges(w.as(w.ministry), &schoolv1.ListChangesRequest{Limit: 10})
			require.Equal(w, errorsv1.Reason_PEER_NOT_ALLOWED, errs.ReasonOf(err), name)
		}
		for _, client := range []schoolv1.SchoolServiceClient{w.grade, w.identity} {
			_, err := client.ListChanges(w.Context(), &schoolv1.ListChangesRequest{Limit: 10})
			require.NoError(w, err)
		}
	})
}
