package moudaris

import (
	"google.golang.org/grpc"

	gradev1 "github.com/massar-platform/massar/proto/gen/massar/grade/v1"
	identityv1 "github.com/massar-platform/massar/proto/gen/massar/identity/v1"
	moudarisv1 "github.com/massar-platform/massar/proto/gen/massar/moudaris/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
)

// Deps are the shared services that moudaris composes.
type Deps struct {
	Identity identityv1.IdentityServiceClient
	School   schoolv1.SchoolServiceClient
	Grade    gradev1.GradeServiceClient
}

// Service serves massar.moudaris.v1.
type Service struct {
	moudarisv1.UnimplementedMoudarisServiceServer
	identity identityv1.IdentityServiceClient
	school   schoolv1.SchoolServiceClient
	grade    gradev1.GradeServiceClient
}

// New makes the service.
func New(deps Deps) *Service {
	return &Service{identity: deps.Identity, school: deps.School, grade: deps.Grade}
}

// Register puts the service on a gRPC server.
func (s *Service) Register(registrar grpc.ServiceRegistrar) {
	moudarisv1.RegisterMoudarisServiceServer(registrar, s)
}
