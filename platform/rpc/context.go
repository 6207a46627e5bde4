package rpc

import (
	"context"

	"github.com/massar-platform/massar/platform/localtext"
)

// Call is what is known about the request being served. The chain fills it before the handler runs.
type Call struct {
	// Method is the full name of the RPC.
	Method string
	// RequestID is for correlation only: it is in every log line and every error of the request.
	RequestID string
	// AcceptLanguage is the header as it came, to be sent along.
	AcceptLanguage string
	// Peers are the services that the caller's certificate, or its in-process name, stands for.
	Peers []string
}

type callKey struct{}

// WithCall puts the facts of a request into the context; the chain does it for every request, a job that
// makes requests of its own may do it to give them an id and a language.
func WithCall(ctx context.Context, c *Call) context.Context {
	return context.WithValue(ctx, callKey{}, c)
}

func callFrom(ctx context.Context) *Call {
	c, _ := ctx.Value(callKey{}).(*Call)
	return c
}

// RequestID is the id of the request being served, empty outside of one.
func RequestID(ctx context.Context) string {
	if c := callFrom(ctx); c != nil {
		return c.RequestID
	}
	return ""
}

// Peers are the services that called, nil outside of a request.
func Peers(ctx context.Context) []string {
	if c := callFrom(ctx); c != nil {
		return c.Peers
	}
	return nil
}

// Lang is the language of the caller, the default outside of a request.
func Lang(ctx context.Context) localtext.Lang {
	if c := callFrom(ctx); c != nil {
		return c.Lang()
	}
	return localtext.Default
}

// Lang reads the language that the caller asked for.
func (c *Call) Lang() localtext.Lang {
	switch c.AcceptLanguage {
	case "":
		return localtext.Default
	case string(localtext.Arabic):
		return localtext.Arabic
	case string(localtext.French):
		return localtext.French
	default:
		return localtext.FromAcceptLanguage(c.AcceptLanguage)
	}
}
