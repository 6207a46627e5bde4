package demo

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"google.golang.org/grpc"
	"google.golang.org/grpc/metadata"

	"github.com/massar-platform/massar/platform/errs"
	authv1 "github.com/massar-platform/massar/proto/gen/massar/auth/v1"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
)

// line is a connection that answers as told and remembers what it was asked.
type line struct {
	answers []error
	methods []string
	keys    []string
	tokens  []string
}

// Invoke implements grpc.ClientConnInterface.
func (l *line) Invoke(ctx context.Context, method string, _, reply any, _ ...grpc.CallOption) error {
	set, _ := metadata.FromOutgoingContext(ctx)
	l.methods = append(l.methods, method)
	if s, ok := reply.(*authv1.SessionResponse); ok {
		s.AccessToken, s.RefreshToken, s.ExpiresIn = "renewed", "next", 900
		return nil
	}
	l.keys, l.tokens = append(l.keys, set.Get("idempotency-key")...), append(l.tokens, set.Get("authorization")...)
	if len(l.answers) == 0 {
		return nil
	}
	err := l.answers[0]
	l.answers = l.answers[1:]
	return err
}

// NewStream implements grpc.ClientConnInterface.
func (l *line) NewStream(context.Context, *grpc.StreamDesc, string, ...grpc.CallOption) (grpc.ClientStream, error) {
	return nil, errors.New("no streams here")
}

func userOf(t *testing.T, l *line, expires time.Duration) *user {
	t.Helper()
	a, err := connect(func(string) (grpc.ClientConnInterface, error) { return l, nil })
	require.NoError(t, err)
	return &user{
		api: a, source: source{1}, account: Account{Role: RoleSchoolOffice, Identifier: "office@massar.example"},
		token: "first", refresh: "old", expires: time.Now().Add(expires),
	}
}

func createClass(t *testing.T, u *user, step string) error {
	t.Helper()
	_, err := do(t.Context(), u, step, u.api.idara.CreateClass, &idarav1.CreateClassRequest{Label: "2APIC-1"})
	return err
}

func TestACallThatWasRefusedForNowIsMadeAgainWithItsKey(t *testing.T) {
	l := &line{answers: []error{
		errs.E(errs.Unavailable, errorsv1.Reason_OUTCOME_UNKNOWN, "writing", nil),
		errs.E(errs.Aborted, errorsv1.Reason_CONFLICT, "writing", nil),
		nil,
	}}
	u := userOf(t, l, time.Hour)
	require.NoError(t, createClass(t, u, "one"))
	require.Len(t, l.keys, 3)
	require.Equal(t, []string{l.keys[0], l.keys[0], l.keys[0]}, l.keys)
	require.Equal(t, "Bearer first", l.tokens[0])

	require.NoError(t, createClass(t, u, "two"))
	require.NotEqual(t, l.keys[0], l.keys[3])
}

func TestARefusalThatWaitingDoesNotChangeIsGivenUpAtOnce(t *testing.T) {
	for _, refusal := range []*errs.Error{
		errs.E(errs.NotFound, errorsv1.Reason_SCHOOL_NOT_FOUND, "", nil),
		errs.E(errs.ResourceExhausted, errorsv1.Reason_TOO_MANY_TRIES, "", nil, errs.Meta("retryAfterSeconds", "1")),
		errs.E(errs.Denied, errorsv1.Reason_ACCESS_DENIED, "", nil),
	} {
		l := &line{answers: []error{refusal}}
		err := createClass(t, userOf(t, l, time.Hour), "make a class")
		require.True(t, errs.Is(err, refusal.Reason), "%v", err)
		require.ErrorContains(t, err, "make a class as school_office")
		require.Len(t, l.keys, 1)
	}
}

func TestATokenIsRenewedBeforeItEnds(t *testing.T) {
	l := &line{}
	u := userOf(t, l, 30*time.Second)
	require.NoError(t, createClass(t, u, "one"))
	require.NoError(t, createClass(t, u, "two"))
	require.Equal(t, []string{"Bearer renewed", "Bearer renewed"}, l.tokens)
	require.Len(t, l.methods, 3, "renewed once")
	require.Equal(t, "next", u.refresh)
}

func TestAServiceThatCannotBeReachedIsNamed(t *testing.T) {
	_, err := connect(func(service string) (grpc.ClientConnInterface, error) {
		if service == "waliye" {
			return nil, errors.New("no peer")
		}
		return &line{}, nil
	})
	require.EqualError(t, err, "demo: reaching waliye: no peer")
}
