package attendance

import (
	"context"
	"errors"
	"time"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/readlog"
	"github.com/massar-platform/massar/platform/sqldb"
	attendancev1 "github.com/massar-platform/massar/proto/gen/massar/attendance/v1"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	optionsv1 "github.com/massar-platform/massar/proto/gen/massar/options/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/attendance/internal/links"
	"github.com/massar-platform/massar/services/attendance/internal/store"
)

// LinkDocument gives an address that opens a paper for five minutes, whoever holds it: it is made for one
// account, and its use is logged under that one.
func (s *Service) LinkDocument(ctx context.Context, req *attendancev1.LinkDocumentRequest) (*typev1.DocumentLink, error) {
	r, err := s.reach(ctx)
	if err != nil {
		return nil, err
	}
	document, err := r.document(ctx, s.db, req.GetDocumentId())
	if err != nil {
		return nil, err
	}
	// Real time: a link is used by a browser, whatever day it is at school.
	expires := s.clock.Real().Now().Add(links.Lifetime).Truncate(time.Second)
	token, err := s.documents.key.Sign(links.Grant{Document: document.ID, Account: r.caller.AccountID, Expires: expires})
	if err != nil {
		return nil, err
	}
	audience := "idara"
	if r.caller.Role == optionsv1.Role_ROLE_GUARDIAN {
		audience = "waliye"
	}
	link := &typev1.DocumentLink{Url: "/v1/" + audience + "/files/" + token, ExpiresAt: expires.UTC().Format(time.RFC3339)}
	return link, s.reads.Add(ctx, readlog.Read{School: document.School, RPC: "attendance.LinkDocument", Ref: document.ID})
}

// document finds a paper of a justification of the caller's.
func (r reach) document(ctx context.Context, q sqldb.Querier, id string) (store.Document, error) {
	if !wellFormed(id) {
		return store.Document{}, documentNotFound()
	}
	document, err := store.FindDocument(ctx, q, id)
	if errors.Is(err, store.ErrNotFound) {
		return document, documentNotFound()
	}
	if err != nil {
		return document, err
	}
	_, err = r.justification(ctx, q, document.JustificationID)
	if errs.Is(err, errorsv1.Reason_JUSTIFICATION_NOT_FOUND) {
		err = documentNotFound()
	}
	return document, err
}
