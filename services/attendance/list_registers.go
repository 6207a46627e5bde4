package attendance

import (
	"context"
	"slices"

	"github.com/massar-platform/massar/platform/roster"
	"github.com/massar-platform/massar/platform/rpc"
	attendancev1 "github.com/massar-platform/massar/proto/gen/massar/attendance/v1"
	"github.com/massar-platform/massar/services/attendance/internal/store"
)

// ListRegisters says which of some lessons of the caller have a register, in the order
// of the request. Those of others are left out, like those without a register.
func (s *Service) ListRegisters(ctx context.Context, req *attendancev1.ListRegistersRequest) (*attendancev1.ListRegistersResponse, error) {
	r, err := s.reach(ctx)
	if err != nil {
		return nil, err
	}
	ids := slices.DeleteFunc(slices.Clone(req.GetLessonIds()), func(id string) bool { return !wellFormed(id) })
	registers, err := store.Registers(ctx, s.db, ids)
	if err != nil {
		return nil, err
	}
	mine, err := r.lessons(ctx, s.db)
	if err != nil {
		return nil, err
	}
	heads, people := map[string]store.Head{}, []string{}
	for _, reg := range registers {
		if mine(reg.Register) {
			heads[reg.LessonID] = reg
			people = append(people, reg.Person)
		}
	}
	names, err := roster.StaffNames(ctx, s.db, people)
	if err != nil {
		return nil, err
	}
	answer := &attendancev1.ListRegistersResponse{}
	for _, id := range ids {
		reg, ok := heads[id]
		if !ok {
			continue
		}
		delete(heads, id)
		answer.Registers = append(answer.Registers, &attendancev1.RegisterHead{
			LessonId: id, By: byline(names, reg.Person, rpc.Lang(ctx)), At: instant(reg.WrittenAt),
			Absent: int32(reg.Absent), Late: int32(reg.Late), LateTaken: reg.TakenLate,
		})
	}
	return answer, nil
}
