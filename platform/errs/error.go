package errs

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"google.golang.org/grpc/status"

	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
)

// Error is the one error type that crosses a service's border.
type Error struct {
	Kind   Kind
	Reason errorsv1.Reason
	// Doing says what was being done, for the operator: "listing grades".
	Doing string
	// Err is the cause; it never leaves the process.
	Err error
	// Args fill the places of the reason's message: a scale, a cell, a number of seconds.
	Args []any
	// Fields are the fields of the request that are wrong.
	Fields []FieldViolation
	// Meta are machine facts that a client may show or use.
	Meta map[string]string

	// text is the message that came over the wire with its arguments already filled in.
	text string
}

// FieldViolation is one wrong field of a request.
type FieldViolation struct {
	// Name is the path in JSON form: "cells[3].mark".
	Name   string
	Reason errorsv1.Reason
	Args   []any

	text string
}

// Option adds a detail to an error.
type Option func(*Error)

// Field names one wrong field; its message comes from the catalogue, filled with args.
func Field(name string, reason errorsv1.Reason, args ...any) Option {
	return func(e *Error) {
		e.Fields = append(e.Fields, FieldViolation{Name: name, Reason: reason, Args: args})
	}
}

// Meta adds a machine fact that a client may show, such as "retryAfterSeconds". Never personal data.
func Meta(key, value string) Option {
	return func(e *Error) {
		if e.Meta == nil {
			e.Meta = make(map[string]string, 2)
		}
		e.Meta[key] = value
	}
}

// Args fills the places of the reason's own message.
func Args(args ...any) Option {
	return func(e *Error) { e.Args = args }
}

// E makes an error. Without a reason it takes the one that its kind stands for.
func E(kind Kind, reason errorsv1.Reason, doing string, err error, opts ...Option) *Error {
	if kind == None || kind >= kinds {
		kind = Unknown
	}
	if reason == errorsv1.Reason_REASON_UNSPECIFIED {
		reason = kind.defaultReason()
	}
	e := &Error{Kind: kind, Reason: reason, Doing: doing, Err: err}
	for _, opt := range opts {
		opt(e)
	}
	return e
}

// Error is the operator's text: what was being done, the reason, the fields by name, the cause.
func (e *Error) Error() string {
	var b strings.Builder
	if e.Doing != "" {
		b.WriteString(e.Doing)
		b.WriteString(": ")
	}
	b.WriteString(e.Reason.String())
	for i, f := range e.Fields {
		sep := ", "
		if i == 0 {
			sep = " ["
		}
		fmt.Fprintf(&b, "%s%s: %s", sep, f.Name, f.Reason)
	}
	if len(e.Fields) > 0 {
		b.WriteByte(']')
	}
	if e.Err != nil {
		b.WriteString(": ")
		b.WriteString(e.Err.Error())
	}
	return b.String()
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// KindOf is the kind of the outermost Error in err's chain; None for nil, the kind of a context's end,
// and Internal for everything that nobody classified.
func KindOf(err error) Kind {
	if err == nil {
		return None
	}
	return asError(err).Kind
}

// ReasonOf is the reason of the outermost Error in err's chain, REASON_UNSPECIFIED for nil.
func ReasonOf(err error) errorsv1.Reason {
	if err == nil {
		return errorsv1.Reason_REASON_UNSPECIFIED
	}
	return asError(err).Reason
}

// Is says whether err's reason is r.
func Is(err error, r errorsv1.Reason) bool { return err != nil && ReasonOf(err) == r }

// asError finds or makes the Error that stands for a non-nil err.
func asError(err error) *Error {
	var e *Error
	if errors.As(err, &e) {
		return e
	}
	var st interface{ GRPCStatus() *status.Status }
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		return &Error{Kind: DeadlineExceeded, Reason: errorsv1.Reason_DEADLINE_EXCEEDED, Err: err}
	case errors.Is(err, context.Canceled):
		return &Error{Kind: Cancelled, Reason: errorsv1.Reason_CANCELLED, Err: err}
	case errors.As(err, &st):
		return fromStatus(st.GRPCStatus(), err)
	}
	return &Error{Kind: Internal, Reason: errorsv1.Reason_INTERNAL, Err: err}
}
