package attendance

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"log/slog"

	"google.golang.org/grpc"
	"google.golang.org/protobuf/proto"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/upload"
	"github.com/massar-platform/massar/platform/write"
	attendancev1 "github.com/massar-platform/massar/proto/gen/massar/attendance/v1"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/attendance/internal/papers"
	"github.com/massar-platform/massar/services/attendance/internal/store"
)

// AttachDocument adds a paper to a justification that waits. The file is written before its row: a row always
// has its file, and a file without row is swept away later.
func (s *Service) AttachDocument(stream grpc.ClientStreamingServer[attendancev1.AttachDocumentRequest, typev1.JustificationDocument]) error {
	ctx := stream.Context()
	header, err := upload.Header(stream)
	if err != nil {
		return err
	}
	r, err := s.reach(ctx)
	if err != nil {
		return err
	}
	// Before the file comes: a stranger learns nothing about it, and costs nothing.
	j, err := r.justification(ctx, s.db, header.GetJustificationId())
	if err != nil {
		return err
	}
	if header.GetStudentId() != "" && header.GetStudentId() != j.StudentID {
		return justificationNotFound()
	}
	if err := s.documents.ready(); err != nil {
		return err
	}
	data, err := receive(stream)
	if err != nil {
		return err
	}
	request, err := upload.Request(header, data)
	if err != nil {
		return err
	}
	answer, err := s.attach(ctx, r, j, request, data)
	if err != nil {
		return err
	}
	return stream.SendAndClose(answer)
}

// receive is upload.File with the reason of papers.
func receive(stream upload.Stream[*attendancev1.AttachDocumentRequest]) ([]byte, error) {
	data, err := upload.File(stream)
	if errs.Is(err, errorsv1.Reason_FILE_TOO_LARGE) || len(data) > papers.MaxSize {
		return nil, documentTooLarge()
	}
	return data, err
}

// attach writes the file, then the row that names it.
func (s *Service) attach(ctx context.Context, r reach, j store.Justification, request proto.Message, data []byte) (*typev1.JustificationDocument, error) {
	// What will be refused is not written. Whether it was written before, only the transaction knows.
	refusal, err := s.mayAttach(ctx, s.db, r, j)
	if err != nil {
		return nil, err
	}
	document := store.Document{
		School: j.School, ID: ids.InSchool(j.School), JustificationID: j.ID, Account: r.caller.AccountID, At: r.micros(),
	}
	if refusal == nil {
		if err := s.keep(ctx, &document, data); err != nil {
			return nil, err
		}
	}
	op := write.Op{RPC: "attendance.AttachDocument", Resource: j.ID, Request: request, Detail: map[string]string{"type": document.ContentType}}
	answer, err := write.Do(ctx, s.db, op, func(ctx context.Context, tx sqldb.Tx) (*typev1.JustificationDocument, error) {
		if refusal != nil {
			return nil, refusal
		}
		locked, err := r.lockJustification(ctx, tx, j.ID)
		if err != nil {
			return nil, err
		}
		refused, err := s.mayAttach(ctx, tx, r, locked)
		if err != nil {
			return nil, err
		}
		if refused != nil {
			return nil, refused
		}
		if err := store.InsertDocument(ctx, tx, document); err != nil {
			return nil, err
		}
		return documentProto(document), tellExcuse(ctx, tx, r, locked)
	})
	if document.Key != "" && unwanted(answer, err, document.ID) {
		if err := s.documents.bucket.Delete(context.WithoutCancel(ctx), document.Key); err != nil {
			s.log.WarnContext(ctx, "a paper that belongs to nothing waits for the sweep", slog.Any("error", err))
		}
	}
	return answer, err
}

// mayAttach says why a justification takes no paper now.
func (s *Service) mayAttach(ctx context.Context, q sqldb.Querier, r reach, j store.Justification) (refusal, err error) {
	if j.State != store.JustificationPending {
		return r.justificationDecided(ctx, q, j), nil
	}
	papers, err := store.Documents(ctx, q, []string{j.ID})
	if err != nil {
		return nil, err
	}
	if len(papers[j.ID]) >= maxDocuments {
		return errs.E(errs.FailedPrecondition, errorsv1.Reason_TOO_MANY_ITEMS, "attaching a document", nil, errs.Args(maxDocuments)), nil
	}
	return nil, nil
}

// keep writes what is kept of a file into the bucket and notes it in the document.
func (s *Service) keep(ctx context.Context, document *store.Document, data []byte) error {
	paper, err := s.documents.read(ctx, data)
	if err != nil {
		return err
	}
	sum := sha256.Sum256(paper.Data)
	document.ContentType, document.Size, document.SHA256 = paper.ContentType, len(paper.Data), hex.EncodeToString(sum[:])
	document.Key = newKey(document.ID)
	if err := s.documents.bucket.Put(ctx, document.Key, paper.ContentType, paper.Data); err != nil {
		return errs.E(errs.Unavailable, errorsv1.Reason_UNAVAILABLE, "keeping a document", err)
	}
	return nil
}

// unwanted says that no row can name the file that was just written: the call was answered from memory, or it
// was refused. After any other error nobody knows yet, and the sweep looks again in a day.
func unwanted(answer *typev1.JustificationDocument, err error, id string) bool {
	if err == nil {
		return answer.GetDocumentId() != id
	}
	kind := errs.KindOf(err)
	return kind == errs.FailedPrecondition || kind == errs.NotFound
}
