package gateway

import (
	"encoding/json"
	"net/http"
	"time"

	"github.com/massar-platform/massar/platform/app"
)

// healthz says that the process answers; it asks nothing of anyone.
func healthz(res *response, _ *http.Request) {
	res.Header().Set("Content-Type", "application/json")
	res.Header()["Cache-Control"] = valueNoStore
	res.buf = append(res.buf, `{"status":"ok"}`...)
}

// readiness is the body of /readyz: the checks, and both clocks, because a shifted
// school clock is not the clock of tokens and certificates.
type readiness struct {
	app.Report
	RealTime   string `json:"realTime"`
	SchoolTime string `json:"schoolTime"`
	SchoolDay  string `json:"schoolDay"`
}

// readyz says whether the process can serve, and what is in its way.
func (g *Gateway) readyz(res *response, r *http.Request) {
	report := g.deps.Ready(r.Context())
	school := g.deps.Clock
	out, err := json.Marshal(readiness{
		Report:     report,
		RealTime:   g.now().Format(time.RFC3339),
		SchoolTime: school.Now().UTC().Format(time.RFC3339),
		SchoolDay:  school.Today(),
	})
	if err != nil {
		res.fail(err)
		return
	}
	res.Header().Set("Content-Type", "application/json")
	res.Header()["Cache-Control"] = valueNoStore
	res.buf = append(res.buf, out...)
	if !report.Ready {
		res.status = http.StatusServiceUnavailable
	}
}
