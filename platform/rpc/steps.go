package rpc

import (
	"context"
	"strings"
	"time"

	"github.com/google/uuid"
	"google.golang.org/grpc/metadata"
	"google.golang.org/protobuf/proto"

	"github.com/massar-platform/massar/platform/auth"
	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/write"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
)

// edgeService is the service whose calls come from people: there a write must bring its key.
const edgeService = "gateway"

// deadline gives an end to calls that came without one.
func (c *chain) deadline(r *request) error {
	if r.method.quiet || r.method.kind == kindWatch {
		return nil
	}
	if end, ok := r.ctx.Deadline(); ok {
		if !time.Now().Before(end) {
			return errs.E(errs.DeadlineExceeded, errorsv1.Reason_DEADLINE_EXCEEDED, "starting after the deadline", nil)
		}
		return nil
	}
	d := c.timeout
	if r.method.kind == kindUpload {
		d = max(d, uploadDeadline)
	}
	r.ctx, r.cancel = context.WithTimeout(r.ctx, d)
	return nil
}

// authn finds out who calls: the service by its connection, then the person by the token. The service comes
// first: one that is not on the list is not told anything about a token.
func (c *chain) authn(r *request) error {
	if !r.method.allowsPeer(r.Peers) {
		return errs.E(errs.Denied, errorsv1.Reason_PEER_NOT_ALLOWED, "call from "+strings.Join(r.Peers, ","), nil)
	}
	if r.method.public || r.method.system {
		return nil
	}
	token, err := bearer(r.ctx)
	if err != nil {
		return err
	}
	p, err := c.verifier.Verify(r.ctx, token)
	if err != nil {
		return err
	}
	r.principal = p
	r.ctx = auth.With(r.ctx, p)
	return nil
}

// access holds the caller's role and factors against the RPC's option.
func (c *chain) access(r *request) error {
	m := r.method
	if m.public || m.system {
		return nil
	}
	if m.roles != 0 && m.roles&roleBit(r.principal.Role) == 0 {
		return errs.E(errs.Denied, errorsv1.Reason_ACCESS_DENIED, "call as "+auth.RoleName(r.principal.Role), nil)
	}
	if m.secondFactor && !r.principal.SecondFactor {
		return errs.E(errs.Unauthenticated, errorsv1.Reason_SECOND_FACTOR_REQUIRED, "call without a second factor", nil)
	}
	return nil
}

// idempotencyKey takes the key of a write from the request's field or its header. Services pass it on by
// header; only calls from the edge must bring one, the others are held to it where the write is done.
func (c *chain) idempotencyKey(r *request) error {
	if !r.method.write {
		return nil
	}
	var key string
	for _, value := range metadata.ValueFromIncomingContext(r.ctx, keyIdempotency) {
		if err := takeKey(&key, value); err != nil {
			return err
		}
	}
	if m, ok := r.message.(proto.Message); ok && r.method.keyField != nil {
		if err := takeKey(&key, m.ProtoReflect().Get(r.method.keyField).String()); err != nil {
			return err
		}
	}
	if key == "" && contains(r.Peers, edgeService) {
		return errs.E(errs.Invalid, errorsv1.Reason_IDEMPOTENCY_KEY_REQUIRED, "reading the idempotency key", nil)
	}
	r.ctx = write.WithRequestID(r.ctx, r.RequestID)
	if key != "" {
		r.ctx = write.WithKey(r.ctx, key)
	}
	return nil
}

// takeKey adds one place where a key may stand; empty says nothing, two different keys contradict each other.
func takeKey(key *string, value string) error {
	if value == "" {
		return nil
	}
	if len(value) != 36 || uuid.Validate(value) != nil {
		return errs.E(errs.Invalid, errorsv1.Reason_INVALID_REQUEST, "reading the idempotency key", nil,
			errs.Field("idempotencyKey", errorsv1.Reason_FIELD_FORMAT))
	}
	value = strings.ToLower(value)
	if *key != "" && *key != value {
		return errs.E(errs.Invalid, errorsv1.Reason_IDEMPOTENCY_KEY_MISMATCH, "reading the idempotency key", nil)
	}
	*key = value
	return nil
}

// validate checks the rules written on the request's fields; a stream's messages are checked as they come.
func (c *chain) validate(r *request) error {
	if !r.method.validated || r.message == nil {
		return nil
	}
	return c.validator.check(r.message)
}

// bearer reads the one access token of a call. Two authorization headers are no token: which one counts must
// never be a question.
func bearer(ctx context.Context) (string, error) {
	values := metadata.ValueFromIncomingContext(ctx, keyAuthorization)
	if len(values) == 0 || values[0] == "" && len(values) == 1 {
		return "", errs.E(errs.Unauthenticated, errorsv1.Reason_UNAUTHENTICATED, "reading the access token", nil)
	}
	const scheme = "bearer "
	if len(values) > 1 || len(values[0]) <= len(scheme) || !strings.EqualFold(values[0][:len(scheme)], scheme) {
		return "", errs.E(errs.Unauthenticated, errorsv1.Reason_TOKEN_INVALID, "reading the access token", nil)
	}
	return values[0][len(scheme):], nil
}

func contains(names []string, name string) bool {
	for _, n := range names {
		if n == name {
			return true
		}
	}
	return false
}
