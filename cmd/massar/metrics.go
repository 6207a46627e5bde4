package main

import (
	"context"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"

	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/write"
)

// watch shows a service's pool of connections and the events that wait in its outbox. They are read when somebody
// scrapes; a database that does not answer shows no backlog rather than an old one.
func (p *process) watch(service string, db sqldb.DB) error {
	meter := p.tel.Meter.Meter("massar/cmd")
	connections, err := meter.Int64ObservableGauge("massar.db.connections", metric.WithDescription("Connections of a service's pool by state."))
	if err != nil {
		return err
	}
	waits, err := meter.Int64ObservableCounter("massar.db.waits", metric.WithDescription("How often no connection was free."))
	if err != nil {
		return err
	}
	backlog, err := meter.Int64ObservableGauge("massar.outbox.backlog", metric.WithDescription("Committed events that wait for their number."))
	if err != nil {
		return err
	}
	name := attribute.String("service", service)
	_, err = meter.RegisterCallback(func(ctx context.Context, o metric.Observer) error {
		pool := db.Pool()
		for state, n := range map[string]int64{"in_use": pool.InUse, "idle": pool.Idle, "max": pool.Max} {
			o.ObserveInt64(connections, n, metric.WithAttributes(name, attribute.String("state", state)))
		}
		o.ObserveInt64(waits, pool.Waits, metric.WithAttributes(name))
		if waiting, err := write.Backlog(ctx, db); err == nil {
			o.ObserveInt64(backlog, waiting, metric.WithAttributes(name))
		}
		return nil
	}, connections, waits, backlog)
	return err
}

// watchPasswords counts the passwords that identity has checked: each costs a core twenty milliseconds, and an
// unknown account costs the same as a known one.
func (p *process) watchPasswords() error {
	_, err := p.tel.Meter.Meter("massar/cmd").Int64ObservableCounter("massar.password.checks",
		metric.WithDescription("Passwords checked, those of unknown accounts included."),
		metric.WithInt64Callback(func(_ context.Context, o metric.Int64Observer) error {
			o.Observe(p.identity.PasswordChecks())
			return nil
		}))
	return err
}
