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
	type answer struct {
		body   []byte
		length []string
	}
	answers := make(map[string]answer, len(bodies))
	for token, body := range bodies {
		answers[token] = answer{body: body, length: []string{strconv.Itoa(len(body))}}
	}
	server := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		a, ok := answers[r.Header.Get("Authorization")]
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
