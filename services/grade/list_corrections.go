package grade

import (
	"context"

	"github.com/massar-platform/massar/platform/auth"
	"github.com/massar-platform/massar/platform/localtext"
	"github.com/massar-platform/massar/platform/page"
	"github.com/massar-platform/massar/platform/readlog"
	"github.com/massar-platform/massar/platform/roster"
	"github.com/massar-platform/massar/platform/rpc"
	"github.com/massar-platform/massar/platform/sqldb"
	gradev1 "github.com/massar-platform/massar/proto/gen/massar/grade/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/grade/internal/grading"
	"github.com/massar-platform/massar/services/grade/internal/store"
)

// ListCorrections lists corrections, newest first: for the office those of its
// schools, for a teacher his own and those of the sheets that he teaches.
func (s *Service) ListCorrections(ctx context.Context, req *gradev1.ListCorrectionsRequest) (*gradev1.ListCorrectionsResponse, error) {
	r, err := s.reach(ctx)
	if err != nil {
		return nil, err
	}
	filter := store.CorrectionFilter{Day: r.day}
	if state := req.GetState(); state != typev1.Correction_State_VALUE_UNSPECIFIED {
		filter.State = state.String()
	}
	p, err := page.Parse(req.GetPageSize(), req.GetPageToken(), 1, "corrections", req.GetSchoolCode(), filter.State)
	if err != nil {
		return nil, err
	}
	if p.After != nil {
		filter.Before = p.After[0]
	}
	filter.Limit = int(p.Limit())
	if r.teacher() {
		filter.StaffID = r.caller.PersonID
	} else if filter.Schools, err = s.schoolsOf(ctx, r, req.GetSchoolCode()); err != nil {
		return nil, err
	}
	list, err := store.ListCorrections(ctx, s.db, filter)
	if err != nil {
		return nil, err
	}
	answer := &gradev1.ListCorrectionsResponse{}
	list, answer.NextPageToken = page.Next(p, list, func(c *store.Correction) []string { return []string{c.ID} })
	if answer.Corrections, err = s.correctionsOf(ctx, s.db, list, rpc.Lang(ctx)); err != nil || len(list) == 0 {
		return answer, err
	}
	return answer, s.reads.Add(ctx, readlog.Read{School: list[0].Term.School, RPC: "grade.ListCorrections", Ref: req.GetSchoolCode()})
}

// schoolsOf are the caller's schools, or the named one if it is his.
func (s *Service) schoolsOf(ctx context.Context, r reach, code string) ([]string, error) {
	var schools []string
	for _, node := range r.nodes.GetNodes() {
		under, err := store.SchoolsUnder(ctx, s.db, node)
		if err != nil {
			return nil, err
		}
		for _, school := range under {
			if code == "" || school == code {
				schools = append(schools, school)
			}
		}
	}
	return schools, nil
}

// correctionRead shows one correction as the transaction sees it.
func (s *Service) correctionRead(ctx context.Context, q sqldb.Querier, id string, lang localtext.Lang) (*typev1.Correction, error) {
	c, err := store.FindCorrection(ctx, q, id)
	if err != nil {
		return nil, err
	}
	list, err := s.correctionsOf(ctx, q, []*store.Correction{c}, lang)
	if err != nil {
		return nil, err
	}
	return list[0], nil
}

func (s *Service) correctionsOf(ctx context.Context, q sqldb.Querier, list []*store.Correction, lang localtext.Lang) ([]*typev1.Correction, error) {
	var people []string
	for _, c := range list {
		people = append(people, c.Proposed.Person)
		if c.Decided.Person != "" {
			people = append(people, c.Decided.Person)
		}
	}
	names, err := roster.StaffNames(ctx, q, people)
	if err != nil {
		return nil, err
	}
	caller, signedIn := auth.From(ctx)
	answer := make([]*typev1.Correction, len(list))
	for i, c := range list {
		m := &typev1.Correction{
			Own:          signedIn && proposedBy(c, caller),
			CorrectionId: c.ID, MarkSheetId: c.SheetID, StudentId: c.Student, StudentName: nameOf(c.Name),
			Class:   &typev1.ClassRef{ClassId: c.Term.ClassID, Label: c.ClassName},
			Subject: s.subjectOf(c.Subject, lang), Semester: int32(c.Term.Semester), Column: c.Column,
			Before: valueShown(c.Before, c.Version), After: valueShown(c.After, 0), Reason: c.Reason,
			State:      typev1.Correction_State_Value(typev1.Correction_State_Value_value[c.State]),
			ProposedBy: byline(names, c.Proposed.Person, lang), ProposedAt: instant(c.Proposed.At),
		}
		if c.State != store.CorrectionProposed {
			m.DecidedBy, m.DecidedAt = byline(names, c.Decided.Person, lang), instant(c.Decided.At)
			m.DecisionReason = c.Answer
		}
		if c.State == store.CorrectionApproved {
			m.After.Version = int32(c.Version + 1)
		}
		answer[i] = m
	}
	return answer, nil
}

func valueShown(v grading.Entry, version int64) *typev1.CurrentCell {
	current := &typev1.CurrentCell{Version: int32(version)}
	current.State, current.Mark, _ = stateOf(v)
	return current
}
