package badinput

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/tests/stand"
)

func (w *world) json(t *testing.T) {
	cell := fmt.Sprintf(`{"studentId":%q,"column":"C1","mark":"19","version":1`, w.Pupils[0][0])
	nested := func(n int) string { return strings.Repeat("[", n) + strings.Repeat("]", n) }
	for name, c := range map[string]struct {
		body, reason string
		fields       []string
	}{
		"too deep":              {`{"cells":` + nested(40) + `}`, "JSON_TOO_DEEP", nil},
		"ten thousand deep":     {nested(10_001), "JSON_TOO_DEEP", nil},
		"unknown field":         {`{"cells":[],"publishedAt":"2026-01-01T00:00:00Z"}`, "UNKNOWN_FIELD", []string{"publishedAt"}},
		"unknown field inside":  {`{"cells":[` + cell + `,"author":"x"}]}`, "UNKNOWN_FIELD", []string{"cells[0].author"}},
		"the same field twice":  {`{"cells":[],"cells":[]}`, "INVALID_REQUEST", []string{"cells"}},
		"a number for text":     {`{"cells":[{"studentId":1}]}`, "INVALID_REQUEST", []string{"cells[0].studentId"}},
		"a word for a number":   {`{"cells":[` + strings.Replace(cell, `:1`, `:"one"`, 1) + `}]}`, "INVALID_REQUEST", []string{"cells[0].version"}},
		"a number without end":  {`{"cells":[` + strings.Replace(cell, `:1`, `:1e400`, 1) + `}]}`, "INVALID_REQUEST", []string{"cells[0].version"}},
		"a word of no list":     {`{"cells":[` + cell + `,"state":"PERHAPS"}]}`, "INVALID_REQUEST", []string{"cells[0].state"}},
		"not JSON":              {`cells=1`, "INVALID_REQUEST", nil},
		"cut off":               {`{"cells":[` + cell, "INVALID_REQUEST", nil},
		"more behind the end":   {`{"cells":[]} {}`, "INVALID_REQUEST", nil},
		"a list for an object":  {`[]`, "INVALID_REQUEST", nil},
		"no UTF-8":              {"{\"cells\":[{\"studentId\":\"\xff\xfe\"}]}", "INVALID_REQUEST", nil},
		"half a character":      {`{"remarks":[{"studentId":"` + w.Pupils[0][0] + `","text":"\ud800","version":0}]}`, "INVALID_REQUEST", nil},
		"a version below zero":  {`{"cells":[` + strings.Replace(cell, `:1`, `:-1`, 1) + `}]}`, "INVALID_REQUEST", []string{"cells[0].version"}},
		"an id that is none":    {`{"cells":[{"studentId":"me","column":"C1","mark":"19"}]}`, "INVALID_REQUEST", []string{"cells[0].studentId"}},
		"five hundred and more": {`{"cells":[` + strings.TrimSuffix(strings.Repeat(cell+`},`, 501), ",") + `]}`, "INVALID_REQUEST", []string{"cells"}},
	} {
		w.refuses(t, refusal{
			name: name, as: w.Teacher, ask: post("/v1/moudaris/markSheets/"+w.math+":save", []byte(c.body)),
			status: 400, code: "INVALID_ARGUMENT", reason: c.reason, fields: c.fields,
		})
	}
	large := []byte(`{"cells":[],"remarks":[{"text":"` + strings.Repeat("a", 1<<20) + `"}]}`)
	w.refuses(t, refusal{
		name: "too large", as: w.Teacher, ask: post("/v1/moudaris/markSheets/"+w.math+":save", large),
		status: 400, code: "INVALID_ARGUMENT", reason: "BODY_TOO_LARGE",
	})
	w.refuses(t, refusal{
		name: "too large to sign in with", ask: post("/v1/auth/sessions", large),
		status: 400, code: "INVALID_ARGUMENT", reason: "BODY_TOO_LARGE",
	})
}

// text: names and remarks are stored in one form, or refused.
func (w *world) text(t *testing.T) {
	hire := func(ar, latin string) func(stand.Client) stand.Answer {
		return post("/v1/idara/staff", stand.Object{"email": "new@stand.example", "kind": "TEACHER", "name": stand.Object{"ar": ar, "latin": latin}})
	}
	for name, bad := range map[string]string{
		"NUL in a name":            "Ala\u0000mi",
		"a control in a name":      "Ala\u0007mi",
		"a line end in a name":     "Alami\nSalma",
		"an override in a name":    "Alami \u202eamlaS",
		"an isolate in a name":     "Alami \u2067Salma",
		"an embedding in a name":   "\u202bAlami",
		"a character that is none": "Alami\ufffe",
		"a hundred thousand marks": "Alami" + strings.Repeat("\u0301", 100_000),
		"nothing but NUL":          "\u0000",
	} {
		w.refuses(t, refusal{
			name: name, as: w.Office, ask: hire("العلمي سعاد", bad),
			status: 400, code: "INVALID_ARGUMENT", reason: "TEXT_NOT_ALLOWED", fields: []string{"name.latin"},
		})
	}
	w.refuses(t, refusal{
		name: "an override in an Arabic name", as: w.Office, ask: hire("العلمي\u202e سعاد", "Alami Souad"),
		status: 400, code: "INVALID_ARGUMENT", reason: "TEXT_NOT_ALLOWED", fields: []string{"name.ar"},
	})
	t.Run("NUL in a remark", func(t *testing.T) {
		before := w.rows(t)
		a := w.D.As(t, w.Teacher).Post("/v1/moudaris/markSheets/"+w.math+":save", stand.Object{
			"remarks": []stand.Object{{"studentId": w.Pupils[0][0], "text": "bien\u0000", "version": 0}},
		}).OK()
		require.Equal(t, "TEXT_NOT_ALLOWED", a.Text("refused", 0, "reason"))
		w.unchanged(t, before, answered...)
	})
	t.Run("a decomposed name is stored composed", func(t *testing.T) {
		made := hire("العلمي سعاد", "Be\u0301nali Zoe\u0301")(w.D.As(t, w.Office)).OK()
		require.Equal(t, "B\u00e9nali Zo\u00e9", made.Text("staff", "name", "latin"))
		list := w.D.As(t, w.Office).Get("/v1/idara/staff?pageSize=500").OK().List("staff")
		require.Equal(t, "B\u00e9nali Zo\u00e9", stand.Dig(t, stand.Find(t, list, "new@stand.example", "email"), "name", "latin"))
	})
}
