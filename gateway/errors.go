package gateway

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net/http"

	"github.com/grpc-ecosystem/grpc-gateway/v2/runtime"

	"github.com/massar-platform/massar/platform/errs"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
)

// envelope is the one form in which errors leave.
type envelope struct {
	Error failure `json:"error"`
}

type failure struct {
	Code      string            `json:"code"`
	Reason    string            `json:"reason"`
	Message   string            `json:"message"`
	Fields    []fieldFailure    `json:"fields"`
	Meta      map[string]string `json:"meta,omitempty"`
	RequestID string            `json:"requestId"`
}

type fieldFailure struct {
	Field   string `json:"field"`
	Reason  string `json:"reason"`
	Message string `json:"message"`
}

// fail makes the answer an error.
func (res *response) fail(err error) {
	var e *errs.Error
	if err = errs.FromStatus(err); !errors.As(err, &e) {
		e = errs.E(errs.Internal, errorsv1.Reason_INTERNAL, "serving a request", err)
	}
	out := envelope{failure{
		Code: e.Kind.String(), Reason: e.Reason.String(), Message: e.UserMessage(res.lang),
		Fields: make([]fieldFailure, 0, len(e.Fields)), Meta: e.Meta, RequestID: res.requestID,
	}}
	for _, f := range e.Fields {
		out.Error.Fields = append(out.Error.Fields, fieldFailure{Field: f.Name, Reason: f.Reason.String(), Message: f.UserMessage(res.lang)})
	}
	h := res.Header()
	res.isFixed = false
	h.Set("Content-Type", "application/json")
	h.Del("Content-Disposition")
	if seconds := e.Meta["retryAfterSeconds"]; seconds != "" {
		h.Set("Retry-After", seconds)
	}
	if e.Kind == errs.Unauthenticated {
		h.Set("WWW-Authenticate", "Bearer")
	}
	res.status = e.Kind.HTTPStatus()
	switch e.Reason {
	case errorsv1.Reason_METHOD_NOT_ALLOWED:
		res.status = http.StatusMethodNotAllowed
	case errorsv1.Reason_BODY_TOO_LARGE:
		// What is still on its way is not worth reading.
		h.Set("Connection", "close")
	}
	var text bytes.Buffer
	enc := json.NewEncoder(&text)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(out); err != nil {
		res.status = http.StatusInternalServerError
		return
	}
	res.buf = append(res.buf[:0], bytes.TrimRight(text.Bytes(), "\n")...)
}

// handleError is the mux's error handler. A body that could not be decoded has left
// what was wrong with it on the request, since the generated handler keeps only text.
func handleError(_ context.Context, _ *runtime.ServeMux, _ runtime.Marshaler, w http.ResponseWriter, r *http.Request, err error) {
	res, ok := w.(*response)
	if !ok {
		http.Error(w, http.StatusText(http.StatusInternalServerError), http.StatusInternalServerError)
		return
	}
	if b, ok := r.Body.(*body); ok && b.fault != nil {
		err = b.fault
	}
	var malformed *runtime.HTTPStatusError
	if errors.As(err, &malformed) {
		err = errs.E(errs.Invalid, errorsv1.Reason_INVALID_REQUEST, "routing", err)
	}
	res.fail(err)
}

// handleRoutingError answers for paths and methods that no handler has.
func handleRoutingError(ctx context.Context, _ *runtime.ServeMux, _ runtime.Marshaler, w http.ResponseWriter, r *http.Request, status int) {
	err := error(errs.E(errs.Invalid, errorsv1.Reason_INVALID_REQUEST, "routing", nil))
	switch status {
	case http.StatusNotFound:
		err = errs.E(errs.NotFound, errorsv1.Reason_NOT_FOUND, "routing", nil)
	case http.StatusMethodNotAllowed:
		err = methodNotAllowed()
	}
	handleError(ctx, nil, nil, w, r, err)
}
