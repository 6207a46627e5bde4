package demo

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"

	"google.golang.org/grpc"

	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

// openSchool makes a school and its office, sets its rules, hands in the class lists, and learns the ids that the server gave.
func (d *seeder) openSchool(ctx context.Context, province *user, s *school) (*user, error) {
	_, err := do(ctx, province, "make school "+s.code, d.api.idara.CreateSchool, &idarav1.CreateSchoolRequest{
		SchoolCode: s.code, Parent: directorateNode, Name: s.name, Cycle: s.cycle,
	})
	if err != nil {
		return nil, err
	}
	office, err := d.openOffice(ctx, province, s)
	if err != nil {
		return nil, err
	}
	// Before there is a class: from then on a rule of attendance may not lie behind.
	if err := d.keepRegisters(ctx, office, s); err != nil {
		return nil, err
	}
	for _, classes := range byLevel(s.classes) {
		if err := d.importList(ctx, office, s, classes); err != nil {
			return nil, err
		}
	}
	return office, d.learnClasses(ctx, office, s)
}

// byLevel cuts the classes into the lists that MASSAR exports: one workbook a level.
func byLevel(classes []*class) [][]*class {
	var lists [][]*class
	for _, c := range classes {
		if n := len(lists); n > 0 && lists[n-1][0].level.Code == c.level.Code {
			lists[n-1] = append(lists[n-1], c)
			continue
		}
		lists = append(lists, []*class{c})
	}
	return lists
}

// chunk is how much of a file goes into one message.
const chunk = 128 << 10

// importList hands in one workbook.
func (d *seeder) importList(ctx context.Context, office *user, s *school, classes []*class) error {
	file, err := classList(classes)
	if err != nil {
		return err
	}
	level := classes[0].level.Code
	// The key stands for the bytes, which are not the same in every version of the library that writes them;
	// a list handed in twice changes nothing.
	digest := sha256.Sum256(file)
	done, err := do(ctx, office, fmt.Sprintf("import the lists of %s %x", level, digest[:8]), d.upload(&idarav1.CreateImportRequest_Header{
		Kind: "CLASS_LIST", SchoolCode: s.code, SchoolYear: d.plan.year, FileName: "ListEleve_" + level + ".xlsx",
	}), file)
	if err != nil {
		return err
	}
	if got := done.GetImport(); got.GetState() != typev1.Import_State_DONE {
		for _, cell := range got.GetRefused() {
			return fmt.Errorf("demo: the class list of %s was refused at %s!%s: %s", level, cell.GetSheet(), cell.GetCell(), cell.GetReason())
		}
		return fmt.Errorf("demo: the class list of %s is %s", level, got.GetState())
	}
	return nil
}

// upload streams a file in the form of a unary call.
func (d *seeder) upload(header *idarav1.CreateImportRequest_Header) func(context.Context, []byte, ...grpc.CallOption) (*idarav1.ImportResponse, error) {
	return func(ctx context.Context, file []byte, opts ...grpc.CallOption) (*idarav1.ImportResponse, error) {
		stream, err := d.api.idara.CreateImport(ctx, opts...)
		if err != nil {
			return nil, err
		}
		err = stream.Send(&idarav1.CreateImportRequest{Part: &idarav1.CreateImportRequest_Header_{Header: header}})
		for begin := 0; err == nil && begin < len(file); begin += chunk {
			part := file[begin:min(begin+chunk, len(file))]
			err = stream.Send(&idarav1.CreateImportRequest{Part: &idarav1.CreateImportRequest_Chunk{Chunk: part}})
		}
		// A server that answers before the end says why in its answer.
		if err != nil && !errors.Is(err, io.EOF) {
			return nil, err
		}
		return stream.CloseAndRecv()
	}
}

// learnClasses reads the ids of the classes and their students.
func (d *seeder) learnClasses(ctx context.Context, office *user, s *school) error {
	ids := map[string]string{}
	for page := ""; ; {
		out, err := do(ctx, office, "list classes", d.api.idara.ListClasses, &idarav1.ListClassesRequest{
			SchoolCode: s.code, SchoolYear: d.plan.year, PageSize: 500, PageToken: page,
		})
		if err != nil {
			return err
		}
		for _, c := range out.GetClasses() {
			ids[c.GetLabel()] = c.GetClassId()
		}
		if page = out.GetNextPageToken(); page == "" {
			break
		}
	}
	for _, c := range s.classes {
		c.id = ids[c.label]
		if c.id == "" {
			return fmt.Errorf("demo: class %s of %s is missing after the import", c.label, s.code)
		}
		out, err := do(ctx, office, "list students", d.api.idara.ListClassStudents, &idarav1.ListClassStudentsRequest{ClassId: c.id})
		if err != nil {
			return err
		}
		students := map[string]string{}
		for _, student := range out.GetStudents() {
			students[student.GetMassarCode()] = student.GetStudentId()
		}
		for _, p := range c.pupils {
			if p.id = students[p.code]; p.id == "" {
				return fmt.Errorf("demo: pupil %s of %s is missing after the import", p.code, c.label)
			}
		}
	}
	return nil
}

// openTeacher makes a teacher's record and account, activates it and gives him his classes.
func (d *seeder) openTeacher(ctx context.Context, office *user, t *teacher) (*user, error) {
	made, err := do(ctx, office, "make teacher "+t.email, d.api.idara.CreateStaff, &idarav1.CreateStaffRequest{
		SchoolCode: t.school.code, Name: t.name(), Email: t.email, Ppr: t.ppr, Kind: "TEACHER",
	})
	if err != nil {
		return nil, err
	}
	t.id = made.GetStaff().GetStaffId()
	for _, duty := range t.duties {
		_, err := do(ctx, office, "assign "+duty.subject+" of "+duty.class.label, d.api.idara.CreateAssignment, &idarav1.CreateAssignmentRequest{
			ClassId: duty.class.id, Subject: duty.subject, StaffId: t.id,
		})
		if err != nil {
			return nil, err
		}
	}
	a := d.staffAccount(RoleTeacher, t.school, t.person, t.email)
	a.LessonsToday, a.Classes, a.Awaited = t.lessonsOn(d.plan.today), t.classes(), t.awaited()
	return d.open(ctx, a, made.GetActivationCode())
}
