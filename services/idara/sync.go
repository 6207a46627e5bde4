package idara

import (
	"context"

	"github.com/massar-platform/massar/platform/mirror"
	attendancev1 "github.com/massar-platform/massar/proto/gen/massar/attendance/v1"
	gradev1 "github.com/massar-platform/massar/proto/gen/massar/grade/v1"
	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

// mostCounted is the largest page: as far as what waits is counted, and more than any school has classes.
const mostCounted = 500

// Sync gives what the console lacks of who is signed in and, in a school's office, of the school.
func (s *Service) Sync(ctx context.Context, req *idarav1.SyncRequest) (*idarav1.SyncResponse, error) {
	var place *typev1.SchoolRef
	now, err := mirror.Gather(ctx, mirror.Read("me", func(ctx context.Context) (*idarav1.GetMeResponse, error) {
		return s.GetMe(ctx, &idarav1.GetMeRequest{})
	}, func(me *idarav1.GetMeResponse) mirror.Doc {
		place = me.GetSchool()
		return mirror.Doc{Name: "me"}.With(me)
	}))
	if err != nil {
		return nil, err
	}
	switch {
	case len(now.Unread) > 0:
		now.Unread = append(now.Unread, "school", "classes", "waiting")
	case place != nil:
		office, err := mirror.Gather(ctx, s.officeSources(place.GetSchoolCode())...)
		if err != nil {
			return nil, err
		}
		now.Add(office)
	}
	return mirror.Answer(now, req.GetHeld(), s.clock.Now(), &idarav1.SyncResponse{})
}

// officeSources read what a school's office sees first.
func (s *Service) officeSources(code string) []mirror.Source {
	return []mirror.Source{
		mirror.Read("school", func(ctx context.Context) (*idarav1.SchoolResponse, error) {
			return s.GetSchool(ctx, &idarav1.GetSchoolRequest{SchoolCode: code})
		}, func(school *idarav1.SchoolResponse) mirror.Doc {
			return mirror.Doc{Name: "school"}.With(school.GetSchool())
		}),
		mirror.Read("classes", func(ctx context.Context) (*schoolv1.ListClassesResponse, error) {
			return s.school.ListClasses(ctx, &schoolv1.ListClassesRequest{SchoolCode: code, PageSize: mostCounted})
		}, func(list *schoolv1.ListClassesResponse) mirror.Doc { return mirror.List("classes", list.GetClasses()) }),
		mirror.Read("waiting", func(ctx context.Context) (*idarav1.Waiting, error) { return s.waiting(ctx, code) },
			mirror.Whole[*idarav1.Waiting]("waiting")),
	}
}

// waiting counts what waits for the office. Only transfers that other schools ask for count: those it asks for itself
// wait for somebody else.
func (s *Service) waiting(ctx context.Context, code string) (*idarav1.Waiting, error) {
	justifications, err := s.attendance.ListJustifications(ctx, &attendancev1.ListJustificationsRequest{
		SchoolCode: code, State: typev1.AbsenceJustification_State_PENDING, PageSize: mostCounted,
	})
	if err != nil {
		return nil, err
	}
	corrections, err := s.grade.ListCorrections(ctx, &gradev1.ListCorrectionsRequest{
		SchoolCode: code, State: typev1.Correction_State_PROPOSED, PageSize: mostCounted,
	})
	if err != nil {
		return nil, err
	}
	transfers := int32(0)
	for _, state := range []typev1.Transfer_State_Value{typev1.Transfer_State_ASKED, typev1.Transfer_State_ESCALATED} {
		list, err := s.school.ListTransfers(ctx, &schoolv1.ListTransfersRequest{
			SchoolCode: code, Direction: "OUT", State: state, PageSize: mostCounted,
		})
		if err != nil {
			return nil, err
		}
		transfers += int32(len(list.GetTransfers()))
	}
	return &idarav1.Waiting{
		Justifications: int32(len(justifications.GetJustifications())), Corrections: int32(len(corrections.GetCorrections())),
		Transfers: transfers,
	}, nil
}
