package attendance

import (
	"context"

	"google.golang.org/protobuf/proto"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/roster"
	"github.com/massar-platform/massar/platform/write"
	attendancev1 "github.com/massar-platform/massar/proto/gen/massar/attendance/v1"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	"github.com/massar-platform/massar/services/attendance/internal/store"
)

// forever is a day before every deadline: judged on it, time alone decides nothing. Grade
// is told until when it does not, and counts by itself from then on.
const forever = ""

// ListEvents gives the outbox behind a position, in order: how students stand in
// lessons that changed, as they stand when it is asked. Positions are versions, for
// whoever asks later sees more.
func (s *Service) ListEvents(ctx context.Context, req *attendancev1.ListEventsRequest) (*attendancev1.ListEventsResponse, error) {
	rows, err := write.Read(ctx, s.db, req.GetAfter(), int(req.GetLimit()))
	if err != nil {
		return nil, err
	}
	answer := &attendancev1.ListEventsResponse{Through: req.GetAfter()}
	if len(rows) == 0 {
		return answer, nil
	}
	answer.Through = rows[len(rows)-1].Pos
	touched := make([]*attendancev1.TouchedAbsences, len(rows))
	var lessons []string
	for i, row := range rows {
		touched[i] = &attendancev1.TouchedAbsences{}
		if err := proto.Unmarshal(row.Payload, touched[i]); err != nil {
			return nil, errs.E(errs.DataLoss, errorsv1.Reason_INTERNAL, "reading the outbox", err)
		}
		if id := touched[i].GetLessonId(); id != "" {
			lessons = append(lessons, id)
		}
	}
	written, err := store.LessonEntries(ctx, s.db, lessons)
	if err != nil {
		return nil, err
	}
	var all []store.Absence
	var positions []int64
	for i, t := range touched {
		list, err := s.touched(ctx, t, written)
		if err != nil {
			return nil, err
		}
		for _, a := range list {
			all, positions = append(all, a), append(positions, rows[i].Pos)
		}
	}
	standing, err := s.judge(ctx, s.db, all, forever)
	if err != nil {
		return nil, err
	}
	for i, a := range standing {
		answer.Events = append(answer.Events, &attendancev1.AbsenceEvent{
			Pos: positions[i], LessonId: a.LessonID, ClassId: a.ClassID, Subject: a.Subject, Date: a.Date, StudentId: a.StudentID,
			State: attendanceOf(a.State), Standing: standingOf(a.Standing), Version: positions[i],
			UndecidedUntil: a.Until,
		})
	}
	return answer, nil
}

// touched are the entries that one row of the outbox speaks of, as they are now.
func (s *Service) touched(ctx context.Context, t *attendancev1.TouchedAbsences, written map[string]map[string]store.Absence) ([]store.Absence, error) {
	var list []store.Absence
	for _, student := range t.GetStudentIds() {
		if t.GetLessonId() != "" {
			a, ok := written[t.GetLessonId()][student]
			if !ok && t.GetClassId() != "" { // the register was discarded
				a, ok = store.Absence{
					School: roster.SchoolOf(t.GetLessonId()), LessonID: t.GetLessonId(), StudentID: student, ClassID: t.GetClassId(),
					Subject: t.GetSubject(), Date: t.GetFrom(),
				}, true
			}
			if ok {
				list = append(list, a)
			}
			continue
		}
		days, err := store.AbsencesOf(ctx, s.db, student, t.GetFrom(), t.GetTo())
		if err != nil {
			return nil, err
		}
		for _, a := range days {
			if a.State.IsAbsence() {
				list = append(list, a)
			}
		}
	}
	return list, nil
}
