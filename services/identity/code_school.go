package identity

import (
	"context"
	"strconv"
	"time"

	"github.com/massar-platform/massar/platform/auth"
	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/write"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	"github.com/massar-platform/massar/services/identity/internal/store"
)

// A family's code is good while whoever printed it could print it now. School is asked when the code is brought,
// and nothing is remembered of its answers: what follows school's changes is late by as much as school is away, and
// a student who is to leave on Monday leaves without a change on that day.

// locateWithin bounds the question: who waits is a person with a sheet of paper.
const locateWithin = 2 * time.Second

// requireSchool refuses a family's code that its school could print no more, and ends it: the student went to
// another school or left. While school does not answer, no code is good, and none ends.
func (s *Service) requireSchool(ctx context.Context, code store.Code) error {
	students, family, err := s.studentsOf(ctx, code)
	if err != nil || !family {
		return err
	}
	places, err := s.locate(ctx, students)
	if err != nil {
		return err
	}
	nodes, err := s.printerNodes(ctx, code)
	if err != nil {
		return err
	}
	for _, place := range places {
		if isPrintersStill(code, place, nodes) {
			return nil
		}
	}
	return s.endCode(ctx, code)
}

// isPrintersStill says whether a student is still of the school that a code comes from. A reset code is also good
// for who has left and is nowhere else: he is still of his last school.
func isPrintersStill(code store.Code, place *schoolv1.StudentSchool, nodes []string) bool {
	if code.StudentID != "" && !isIn(place.GetStatus()) {
		return false
	}
	if code.School != "" {
		return code.School == place.GetSchoolCode()
	}
	for _, node := range nodes {
		if auth.NodeCovers(node, place.GetNode()) {
			return true
		}
	}
	return false
}

// studentsOf are those whom a code is about: the one of a family's code, or those behind the family's account that
// it opens. A staff account's code is about none.
func (s *Service) studentsOf(ctx context.Context, code store.Code) (students []string, family bool, err error) {
	if code.StudentID != "" {
		return []string{code.StudentID}, true, nil
	}
	roles, err := store.RolesOf(ctx, s.db, code.AccountID)
	if err != nil || isStaffAccount(roles) {
		return nil, false, err
	}
	students, err = s.studentsBehind(ctx, roles)
	return students, true, err
}

// locate asks school where students are. Its own refusals are no answer: the code may be good, later.
func (s *Service) locate(ctx context.Context, students []string) ([]*schoolv1.StudentSchool, error) {
	if len(students) == 0 {
		return nil, nil
	}
	ctx, cancel := context.WithTimeout(ctx, locateWithin)
	defer cancel()
	answer, err := s.school.LocateStudents(ctx, &schoolv1.LocateStudentsRequest{StudentIds: students})
	if err != nil {
		return nil, errs.E(errs.Unavailable, errorsv1.Reason_UNAVAILABLE, "asking school where a student is", err,
			errs.Meta("retryAfterSeconds", "1"))
	}
	return answer.GetStudents(), nil
}

// printerNodes are the places of whoever printed a code that does not name its school.
func (s *Service) printerNodes(ctx context.Context, code store.Code) ([]string, error) {
	if code.School != "" {
		return nil, nil
	}
	roles, err := store.RolesOf(ctx, s.db, code.IssuedBy)
	if err != nil {
		return nil, err
	}
	var nodes []string
	for _, r := range roles {
		if r.Role >= roleOffice {
			nodes = append(nodes, r.Node)
		}
	}
	return nodes, nil
}

// endElsewhere ends what another school printed for the students of codes that are printed now.
func (s *Service) endElsewhere(ctx context.Context, tx sqldb.Tx, c callerScope, codes []store.Code) error {
	ended, err := store.EndCodesElsewhere(ctx, tx, codes, s.now())
	if err != nil {
		return err
	}
	for i, n := range ended {
		if n == 0 {
			continue
		}
		err := s.auditEnd(ctx, tx, c.Principal, codes[i].StudentID, map[string]string{"codes": strconv.FormatInt(n, 10), "newSchool": codes[i].School})
		if err != nil {
			return err
		}
	}
	return nil
}

// endCode ends a code that still lived, and refuses it as one that has ended. The line of the audit log names no
// account: who brought the code may be anybody.
func (s *Service) endCode(ctx context.Context, code store.Code) error {
	err := s.db.InTx(ctx, func(ctx context.Context, tx sqldb.Tx) error {
		ended, err := store.EndCode(ctx, tx, code.Hash, s.now())
		if err != nil || !ended {
			return err
		}
		resource := code.StudentID
		if resource == "" {
			resource = code.AccountID
		}
		return s.auditEnd(ctx, tx, auth.Principal{}, resource, map[string]string{"school": code.School, "issuedBy": code.IssuedBy})
	})
	if err != nil {
		return err
	}
	return codeRefused(errorsv1.Reason_ACTIVATION_CODE_EXPIRED)
}

// auditEnd writes the line of codes that ended because their student is elsewhere.
func (s *Service) auditEnd(ctx context.Context, tx sqldb.Tx, p auth.Principal, resource string, detail map[string]string) error {
	return store.InsertAudit(ctx, tx, store.Audit{
		At: s.now(), AccountID: p.AccountID, Role: auth.RoleName(p.Role), RPC: "identity.EndCode", Resource: resource,
		RequestID: write.RequestIDFrom(ctx), Detail: detail,
	})
}
