package idara_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"
	"google.golang.org/grpc"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/rpc/rpctest"
	attendancev1 "github.com/massar-platform/massar/proto/gen/massar/attendance/v1"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	gradev1 "github.com/massar-platform/massar/proto/gen/massar/grade/v1"
	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	optionsv1 "github.com/massar-platform/massar/proto/gen/massar/options/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/idara"
)

// figures are school, grade and attendance, each of which may fail.
type figures struct {
	school, grade, attendance error
}

type figuresOfSchool struct {
	schoolv1.UnimplementedSchoolServiceServer
	*figures
}

type figuresOfGrade struct {
	gradev1.UnimplementedGradeServiceServer
	*figures
}

type figuresOfAttendance struct {
	attendancev1.UnimplementedAttendanceServiceServer
	*figures
}

func (f *figuresOfSchool) Register(r grpc.ServiceRegistrar) {
	schoolv1.RegisterSchoolServiceServer(r, f)
}

func (f *figuresOfGrade) Register(r grpc.ServiceRegistrar) { gradev1.RegisterGradeServiceServer(r, f) }

func (f *figuresOfAttendance) Register(r grpc.ServiceRegistrar) {
	attendancev1.RegisterAttendanceServiceServer(r, f)
}

const palms, annex, classID = "ma/07/351/12345A", "ma/07/351/12345A/12346B", "12345A.c1"

func (f *figuresOfSchool) SummariseEnrolment(_ context.Context, req *schoolv1.SummariseEnrolmentRequest) (*schoolv1.SummariseEnrolmentResponse, error) {
	return &schoolv1.SummariseEnrolmentResponse{
		Node: &schoolv1.Node{Node: req.GetNode(), Kind: "SCHOOL", Code: "12345A", Name: "Collège"}, SchoolYear: "2026-2027",
		Rows: []*schoolv1.SummariseEnrolmentResponse_Row{
			{Node: &schoolv1.Node{Node: palms, Kind: "CLASS", Name: "2APIC-1"}, ClassId: classID, Figures: &typev1.EnrolmentFigures{Classes: 1, Students: 30}},
			{Node: &schoolv1.Node{Node: annex, Kind: "ANNEX", Code: "12346B", Name: "Annexe"}, Figures: &typev1.EnrolmentFigures{Schools: 1}},
		},
		Total: &typev1.EnrolmentFigures{Schools: 2, Classes: 1, Students: 30}, AsOf: "2026-11-23T10:00:05Z",
	}, f.school
}

func (f *figuresOfGrade) SummariseEntry(_ context.Context, req *gradev1.SummariseEntryRequest) (*gradev1.SummariseEntryResponse, error) {
	return &gradev1.SummariseEntryResponse{
		Node: req.GetNode(), SchoolYear: "2026-2027", Semester: 1, AsOf: "2026-11-23T10:00:00Z",
		Rows: []*gradev1.SummariseEntryResponse_Row{
			{Node: palms, ClassId: classID, Label: "2APIC-1", Figures: &typev1.EntryFigures{Entered: 3, Expected: 90}},
			{Node: palms, ClassId: "12345A.c2", Label: "2APIC-2", Figures: &typev1.EntryFigures{Expected: 4}},
		},
		Total: &typev1.EntryFigures{Entered: 3, Expected: 94},
	}, f.grade
}

func (f *figuresOfAttendance) SummariseAbsence(_ context.Context, req *attendancev1.SummariseAbsenceRequest) (*attendancev1.SummariseAbsenceResponse, error) {
	return &attendancev1.SummariseAbsenceResponse{
		Node: req.GetNode(), Month: "2026-11", AsOf: "2026-11-23T10:00:09Z",
		Rows:  []*attendancev1.SummariseAbsenceResponse_Row{{Node: annex, Figures: &typev1.AbsenceFigures{StudyHalfDays: 9, Rate: "100.00"}}},
		Total: &typev1.AbsenceFigures{StudyHalfDays: 9, Rate: "100.00"},
	}, f.attendance
}

// Three services make one table; one that is away is named, and the rest is shown.
func TestAPlaceInFigures(t *testing.T) {
	stack := rpctest.New(t, []string{"idara", "school", "grade", "attendance"})
	fails := &figures{}
	stack.Serve(t, &figuresOfSchool{figures: fails}, &figuresOfGrade{figures: fails}, &figuresOfAttendance{figures: fails}, idara.New(idara.Deps{
		School:     schoolv1.NewSchoolServiceClient(stack.Conn(t, "idara", "school")),
		Grade:      gradev1.NewGradeServiceClient(stack.Conn(t, "idara", "grade")),
		Attendance: attendancev1.NewAttendanceServiceClient(stack.Conn(t, "idara", "attendance")),
	}))
	client := idarav1.NewIdaraServiceClient(stack.Conn(t, "gateway", "idara"))
	ask := func() (*idarav1.SummariseNodeResponse, error) {
		return client.SummariseNode(stack.AsRole(t, t.Context(), optionsv1.Role_ROLE_SCHOOL_OFFICE, ids.New()), &idarav1.SummariseNodeRequest{Node: palms})
	}
	names := func(answer *idarav1.SummariseNodeResponse) (names []string) {
		for _, row := range answer.GetRows() {
			names = append(names, row.GetNode().GetKind()+" "+row.GetNode().GetName())
			require.Equal(t, row.GetNode().GetKind() == "CLASS", row.GetClassId() != "")
		}
		return names
	}
	whole, err := ask()
	require.NoError(t, err)
	require.Equal(t, []string{"CLASS 2APIC-1", "CLASS 2APIC-2", "ANNEX Annexe"}, names(whole))
	require.Equal(t, []string{"Collège", "2026-2027", "2026-11", "2026-11-23T10:00:00Z"},
		[]string{whole.GetNode().GetName(), whole.GetSchoolYear(), whole.GetMonth(), whole.GetAsOf()})
	require.Empty(t, whole.GetMissing())
	for _, row := range whole.GetRows() {
		require.NotNil(t, row.GetEnrolment())
		require.NotNil(t, row.GetEntry())
		require.NotNil(t, row.GetAbsence())
	}
	require.Equal(t, int32(30), whole.GetRows()[0].GetEnrolment().GetStudents())
	require.Equal(t, int32(3), whole.GetRows()[0].GetEntry().GetEntered())
	require.Equal(t, "100.00", whole.GetRows()[2].GetAbsence().GetRate())
	require.Equal(t, []int32{30, 94, 9}, []int32{whole.GetTotal().GetEnrolment().GetStudents(), whole.GetTotal().GetEntry().GetExpected(), whole.GetTotal().GetAbsence().GetStudyHalfDays()})

	away := errs.E(errs.Unavailable, errorsv1.Reason_UNAVAILABLE, "being down", nil)
	*fails = figures{school: away, attendance: away}
	some, err := ask()
	require.NoError(t, err)
	require.Equal(t, []string{"enrolment", "absence"}, some.GetMissing())
	require.Equal(t, []string{"CLASS 2APIC-1", "CLASS 2APIC-2"}, names(some))
	require.Equal(t, "SCHOOL 12345A", some.GetNode().GetKind()+" "+some.GetNode().GetName())
	for _, row := range append(some.GetRows(), some.GetTotal()) {
		require.Nil(t, row.GetEnrolment())
		require.NotNil(t, row.GetEntry())
		require.Nil(t, row.GetAbsence())
	}

	*fails = figures{school: away, grade: away, attendance: away}
	_, err = ask()
	require.Equal(t, errs.Unavailable, errs.KindOf(err))
	*fails = figures{attendance: errs.E(errs.NotFound, errorsv1.Reason_NOT_FOUND, "finding a place", nil)}
	_, err = ask()
	require.True(t, errs.Is(err, errorsv1.Reason_NOT_FOUND), "one service that does not know the place as the caller's is enough: %v", err)
}
