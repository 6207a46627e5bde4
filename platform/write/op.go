package write

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/json"
	"fmt"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/massar-platform/massar/platform/auth"
	"github.com/massar-platform/massar/platform/clock"
	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/sqldb"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
)

// Op says what is being written.
type Op struct {
	// RPC is the name of the call, "grade.SaveMarkSheet"; a key counts per account and RPC.
	RPC string
	// Resource is what is changed, for the audit log: the id of a sheet, a class, an account.
	Resource string
	// Request is the whole request. Its field idempotency_key does not count.
	Request proto.Message
	// Detail are facts for the audit log: counts, states, columns. Never names, marks or codes.
	// The function that Do runs may add to the map what it found; what stands there when it
	// has ended is written.
	Detail map[string]string
	// Account replaces the signed-in account where nobody is signed in yet, such as
	// the activation of an account.
	Account string
	// Secret is set where the request or the answer carries a password or a code: the
	// answer is then stored encrypted and the request's hash is keyed, so that the
	// stored row alone tells nobody anything.
	Secret []byte
	// First, where given, makes the readings with which every run of the function would
	// begin: they go with the claim of the key in one round trip where the engine can, and
	// are read when the function is called. It is called anew for each run. A call whose
	// answer is stored has them done and taken back.
	First func() []sqldb.Reading
}

// idempotencyField is the field of a request that carries the key itself.
const idempotencyField protoreflect.Name = "idempotency_key"

// deterministic makes equal messages equal bytes.
func deterministic() proto.MarshalOptions { return proto.MarshalOptions{Deterministic: true} }

// call is one run of Do: the operation with everything that the context adds.
type call struct {
	op      Op
	account string
	role    string
	key     string
	hash    []byte
	vault   vault
	at      int64
	auditID string
}

func newCall(ctx context.Context, op Op) (*call, error) {
	c := &call{
		op:      op,
		account: op.Account,
		key:     KeyFrom(ctx),
		at:      clock.System{}.Now().UnixMicro(),
		auditID: ids.New(),
	}
	if c.key == "" {
		return nil, errs.E(errs.Invalid, errorsv1.Reason_IDEMPOTENCY_KEY_REQUIRED, op.RPC, nil)
	}
	if caller, ok := auth.From(ctx); ok {
		c.role = auth.RoleName(caller.Role)
		if c.account == "" {
			c.account = caller.AccountID
		}
	}
	if c.account == "" {
		return nil, errs.E(errs.Unauthenticated, errorsv1.Reason_UNAUTHENTICATED, op.RPC, nil)
	}
	var err error
	if c.vault, err = newVault(op.Secret); err != nil {
		return nil, fmt.Errorf("%s: %w", op.RPC, err)
	}
	if c.hash, err = c.hashRequest(); err != nil {
		return nil, fmt.Errorf("%s: hashing the request: %w", op.RPC, err)
	}
	return c, nil
}

// detail are the facts for the audit log as they stand now.
func (c *call) detail() (string, error) {
	if c.op.Detail == nil {
		return "{}", nil
	}
	detail, err := json.Marshal(c.op.Detail)
	if err != nil {
		return "", fmt.Errorf("%s: encoding the detail of the audit log: %w", c.op.RPC, err)
	}
	return string(detail), nil
}

// hashRequest is SHA-256 over the deterministic bytes of the request without its
// key: the key may come in the body or beside it.
func (c *call) hashRequest() ([]byte, error) {
	request, err := deterministic().Marshal(withoutKey(c.op.Request))
	if err != nil {
		return nil, err
	}
	if c.vault.aead != nil {
		mac := hmac.New(sha256.New, c.vault.hashKey)
		mac.Write(request)
		return mac.Sum(nil), nil
	}
	sum := sha256.Sum256(request)
	return sum[:], nil
}

// withoutKey is the message without its key. The copy is one level deep: a request
// may hold hundreds of cells, and the caller's own message must stay as it is.
func withoutKey(message proto.Message) proto.Message {
	if message == nil {
		return nil
	}
	m := message.ProtoReflect()
	field := m.Descriptor().Fields().ByName(idempotencyField)
	if field == nil || !m.Has(field) {
		return message
	}
	shallow := m.New()
	m.Range(func(fd protoreflect.FieldDescriptor, value protoreflect.Value) bool {
		if fd != field {
			shallow.Set(fd, value)
		}
		return true
	})
	shallow.SetUnknown(m.GetUnknown())
	return shallow.Interface()
}
