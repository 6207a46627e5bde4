package grade

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/massar-platform/massar/platform/localtext"
	"github.com/massar-platform/massar/platform/roster"
	"github.com/massar-platform/massar/platform/rpc"
	"github.com/massar-platform/massar/platform/sqldb"
	gradev1 "github.com/massar-platform/massar/proto/gen/massar/grade/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/grade/internal/store"
)

// GetPublication says whether a class is published, and how far each of its
// sheets has come.
func (s *Service) GetPublication(ctx context.Context, req *gradev1.GetPublicationRequest) (*gradev1.Publication, error) {
	r, err := s.reach(ctx)
	if err != nil {
		return nil, err
	}
	semester := int(req.GetSemester())
	if semester == 0 {
		semester = s.ref.Semester(r.day)
	}
	t, err := r.term(ctx, s.db, req.GetClassId(), req.GetSchoolYear(), semester)
	if err != nil {
		return nil, err
	}
	p, err := store.FindPublication(ctx, s.db, t)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return nil, err
	}
	sheets, err := store.TermSheets(ctx, s.db, t)
	if err != nil {
		return nil, err
	}
	return s.publicationOf(ctx, s.db, r, t, p, sheets, rpc.Lang(ctx))
}

// publicationOf shows a publication, nil for none, with the sheets of its class.
func (s *Service) publicationOf(ctx context.Context, q sqldb.Querier, r reach, t store.Term, p *store.Publication, sheets []*store.Sheet, lang localtext.Lang) (*gradev1.Publication, error) {
	class, err := roster.FindClass(ctx, q, t.ClassID)
	if err != nil {
		return nil, fmt.Errorf("showing a publication: %w", err)
	}
	progress, err := store.ProgressOf(ctx, q, sheets, r.day)
	if err != nil {
		return nil, err
	}
	answer := &gradev1.Publication{
		Class: &typev1.ClassRef{ClassId: class.ID, Label: class.Label}, SchoolYear: t.SchoolYear, Semester: int32(t.Semester),
		State: gradev1.Publication_State_NONE, MarkSheets: make([]*typev1.MarkSheetHead, len(sheets)),
	}
	for i, sheet := range sheets {
		answer.MarkSheets[i] = s.headOf(sheet, r.now, progress[sheet.ID], lang)
	}
	if p == nil {
		return answer, nil
	}
	switch {
	case p.State == store.PublicationCancelled:
		answer.State = gradev1.Publication_State_CANCELLED
	case p.PublishAt <= r.now:
		answer.State = gradev1.Publication_State_PUBLISHED
	default:
		answer.State = gradev1.Publication_State_SCHEDULED
	}
	answer.PublishAt, answer.GuardianDelay, answer.Students = instant(p.PublishAt), delayText(p.GuardianDelay), int32(p.Students)
	var missing []missingSheet
	if err := json.Unmarshal([]byte(p.Missing), &missing); err != nil {
		return nil, fmt.Errorf("decoding the sheets left out: %w", err)
	}
	for _, m := range missing {
		answer.Missing = append(answer.Missing, &gradev1.MissingSheet{MarkSheetId: m.MarkSheetID, Reason: m.Reason})
	}
	return answer, nil
}

// delayText is a delay as protobuf writes a duration in JSON: "3600s".
func delayText(micros int64) string {
	seconds := strconv.FormatInt(micros/time.Second.Microseconds(), 10)
	if rest := micros % time.Second.Microseconds(); rest != 0 {
		seconds += "." + strings.TrimRight(fmt.Sprintf("%06d", rest), "0")
	}
	return seconds + "s"
}
