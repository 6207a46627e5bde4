package idara

import (
	"google.golang.org/grpc"

	"github.com/massar-platform/massar/platform/clock"
	attendancev1 "github.com/massar-platform/massar/proto/gen/massar/attendance/v1"
	gradev1 "github.com/massar-platform/massar/proto/gen/massar/grade/v1"
	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	identityv1 "github.com/massar-platform/massar/proto/gen/massar/identity/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
)

// Deps are the shared services that idara composes.
type Deps struct {
	Identity   identityv1.IdentityServiceClient
	School     schoolv1.SchoolServiceClient
	Grade      gradev1.GradeServiceClient
	Timetable  timetablev1.TimetableServiceClient
	Attendance attendancev1.AttendanceServiceClient
	// Clock is the schools' clock: which week is this one.
	Clock clock.School
}

// Service serves massar.idara.v1.
type Service struct {
	idarav1.UnimplementedIdaraServiceServer
	identity   identityv1.IdentityServiceClient
	school     schoolv1.SchoolServiceClient
	grade      gradev1.GradeServiceClient
	timetable  timetablev1.TimetableServiceClient
	attendance attendancev1.AttendanceServiceClient
	clock      clock.School
}

// New makes the service.
func New(deps Deps) *Service {
	return &Service{
		identity: deps.Identity, school: deps.School, grade: deps.Grade, timetable: deps.Timetable, attendance: deps.Attendance,
		clock: deps.Clock,
	}
}

// Register puts the service on a gRPC server.
func (s *Service) Register(registrar grpc.ServiceRegistrar) {
	idarav1.RegisterIdaraServiceServer(registrar, s)
}
