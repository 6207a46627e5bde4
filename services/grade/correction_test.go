package grade_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/proto"

	"github.com/massar-platform/massar/platform/auth"
	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/ids"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	gradev1 "github.com/massar-platform/massar/proto/gen/massar/grade/v1"
	optionsv1 "github.com/massar-platform/massar/proto/gen/massar/options/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

func (s *story) propose(p auth.Principal, req *gradev1.ProposeCorrectionRequest) (*typev1.Correction, error) {
	client := s.idara
	if p.Role == optionsv1.Role_ROLE_TEACHER {
		client = s.moudaris
	}
	if req.StudentId == "" {
		req.StudentId = s.students[0]
	}
	if req.Column == "" {
		req.Column = "C1"
	}
	if req.Reason == "" {
		req.Reason = "erreur de saisie"
	}
	return client.ProposeCorrection(s.writing(p), req)
}

func (s *story) decide(p auth.Principal, id string, approve bool, reason string) (*typev1.Correction, error) {
	return s.idara.DecideCorrection(s.writing(p), &gradev1.DecideCorrectionRequest{CorrectionId: id, Approve: approve, Reason: reason})
}

// What stands there already is no correction, and would make a colleague decide
// about nothing.
func TestACorrectionChangesSomething(t *testing.T) {
	tell(t, func(s *story) {
		pc := s.sheet("PC")
		s.fillIn(pc, s.cell(0, "C1", "10", 0), s.state(0, "C2", typev1.MarkState_ABSENT, 0), s.state(1, "C2", typev1.MarkState_ABSENT, 0))
		_, err := s.idara.DecideAbsence(s.writing(s.office), &gradev1.DecideAbsenceRequest{
			MarkSheetId: pc, StudentId: s.students[0], Column: "C2", Justified: true,
		})
		require.NoError(s, err)
		s.publishNow(s.class)
		absent := typev1.MarkState_ABSENT.Enum()
		for name, req := range map[string]*gradev1.ProposeCorrectionRequest{
			"the same mark":       {Mark: proto.String("10,0")},
			"a decided absence":   {Column: "C2", State: absent},
			"a pending absence":   {Column: "C2", State: absent, StudentId: s.students[1]},
			"clearing what is so": {Column: "C3", State: typev1.MarkState_MISSING.Enum()},
		} {
			req.MarkSheetId = pc
			_, err := s.propose(s.salma.Principal, req)
			require.Equal(s, errs.FailedPrecondition, errs.KindOf(err), name)
			require.True(s, errs.Is(err, errorsv1.Reason_CORRECTION_UNCHANGED), "%s: %v", name, err)
		}
		require.Zero(s, s.count(`SELECT COUNT(*) FROM corrections`))
		s.audited()
	})
}

// Marks 10 to 14, published.
func (s *story) published() string {
	s.Helper()
	pc := s.sheet("PC")
	for i := range students {
		s.fillIn(pc, s.cell(i, "C1", []string{"10", "11", "12", "13", "14"}[i], 0))
	}
	s.publishNow(s.class)
	return pc
}

// A correction changes the mark, the averages, the class figures and the ranks of
// classmates, at once and for all.
func TestACorrectionByTwoPersons(t *testing.T) {
	tell(t, func(s *story) {
		pc := s.published()
		require.Equal(s, int32(1), s.own(4).GetAverage().GetRank())
		c, err := s.propose(s.salma.Principal, &gradev1.ProposeCorrectionRequest{MarkSheetId: pc, Mark: proto.String("19,5")})
		require.NoError(s, err)
		require.Equal(s, typev1.Correction_State_PROPOSED, c.GetState())
		require.Equal(s, "10.00", c.GetBefore().GetMark())
		require.Equal(s, int32(1), c.GetBefore().GetVersion())
		require.Equal(s, "19.50", c.GetAfter().GetMark())
		require.Equal(s, "Salma", c.GetProposedBy())
		require.Equal(s, "2BACSPF-1", c.GetClass().GetLabel())
		require.Equal(s, "10.00", s.own(0).GetAverage().GetValue(), "a proposal changes nothing")

		_, err = s.propose(s.office, &gradev1.ProposeCorrectionRequest{MarkSheetId: pc, Mark: proto.String("18")})
		require.True(s, errs.Is(err, errorsv1.Reason_CORRECTION_OPEN), "%v", err)

		s.time.Advance(time.Minute)
		c, err = s.decide(s.office, c.GetCorrectionId(), true, "copie vérifiée")
		require.NoError(s, err)
		require.Equal(s, typev1.Correction_State_APPROVED, c.GetState())
		require.Equal(s, "copie vérifiée", c.GetDecisionReason())
		m := s.own(0)
		require.Equal(s, "19.50", m.GetAverage().GetValue())
		require.Equal(s, int32(1), m.GetAverage().GetRank())
		mate := s.own(4)
		require.Equal(s, int32(2), mate.GetAverage().GetRank())
		require.Equal(s, "19.50", subjectIn(s, mate, "PC").GetClassHigh())
		require.Equal(s, "13.90", subjectIn(s, mate, "PC").GetClassAverage())
		require.Equal(s, int32(2), s.at(s.read(s.office, pc), 0, "C1").GetVersion())

		_, err = s.decide(s.second, c.GetCorrectionId(), false, "non")
		require.True(s, errs.Is(err, errorsv1.Reason_CORRECTION_DECIDED))
		answer, err := s.idara.ListMarkEvents(s.as(s.office), &gradev1.ListMarkEventsRequest{MarkSheetId: pc, StudentId: s.students[0]})
		require.NoError(s, err)
		events := answer.GetEvents()[len(answer.GetEvents())-2:]
		require.Equal(s, []string{"PROPOSE_CORRECTION", "Salma", "10.00", "19.50", "erreur de saisie"},
			[]string{events[0].GetKind(), events[0].GetBy(), events[0].GetBefore(), events[0].GetAfter(), events[0].GetReason()})
		require.Equal(s, "CORRECT", events[1].GetKind())
		require.Equal(s, "19.50", events[1].GetAfter())
		require.Equal(s, s.office.PersonID, s.text(`SELECT person_id FROM mark_events WHERE kind = 'CORRECT'`))
		require.Equal(s, []string{"erreur de saisie", "Salma", ""},
			[]string{events[1].GetReason(), events[1].GetProposedBy(), events[0].GetProposedBy()})
		require.Equal(s, "erreur de saisie ["+s.salma.AccountID+"/"+s.salma.PersonID+"]",
			s.text(`SELECT reason FROM mark_events WHERE kind = 'CORRECT'`), "the chain covers who proposed")
		s.audited()
	})
}

func (s *story) text(sql string, args ...any) string {
	s.Helper()
	text := ""
	require.NoError(s, s.db.QueryRow(s.Context(), sql, args...).Scan(&text))
	return text
}

func TestNobodyDecidesHisOwnCorrection(t *testing.T) {
	tell(t, func(s *story) {
		pc := s.published()
		c, err := s.propose(s.office, &gradev1.ProposeCorrectionRequest{MarkSheetId: pc, Mark: proto.String("11")})
		require.NoError(s, err)
		again := s.office
		again.AccountID = ids.New() // the same person under another account
		s.scopes[again.AccountID] = s.scopes[s.office.AccountID]
		same := person(optionsv1.Role_ROLE_SCHOOL_OFFICE) // the same account for another person
		same.AccountID = s.office.AccountID
		for _, p := range []auth.Principal{s.office, again, same} {
			list, err := s.idara.ListCorrections(s.as(p), &gradev1.ListCorrectionsRequest{})
			require.NoError(s, err)
			for _, one := range list.GetCorrections() {
				require.True(s, one.GetOwn(), "who proposed it is told before he tries")
			}
			for _, approve := range []bool{true, false} {
				_, err = s.decide(p, c.GetCorrectionId(), approve, "x")
				require.Equal(s, errs.Denied, errs.KindOf(err))
				require.True(s, errs.Is(err, errorsv1.Reason_CORRECTION_OWN))
			}
		}
		stranger := person(optionsv1.Role_ROLE_SCHOOL_OFFICE)
		s.scopes[stranger.AccountID] = &typev1.Scope{Nodes: []string{"ma/07/351/99999Z"}}
		_, err = s.decide(stranger, c.GetCorrectionId(), true, "")
		require.True(s, errs.Is(err, errorsv1.Reason_CORRECTION_NOT_FOUND), "%v", err)

		others, err := s.idara.ListCorrections(s.as(s.second), &gradev1.ListCorrectionsRequest{})
		require.NoError(s, err)
		require.Len(s, others.GetCorrections(), 1)
		require.False(s, others.GetCorrections()[0].GetOwn())
		_, err = s.decide(s.second, c.GetCorrectionId(), false, "")
		require.True(s, errs.Is(err, errorsv1.Reason_REASON_REQUIRED))
		refused, err := s.decide(s.second, c.GetCorrectionId(), false, "la copie dit 10")
		require.NoError(s, err)
		require.Equal(s, typev1.Correction_State_REFUSED, refused.GetState())
		require.Equal(s, "10.00", s.own(0).GetAverage().GetValue())
		_, err = s.decide(s.second, c.GetCorrectionId(), true, "")
		require.True(s, errs.Is(err, errorsv1.Reason_CORRECTION_DECIDED))
		s.audited()
	})
}

func TestACorrectionOfSomethingElseIsStale(t *testing.T) {
	tell(t, func(s *story) {
		pc := s.published()
		first, err := s.propose(s.salma.Principal, &gradev1.ProposeCorrectionRequest{MarkSheetId: pc, Mark: proto.String("15")})
		require.NoError(s, err)
		// The cell moves under the proposal.
		s.tamper(`UPDATE cells SET version = 2 WHERE sheet_id = $1 AND student_id = $2`, pc, s.students[0])
		_, err = s.decide(s.second, first.GetCorrectionId(), true, "")
		require.Equal(s, errs.FailedPrecondition, errs.KindOf(err))
		require.True(s, errs.Is(err, errorsv1.Reason_CORRECTION_STALE))
		list, err := s.idara.ListCorrections(s.as(s.second), &gradev1.ListCorrectionsRequest{})
		require.NoError(s, err)
		require.Equal(s, typev1.Correction_State_PROPOSED, list.GetCorrections()[0].GetState(), "a stale one still waits")
		_, err = s.decide(s.second, first.GetCorrectionId(), false, "périmée")
		require.NoError(s, err)
	})
}

func TestWhatMayBeProposed(t *testing.T) {
	tell(t, func(s *story) {
		pc := s.sheet("PC")
		_, err := s.propose(s.salma.Principal, &gradev1.ProposeCorrectionRequest{MarkSheetId: pc, Mark: proto.String("15")})
		require.True(s, errs.Is(err, errorsv1.Reason_NOT_PUBLISHED), "%v", err)
		s.closeAll(s.class)
		hour := s.time.Now().Add(time.Hour)
		_, err = s.publish(&gradev1.PublishClassRequest{PublishAt: hour.Format(time.RFC3339)})
		require.NoError(s, err)
		_, err = s.propose(s.salma.Principal, &gradev1.ProposeCorrectionRequest{MarkSheetId: pc, Mark: proto.String("15")})
		require.True(s, errs.Is(err, errorsv1.Reason_NOT_PUBLISHED), "not before the hour either")
		s.time.Set(hour)
		for _, c := range []struct {
			req    *gradev1.ProposeCorrectionRequest
			reason errorsv1.Reason
		}{
			{&gradev1.ProposeCorrectionRequest{Mark: proto.String("20.01")}, errorsv1.Reason_MARK_ABOVE_SCALE},
			{&gradev1.ProposeCorrectionRequest{Mark: proto.String("12.345")}, errorsv1.Reason_MARK_TOO_PRECISE},
			{&gradev1.ProposeCorrectionRequest{Mark: proto.String("bien")}, errorsv1.Reason_MARK_NOT_A_NUMBER},
			{&gradev1.ProposeCorrectionRequest{}, errorsv1.Reason_MARK_NOT_A_NUMBER},
			{&gradev1.ProposeCorrectionRequest{State: typev1.MarkState_PENDING.Enum()}, errorsv1.Reason_MARK_STATE_NOT_WRITABLE},
			{&gradev1.ProposeCorrectionRequest{Mark: proto.String("12"), Column: "C9"}, errorsv1.Reason_COLUMN_UNKNOWN},
			{&gradev1.ProposeCorrectionRequest{Mark: proto.String("12"), StudentId: ids.New()}, errorsv1.Reason_STUDENT_NOT_IN_SHEET},
			{&gradev1.ProposeCorrectionRequest{Mark: proto.String("12"), Reason: " \u200f "}, errorsv1.Reason_INVALID_REQUEST},
		} {
			c.req.MarkSheetId = pc
			_, err := s.propose(s.salma.Principal, c.req)
			require.Equal(s, errs.Invalid, errs.KindOf(err), "%s: %v", c.reason, err)
			require.Equal(s, c.reason, errs.ReasonOf(err))
		}
		_, err = s.propose(person(optionsv1.Role_ROLE_TEACHER), &gradev1.ProposeCorrectionRequest{MarkSheetId: pc, Mark: proto.String("12")})
		require.True(s, errs.Is(err, errorsv1.Reason_MARK_SHEET_NOT_FOUND), "%v", err)

		c, err := s.propose(s.salma.Principal, &gradev1.ProposeCorrectionRequest{MarkSheetId: pc, State: typev1.MarkState_ABSENT.Enum()})
		require.NoError(s, err)
		require.Equal(s, int32(0), c.GetBefore().GetVersion())
		require.Equal(s, typev1.MarkState_MISSING, c.GetBefore().GetState())
		_, err = s.decide(s.second, c.GetCorrectionId(), true, "")
		require.NoError(s, err)
		require.Equal(s, typev1.MarkState_PENDING, s.own(0).GetAverage().GetState())
		s.audited()
	})
}

func TestCorrectionsAreListedByReach(t *testing.T) {
	tell(t, func(s *story) {
		pc := s.published()
		var made []string
		for i := range 3 {
			c, err := s.propose(s.salma.Principal, &gradev1.ProposeCorrectionRequest{MarkSheetId: pc, StudentId: s.students[i], Mark: proto.String("15")})
			require.NoError(s, err)
			made = append([]string{c.GetCorrectionId()}, made...)
		}
		_, err := s.decide(s.second, made[0], true, "")
		require.NoError(s, err)
		idsOf := func(client gradev1.GradeServiceClient, p auth.Principal, req *gradev1.ListCorrectionsRequest) []string {
			list := []string{}
			for {
				answer, err := client.ListCorrections(s.as(p), req)
				require.NoError(s, err)
				for _, c := range answer.GetCorrections() {
					list = append(list, c.GetCorrectionId())
				}
				if req.PageToken = answer.GetNextPageToken(); req.PageToken == "" {
					return list
				}
			}
		}
		require.Equal(s, made, idsOf(s.idara, s.office, &gradev1.ListCorrectionsRequest{PageSize: 2}))
		require.Equal(s, made[1:], idsOf(s.idara, s.office, &gradev1.ListCorrectionsRequest{State: typev1.Correction_State_PROPOSED, SchoolCode: gresa}))
		require.Empty(s, idsOf(s.idara, s.office, &gradev1.ListCorrectionsRequest{SchoolCode: "99999Z"}))
		require.Equal(s, made, idsOf(s.moudaris, s.salma.Principal, &gradev1.ListCorrectionsRequest{}))
		require.Equal(s, made, idsOf(s.moudaris, s.omar.Principal, &gradev1.ListCorrectionsRequest{}), "who teaches the sheet sees them too")
		require.Empty(s, idsOf(s.moudaris, s.nadia.Principal, &gradev1.ListCorrectionsRequest{}))
	})
}
