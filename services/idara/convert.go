package idara

import (
	gradev1 "github.com/massar-platform/massar/proto/gen/massar/grade/v1"
	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	identityv1 "github.com/massar-platform/massar/proto/gen/massar/identity/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
)

func school(in *schoolv1.School) *idarav1.School {
	return &idarav1.School{
		SchoolCode: in.GetSchoolCode(),
		Node:       in.GetNode(),
		Name:       in.GetName(),
		Cycle:      in.GetCycle(),
		Settings: &idarav1.SchoolSettings{
			ShowRank:        in.GetSettings().GetShowRank(),
			EarlyRelease:    in.GetSettings().GetEarlyRelease(),
			RegisterHours:   in.GetSettings().GetRegisterHours(),
			HalfDayRule:     in.GetSettings().GetHalfDayRule(),
			AttendanceRules: in.GetSettings().GetAttendanceRules(),
		},
	}
}

func assignment(in *schoolv1.Assignment) *idarav1.Assignment {
	return &idarav1.Assignment{
		AssignmentId: in.GetAssignmentId(),
		Class:        in.GetClass(),
		Subject:      in.GetSubject(),
		StaffId:      in.GetStaffId(),
		StaffName:    in.GetStaffName(),
		From:         in.GetFrom(),
		To:           in.GetTo(),
	}
}

func staff(in *schoolv1.Staff) *idarav1.Staff {
	return &idarav1.Staff{
		StaffId:    in.GetStaffId(),
		SchoolCode: in.GetSchoolCode(),
		Name:       in.GetName(),
		Email:      in.GetEmail(),
		Ppr:        in.GetPpr(),
		Kind:       in.GetKind(),
	}
}

// staffAccount is a member with his account: a code is printed as long as he has set no password.
func staffAccount(member *idarav1.Staff, account *identityv1.CreateStaffAccountResponse) *idarav1.StaffAccountResponse {
	member.AccountId = account.GetAccountId()
	member.AccountActive = account.GetActivationCode() == ""
	return &idarav1.StaffAccountResponse{
		Staff:          member,
		AccountId:      account.GetAccountId(),
		ActivationCode: account.GetActivationCode(),
		ExpiresAt:      account.GetExpiresAt(),
	}
}

func activationCode(in *identityv1.ActivationCode) *idarav1.ActivationCode {
	return &idarav1.ActivationCode{
		StudentId:      in.GetStudentId(),
		Relation:       in.GetRelation(),
		ActivationCode: in.GetActivationCode(),
		ExpiresAt:      in.GetExpiresAt(),
	}
}

func publication(in *gradev1.Publication) *idarav1.PublicationResponse {
	out := &idarav1.PublicationResponse{
		Class:         in.GetClass(),
		SchoolYear:    in.GetSchoolYear(),
		Semester:      in.GetSemester(),
		State:         idarav1.PublicationResponse_State_Value(in.GetState()),
		PublishAt:     in.GetPublishAt(),
		GuardianDelay: in.GetGuardianDelay(),
		MarkSheets:    in.GetMarkSheets(),
		Students:      in.GetStudents(),
	}
	for _, sheet := range in.GetMissing() {
		out.Missing = append(out.Missing, &idarav1.MissingSheet{MarkSheetId: sheet.GetMarkSheetId(), Reason: sheet.GetReason()})
	}
	return out
}
