package app

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"time"
)

// checkLimit is how long one component may think about its readiness.
const checkLimit = time.Second

// Report says whether the process can serve, and what is in its way.
type Report struct {
	Ready  bool    `json:"ready"`
	Checks []Check `json:"checks"`
}

// Check is the readiness of one component.
type Check struct {
	Name   string `json:"name"`
	Ready  bool   `json:"ready"`
	Reason string `json:"reason,omitempty"`
}

// Report asks every component. It answers within about a second even when one hangs.
func (g *Group) Report(ctx context.Context) Report {
	ctx, cancel := context.WithTimeout(ctx, checkLimit)
	defer cancel()

	g.mu.Lock()
	parts := g.parts
	states := make([]state, len(parts))
	for i, p := range parts {
		states[i] = p.state
	}
	g.mu.Unlock()

	report := Report{Ready: len(parts) > 0, Checks: make([]Check, len(parts))}
	answers := make([]chan error, len(parts))
	for i, p := range parts {
		report.Checks[i] = Check{Name: p.Name, Ready: true}
		if states[i] == running && p.Ready != nil {
			answers[i] = make(chan error, 1)
			go func() { answers[i] <- p.Ready(ctx) }()
		}
	}
	for i := range parts {
		if err := verdict(ctx, states[i], answers[i]); err != nil {
			report.Ready = false
			report.Checks[i].Ready, report.Checks[i].Reason = false, err.Error()
		}
	}
	return report
}

func verdict(ctx context.Context, s state, answer <-chan error) error {
	switch {
	case s == waiting:
		return fmt.Errorf("not started yet")
	case s == draining:
		return fmt.Errorf("stopping")
	case s == failed:
		return fmt.Errorf("failed")
	case answer == nil:
		return nil
	}
	select {
	case err := <-answer:
		return err
	case <-ctx.Done():
		select {
		case err := <-answer: // it had answered while an earlier one was waited for
			return err
		default:
		}
		return fmt.Errorf("did not answer within %s", checkLimit)
	}
}

// ReadyHandler serves Report as JSON: 200 when ready, 503 when not.
func (g *Group) ReadyHandler() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		report := g.Report(r.Context())
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Cache-Control", "no-store")
		if !report.Ready {
			w.WriteHeader(http.StatusServiceUnavailable)
		}
		// The client has gone when this fails; there is nobody left to tell.
		_ = json.NewEncoder(w).Encode(report)
	})
}
