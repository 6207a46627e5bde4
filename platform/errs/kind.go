package errs

import (
	"net/http"

	"google.golang.org/grpc/codes"

	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
)

// Kind is the class of a failure: one of the canonical codes.
type Kind uint8

// The canonical kinds. None is the kind of a nil error.
const (
	None Kind = iota
	Invalid
	NotFound
	Denied
	Unauthenticated
	FailedPrecondition
	Aborted
	AlreadyExists
	ResourceExhausted
	Unavailable
	DeadlineExceeded
	Cancelled
	Unimplemented
	OutOfRange
	Internal
	Unknown
	DataLoss

	kinds
)

// kindInfo is what the outside calls a kind, and the reason that stands when none was given.
type kindInfo struct {
	name   string
	code   codes.Code
	http   int
	reason errorsv1.Reason
}

// statusClientClosedRequest is the customary HTTP status for a call that its caller gave up.
const statusClientClosedRequest = 499

var kindTable = [kinds]kindInfo{
	None:               {"OK", codes.OK, http.StatusOK, errorsv1.Reason_REASON_UNSPECIFIED},
	Invalid:            {"INVALID_ARGUMENT", codes.InvalidArgument, http.StatusBadRequest, errorsv1.Reason_INVALID_REQUEST},
	NotFound:           {"NOT_FOUND", codes.NotFound, http.StatusNotFound, errorsv1.Reason_NOT_FOUND},
	Denied:             {"PERMISSION_DENIED", codes.PermissionDenied, http.StatusForbidden, errorsv1.Reason_ACCESS_DENIED},
	Unauthenticated:    {"UNAUTHENTICATED", codes.Unauthenticated, http.StatusUnauthorized, errorsv1.Reason_UNAUTHENTICATED},
	FailedPrecondition: {"FAILED_PRECONDITION", codes.FailedPrecondition, http.StatusBadRequest, errorsv1.Reason_CONFLICT},
	Aborted:            {"ABORTED", codes.Aborted, http.StatusConflict, errorsv1.Reason_CONFLICT},
	AlreadyExists:      {"ALREADY_EXISTS", codes.AlreadyExists, http.StatusConflict, errorsv1.Reason_CONFLICT},
	// A status without a reason and with this code comes from grpc itself, which says it of size alone.
	ResourceExhausted: {"RESOURCE_EXHAUSTED", codes.ResourceExhausted, http.StatusTooManyRequests, errorsv1.Reason_BODY_TOO_LARGE},
	Unavailable:       {"UNAVAILABLE", codes.Unavailable, http.StatusServiceUnavailable, errorsv1.Reason_UNAVAILABLE},
	DeadlineExceeded:  {"DEADLINE_EXCEEDED", codes.DeadlineExceeded, http.StatusGatewayTimeout, errorsv1.Reason_DEADLINE_EXCEEDED},
	Cancelled:         {"CANCELLED", codes.Canceled, statusClientClosedRequest, errorsv1.Reason_CANCELLED},
	Unimplemented:     {"UNIMPLEMENTED", codes.Unimplemented, http.StatusNotImplemented, errorsv1.Reason_UNSUPPORTED},
	OutOfRange:        {"OUT_OF_RANGE", codes.OutOfRange, http.StatusBadRequest, errorsv1.Reason_INVALID_REQUEST},
	Internal:          {"INTERNAL", codes.Internal, http.StatusInternalServerError, errorsv1.Reason_INTERNAL},
	Unknown:           {"UNKNOWN", codes.Unknown, http.StatusInternalServerError, errorsv1.Reason_INTERNAL},
	DataLoss:          {"DATA_LOSS", codes.DataLoss, http.StatusInternalServerError, errorsv1.Reason_INTERNAL},
}

func (k Kind) info() kindInfo {
	if k >= kinds {
		k = Unknown
	}
	return kindTable[k]
}

// String is the canonical name, as the JSON envelope shows it: "NOT_FOUND".
func (k Kind) String() string { return k.info().name }

// HTTPStatus is the HTTP status of the canonical code.
func (k Kind) HTTPStatus() int { return k.info().http }

func (k Kind) code() codes.Code { return k.info().code }

// defaultReason is the reason of an error that was made without one.
func (k Kind) defaultReason() errorsv1.Reason { return k.info().reason }

// kindOfCode finds the kind of a canonical code; a number outside the seventeen is Unknown.
func kindOfCode(c codes.Code) Kind {
	for k, info := range kindTable {
		if info.code == c {
			return Kind(k)
		}
	}
	return Unknown
}
