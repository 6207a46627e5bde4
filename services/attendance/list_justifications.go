package attendance

import (
	"context"
	"slices"
	"strconv"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/page"
	"github.com/massar-platform/massar/platform/readlog"
	"github.com/massar-platform/massar/platform/roster"
	attendancev1 "github.com/massar-platform/massar/proto/gen/massar/attendance/v1"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	optionsv1 "github.com/massar-platform/massar/proto/gen/massar/options/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/attendance/internal/store"
)

// ListJustifications gives the justifications of a student, or of a school, newest first.
func (s *Service) ListJustifications(ctx context.Context, req *attendancev1.ListJustificationsRequest) (*attendancev1.ListJustificationsResponse, error) {
	r, err := s.reach(ctx)
	if err != nil {
		return nil, err
	}
	state := ""
	if req.GetState() != typev1.AbsenceJustification_State_VALUE_UNSPECIFIED {
		state = req.GetState().String()
	}
	if req.GetStudentId() == "" && r.caller.Role != optionsv1.Role_ROLE_GUARDIAN {
		return s.schoolJustifications(ctx, r, req, state)
	}
	return s.studentJustifications(ctx, r, req, state)
}

func (s *Service) schoolJustifications(ctx context.Context, r reach, req *attendancev1.ListJustificationsRequest, state string) (*attendancev1.ListJustificationsResponse, error) {
	school, err := r.school(ctx, s.db, req.GetSchoolCode())
	if err != nil {
		return nil, err
	}
	asked, err := page.Parse(req.GetPageSize(), req.GetPageToken(), 1, "justifications", school.Code, state)
	if err != nil {
		return nil, err
	}
	before := ""
	if asked.After != nil {
		if before = asked.After[0]; !wellFormed(before) || roster.SchoolOf(before) != school.Code {
			return nil, wrongToken()
		}
	}
	rows, err := store.SchoolJustifications(ctx, s.db, school.Code, state, before, asked.Limit())
	if err != nil {
		return nil, err
	}
	rows, next := page.Next(asked, rows, func(j store.Justification) []string { return []string{j.ID} })
	list, err := shown(ctx, s.db, rows)
	if err != nil {
		return nil, err
	}
	err = s.reads.Add(ctx, readlog.Read{School: school.Code, RPC: "attendance.ListJustifications", Ref: school.Code})
	return &attendancev1.ListJustificationsResponse{Justifications: list, NextPageToken: next}, err
}

func (s *Service) studentJustifications(ctx context.Context, r reach, req *attendancev1.ListJustificationsRequest, state string) (*attendancev1.ListJustificationsResponse, error) {
	studentID := req.GetStudentId()
	schools, err := s.excusingSchools(ctx, r, studentID)
	if err != nil {
		return nil, err
	}
	asked, err := page.Parse(req.GetPageSize(), req.GetPageToken(), 2, "justifications of", studentID, state)
	if err != nil {
		return nil, err
	}
	var behind store.Place
	if asked.After != nil {
		behind.ID = asked.After[1]
		if behind.At, err = strconv.ParseInt(asked.After[0], 10, 64); err != nil || !wellFormed(behind.ID) {
			return nil, wrongToken()
		}
	}
	rows, err := store.StudentJustifications(ctx, s.db, studentID, state, schools, behind, asked.Limit())
	if err != nil {
		return nil, err
	}
	rows, next := page.Next(asked, rows, func(j store.Justification) []string {
		return []string{strconv.FormatInt(j.SubmittedAt, 10), j.ID}
	})
	list, err := shown(ctx, s.db, rows)
	if err != nil {
		return nil, err
	}
	if !r.family() {
		err = s.reads.Add(ctx, readlog.Read{School: schools[0], RPC: "attendance.ListJustifications", Ref: studentID})
	}
	return &attendancev1.ListJustificationsResponse{Justifications: list, NextPageToken: next}, err
}

// excusingSchools are the schools of a student whose justifications the caller sees; none for a guardian, who
// sees all. A student of no school of the caller's looks like one who is not there.
func (s *Service) excusingSchools(ctx context.Context, r reach, studentID string) ([]string, error) {
	if r.family() {
		if !slices.Contains(r.nodes.GetStudentIds(), studentID) {
			return nil, studentNotFound()
		}
		return nil, nil
	}
	places, err := roster.Places(ctx, s.db, studentID)
	if err != nil {
		return nil, err
	}
	var schools []string
	for _, p := range places {
		if r.covers(p.Node) && !slices.Contains(schools, p.School) {
			schools = append(schools, p.School)
		}
	}
	if len(schools) == 0 {
		return nil, studentNotFound()
	}
	return schools, nil
}

func wrongToken() error {
	return errs.E(errs.Invalid, errorsv1.Reason_PAGE_TOKEN_INVALID, "reading the page token", nil)
}
