package badinput

import (
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/tests/stand"
)

// keys: every write names itself once.
func (w *world) keys(t *testing.T) {
	path := "/v1/moudaris/markSheets/" + w.math + ":save"
	body := func(key, mark string) stand.Object {
		o := stand.Object{"cells": []stand.Object{stand.Cell(w.Pupils[0][5], "C2", mark, 0)}}
		if key != "" {
			o["idempotencyKey"] = key
		}
		return o
	}
	used := uuid.NewString()
	first := w.D.As(t, w.Teacher).Post(path, body("", "10"), stand.Key(used)).OK()
	good := stand.ClassList(stand.SchoolName, "E", []int{8, 3, 3})
	w.refuses(
		t,
		refusal{
			name: "missing", as: w.Teacher, ask: post(path, body("", "11"), stand.Key("")),
			status: 400, code: "INVALID_ARGUMENT", reason: "IDEMPOTENCY_KEY_REQUIRED",
		},
		refusal{
			name: "missing on an upload", as: w.Office, ask: post("/v1/idara/imports?kind=CLASS_LIST", good, stand.Key("")),
			status: 400, code: "INVALID_ARGUMENT", reason: "IDEMPOTENCY_KEY_REQUIRED",
		},
		refusal{
			name: "missing on a removal", as: w.Father,
			ask: func(c stand.Client) stand.Answer {
				return c.Delete("/v1/waliye/children/"+w.Pupils[0][0], stand.Key(""))
			},
			status: 400, code: "INVALID_ARGUMENT", reason: "IDEMPOTENCY_KEY_REQUIRED",
		},
		refusal{
			name: "reused with another body", as: w.Teacher, ask: post(path, body("", "12"), stand.Key(used)),
			status: 400, code: "FAILED_PRECONDITION", reason: "IDEMPOTENCY_KEY_REUSED",
		},
		refusal{
			name: "different in header and body", as: w.Teacher, ask: post(path, body(uuid.NewString(), "12"), stand.Key(uuid.NewString())),
			status: 400, code: "INVALID_ARGUMENT", reason: "IDEMPOTENCY_KEY_MISMATCH",
		},
		refusal{
			name: "not a UUID", as: w.Teacher, ask: post(path, body("", "12"), stand.Key("again")),
			status: 400, code: "INVALID_ARGUMENT", reason: "INVALID_REQUEST", fields: []string{"idempotencyKey"},
		},
	)
	t.Run("the same again is the same answer", func(t *testing.T) {
		before := w.rows(t)
		for _, again := range []stand.Answer{
			w.D.As(t, w.Teacher).Post(path, body("", "10"), stand.Key(used)).OK(),
			w.D.As(t, w.Teacher).Post(path, body(used, "10"), stand.Key("")).OK(),
			w.D.As(t, w.Teacher).Post(path, body(used, "10"), stand.Key(used)).OK(),
		} {
			require.Equal(t, string(first.Raw), string(again.Raw))
		}
		w.unchanged(t, before)
	})
	t.Run("another's key is no key of mine", func(t *testing.T) {
		sheet := "/v1/moudaris/markSheets/" + w.waiting + ":save"
		w.D.As(t, w.Colleague).Post(sheet, body("", "10"), stand.Key(used)).Fails(400, "FAILED_PRECONDITION", "MARK_SHEET_VALIDATED")
	})
}
