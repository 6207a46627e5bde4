package gateway

import (
	"google.golang.org/protobuf/reflect/protoreflect"

	authv1 "github.com/massar-platform/massar/proto/gen/massar/auth/v1"
	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	moudarisv1 "github.com/massar-platform/massar/proto/gen/massar/moudaris/v1"
	moutamadrisv1 "github.com/massar-platform/massar/proto/gen/massar/moutamadris/v1"
	waliyev1 "github.com/massar-platform/massar/proto/gen/massar/waliye/v1"
)

// publicService is a gRPC service that strangers may call, and whose connection leads to it.
type publicService struct {
	conn string
	desc protoreflect.ServiceDescriptor
}

// publicServices are the five packages of the edge. Nothing else is reachable, in
// either protocol.
func publicServices() []publicService {
	return []publicService{
		{"identity", authv1.File_massar_auth_v1_auth_proto.Services().ByName("AuthService")},
		{"moutamadris", moutamadrisv1.File_massar_moutamadris_v1_moutamadris_proto.Services().ByName("MoutamadrisService")},
		{"waliye", waliyev1.File_massar_waliye_v1_waliye_proto.Services().ByName("WaliyeService")},
		{"moudaris", moudarisv1.File_massar_moudaris_v1_moudaris_proto.Services().ByName("MoudarisService")},
		{"idara", idarav1.File_massar_idara_v1_idara_proto.Services().ByName("IdaraService")},
	}
}
