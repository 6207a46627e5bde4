package attendance

import (
	"context"
	"errors"

	"github.com/massar-platform/massar/platform/readlog"
	"github.com/massar-platform/massar/platform/roster"
	"github.com/massar-platform/massar/platform/rpc"
	attendancev1 "github.com/massar-platform/massar/proto/gen/massar/attendance/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/attendance/internal/absence"
	"github.com/massar-platform/massar/services/attendance/internal/store"
)

// GetRegister gives the register of a lesson of the caller: as it was taken, or as it
// would be, with everybody present.
func (s *Service) GetRegister(ctx context.Context, req *attendancev1.GetRegisterRequest) (*typev1.Register, error) {
	if !wellFormed(req.GetLessonId()) {
		return nil, lessonNotFound()
	}
	r, err := s.reach(ctx)
	if err != nil {
		return nil, err
	}
	reg, err := store.FindRegister(ctx, s.db, req.GetLessonId())
	taken := err == nil
	switch {
	case taken:
		err = r.own(ctx, s.db, reg)
	case errors.Is(err, store.ErrNotFound):
		reg, err = s.planned(ctx, r, req.GetLessonId())
	}
	if err != nil {
		return nil, err
	}
	window, err := s.windowOf(r, reg)
	if err != nil {
		return nil, err
	}
	answer := &typev1.Register{Taken: taken, Window: shownWindow(window)}
	if answer.Entries, err = s.registerEntries(ctx, r, reg); err != nil {
		return nil, err
	}
	lang := rpc.Lang(ctx)
	people := []string{reg.StaffID}
	if taken {
		people = append(people, reg.Person)
	}
	names, err := roster.StaffNames(ctx, s.db, people)
	if err != nil {
		return nil, err
	}
	answer.Lesson = s.lessonOf(reg, names, lang)
	if taken {
		answer.By, answer.At = byline(names, reg.Person, lang), instant(reg.WrittenAt)
	}
	return answer, s.logRead(ctx, reg.School, "attendance.GetRegister", reg.LessonID)
}

// registerEntries are the students of a lesson in list order, then those who have an
// entry and are no longer of the class or the group.
func (s *Service) registerEntries(ctx context.Context, r reach, reg store.Register) ([]*typev1.RegisterEntry, error) {
	members, err := roster.Members(ctx, s.db, reg.ClassID, reg.Group, reg.Date)
	if err != nil {
		return nil, err
	}
	written, err := store.Entries(ctx, s.db, reg.School, reg.LessonID)
	if err != nil {
		return nil, err
	}
	justified, err := s.justifiedIn(ctx, r, reg, written)
	if err != nil {
		return nil, err
	}
	entries := make(map[string]store.Entry, len(written))
	for _, e := range written {
		entries[e.StudentID] = e
	}
	list := make([]*typev1.RegisterEntry, 0, len(members))
	add := func(m roster.Member) {
		e := entries[m.StudentID]
		list = append(list, &typev1.RegisterEntry{
			StudentId: m.StudentID, MassarCode: m.MassarCode, Name: nameOf(m.Name), Number: int32(m.Number),
			State: attendanceOf(e.State), MinutesLate: int32(e.MinutesLate), Version: int32(e.Version), Justified: justified[m.StudentID],
		})
	}
	for _, m := range members {
		add(m)
		delete(entries, m.StudentID)
	}
	if len(entries) == 0 {
		return list, nil
	}
	var left []string
	for _, e := range written {
		if _, ok := entries[e.StudentID]; ok {
			left = append(left, e.StudentID)
		}
	}
	students, err := roster.Students(ctx, s.db, left)
	if err != nil {
		return nil, err
	}
	for _, id := range left {
		add(roster.Member{StudentID: id, MassarCode: students[id].MassarCode, Name: students[id].Name})
	}
	return list, nil
}

// justifiedIn says of those who are away which are justified already.
func (s *Service) justifiedIn(ctx context.Context, r reach, reg store.Register, entries []store.Entry) (map[string]bool, error) {
	var away []store.Absence
	for _, e := range entries {
		if e.State.IsAbsence() {
			away = append(away, store.Absence{School: reg.School, StudentID: e.StudentID, Date: reg.Date, State: e.State, Entered: e.Entered})
		}
	}
	list, err := s.judge(ctx, s.db, away, r.today)
	if err != nil {
		return nil, err
	}
	justified := make(map[string]bool, len(list))
	for _, a := range list {
		justified[a.StudentID] = a.Standing == absence.Justified
	}
	return justified, nil
}

// logRead notes that the caller read about ref, which belongs to a school.
func (s *Service) logRead(ctx context.Context, school, rpc, ref string) error {
	return s.reads.Add(ctx, readlog.Read{School: school, RPC: rpc, Ref: ref})
}
