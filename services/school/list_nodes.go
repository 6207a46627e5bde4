package school

import (
	"context"
	"slices"
	"strings"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/localtext"
	"github.com/massar-platform/massar/platform/page"
	"github.com/massar-platform/massar/platform/rpc"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	"github.com/massar-platform/massar/refdata"
	"github.com/massar-platform/massar/services/school/internal/store"
)

// kinds of nodes of the organisation tree.
const (
	kindMinistry    = "MINISTRY"
	kindAcademy     = "ACADEMY"
	kindDirectorate = "DIRECTORATE"
	kindSchool      = "SCHOOL"
	kindAnnex       = "ANNEX"
)

// ministryNode is the root of the organisation tree.
const ministryNode = "ma"

// ListNodes lists the children of a node in the caller's scope, or the caller's own nodes when none is named.
func (s *Service) ListNodes(ctx context.Context, req *schoolv1.ListNodesRequest) (*schoolv1.ListNodesResponse, error) {
	p, err := caller(ctx)
	if err != nil {
		return nil, err
	}
	nodes, err := s.nodes(ctx, p)
	if err != nil {
		return nil, err
	}
	lang := rpc.Lang(ctx)
	if req.GetParent() == "" {
		answer := &schoolv1.ListNodesResponse{}
		for _, node := range nodes {
			one, err := s.node(ctx, node, lang)
			if err != nil {
				return nil, err
			}
			answer.Nodes = append(answer.Nodes, one)
		}
		return answer, nil
	}
	if !covered(nodes, req.GetParent()) {
		return nil, noNode()
	}
	return s.children(ctx, req, lang)
}

func noNode() error { return errs.E(errs.NotFound, errorsv1.Reason_NOT_FOUND, "listing nodes", nil) }

// children lists academies and directorates from the reference data, schools and annexes from their table.
func (s *Service) children(ctx context.Context, req *schoolv1.ListNodesRequest, lang localtext.Lang) (*schoolv1.ListNodesResponse, error) {
	parent := req.GetParent()
	asked, err := page.Parse(req.GetPageSize(), req.GetPageToken(), 1, "nodes", parent)
	if err != nil {
		return nil, err
	}
	var nodes []*schoolv1.Node
	code := lastOf(parent)
	academy, isAcademy := s.ref.Academy(code)
	directorate, isDirectorate := s.ref.Directorate(code)
	switch {
	case parent == ministryNode:
		for _, one := range s.ref.Academies {
			nodes = append(nodes, academyNode(one, lang))
		}
		nodes = behind(nodes, after(asked, 0))
	case isAcademy && academy.Node() == parent:
		for _, one := range s.ref.Directorates {
			if one.Academy == code {
				nodes = append(nodes, directorateNode(one, lang))
			}
		}
		nodes = behind(nodes, after(asked, 0))
	case isDirectorate && directorate.Node() == parent:
		nodes, err = s.schools(ctx, parent, asked, lang)
	default:
		// A school: what hangs below it are its annexes.
		if _, err := schoolUnder(ctx, s.db, []string{parent}, code); err != nil {
			return nil, notThere(err)
		}
		nodes, err = s.schools(ctx, parent, asked, lang)
	}
	if err != nil {
		return nil, err
	}
	answer := &schoolv1.ListNodesResponse{}
	answer.Nodes, answer.NextPageToken = page.Next(asked, nodes, func(one *schoolv1.Node) []string { return []string{one.GetCode()} })
	return answer, nil
}

// notThere says of a parent that is no place what is said of one out of reach.
func notThere(err error) error {
	if errs.Is(err, errorsv1.Reason_SCHOOL_NOT_FOUND) {
		return noNode()
	}
	return err
}

// behind orders nodes by code and gives those after one.
func behind(nodes []*schoolv1.Node, code string) []*schoolv1.Node {
	slices.SortFunc(nodes, func(a, b *schoolv1.Node) int { return strings.Compare(a.GetCode(), b.GetCode()) })
	return slices.DeleteFunc(nodes, func(one *schoolv1.Node) bool { return code != "" && one.GetCode() <= code })
}

func (s *Service) schools(ctx context.Context, parent string, asked page.Request, lang localtext.Lang) ([]*schoolv1.Node, error) {
	found, err := store.ListSchools(ctx, s.db, parent, after(asked, 0), asked.Limit())
	if err != nil {
		return nil, err
	}
	nodes := make([]*schoolv1.Node, 0, len(found))
	for _, one := range found {
		nodes = append(nodes, schoolNode(one, lang))
	}
	return nodes, nil
}

func academyNode(in refdata.Academy, lang localtext.Lang) *schoolv1.Node {
	return &schoolv1.Node{Node: in.Node(), Kind: kindAcademy, Code: in.Code, Name: label(in.Name, lang)}
}

func directorateNode(in refdata.Directorate, lang localtext.Lang) *schoolv1.Node {
	return &schoolv1.Node{Node: in.Node(), Kind: kindDirectorate, Code: in.Code, Name: label(in.Name, lang)}
}

func schoolNode(in store.School, lang localtext.Lang) *schoolv1.Node {
	kind := kindSchool
	if isAnnex(in) {
		kind = kindAnnex
	}
	return &schoolv1.Node{Node: in.Node, Kind: kind, Code: in.Code, Name: pick(in.NameAr, in.NameLatin, lang)}
}

// isAnnex says whether a school hangs below another one.
func isAnnex(in store.School) bool { return strings.Count(in.Node, "/") > 3 }

// node names one place of the tree.
func (s *Service) node(ctx context.Context, node string, lang localtext.Lang) (*schoolv1.Node, error) {
	code := lastOf(node)
	if node == ministryNode {
		return &schoolv1.Node{Node: node, Kind: kindMinistry, Code: code, Name: ministryName(lang)}, nil
	}
	if academy, ok := s.ref.Academy(code); ok && academy.Node() == node {
		return academyNode(academy, lang), nil
	}
	if directorate, ok := s.ref.Directorate(code); ok && directorate.Node() == node {
		return directorateNode(directorate, lang), nil
	}
	school, err := schoolUnder(ctx, s.db, []string{node}, code)
	if err != nil {
		return nil, notThere(err)
	}
	return schoolNode(school, lang), nil
}

// ministryName is the name of the root, which no table holds.
func ministryName(lang localtext.Lang) string {
	if lang == localtext.French {
		return "Ministère de l'Éducation nationale, du Préscolaire et des Sports"
	}
	return "وزارة التربية الوطنية والتعليم الأولي والرياضة"
}
