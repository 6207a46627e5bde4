package proofs

import (
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"google.golang.org/genproto/googleapis/api/annotations"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	authv1 "github.com/massar-platform/massar/proto/gen/massar/auth/v1"
	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	moudarisv1 "github.com/massar-platform/massar/proto/gen/massar/moudaris/v1"
	moutamadrisv1 "github.com/massar-platform/massar/proto/gen/massar/moutamadris/v1"
	optionsv1 "github.com/massar-platform/massar/proto/gen/massar/options/v1"
	waliyev1 "github.com/massar-platform/massar/proto/gen/massar/waliye/v1"
	"github.com/massar-platform/massar/tests/stand"
)

// route is one RPC of the public API with its HTTP rule.
type route struct {
	app, rpc     string
	method, path string
	roles        []optionsv1.Role
	public       bool
}

// routes are all of them, as the descriptors say.
func routes() []route {
	var all []route
	for app, file := range map[string]protoreflect.FileDescriptor{
		"auth": authv1.File_massar_auth_v1_auth_proto, "moutamadris": moutamadrisv1.File_massar_moutamadris_v1_moutamadris_proto,
		"waliye": waliyev1.File_massar_waliye_v1_waliye_proto, "moudaris": moudarisv1.File_massar_moudaris_v1_moudaris_proto,
		"idara": idarav1.File_massar_idara_v1_idara_proto,
	} {
		methods := file.Services().Get(0).Methods()
		for i := range methods.Len() {
			options := methods.Get(i).Options()
			access := proto.GetExtension(options, optionsv1.E_Access).(*optionsv1.Access)
			r := route{app: app, rpc: string(methods.Get(i).Name()), roles: access.GetRoles(), public: access.GetPublic()}
			rule, _ := proto.GetExtension(options, annotations.E_Http).(*annotations.HttpRule)
			switch rule.GetPattern().(type) {
			case *annotations.HttpRule_Get:
				r.method, r.path = http.MethodGet, rule.GetGet()
			case *annotations.HttpRule_Post:
				r.method, r.path = http.MethodPost, rule.GetPost()
			case *annotations.HttpRule_Put:
				r.method, r.path = http.MethodPut, rule.GetPut()
			case *annotations.HttpRule_Delete:
				r.method, r.path = http.MethodDelete, rule.GetDelete()
			}
			// Files come by routes that are written by hand.
			switch r.rpc {
			case "CreateImport":
				r.method, r.path = http.MethodPost, "/v1/idara/imports"
			case "ImportMarkSheet":
				r.method, r.path = http.MethodPost, "/v1/moudaris/markSheets/{mark_sheet_id}:import"
			case "AttachDocument":
				r.method, r.path = http.MethodPost, "/v1/idara/justifications/{justification_id}:attach"
				if r.app == "waliye" {
					r.path = "/v1/waliye/children/{student_id}/justifications/{justification_id}:attach"
				}
			}
			all = append(all, r)
		}
	}
	return all
}

// full is the name of the RPC in gRPC.
func (r route) full() string {
	service := strings.ToUpper(r.app[:1]) + r.app[1:] + "Service"
	return "/massar." + r.app + ".v1." + service + "/" + r.rpc
}

var parameter = regexp.MustCompile(`\{(\w+)\}`)

func (r route) parameters() []string {
	var names []string
	for _, m := range parameter.FindAllStringSubmatch(r.path, -1) {
		names = append(names, m[1])
	}
	return names
}

// fill puts ids into the path: those of the RPC, else those of its app, else those of everybody.
func (r route) fill(t *testing.T, ids map[string]string) string {
	t.Helper()
	return parameter.ReplaceAllStringFunc(r.path, func(p string) string {
		name := strings.Trim(p, "{}")
		for _, key := range []string{r.app + "/" + r.rpc + "/" + name, r.app + "/" + name, name} {
			if id, ok := ids[key]; ok {
				return url.PathEscape(id)
			}
		}
		require.Failf(t, "unknown id", "%s/%s: the sweep knows no %s", r.app, r.rpc, p)
		return ""
	})
}

// nowhere is an id that nothing has.
const nowhere = "01a208a9-cd8c-7b2b-ad75-bd59c3aab372"

// bodies are valid requests of the RPCs that take ids in the path: what is refused is the row, not the form.
func bodies(t *testing.T, s *stand.School) map[string]any {
	t.Helper()
	reason := stand.Object{"reason": "essai"}
	student := s.Pupils[0][0]
	return map[string]any{
		"UpdateSchoolSettings": stand.Object{"showRank": false}, "IssueActivationCode": stand.Object{"relation": "MOTHER"},
		"IssueClassActivationCodes": stand.Object{"relation": "MOTHER"}, "SetCustody": stand.Object{"denied": true, "reason": "essai"},
		"SetAccountSuspended": stand.Object{"suspended": true, "reason": "essai"}, "ReopenMarkSheet": reason, "RefuseCorrection": reason,
		"DecideAbsence":  stand.Object{"studentId": student, "column": "C1", "justified": true, "reason": "essai"},
		"PublishClass":   stand.Object{"semester": 1},
		"MoveStudent":    stand.Object{"classId": s.OtherClass},
		"RefuseTransfer": reason, "ReintegrateStudent": stand.Object{"classId": s.OtherClass, "reason": "essai"},
		"CreateStaffAccount": stand.Object{"email": "new@stand.example"},
		"AskTransfer":        stand.Object{"massarCode": s.Codes[0][0], "classId": s.OtherClass, "reason": "essai"},
		"SetGroup":           stand.Object{"studentIds": []string{student}},
		"ProposeCorrection":  stand.Object{"studentId": student, "column": "C1", "mark": "19", "reason": "essai"},
		"SaveMarkSheet":      stand.Object{"cells": []stand.Object{stand.Cell(student, "C1", "19", 1)}},
		"SetColumn":          stand.Object{"label": "essai", "date": "2026-10-12"}, "ReleaseColumn": stand.Object{"column": "C1"},
		"ImportMarkSheet": []byte("PK"), "CreateImport": []byte("PK"), "AttachDocument": stand.Picture(t),
		"UpdateSlot":          stand.Object{"subject": "MATH", "staffId": s.TeacherStaff, "weekday": 1, "period": 4, "periods": 1},
		"MoveLesson":          stand.Object{"date": "2026-11-28", "period": 4},
		"ReplaceLesson":       stand.Object{"staffId": s.TeacherStaff, "room": stand.Lab},
		"SaveRegister":        stand.Object{"entries": []stand.Object{stand.Entry(student, "ABSENT", 0)}, "lateReason": "essai"},
		"CreateJustification": stand.Object{"from": "2026-11-20", "reason": "FAMILY"},
		"DiscardRegister":     reason,
		"RefuseJustification": reason, "AcceptJustification": reason,
		"CreateAbsenceLetter": stand.Object{"from": stand.FirstLesson, "to": stand.RegisterDay},
	}
}

// ask calls a route.
func (r route) ask(t *testing.T, s *stand.School, as stand.Person, ids map[string]string) stand.Answer {
	t.Helper()
	body := bodies(t, s)[r.rpc]
	if body == nil && (r.method == http.MethodPost || r.method == http.MethodPut) {
		body = stand.Object{}
	}
	return s.D.As(t, as).Call(r.method, r.fill(t, ids), body)
}

// sweep asks for every row that an id names, as its owner, as somebody of the same role who has nothing to do
// with it, and as every other role.
func sweep(t *testing.T, s *stand.School) {
	own, other := ownIDs(t, s), neighbour(t, s)
	absent := absentIDs(own)
	owners := map[string]stand.Person{"idara": s.Office, "moudaris": s.Teacher, "waliye": s.Father, "moutamadris": s.Students[0], "auth": s.Father}
	strangers := map[string]stand.Person{"idara": s.OtherOffice, "moudaris": s.Colleague, "waliye": s.Stranger, "moutamadris": s.Students[1], "auth": s.Stranger}
	before := state(t, s)
	swept := 0
	for _, r := range routes() {
		if len(r.parameters()) == 0 {
			continue
		}
		if r.public {
			t.Run(r.app+"/"+r.rpc, func(t *testing.T) { secret(t, s, r, own, absent) })
			continue
		}
		stranger := strangers[r.app]
		if r.app == "moudaris" && r.rpc == "GetClassTimetable" {
			stranger = other.teacher // it hangs in the staff room
		}
		t.Run(r.app+"/"+r.rpc, func(t *testing.T) {
			swept++
			if r.method == http.MethodGet {
				r.ask(t, s, owners[r.app], own).OK()
			}
			for _, mine := range variants(r, own) {
				foreign, none := r.ask(t, s, stranger, mine), r.ask(t, s, stranger, absent)
				require.Equalf(t, http.StatusNotFound, foreign.Status, "%s", foreign.Raw)
				require.Equal(t, content(t, none, absent, own), content(t, foreign, nil, nil))
				require.Equal(t, none.Header.Get("Content-Type"), foreign.Header.Get("Content-Type"))
			}
		})
	}
	require.Greater(t, swept, 60)
	t.Run("ids in queries and bodies", func(t *testing.T) { sideDoors(t, s, other, own, absent) })
	t.Run("other roles", func(t *testing.T) { otherRoles(t, s, own) })
	for path, now := range state(t, s) {
		require.Equal(t, before[path], now, path)
	}
}

// variants are the ids with each lesson that stands for another state: with a register, without one, cancelled.
func variants(r route, own map[string]string) []map[string]string {
	list := []map[string]string{own}
	if slices.Contains(r.parameters(), "lesson_id") {
		for _, state := range []string{"free lesson", "cancelled lesson"} {
			other := maps.Clone(own)
			other["lesson_id"] = own[state]
			list = append(list, other)
		}
	}
	return list
}

// secret: what a secret in an address opens is open to whoever has it, and to nobody who has not: a secret that
// is cut, changed in one place or guessed looks like none.
func secret(t *testing.T, s *stand.School, r route, own, absent map[string]string) {
	key := r.app + "/" + r.rpc + "/token"
	right := own[key]
	require.NotEmpty(t, right)
	nobody := stand.Person{}
	opened := r.ask(t, s, nobody, own).OK()
	require.NotEmpty(t, opened.Raw)
	kept := map[string]string{"GetCalendar": "private, no-cache", "GetDocument": "no-store"}
	require.Equal(t, kept[r.rpc], opened.Header.Get("Cache-Control"))
	none := r.ask(t, s, nobody, absent)
	require.Equalf(t, http.StatusNotFound, none.Status, "%s", none.Raw)
	swap := func(at int) string {
		c := byte('A')
		if right[at] == c {
			c = 'B'
		}
		return right[:at] + string(c) + right[at+1:]
	}
	for name, token := range map[string]string{
		"changed at the beginning": swap(0), "changed in the middle": swap(len(right) / 2), "cut": right[:len(right)-2],
		"in capitals": strings.ToUpper(right),
	} {
		ids := maps.Clone(own)
		ids[key] = token
		guess := r.ask(t, s, s.Father, ids)
		require.Equalf(t, http.StatusNotFound, guess.Status, "%s: %s", name, guess.Raw)
		require.Equal(t, content(t, none, nil, nil), content(t, guess, nil, nil), name)
	}
}
