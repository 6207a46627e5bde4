package auth

import (
	"fmt"
	"sort"
	"strings"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/reflect/protoregistry"
	"google.golang.org/protobuf/types/descriptorpb"

	optionsv1 "github.com/massar-platform/massar/proto/gen/massar/options/v1"
)

// Policy says who may call: the access option of each RPC by its full method name, "/package.Service/Method".
type Policy map[string]*optionsv1.Access

// PolicyOf reads the options of services. An RPC without the option, or with one that contradicts itself,
// is an error that names every such RPC: a server with it must not start.
func PolicyOf(services ...protoreflect.ServiceDescriptor) (Policy, error) {
	policy := Policy{}
	var wrong []string
	for _, s := range services {
		methods := s.Methods()
		for i := range methods.Len() {
			m := methods.Get(i)
			name := FullMethod(m)
			access, err := accessOf(m)
			if err != nil {
				wrong = append(wrong, fmt.Sprintf("%s: %s", name, err))
				continue
			}
			policy[name] = access
		}
	}
	if len(wrong) > 0 {
		sort.Strings(wrong)
		return nil, fmt.Errorf("auth: access option: %s", strings.Join(wrong, "; "))
	}
	return policy, nil
}

// PolicyByName reads the options of services by their full protobuf names from a registry.
func PolicyByName(files *protoregistry.Files, names ...string) (Policy, error) {
	services := make([]protoreflect.ServiceDescriptor, 0, len(names))
	for _, name := range names {
		d, err := files.FindDescriptorByName(protoreflect.FullName(name))
		if err != nil {
			return nil, fmt.Errorf("auth: service %s: %w", name, err)
		}
		s, ok := d.(protoreflect.ServiceDescriptor)
		if !ok {
			return nil, fmt.Errorf("auth: %s is not a service", name)
		}
		services = append(services, s)
	}
	return PolicyOf(services...)
}

// FullMethod is the name under which grpc calls a method.
func FullMethod(m protoreflect.MethodDescriptor) string {
	return "/" + string(m.Parent().FullName()) + "/" + string(m.Name())
}

// accessOf reads and checks one method's option.
func accessOf(m protoreflect.MethodDescriptor) (*optionsv1.Access, error) {
	opts, ok := m.Options().(*descriptorpb.MethodOptions)
	if !ok || !proto.HasExtension(opts, optionsv1.E_Access) {
		return nil, fmt.Errorf("missing")
	}
	access, ok := proto.GetExtension(opts, optionsv1.E_Access).(*optionsv1.Access)
	if !ok || access == nil {
		return nil, fmt.Errorf("missing")
	}
	switch {
	case access.GetPublic() && (access.GetSystem() || len(access.GetRoles()) > 0 || access.GetSecondFactor()):
		return nil, fmt.Errorf("public contradicts system, roles and second_factor")
	case access.GetSystem() && (len(access.GetRoles()) > 0 || access.GetSecondFactor()):
		return nil, fmt.Errorf("system contradicts roles and second_factor")
	}
	for _, role := range access.GetRoles() {
		if RoleName(role) == "" {
			return nil, fmt.Errorf("names an unknown role %d", role)
		}
	}
	return access, nil
}
