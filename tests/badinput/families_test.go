package badinput

import (
	"database/sql"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/tests/stand"
)

// nowhere is an id that nothing has.
const nowhere = "01a208a9-cd8c-7b2b-ad75-bd59c3aab372"

func (w *world) families(t *testing.T) {
	child := func(student string) func(stand.Client) stand.Answer {
		return get("/v1/waliye/children/" + student + "/marks?semester=1")
	}
	w.D.As(t, w.Father).Get("/v1/waliye/children/" + w.Pupils[0][0] + "/marks?semester=1").OK()
	w.refuses(
		t,
		refusal{name: "someone else's child", as: w.Father, ask: child(w.Pupils[1][0]), status: 404, code: "NOT_FOUND", reason: "STUDENT_NOT_FOUND"},
		refusal{name: "no child of anybody", as: w.Father, ask: child(nowhere), status: 404, code: "NOT_FOUND", reason: "STUDENT_NOT_FOUND"},
		refusal{
			name: "a child that is no id", as: w.Father, ask: child("1"),
			status: 400, code: "INVALID_ARGUMENT", reason: "INVALID_REQUEST", fields: []string{"studentId"},
		},
		refusal{
			name: "unlinking someone else's child", as: w.Father,
			ask:    func(c stand.Client) stand.Answer { return c.Delete("/v1/waliye/children/" + w.Pupils[1][0]) },
			status: 404, code: "NOT_FOUND", reason: "GUARDIAN_LINK_NOT_FOUND",
		},
	)
	t.Run("custody denied", w.custody)
	w.codes(t)
}

// custody: a deny beats the link, within five seconds, and looks like no child at all. Tokens of the time
// before the decision are dead; the session goes on with the next one.
func (w *world) custody(t *testing.T) {
	marks := "/v1/waliye/children/" + w.Pupils[0][0] + "/marks?semester=1"
	office := w.D.As(t, w.Office)
	list := office.Get("/v1/idara/students/" + w.Pupils[0][0] + "/guardians").OK().List("guardians")
	mother := stand.Find(t, list, "MOTHER", "relation")["guardianId"].(string)
	decide := "/v1/idara/students/" + w.Pupils[0][0] + "/guardians/" + mother + "/custody"
	w.D.As(t, w.Mother).Get(marks).OK()

	office.Put(decide, stand.Object{"denied": true, "reason": "décision du juge"}).OK()
	require.Eventually(t, func() bool { return w.D.As(t, w.Mother).Get(marks).Status == 401 }, 5*time.Second, 20*time.Millisecond)
	w.Mother = w.D.Renew(t, w.Mother)
	for _, path := range []string{"marks", "home", "path"} {
		w.refuses(t, refusal{
			name: path, as: w.Mother, ask: get("/v1/waliye/children/" + w.Pupils[0][0] + "/" + path),
			status: 404, code: "NOT_FOUND", reason: "STUDENT_NOT_FOUND",
		})
	}
	denied := w.D.As(t, w.Mother).Get(marks)
	absent := w.D.As(t, w.Mother).Get("/v1/waliye/children/" + nowhere + "/marks?semester=1")
	require.JSONEq(t, withoutID(t, absent), withoutID(t, denied))
	w.D.As(t, w.Mother).Get("/v1/waliye/children/" + w.Pupils[0][1] + "/marks?semester=1").OK()

	office.Put(decide, stand.Object{"denied": false, "reason": "décision levée"}).OK()
	require.Eventually(t, func() bool { return w.D.As(t, w.Mother).Get(marks).Status == 401 }, 5*time.Second, 20*time.Millisecond)
	w.Mother = w.D.Renew(t, w.Mother)
	w.D.As(t, w.Mother).Get(marks).OK()
}

// codes: what is printed works once, in time, and for who holds the paper.
func (w *world) codes(t *testing.T) {
	activate := func(code, password string) func(stand.Client) stand.Answer {
		return post("/v1/auth/accounts:activate", stand.Object{"activationCode": code, "password": password})
	}
	used := w.Issue(t, w.Pupils[0][2], "SELF", "")
	w.D.Activate(t, "moutamadris", used, "oued-sebou-1912")
	fresh := w.Issue(t, w.Pupils[0][3], "SELF", "")
	expired := w.Issue(t, w.Pupils[0][4], "SELF", "")
	w.expire(t, w.Pupils[0][4])
	taken := w.Issue(t, w.Pupils[0][2], "FATHER", "")
	w.D.As(t, w.Father).Post("/v1/waliye/children:link", stand.Object{"activationCode": taken}).OK()
	w.refuses(
		t,
		refusal{
			name: "activation code used", ask: activate(used, "oued-sebou-1913"),
			status: 400, code: "FAILED_PRECONDITION", reason: "ACTIVATION_CODE_USED", counts: tried,
		},
		refusal{
			name: "activation code expired", ask: activate(expired, "oued-sebou-1913"),
			status: 400, code: "FAILED_PRECONDITION", reason: "ACTIVATION_CODE_EXPIRED", counts: tried,
		},
		refusal{
			name: "activation code that was never printed", ask: activate("00000-00000-000", "oued-sebou-1913"),
			status: 400, code: "INVALID_ARGUMENT", reason: "ACTIVATION_CODE_INVALID", counts: tried,
		},
		refusal{
			name: "activation code that is none", ask: activate("hello", "oued-sebou-1913"),
			status: 400, code: "INVALID_ARGUMENT", reason: "ACTIVATION_CODE_INVALID", counts: tried,
		},
		refusal{
			name: "password that is the own code", ask: activate(fresh, w.Codes[0][3]),
			status: 400, code: "INVALID_ARGUMENT", reason: "PASSWORD_TOO_WEAK", fields: []string{"password"}, counts: tried,
		},
		refusal{
			name: "linking with a code used before", as: w.Mother, ask: post("/v1/waliye/children:link", stand.Object{"activationCode": taken}),
			status: 400, code: "FAILED_PRECONDITION", reason: "ACTIVATION_CODE_USED", counts: tried,
		},
	)
	w.D.Activate(t, "moutamadris", fresh, "oued-sebou-1914")
}

// expire lets the days of a student's code pass.
func (w *world) expire(t *testing.T, student string) {
	t.Helper()
	w.change(t, "identity", `UPDATE activation_codes SET expires_at = 1 WHERE student_id = ?`, student)
}

// change alters the tables of a service as no RPC can.
func (w *world) change(t *testing.T, service, statement string, args ...any) {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(w.D.Data, service+".db")+"?_pragma=busy_timeout(5000)")
	require.NoError(t, err)
	defer db.Close()
	done, err := db.Exec(statement, args...)
	require.NoError(t, err)
	n, err := done.RowsAffected()
	require.NoError(t, err)
	require.Positive(t, n)
}
