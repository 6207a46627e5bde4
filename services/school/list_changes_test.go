package school_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/proto"

	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
)

// told writes a change in one line: what, its key fields and its version.
func told(c *schoolv1.Change) string {
	switch row := c.GetRow().(type) {
	case *schoolv1.Change_School:
		s := row.School
		line := fmt.Sprintf("school %s rank=%t early=%t", s.GetSchoolCode(), s.GetSettings().GetShowRank(), s.GetSettings().GetEarlyRelease())
		if hours, rule := s.GetSettings().GetRegisterHours(), s.GetSettings().GetHalfDayRule(); hours != 0 || rule != "" {
			line += fmt.Sprintf(" hours=%d rule=%s", hours, rule)
		}
		return line + fmt.Sprintf(" v%d", s.GetVersion())
	case *schoolv1.Change_Class:
		return fmt.Sprintf("class %s %s v%d", row.Class.GetLabel(), row.Class.GetLevel(), row.Class.GetVersion())
	case *schoolv1.Change_Student:
		return fmt.Sprintf("student %s %s v%d", row.Student.GetMassarCode(), row.Student.GetBirthDate(), row.Student.GetVersion())
	case *schoolv1.Change_Enrolment:
		return fmt.Sprintf("enrolment %d v%d", row.Enrolment.GetNumber(), row.Enrolment.GetVersion())
	case *schoolv1.Change_Group:
		return fmt.Sprintf("group %s of %d v%d", row.Group.GetName(), len(row.Group.GetEnrolmentIds()), row.Group.GetVersion())
	case *schoolv1.Change_Assignment:
		return fmt.Sprintf("assignment %s %s..%s v%d", row.Assignment.GetSubject(), row.Assignment.GetFrom(), row.Assignment.GetTo(), row.Assignment.GetVersion())
	case *schoolv1.Change_Staff:
		return fmt.Sprintf("staff %s v%d", row.Staff.GetName().GetLatin(), row.Staff.GetVersion())
	}
	return "nothing"
}

func TestEveryWriteIsTold(t *testing.T) {
	each(t, func(w *world) {
		w.accepted(w.office, list(2))
		class := w.findClass(w.office, "2APIC-1")
		member := w.member(w.office, "Salma", "salma@taalim.ma")
		made := w.assign(w.office, class.GetClassId(), "MATH", member.GetStaffId())
		_, err := w.idara.EndAssignment(w.writing(w.office), &schoolv1.EndAssignmentRequest{AssignmentId: made.GetAssignmentId()})
		require.NoError(w, err)
		_, err = w.idara.UpdateSchoolSettings(w.writing(w.office), &schoolv1.UpdateSchoolSettingsRequest{SchoolCode: palms, ShowRank: proto.Bool(false)})
		require.NoError(w, err)
		w.class(w.office, "3APIC-1")
		pupils := w.students(w.office, class.GetClassId())
		for _, members := range [][]string{{pupils[0].GetStudentId(), pupils[1].GetStudentId()}, {pupils[1].GetStudentId()}, nil} {
			_, err = w.setGroup(class.GetClassId(), "G1", members...)
			require.NoError(w, err)
		}
		_, err = w.idara.UpdateSchoolSettings(w.writing(w.office), &schoolv1.UpdateSchoolSettingsRequest{SchoolCode: palms, RegisterHours: proto.Int32(12), HalfDayRule: proto.String("SHARE")})
		require.NoError(w, err)
		// What is refused is not told.
		_, err = w.idara.CreateClass(w.writing(w.office), &schoolv1.CreateClassRequest{Label: "3APIC-1"})
		require.Error(w, err)

		first, _, _ := w.ref.Lessons(year)
		all := w.changes()
		var lines []string
		for i, change := range all {
			require.EqualValues(w, i+1, change.GetPos(), "no gap, no disorder")
			lines = append(lines, told(change))
		}
		require.Equal(w, []string{
			"school " + palms + " rank=true early=true v1", "school " + cedars + " rank=true early=true v1", "school " + harbour + " rank=true early=true v1",
			"school " + annex + " rank=true early=true v1",
			"class 2APIC-1 2APIC v1",
			"student G200000001 2011-01-01 v1", "student G200000002 2011-02-02 v1",
			"enrolment 1 v1", "enrolment 2 v1",
			"staff Salma v1",
			"assignment MATH " + first + ".. v1",
			"assignment MATH " + first + ".." + today + " v2",
			"school " + palms + " rank=false early=true v2",
			"class 3APIC-1 3APIC v1",
			"group G1 of 2 v1", "group G1 of 1 v2", "group G1 of 0 v3",
			"school " + palms + " rank=false early=true hours=12 rule=SHARE v3",
		}, lines)
		// The rows name each other as the answers do.
		require.Equal(w, class.GetClassId(), all[4].GetClass().GetClassId())
		require.Equal(w, class.GetClassId(), all[7].GetEnrolment().GetClassId())
		require.Equal(w, all[5].GetStudent().GetStudentId(), all[7].GetEnrolment().GetStudentId())
		require.Equal(w, class.GetClassId(), all[15].GetGroup().GetClassId())
		require.Equal(w, []string{all[8].GetEnrolment().GetEnrolmentId()}, all[15].GetGroup().GetEnrolmentIds())
		require.Equal(w, member.GetStaffId(), all[10].GetAssignment().GetStaffId())
		require.Equal(w, province+"/"+palms, all[0].GetSchool().GetNode())

		end, err := w.grade.ListChanges(w.Context(), &schoolv1.ListChangesRequest{After: all[len(all)-1].GetPos(), Limit: 10})
		require.NoError(w, err)
		require.Empty(w, end.GetChanges())
		for _, limit := range []int32{0, 1001, -1} {
			_, err := w.grade.ListChanges(w.Context(), &schoolv1.ListChangesRequest{Limit: limit})
			require.Error(w, err)
		}
	})
}
