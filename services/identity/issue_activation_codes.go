package identity

import (
	"context"
	"fmt"
	"strconv"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/write"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	identityv1 "github.com/massar-platform/massar/proto/gen/massar/identity/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/identity/internal/store"
)

// IssueActivationCodes prints codes for students or their guardians. A new code of the same (student,
// relation, telephone) replaces the old one. The student's name is kept with the code of his own account. What
// custody denies is refused, or left out of a longer list: one decision must not keep a class without its codes. The
// code is of the student's school: what another one printed for him ends now, else when it is brought.
func (s identityServer) IssueActivationCodes(ctx context.Context, req *identityv1.IssueActivationCodesRequest,
) (*identityv1.IssueActivationCodesResponse, error) {
	c, err := s.scopeOf(ctx)
	if err != nil {
		return nil, err
	}
	asked, students, err := s.askedFor(ctx, c, req)
	if err != nil {
		return nil, err
	}
	op := write.Op{
		RPC: "identity.IssueActivationCodes", Resource: codesOf(req), Request: req, Secret: s.keys.Answers(),
		Detail: map[string]string{"codes": strconv.Itoa(len(asked))},
	}
	return write.Do(ctx, s.db, op, func(ctx context.Context, tx sqldb.Tx) (*identityv1.IssueActivationCodesResponse, error) {
		now := s.clock.Now()
		expires := now.Add(activationLife).UnixMicro()
		response := &identityv1.IssueActivationCodesResponse{}
		wanted, err := withoutLeavers(req, asked, students)
		if err != nil {
			return nil, err
		}
		wanted, err = withoutAccount(ctx, tx, req, wanted)
		if err == nil && req.GetClass().GetOnlyMissing() {
			wanted, err = s.missingOnly(ctx, tx, int32(req.GetClass().GetRelation()), wanted, students)
		}
		if err != nil || len(wanted) == 0 {
			return response, err
		}
		rows := make([]store.Code, 0, len(wanted))
		printed := make(map[string]string, len(wanted))
		for _, want := range wanted {
			student := students[want.GetStudentId()]
			phone, _ := normalPhone(want.GetPhone())
			text, hash, err := s.newCode()
			if err != nil {
				return nil, err
			}
			row := store.Code{
				Hash: hash, StudentID: want.GetStudentId(), Relation: int32(want.GetRelation()), Phone: phone,
				Purpose: store.PurposeActivate, Live: true, ExpiresAt: expires, IssuedBy: c.AccountID, IssuedAt: now.UnixMicro(),
				School: student.GetSchoolCode(),
			}
			if row.Relation == relationSelf {
				row.MassarCode = student.GetMassarCode()
				row.NameAr, row.NameLatin = student.GetName().GetAr(), student.GetName().GetLatin()
			}
			rows = append(rows, row)
			printed[hash] = text
		}
		rows, err = withoutDenied(ctx, tx, rows)
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			response.Codes = append(response.Codes, &identityv1.ActivationCode{
				StudentId: row.StudentID, Relation: typev1.Relation_Value(row.Relation), ActivationCode: printed[row.Hash], ExpiresAt: toTime(expires),
			})
		}
		err = store.ReplaceFamilyCodes(ctx, tx, rows, now.UnixMicro())
		if err != nil {
			return nil, err
		}
		err = s.endElsewhere(ctx, tx, c, rows)
		if err != nil {
			return nil, err
		}
		return response, store.InsertCodes(ctx, tx, rows)
	})
}

// checkFor refuses what cannot be printed: a student who is not the caller's, a telephone that is none, the same
// code asked for twice.
func (s *Service) checkFor(ctx context.Context, c callerScope, wanted []*identityv1.IssueActivationCodesRequest_For,
) (map[string]*typev1.Student, error) {
	const doing = "issuing activation codes"
	type slot struct {
		student, phone string
		relation       typev1.Relation_Value
	}
	seen := map[slot]bool{}
	var list []string
	listed := map[string]bool{}
	for i, want := range wanted {
		at := slot{student: want.GetStudentId(), relation: want.GetRelation()}
		if want.GetPhone() != "" {
			phone, ok := normalPhone(want.GetPhone())
			if !ok || want.GetRelation() == typev1.Relation_SELF {
				return nil, invalidField(doing, fmt.Sprintf("for[%d].phone", i), errorsv1.Reason_PHONE_INVALID)
			}
			at.phone = phone
		}
		if seen[at] {
			return nil, invalidField(doing, fmt.Sprintf("for[%d].studentId", i), errorsv1.Reason_DUPLICATE_IN_FILE)
		}
		seen[at] = true
		if !listed[at.student] {
			listed[at.student] = true
			list = append(list, at.student)
		}
	}
	students, err := s.studentsInScope(ctx, c, list)
	if err != nil {
		return nil, err
	}
	for i, want := range wanted {
		if students[want.GetStudentId()] == nil {
			return nil, errs.E(errs.NotFound, errorsv1.Reason_STUDENT_NOT_FOUND, doing, nil,
				errs.Field(fmt.Sprintf("for[%d].studentId", i), errorsv1.Reason_STUDENT_NOT_FOUND))
		}
	}
	return students, nil
}
