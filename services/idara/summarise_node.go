package idara

import (
	"context"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"github.com/massar-platform/massar/platform/errs"
	attendancev1 "github.com/massar-platform/massar/proto/gen/massar/attendance/v1"
	gradev1 "github.com/massar-platform/massar/proto/gen/massar/grade/v1"
	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

// nodeFigures is what the services say of a place; nil where one is away.
type nodeFigures struct {
	enrolment *schoolv1.SummariseEnrolmentResponse
	entry     *gradev1.SummariseEntryResponse
	absence   *attendancev1.SummariseAbsenceResponse
}

// SummariseNode gives a place and what lies below it in figures. Each service decides from the caller's own token
// whether the place is his; one that is away leaves its columns out.
func (s *Service) SummariseNode(ctx context.Context, req *idarav1.SummariseNodeRequest) (*idarav1.SummariseNodeResponse, error) {
	figures, err := s.nodeFigures(ctx, req)
	if err != nil {
		return nil, err
	}
	answer := &idarav1.SummariseNodeResponse{Total: &idarav1.NodeSummary{}}
	rows := nodeRows{known: map[string]*idarav1.NodeSummary{}}
	stands := func(node, asOf string) {
		if answer.GetNode() == nil {
			answer.Node, answer.AsOf = placeNode(node), asOf
		}
		// Instants of one form in UTC: the earlier one is the smaller text, and none is the smallest.
		answer.AsOf = min(answer.GetAsOf(), asOf)
	}
	if of := figures.enrolment; of != nil {
		stands(of.GetNode().GetNode(), of.GetAsOf())
		answer.Node, answer.Total.Enrolment = nodeProto(of.GetNode()), of.GetTotal()
		for _, row := range of.GetRows() {
			rows.of(row.GetNode(), row.GetClassId()).Enrolment = row.GetFigures()
		}
	} else {
		answer.Missing = append(answer.Missing, "enrolment")
	}
	if of := figures.entry; of != nil {
		stands(of.GetNode(), of.GetAsOf())
		answer.SchoolYear, answer.Semester, answer.Total.Entry = of.GetSchoolYear(), of.GetSemester(), of.GetTotal()
		for _, row := range of.GetRows() {
			rows.of(unnamed(row.GetNode(), row.GetLabel()), row.GetClassId()).Entry = row.GetFigures()
		}
	} else {
		answer.Missing = append(answer.Missing, "entry")
	}
	if of := figures.absence; of != nil {
		stands(of.GetNode(), of.GetAsOf())
		answer.Month, answer.Total.Absence = of.GetMonth(), of.GetTotal()
		for _, row := range of.GetRows() {
			rows.of(unnamed(row.GetNode(), row.GetLabel()), row.GetClassId()).Absence = row.GetFigures()
		}
	} else {
		answer.Missing = append(answer.Missing, "absence")
	}
	answer.Total.Node = answer.GetNode()
	answer.Rows = rows.complete(figures)
	return answer, nil
}

// nodeFigures asks the services at once. What all of them cannot say now is the error of one; that the place is not
// the caller's, or that the request is wrong, is said by any.
func (s *Service) nodeFigures(ctx context.Context, req *idarav1.SummariseNodeRequest) (nodeFigures, error) {
	var (
		figures nodeFigures
		away    [3]error
	)
	group, asking := errgroup.WithContext(ctx)
	ask := func(i int, read func(context.Context) error) {
		group.Go(func() error {
			err := read(asking)
			if err == nil {
				return nil
			}
			switch errs.KindOf(err) {
			case errs.Unavailable, errs.DeadlineExceeded, errs.Unimplemented:
				away[i] = err
				return nil
			}
			return err
		})
	}
	ask(0, func(ctx context.Context) (err error) {
		figures.enrolment, err = s.school.SummariseEnrolment(ctx, &schoolv1.SummariseEnrolmentRequest{Node: req.GetNode()})
		return err
	})
	ask(1, func(ctx context.Context) (err error) {
		figures.entry, err = s.grade.SummariseEntry(ctx, &gradev1.SummariseEntryRequest{
			Node: req.GetNode(), SchoolYear: req.GetSchoolYear(), Semester: req.GetSemester(),
		})
		return err
	})
	ask(2, func(ctx context.Context) (err error) {
		figures.absence, err = s.attendance.SummariseAbsence(ctx, &attendancev1.SummariseAbsenceRequest{Node: req.GetNode(), Month: req.GetMonth()})
		return err
	})
	if err := group.Wait(); err != nil {
		return nodeFigures{}, err
	}
	if away[0] != nil && away[1] != nil && away[2] != nil {
		return nodeFigures{}, away[0]
	}
	for i, forget := range []func(){
		func() { figures.enrolment = nil }, func() { figures.entry = nil }, func() { figures.absence = nil },
	} {
		if away[i] != nil {
			forget()
		}
	}
	return figures, nil
}

// nodeRows are the rows of an answer, in the order in which they were first named.
type nodeRows struct {
	list  []*idarav1.NodeSummary
	known map[string]*idarav1.NodeSummary
}

func (r *nodeRows) of(node *schoolv1.Node, classID string) *idarav1.NodeSummary {
	key := node.GetNode() + " " + classID
	row := r.known[key]
	if row == nil {
		row = &idarav1.NodeSummary{Node: nodeProto(node), ClassId: classID}
		r.known[key] = row
		r.list = append(r.list, row)
	}
	return row
}

// complete fills in what a service that answered does not know of a row, which is nothing yet: zeros. Classes come
// before places; that is the order in which the services name them, but for one that only the second knows.
func (r *nodeRows) complete(figures nodeFigures) []*idarav1.NodeSummary {
	for _, row := range r.list {
		if figures.enrolment != nil && row.GetEnrolment() == nil {
			row.Enrolment = &typev1.EnrolmentFigures{}
		}
		if figures.entry != nil && row.GetEntry() == nil {
			row.Entry = &typev1.EntryFigures{}
		}
		if figures.absence != nil && row.GetAbsence() == nil {
			row.Absence = &typev1.AbsenceFigures{}
		}
	}
	slices.SortStableFunc(r.list, func(a, b *idarav1.NodeSummary) int {
		if aClass, bClass := a.GetClassId() != "", b.GetClassId() != ""; aClass != bClass {
			if aClass {
				return -1
			}
			return 1
		}
		return strings.Compare(a.GetNode().GetNode(), b.GetNode().GetNode())
	})
	return r.list
}

func nodeProto(node *schoolv1.Node) *idarav1.Node {
	return &idarav1.Node{Node: node.GetNode(), Kind: node.GetKind(), Code: node.GetCode(), Name: node.GetName()}
}

// The kinds of places by the slashes in their path.
var nodeKinds = [...]string{"MINISTRY", "ACADEMY", "DIRECTORATE", "SCHOOL", "ANNEX"}

// placeNode is a place that nobody has named: its code stands for the name.
func placeNode(node string) *idarav1.Node { return nodeProto(unnamed(node, "")) }

// unnamed is a place, or with a label a class of one, as far as the path says what it is.
func unnamed(node, label string) *schoolv1.Node {
	if label != "" {
		return &schoolv1.Node{Node: node, Kind: "CLASS", Name: label}
	}
	code := node[strings.LastIndexByte(node, '/')+1:]
	return &schoolv1.Node{Node: node, Kind: nodeKinds[min(strings.Count(node, "/"), len(nodeKinds)-1)], Code: code, Name: code}
}
