package attendance

import (
	"context"
	"errors"

	"google.golang.org/genproto/googleapis/api/httpbody"
	"google.golang.org/grpc"
	"google.golang.org/grpc/metadata"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/localtext"
	attendancev1 "github.com/massar-platform/massar/proto/gen/massar/attendance/v1"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	"github.com/massar-platform/massar/services/attendance/internal/letter"
	"github.com/massar-platform/massar/services/attendance/internal/store"
)

const pdfType = "application/pdf"

// GetLetter prints a letter in Arabic or French.
func (s *Service) GetLetter(ctx context.Context, req *attendancev1.GetLetterRequest) (*httpbody.HttpBody, error) {
	r, err := s.reach(ctx)
	if err != nil {
		return nil, err
	}
	l, err := r.letter(ctx, s, req.GetLetterId())
	if err != nil {
		return nil, err
	}
	body, err := bodyOf(l)
	if err != nil {
		return nil, err
	}
	lang := localtext.Arabic
	if req.GetLang() == "fr" {
		lang = localtext.French
	}
	page, err := body.page(l, lang)
	if err != nil {
		return nil, err
	}
	pdf, err := s.letters.Render(ctx, page)
	if err != nil {
		return nil, letterFault(ctx, err)
	}
	name := "absences-" + body.MassarCode + "-" + body.Reference + ".pdf"
	if err := grpc.SetHeader(ctx, metadata.Pairs(fileNameHeader, name)); err != nil {
		return nil, err
	}
	return &httpbody.HttpBody{ContentType: pdfType, Data: pdf}, s.logRead(ctx, l.School, "attendance.GetLetter", l.ID)
}

// letter finds a letter of one of the caller's schools.
func (r reach) letter(ctx context.Context, s *Service, id string) (store.Letter, error) {
	missing := errs.E(errs.NotFound, errorsv1.Reason_LETTER_NOT_FOUND, "finding a letter", nil)
	if !wellFormed(id) {
		return store.Letter{}, missing
	}
	l, node, err := store.FindLetter(ctx, s.db, id)
	if errors.Is(err, store.ErrNotFound) || (err == nil && !r.covers(node)) {
		return store.Letter{}, missing
	}
	return l, err
}

// letterFault types what kept a letter from being printed. A caller who left, or waited too long, keeps his own
// error.
func letterFault(ctx context.Context, err error) error {
	var missing *letter.MissingError
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.As(err, &missing), errors.Is(err, letter.ErrFontMissing):
		return errs.E(errs.Unavailable, errorsv1.Reason_LETTER_RENDERER_MISSING, "printing a letter", err)
	}
	return errs.E(errs.Unavailable, errorsv1.Reason_UNAVAILABLE, "printing a letter", err)
}
