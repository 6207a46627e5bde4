package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"

	moutamadrisv1 "github.com/massar-platform/massar/proto/gen/massar/moutamadris/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

const (
	marksPath   = "/v1/moutamadris/marks?semester=1"
	marksMethod = moutamadrisv1.MoutamadrisService_ListMarks_FullMethodName
)

// marksRequest is the encoded request of marksMethod.
func marksRequest() []byte {
	raw, err := proto.Marshal(&moutamadrisv1.ListMarksRequest{Semester: 1})
	if err != nil {
		panic(err) // a message of one number
	}
	return raw
}

// reads measures students who read their own marks, over JSON and over gRPC.
func (b *bench) reads(ctx context.Context, p *product) error {
	readers, err := b.openReaders(ctx, p)
	if err != nil {
		return fmt.Errorf("opening students: %w", err)
	}
	if err := capture(ctx, p, readers); err != nil {
		return err
	}
	sizes := func(of func(reader) []byte) string {
		var list []int
		for _, r := range readers {
			list = append(list, len(of(r)))
		}
		slices.Sort(list)
		return fmt.Sprintf("%d to %d bytes, median %d", list[0], list[len(list)-1], list[len(list)/2])
	}
	b.report.configured("students: %d with accounts, each request one of them at random, half in Arabic and half in French; every body is compared", len(readers))
	b.report.configured("JSON bodies: %s; protobuf bodies: %s; %d callers, kept connections, no TLS, no compression",
		sizes(func(r reader) []byte { return r.json }), sizes(func(r reader) []byte { return r.proto }), connections)
	if b.wants("a") {
		if err := b.readJSON(ctx, p, readers); err != nil {
			return err
		}
	}
	if b.wants("b") {
		return b.readGRPC(ctx, p, readers)
	}
	return nil
}

func (b *bench) readJSON(ctx context.Context, p *product, readers []reader) error {
	requests := make([]httpRequest, len(readers))
	served := map[string][]byte{}
	for i, r := range readers {
		requests[i] = httpRequest{raw: getRequest(marksPath, r.token, r.language), want: r.json}
		served["Bearer "+r.token] = r.json
	}
	limit, err := b.startLimit(ctx, "http", served)
	if err != nil {
		return err
	}
	defer limit.stop()
	at := func(address string) side {
		return func(ctx context.Context, d time.Duration) (sample, error) { return loadHTTP(ctx, address, requests, d) }
	}
	return b.pairs(ctx, "a  own marks, JSON", 0.10, b.profiled(p, "a", at(p.http)), at(limit.address))
}

func (b *bench) readGRPC(ctx context.Context, p *product, readers []reader) error {
	requests := make([]grpcRequest, len(readers))
	served := map[string][]byte{}
	for i, r := range readers {
		requests[i] = grpcRequest{header: r.header(), raw: marksRequest(), want: r.proto}
		served["Bearer "+r.token] = r.proto
	}
	limit, err := b.startLimit(ctx, "grpc", served)
	if err != nil {
		return err
	}
	defer limit.stop()
	var clients []*grpcClient
	for _, address := range []string{p.grpc, limit.address} {
		client, err := dialGRPC(address)
		if err != nil {
			return err
		}
		defer client.close()
		clients = append(clients, client)
	}
	by := func(c *grpcClient) side {
		return func(ctx context.Context, d time.Duration) (sample, error) {
			return c.load(ctx, marksMethod, requests, d)
		}
	}
	return b.pairs(ctx, "b  own marks, gRPC", 0.25, b.profiled(p, "b", by(clients[0])), by(clients[1]))
}

// profiled takes a profile during each of the product's turns; the last one stays.
func (b *bench) profiled(p *product, name string, s side) side {
	return func(ctx context.Context, d time.Duration) (sample, error) {
		wait := p.profile(ctx, name, d)
		done, err := s(ctx, d)
		return done, errors.Join(err, wait())
	}
}

// checkBodies holds what was captured against itself: both protocols say the same, nobody got an empty
// answer, and not everybody got the same one.
func checkBodies(readers []reader) error {
	marks, seen := 0, map[string]bool{}
	for i, r := range readers {
		var viaJSON, viaGRPC typev1.StudentMarks
		if err := protojson.Unmarshal(r.json, &viaJSON); err != nil {
			return fmt.Errorf("the marks of student %d: %w: %.300s", i, err, r.json)
		}
		if err := proto.Unmarshal(r.proto, &viaGRPC); err != nil {
			return fmt.Errorf("the marks of student %d over gRPC: %w", i, err)
		}
		if !proto.Equal(&viaJSON, &viaGRPC) {
			return fmt.Errorf("the marks of student %d differ between JSON and gRPC: %.300s", i, r.json)
		}
		if viaJSON.GetSemester() != 1 || len(viaJSON.GetSubjects()) == 0 || viaJSON.GetClass().GetClassId() == "" {
			return fmt.Errorf("the marks of student %d are no semester: %.300s", i, r.json)
		}
		for _, subject := range viaJSON.GetSubjects() {
			for _, control := range subject.GetControls() {
				if control.GetState() == typev1.MarkState_GRADED {
					marks++
				}
			}
		}
		seen[string(r.json)] = true
	}
	if marks == 0 || len(seen) < len(readers)/2 {
		return fmt.Errorf("%d students see %d marks in %d different bodies", len(readers), marks, len(seen))
	}
	return nil
}
