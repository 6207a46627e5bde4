package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/mem"
	"google.golang.org/grpc/metadata"
)

// grpcConnections is over how many connections the callers are spread.
const grpcConnections = 4

// grpcRequest is a call ready to make, and the message that must come back.
type grpcRequest struct {
	header metadata.MD
	raw    []byte
	want   []byte
}

// rawMessage is a message as bytes: neither the client nor the limit decodes anything.
type rawMessage struct{ data []byte }

type rawCodec struct{}

// Marshal implements encoding.CodecV2.
func (rawCodec) Marshal(v any) (mem.BufferSlice, error) {
	m, ok := v.(*rawMessage)
	if !ok {
		return nil, fmt.Errorf("%T is no raw message", v)
	}
	return mem.BufferSlice{mem.SliceBuffer(m.data)}, nil
}

// Unmarshal implements encoding.CodecV2.
func (rawCodec) Unmarshal(data mem.BufferSlice, v any) error {
	m, ok := v.(*rawMessage)
	if !ok {
		return fmt.Errorf("%T is no raw message", v)
	}
	m.data = data.Materialize()
	return nil
}

// Name implements encoding.CodecV2.
func (rawCodec) Name() string { return "proto" }

// grpcClient is the connections to one server.
type grpcClient struct{ conns []*grpc.ClientConn }

func dialGRPC(address string) (*grpcClient, error) {
	c := &grpcClient{}
	for range grpcConnections {
		conn, err := grpc.NewClient("passthrough:///"+address, grpc.WithTransportCredentials(insecure.NewCredentials()),
			grpc.WithDefaultCallOptions(grpc.ForceCodecV2(rawCodec{})))
		if err != nil {
			c.close()
			return nil, err
		}
		c.conns = append(c.conns, conn)
	}
	return c, nil
}

func (c *grpcClient) close() {
	for _, conn := range c.conns {
		_ = conn.Close()
	}
}

// load is loadHTTP over gRPC.
func (c *grpcClient) load(ctx context.Context, method string, requests []grpcRequest, d time.Duration) (sample, error) {
	var total sample
	var mu sync.Mutex
	var wg sync.WaitGroup
	began := time.Now()
	end := began.Add(d)
	for i := range connections {
		wg.Go(func() {
			s := ask(ctx, c.conns[i%len(c.conns)], method, requests, end)
			mu.Lock()
			defer mu.Unlock()
			total.merge(s)
		})
	}
	wg.Wait()
	total.took = time.Since(began)
	return total, ctx.Err()
}

func ask(ctx context.Context, conn *grpc.ClientConn, method string, requests []grpcRequest, end time.Time) sample {
	var s sample
	calls := make([]context.Context, len(requests))
	for i := range requests {
		calls[i] = metadata.NewOutgoingContext(ctx, requests[i].header)
	}
	for time.Now().Before(end) && ctx.Err() == nil {
		i := rand.IntN(len(requests))
		var answer rawMessage
		err := conn.Invoke(calls[i], method, &rawMessage{data: requests[i].raw}, &answer)
		switch {
		case errors.Is(err, context.Canceled):
		case err != nil:
			s.failed("%v", err)
		case !bytes.Equal(answer.data, requests[i].want):
			s.failed("%d bytes where %d were to come", len(answer.data), len(requests[i].want))
		default:
			s.done++
		}
	}
	return s
}
