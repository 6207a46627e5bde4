package attendance

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"

	"google.golang.org/genproto/googleapis/api/httpbody"
	"google.golang.org/grpc"
	"google.golang.org/grpc/metadata"

	"github.com/massar-platform/massar/platform/auth"
	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/readlog"
	attendancev1 "github.com/massar-platform/massar/proto/gen/massar/attendance/v1"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	"github.com/massar-platform/massar/services/attendance/internal/papers"
	"github.com/massar-platform/massar/services/attendance/internal/store"
)

// fileNameHeader carries the name under which a browser should save a file. Whoever has it is told to save the
// file and not to show it.
const fileNameHeader = "x-massar-filename"

// GetDocument gives the paper behind an address that has not run out, to whoever brings it: the reading is logged
// under the account that asked for it.
func (s *Service) GetDocument(ctx context.Context, req *attendancev1.GetDocumentRequest) (*httpbody.HttpBody, error) {
	grant, err := s.documents.key.Open(req.GetToken(), s.clock.Real().Now())
	if err != nil {
		return nil, documentNotFound()
	}
	if err := s.documents.ready(); err != nil {
		return nil, err
	}
	document, err := store.FindDocument(ctx, s.db, grant.Document)
	if errors.Is(err, store.ErrNotFound) {
		return nil, documentNotFound()
	}
	if err != nil {
		return nil, err
	}
	data, err := s.documents.bucket.Get(ctx, document.Key, papers.MaxSize)
	if err != nil {
		return nil, errs.E(errs.Unavailable, errorsv1.Reason_UNAVAILABLE, "reading a document", err)
	}
	if sum := sha256.Sum256(data); hex.EncodeToString(sum[:]) != document.SHA256 {
		return nil, errs.E(errs.DataLoss, errorsv1.Reason_INTERNAL, "reading a document", errors.New("its bytes have changed"))
	}
	// Only one of our three types leaves here, and always as a file to save.
	name := "document" + papers.Extension(document.ContentType)
	if err := grpc.SetHeader(ctx, metadata.Pairs(fileNameHeader, name)); err != nil {
		return nil, err
	}
	// A browser opens an address without a token: the reader is who asked for it.
	ctx = auth.With(ctx, auth.Principal{AccountID: grant.Account})
	body := &httpbody.HttpBody{ContentType: document.ContentType, Data: data}
	return body, s.reads.Add(ctx, readlog.Read{School: document.School, RPC: "attendance.GetDocument", Ref: document.ID})
}
