package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"

	"google.golang.org/grpc"
	"google.golang.org/grpc/metadata"
)

// limitHTTP is a bare handler that answers the same requests with the same bodies, ready to send.
func limitHTTP(ctx context.Context, bodies map[string][]byte, out io.Writer) error {
	answers := make(map[string]prepared, len(bodies))
	for token, body := range bodies {
		answers[token] = prepare(body)
	}
	return serveBare(ctx, out, func(r *http.Request) (prepared, bool) {
		a, ok := answers[r.Header.Get("Authorization")]
		return a, ok
	})
}

// servedBodies are bodies by authorization, and then by language and path.
type servedBodies struct {
	Bodies [][]byte                  `json:"bodies"`
	At     map[string]map[string]int `json:"at"`
}

// limitPaths is limitHTTP for readers who ask for several things.
func limitPaths(ctx context.Context, served servedBodies, out io.Writer) error {
	bodies := make([]prepared, len(served.Bodies))
	for i, body := range served.Bodies {
		bodies[i] = prepare(body)
	}
	return serveBare(ctx, out, func(r *http.Request) (prepared, bool) {
		at, ok := served.At[r.Header.Get("Authorization")][r.Header.Get("Accept-Language")+r.RequestURI]
		if !ok {
			return prepared{}, false
		}
		return bodies[at], true
	})
}

// prepared is a body ready to send.
type prepared struct {
	body   []byte
	length []string
}

func prepare(body []byte) prepared {
	return prepared{body: body, length: []string{strconv.Itoa(len(body))}}
}

// serveBare answers with what is found, and does nothing else.
func serveBare(ctx context.Context, out io.Writer, find func(*http.Request) (prepared, bool)) error {
	server := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		a, ok := find(r)
		if !ok {
			http.Error(w, "unknown", http.StatusUnauthorized)
			return
		}
		h := w.Header()
		h["Content-Type"], h["Content-Length"] = jsonType, a.length
		_, _ = w.Write(a.body)
	})}
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	fmt.Fprintln(out, listener.Addr())
	go func() {
		<-ctx.Done()
		_ = server.Close()
	}()
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

var jsonType = []string{"application/json"}

// limitGRPC is a unary RPC that does nothing and answers bytes of the same size: the same bytes.
func limitGRPC(ctx context.Context, bodies map[string][]byte, out io.Writer) error {
	server := grpc.NewServer(grpc.ForceServerCodecV2(rawCodec{}))
	server.RegisterService(&grpc.ServiceDesc{
		ServiceName: "massar.moutamadris.v1.MoutamadrisService",
		Methods: []grpc.MethodDesc{{MethodName: "ListMarks", Handler: func(_ any, ctx context.Context, decode func(any) error, _ grpc.UnaryServerInterceptor) (any, error) {
			var request rawMessage
			if err := decode(&request); err != nil {
				return nil, err
			}
			for _, token := range metadata.ValueFromIncomingContext(ctx, "authorization") {
				if body, ok := bodies[token]; ok {
					return &rawMessage{data: body}, nil
				}
			}
			return nil, errors.New("unknown")
		}}},
	}, nil)
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	fmt.Fprintln(out, listener.Addr())
	go func() {
		<-ctx.Done()
		server.Stop()
	}()
	return server.Serve(listener)
}
