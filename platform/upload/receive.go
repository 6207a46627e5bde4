package upload

import (
	"crypto/sha256"
	"errors"
	"io"
	"strconv"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/wrapperspb"

	"github.com/massar-platform/massar/platform/errs"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
)

// MaxFile bounds a file, in bytes.
const MaxFile = 8 << 20

// maxText is MaxFile for people.
const maxText = "8 MB"

const receiving = "receiving a file"

// Part is one message of a stream: the header or a chunk.
type Part[H any] interface {
	GetHeader() *H
	GetChunk() []byte
}

// Stream is where the parts of a file come from.
type Stream[P any] interface {
	Recv() (P, error)
}

// Header reads what comes before a file.
func Header[H any, P Part[H]](stream Stream[P]) (*H, error) {
	first, err := stream.Recv()
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	if err != nil || first.GetHeader() == nil {
		return nil, missing("header")
	}
	return first.GetHeader(), nil
}

// File reads the chunks behind the header.
func File[H any, P Part[H]](stream Stream[P]) ([]byte, error) {
	var data []byte
	for {
		part, err := stream.Recv()
		if errors.Is(err, io.EOF) {
			return data, nil
		}
		if err != nil {
			return nil, err
		}
		if part.GetHeader() != nil {
			return nil, missing("chunk")
		}
		if len(data)+len(part.GetChunk()) > MaxFile {
			return nil, TooLarge()
		}
		data = append(data, part.GetChunk()...)
	}
}

func missing(field string) error {
	return errs.E(errs.Invalid, errorsv1.Reason_INVALID_REQUEST, receiving, nil, errs.Field(field, errorsv1.Reason_FIELD_REQUIRED))
}

// TooLarge refuses a file over MaxFile, wherever that is noticed.
func TooLarge() error {
	return errs.E(errs.Invalid, errorsv1.Reason_FILE_TOO_LARGE, receiving, nil, errs.Args(maxText), errs.Meta("maxBytes", strconv.Itoa(MaxFile)))
}

// Request stands for an uploaded file where requests are compared: same header and same bytes, same request.
func Request(header proto.Message, data []byte) (proto.Message, error) {
	head, err := proto.MarshalOptions{Deterministic: true}.Marshal(header)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(data)
	return wrapperspb.Bytes(append(sum[:], head...)), nil
}

// Relay hands the parts of a stream on, each as next makes it. The inner service may answer before the end
// (a refused file): its answer, or its error, then comes from finish.
func Relay[P, Q, Res any](stream Stream[P], next func(P) (Q, error), send func(Q) error, finish func() (Res, error)) (Res, error) {
	var none Res
	for {
		part, err := stream.Recv()
		if errors.Is(err, io.EOF) {
			return finish()
		}
		if err != nil {
			return none, err
		}
		out, err := next(part)
		if err != nil {
			return none, err
		}
		if err := send(out); err != nil {
			return finish()
		}
	}
}

// Onward is Relay for a stream whose header was read already: first takes its place, then come the chunks.
func Onward[H any, P Part[H], Q, Res any](stream Stream[P], first Q, chunk func([]byte) Q, send func(Q) error, finish func() (Res, error)) (Res, error) {
	if err := send(first); err != nil {
		return finish()
	}
	return Relay(stream, func(part P) (Q, error) {
		if part.GetHeader() != nil {
			var none Q
			return none, missing("chunk")
		}
		return chunk(part.GetChunk()), nil
	}, send, finish)
}
