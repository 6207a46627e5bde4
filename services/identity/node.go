package identity

import (
	"context"
	"regexp"
	"strings"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/ids"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	"github.com/massar-platform/massar/services/identity/internal/store"
)

// The forms of nodes: ministry, academy, directorate, school (an annex hangs below its school).
var (
	academyNode  = regexp.MustCompile(`^ma/[0-9]{2}$`)
	provinceNode = regexp.MustCompile(`^ma/[0-9]{2}/[0-9A-Z]{1,8}$`)
	schoolNode   = regexp.MustCompile(`^ma/[0-9]{2}/[0-9A-Z]{1,8}(/[0-9]{5}[A-Z]){1,2}$`)
)

// fitsNode says whether a role is held at this kind of node.
func fitsNode(role int32, node string) bool {
	switch role {
	case roleMinistry:
		return node == rootNode
	case roleAcademy:
		return academyNode.MatchString(node)
	case roleProvince:
		return provinceNode.MatchString(node) && !ids.ValidGRESA(node[strings.LastIndexByte(node, '/')+1:])
	case roleOffice, roleTeacher:
		return schoolNode.MatchString(node)
	}
	return false
}

// checkSchool asks school whether the school stands at this node, and whether the staff record is its own.
func (s *Service) checkSchool(ctx context.Context, w staffWanted) error {
	if w.role.Role != roleOffice && w.role.Role != roleTeacher {
		return s.checkPerson(ctx, w)
	}
	code := w.role.Node[strings.LastIndexByte(w.role.Node, '/')+1:]
	school, err := s.school.GetSchool(ctx, &schoolv1.GetSchoolRequest{SchoolCode: code})
	if err != nil {
		return err
	}
	if school.GetNode() != w.role.Node {
		return invalidField(creatingStaff, "node", errorsv1.Reason_FIELD_FORMAT)
	}
	if w.role.PersonID != "" {
		staff, err := s.school.GetStaff(ctx, &schoolv1.GetStaffRequest{StaffId: w.role.PersonID})
		if err != nil {
			return err
		}
		if staff.GetSchoolCode() != code {
			return errs.E(errs.NotFound, errorsv1.Reason_STAFF_NOT_FOUND, creatingStaff, nil)
		}
	}
	return s.checkPerson(ctx, w)
}

// checkPerson refuses a staff record that is another account's.
func (s *Service) checkPerson(ctx context.Context, w staffWanted) error {
	if w.role.PersonID == "" {
		return nil
	}
	if !ids.Valid(w.role.PersonID) {
		return invalidField(creatingStaff, "staffId", errorsv1.Reason_FIELD_FORMAT)
	}
	roles, err := store.RolesByPersons(ctx, s.db, []string{w.role.PersonID})
	if err != nil {
		return err
	}
	account, _, err := store.AccountByIdentifier(ctx, s.db, w.email)
	if err != nil {
		return err
	}
	for _, r := range roles {
		if r.AccountID != account.ID {
			return errs.E(errs.AlreadyExists, errorsv1.Reason_ACCOUNT_EXISTS, creatingStaff, nil)
		}
	}
	return nil
}
