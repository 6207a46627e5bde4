package errs

import (
	"errors"
	"maps"
	"strconv"

	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/protoadapt"

	"github.com/massar-platform/massar/platform/localtext"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
)

// Domain marks the ErrorInfo of this platform.
const Domain = "massar"

// metaFieldsLeftOut counts the fields that did not fit.
const metaFieldsLeftOut = "fieldsLeftOut"

// maxFieldBytes bounds the field list of a status. Details travel in HTTP/2 trailers, and common clients
// refuse header lists over 8 KiB: a long list of bad cells belongs in an answer, not in an error.
const maxFieldBytes = 4 << 10

// ToStatus is the status that a client gets: the canonical code, ErrorInfo with the reason, BadRequest with
// the wrong fields, LocalizedMessage for the person. The status' own message is the reason's name. An error
// that nobody classified is INTERNAL, and its text stays here. Nil is OK.
func ToStatus(err error, lang localtext.Lang) *status.Status {
	if err == nil {
		return status.New(None.code(), "")
	}
	e := asError(err)
	bad, leftOut := badRequest(e.Fields, lang)
	meta := e.Meta
	if leftOut > 0 {
		meta = maps.Clone(meta)
		if meta == nil {
			meta = make(map[string]string, 1)
		}
		meta[metaFieldsLeftOut] = strconv.Itoa(leftOut)
	}
	details := []protoadapt.MessageV1{
		&errdetails.ErrorInfo{Reason: e.Reason.String(), Domain: Domain, Metadata: meta},
		&errdetails.LocalizedMessage{Locale: string(lang), Message: e.UserMessage(lang)},
	}
	if bad != nil {
		details = append(details, bad)
	}
	st := status.New(e.Kind.code(), e.Reason.String())
	if with, err := st.WithDetails(details...); err == nil {
		return with
	}
	return st
}

// ToStatusError is ToStatus as the error that grpc expects from an interceptor, with the request's id among
// the details so that a person can quote it.
func ToStatusError(err error, lang localtext.Lang, requestID string) error {
	if err == nil {
		return nil
	}
	st := ToStatus(err, lang)
	if requestID == "" {
		return st.Err()
	}
	with, addErr := st.WithDetails(&errdetails.RequestInfo{RequestId: requestID})
	if addErr != nil {
		return st.Err()
	}
	return with.Err()
}

// FromStatus gives a client the *Error that the server returned; an error that is no status is wrapped
// as asError reads it. Nil stays nil.
func FromStatus(err error) error {
	if err == nil {
		return nil
	}
	var e *Error
	if errors.As(err, &e) {
		return err
	}
	return asError(err)
}

// UserMessage is the text for the person: the catalogue's, or the one that the server already filled in.
func (e *Error) UserMessage(lang localtext.Lang) string {
	if e.text != "" {
		return e.text
	}
	return Message(e.Reason, lang, e.Args...)
}

// UserMessage is the text for the person about this field.
func (f FieldViolation) UserMessage(lang localtext.Lang) string {
	if f.text != "" {
		return f.text
	}
	return Message(f.Reason, lang, f.Args...)
}

// badRequest renders the fields that fit, and says how many did not.
func badRequest(fields []FieldViolation, lang localtext.Lang) (*errdetails.BadRequest, int) {
	if len(fields) == 0 {
		return nil, 0
	}
	bad := &errdetails.BadRequest{FieldViolations: make([]*errdetails.BadRequest_FieldViolation, 0, len(fields))}
	size := 0
	for i, f := range fields {
		v := &errdetails.BadRequest_FieldViolation{Field: f.Name, Description: f.UserMessage(lang), Reason: f.Reason.String()}
		size += proto.Size(v)
		if size > maxFieldBytes && i > 0 {
			return bad, len(fields) - i
		}
		bad.FieldViolations = append(bad.FieldViolations, v)
	}
	return bad, 0
}

// fromStatus reads a status; cause is kept for the operator.
func fromStatus(st *status.Status, cause error) *Error {
	kind := kindOfCode(st.Code())
	if kind == None {
		kind = Unknown
	}
	e := &Error{Kind: kind, Reason: kind.defaultReason()}
	ours := false
	for _, d := range st.Details() {
		switch d := d.(type) {
		case *errdetails.ErrorInfo:
			if d.GetDomain() != Domain {
				continue
			}
			ours = true
			e.Reason = reasonNamed(d.GetReason(), e.Reason)
			if len(d.GetMetadata()) > 0 {
				e.Meta = d.GetMetadata()
			}
		case *errdetails.LocalizedMessage:
			e.text = d.GetMessage()
		case *errdetails.BadRequest:
			for _, v := range d.GetFieldViolations() {
				e.Fields = append(e.Fields, FieldViolation{
					Name: v.GetField(), Reason: reasonNamed(v.GetReason(), errorsv1.Reason_INVALID_REQUEST), text: v.GetDescription(),
				})
			}
		}
	}
	if !ours {
		// A status made by grpc or by a stranger: its text is the operator's, never the person's.
		e.Err, e.text, e.Fields = cause, "", nil
	}
	return e
}

func reasonNamed(name string, otherwise errorsv1.Reason) errorsv1.Reason {
	if n, ok := errorsv1.Reason_value[name]; ok && n != 0 {
		return errorsv1.Reason(n)
	}
	return otherwise
}
