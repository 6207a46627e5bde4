package school

import (
	"context"
	"crypto/sha256"

	"google.golang.org/grpc"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/wrapperspb"

	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/rpc"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/write"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/school/internal/listeleve"
	"github.com/massar-platform/massar/services/school/internal/store"
)

// kindClassList names this import in answers.
const kindClassList = "CLASS_LIST"

// ImportClassList takes a ListEleve workbook: it creates missing classes, enrols, corrects what the list says
// of students we know, and warns of who is not in the list. It never removes. One bad cell refuses the whole
// file, and every bad cell is listed.
func (s *Service) ImportClassList(stream grpc.ClientStreamingServer[schoolv1.ImportClassListRequest, typev1.Import]) error {
	ctx := stream.Context()
	header, data, err := receive(stream)
	if err != nil {
		return err
	}
	year, err := s.year(header.GetSchoolYear())
	if err != nil {
		return err
	}
	// Before the file is looked at: a stranger learns nothing about a file, and costs nothing.
	place, err := s.officeSchool(ctx, s.db, header.GetSchoolCode())
	if err != nil {
		return err
	}
	file, err := listeleve.Read(data)
	if err != nil {
		return fileError(err)
	}
	request, err := fileRequest(header, data)
	if err != nil {
		return err
	}
	op := write.Op{RPC: "school.ImportClassList", Resource: place.Code, Request: request}
	answer, err := write.Do(ctx, s.db, op, func(ctx context.Context, tx sqldb.Tx) (*typev1.Import, error) {
		school, err := s.officeSchool(ctx, tx, place.Code)
		if err != nil {
			return nil, err
		}
		list := &classList{service: s, tx: tx, school: school, year: year}
		if err := list.plan(ctx, file); err != nil {
			return nil, err
		}
		result := &typev1.Import{ImportId: ids.InSchool(school.Code), Kind: kindClassList, State: typev1.Import_State_REFUSED}
		lang := rpc.Lang(ctx)
		result.Refused, result.Warnings = issues(list.issues, lang), issues(list.warnings, lang)
		if len(list.issues) == 0 {
			if err := list.apply(ctx); err != nil {
				return nil, err
			}
			result.State, result.Accepted = typev1.Import_State_DONE, int32(list.accepted)
		}
		return result, s.keepImport(ctx, tx, school.Code, result)
	})
	if err != nil {
		return err
	}
	s.sequencer.Wake()
	return stream.SendAndClose(answer)
}

// fileRequest stands for an uploaded file where requests are compared: same header and same bytes, same request.
func fileRequest(header *schoolv1.ImportClassListRequest_Header, data []byte) (proto.Message, error) {
	head, err := proto.MarshalOptions{Deterministic: true}.Marshal(header)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(data)
	return wrapperspb.Bytes(append(sum[:], head...)), nil
}

// keepImport keeps what became of the file, so that it can be asked for again.
func (s *Service) keepImport(ctx context.Context, tx sqldb.Tx, school string, result *typev1.Import) error {
	body, err := proto.Marshal(result)
	if err != nil {
		return err
	}
	p, err := caller(ctx)
	if err != nil {
		return err
	}
	return store.InsertImport(ctx, tx, store.Import{
		School: school, ID: result.GetImportId(), Kind: result.GetKind(), Body: body,
		Account: p.AccountID, At: s.clock.Now().UnixMicro(),
	})
}
