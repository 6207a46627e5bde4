package rpc

import (
	"fmt"

	"google.golang.org/grpc"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/reflect/protoregistry"

	"github.com/massar-platform/massar/platform/auth"
	optionsv1 "github.com/massar-platform/massar/proto/gen/massar/options/v1"
)

// method is everything that the chain needs to know about an RPC, worked out once when it is registered, so
// that a call costs one map read and no reflection.
type method struct {
	name string
	// roles is a set of roles as bits; 0 means any signed-in role.
	roles        uint32
	peers        []string
	anyPeer      bool
	public       bool
	system       bool
	secondFactor bool
	write        bool
	// keyField is the request's idempotency_key field, nil when it has none.
	keyField protoreflect.FieldDescriptor
	// validated says that the request has rules to be checked.
	validated bool
	// quiet methods are neither logged nor measured nor bounded in time: probes.
	quiet bool
	kind  methodKind
	stats *methodStats
}

type methodKind uint8

const (
	kindUnary methodKind = iota
	kindUpload
	kindWatch
)

// keyFieldName is the request field that may carry the idempotency key.
const keyFieldName = "idempotency_key"

// methodsOf works out the methods of one service. The policy is read from the service's own descriptor unless
// one is given; a method without an entry is an error.
func methodsOf(desc *grpc.ServiceDesc, files *protoregistry.Files, given auth.Policy) (map[string]*method, []protoreflect.MessageDescriptor, error) {
	found, err := files.FindDescriptorByName(protoreflect.FullName(desc.ServiceName))
	if err != nil {
		return nil, nil, fmt.Errorf("rpc: descriptor of %s: %w", desc.ServiceName, err)
	}
	service, ok := found.(protoreflect.ServiceDescriptor)
	if !ok {
		return nil, nil, fmt.Errorf("rpc: %s is not a service", desc.ServiceName)
	}
	policy := given
	if policy == nil {
		if policy, err = auth.PolicyOf(service); err != nil {
			return nil, nil, err
		}
	}
	methods := make(map[string]*method, len(desc.Methods)+len(desc.Streams))
	var inputs []protoreflect.MessageDescriptor
	add := func(name string, kind methodKind) error {
		full := "/" + desc.ServiceName + "/" + name
		access, ok := policy[full]
		if !ok || access == nil {
			return fmt.Errorf("rpc: %s has no access option", full)
		}
		d := service.Methods().ByName(protoreflect.Name(name))
		if d == nil {
			return fmt.Errorf("rpc: %s is not in the descriptor", full)
		}
		m := newMethod(full, access, kind)
		if f := d.Input().Fields().ByName(keyFieldName); f != nil && f.Kind() == protoreflect.StringKind && !f.IsList() {
			m.keyField = f
		}
		rules, err := hasRules(d.Input())
		if err != nil {
			return fmt.Errorf("rpc: rules of %s: %w", full, err)
		}
		if rules {
			m.validated = true
			inputs = append(inputs, d.Input())
		}
		methods[full] = m
		return nil
	}
	for _, m := range desc.Methods {
		if err := add(m.MethodName, kindUnary); err != nil {
			return nil, nil, err
		}
	}
	for _, s := range desc.Streams {
		kind := kindUpload
		if s.ServerStreams {
			kind = kindWatch
		}
		if err := add(s.StreamName, kind); err != nil {
			return nil, nil, err
		}
	}
	return methods, inputs, nil
}

func newMethod(full string, access *optionsv1.Access, kind methodKind) *method {
	m := &method{
		name: full, peers: access.GetPeers(), public: access.GetPublic(), system: access.GetSystem(),
		secondFactor: access.GetSecondFactor(), write: access.GetWrite(), kind: kind,
	}
	for _, role := range access.GetRoles() {
		m.roles |= roleBit(role)
	}
	return m
}

func roleBit(role optionsv1.Role) uint32 { return 1 << uint32(role) }

// allowsPeer says whether one of the caller's names is on the method's list. An empty list allows nobody.
func (m *method) allowsPeer(names []string) bool {
	if m.anyPeer {
		return len(names) > 0
	}
	for _, name := range names {
		for _, allowed := range m.peers {
			if name == allowed {
				return true
			}
		}
	}
	return false
}
