package school

import (
	"context"

	"github.com/massar-platform/massar/platform/localtext"
	"github.com/massar-platform/massar/platform/rpc"
	"github.com/massar-platform/massar/platform/summary"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/school/internal/store"
)

// kindClass is what stands below a school beside its annexes.
const kindClass = "CLASS"

// SummariseEnrolment counts who is in the schools of a place today: what lies below it from figures that are added
// up ahead, the classes of a school as they are now.
func (s *Service) SummariseEnrolment(ctx context.Context, req *schoolv1.SummariseEnrolmentRequest) (*schoolv1.SummariseEnrolmentResponse, error) {
	nodes, err := s.officeNodes(ctx)
	if err != nil {
		return nil, err
	}
	place := req.GetNode()
	if place == "" {
		place = summary.Top(nodes)
	}
	if !covered(nodes, place) {
		return nil, noNode()
	}
	lang := rpc.Lang(ctx)
	answer := &schoolv1.SummariseEnrolmentResponse{}
	if answer.Node, err = s.node(ctx, place, lang); err != nil {
		return nil, err
	}
	if answer.SchoolYear, err = s.year(""); err != nil {
		return nil, err
	}
	totals, err := store.Subtotals(ctx, s.db, place, answer.GetSchoolYear())
	if err != nil {
		return nil, err
	}
	if code := summary.SchoolOf(place); code != "" {
		if totals[place], err = s.addClasses(ctx, answer, code); err != nil {
			return nil, err
		}
	}
	if err := s.addPlaces(ctx, answer, totals, lang); err != nil {
		return nil, err
	}
	var sum store.Figures
	for _, one := range totals {
		sum = sum.Plus(one)
	}
	answer.Total = figuresProto(sum)
	asOf, err := summary.AsOf(ctx, s.db, summary.Schools, place, allYear, s.clock)
	answer.AsOf = summary.Shown(asOf)
	return answer, err
}

// addClasses shows the classes of a school and gives their sum.
func (s *Service) addClasses(ctx context.Context, answer *schoolv1.SummariseEnrolmentResponse, code string) (store.Figures, error) {
	classes, err := store.ListClassFigures(ctx, s.db, code, answer.GetSchoolYear(), s.clock.Today())
	sum := store.Figures{Schools: 1}
	for _, class := range classes {
		sum = sum.Plus(class.Figures)
		answer.Rows = append(answer.Rows, &schoolv1.SummariseEnrolmentResponse_Row{
			Node:    &schoolv1.Node{Node: answer.GetNode().GetNode(), Kind: kindClass, Name: class.Label},
			ClassId: class.ClassID, Figures: figuresProto(class.Figures),
		})
	}
	return sum, err
}

// addPlaces shows every place just below, also one without a school.
func (s *Service) addPlaces(ctx context.Context, answer *schoolv1.SummariseEnrolmentResponse, totals map[string]store.Figures, lang localtext.Lang) error {
	req := &schoolv1.ListNodesRequest{Parent: answer.GetNode().GetNode(), PageSize: mostNodes}
	for {
		page, err := s.children(ctx, req, lang)
		if err != nil {
			return err
		}
		for _, node := range page.GetNodes() {
			answer.Rows = append(answer.Rows, &schoolv1.SummariseEnrolmentResponse_Row{Node: node, Figures: figuresProto(totals[node.GetNode()])})
		}
		if req.PageToken = page.GetNextPageToken(); req.GetPageToken() == "" {
			return nil
		}
	}
}

// mostNodes is how many places are read at once.
const mostNodes = 500

func figuresProto(f store.Figures) *typev1.EnrolmentFigures {
	return &typev1.EnrolmentFigures{
		Schools: int32(f.Schools), Classes: int32(f.Classes), Students: int32(f.Students), Girls: int32(f.Girls), Boys: int32(f.Boys),
	}
}
