package school

import (
	"context"
	"slices"
	"strings"

	"github.com/massar-platform/massar/platform/auth"
	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/localtext"
	"github.com/massar-platform/massar/platform/page"
	"github.com/massar-platform/massar/platform/rpc"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
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
	if !slices.ContainsFunc(nodes, func(own string) bool { return auth.NodeCovers(own, req.GetParent()) }) {
		return nil, errs.E(errs.NotFound, errorsv1.Reason_NOT_FOUND, "listing nodes", nil)
	}
	return s.children(ctx, req, lang)
}

// children lists academies and directorates from the reference data, schools and annexes from their table.
func (s *Service) children(ctx context.Context, req *schoolv1.ListNodesRequest, lang localtext.Lang) (*schoolv1.ListNodesResponse, error) {
	answer := &schoolv1.ListNodesResponse{}
	switch strings.Count(req.GetParent(), "/") {
	case 0:
		for _, academy := range s.ref.Academies {
			answer.Nodes = append(answer.Nodes, &schoolv1.Node{Node: academy.Node(), Kind: kindAcademy, Code: academy.Code, Name: label(academy.Name, lang)})
		}
		return answer, nil
	case 1:
		for _, directorate := range s.ref.Directorates {
			if auth.NodeCovers(req.GetParent(), directorate.Node()) {
				answer.Nodes = append(answer.Nodes, &schoolv1.Node{Node: directorate.Node(), Kind: kindDirectorate, Code: directorate.Code, Name: label(directorate.Name, lang)})
			}
		}
		return answer, nil
	}
	asked, err := page.Parse(req.GetPageSize(), req.GetPageToken(), 1, "nodes", req.GetParent())
	if err != nil {
		return nil, err
	}
	schools, err := store.ListSchools(ctx, s.db, req.GetParent(), after(asked, 0), asked.Limit())
	if err != nil {
		return nil, err
	}
	schools, answer.NextPageToken = page.Next(asked, schools, func(one store.School) []string { return []string{one.Code} })
	for _, one := range schools {
		answer.Nodes = append(answer.Nodes, schoolNode(one, lang))
	}
	return answer, nil
}

func schoolNode(in store.School, lang localtext.Lang) *schoolv1.Node {
	kind := kindSchool
	if strings.Count(in.Node, "/") > 3 {
		kind = kindAnnex
	}
	return &schoolv1.Node{Node: in.Node, Kind: kind, Code: in.Code, Name: pick(in.NameAr, in.NameLatin, lang)}
}

// node names one place of the tree.
func (s *Service) node(ctx context.Context, node string, lang localtext.Lang) (*schoolv1.Node, error) {
	code := node[strings.LastIndexByte(node, '/')+1:]
	switch strings.Count(node, "/") {
	case 0:
		return &schoolv1.Node{Node: node, Kind: kindMinistry, Code: code, Name: ministryName[lang]}, nil
	case 1:
		academy, _ := s.ref.Academy(code)
		return &schoolv1.Node{Node: node, Kind: kindAcademy, Code: code, Name: label(academy.Name, lang)}, nil
	case 2:
		directorate, _ := s.ref.Directorate(code)
		return &schoolv1.Node{Node: node, Kind: kindDirectorate, Code: code, Name: label(directorate.Name, lang)}, nil
	}
	school, err := store.GetSchool(ctx, s.db, code)
	if err != nil {
		return nil, notFound(err, errorsv1.Reason_SCHOOL_NOT_FOUND, "naming a node")
	}
	return schoolNode(school, lang), nil
}

var ministryName = map[localtext.Lang]string{
	localtext.Arabic: "وزارة التربية الوطنية والتعليم الأولي والرياضة",
	localtext.French: "Ministère de l'Éducation nationale, du Préscolaire et des Sports",
}
