package sqldb

import (
	"context"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/trace"
)

// traced gives SQLite the spans that pgx gives PostgreSQL: the text of a statement, never its parameters. A
// transaction is one span; its statements are inside it in the process and not worth one each.
type traced struct {
	DB
	tracer trace.Tracer
}

func withSpans(db DB, provider trace.TracerProvider) DB {
	return &traced{DB: db, tracer: provider.Tracer("massar/sqldb")}
}

func (d *traced) start(ctx context.Context, name, sql string) (context.Context, trace.Span) {
	attributes := []attribute.KeyValue{attribute.String("db.system.name", "sqlite")}
	if sql != "" {
		attributes = append(attributes, attribute.String("db.query.text", sql))
	}
	return d.tracer.Start(ctx, name, trace.WithSpanKind(trace.SpanKindClient), trace.WithAttributes(attributes...))
}

func (d *traced) Query(ctx context.Context, sql string, args ...any) (Rows, error) {
	ctx, span := d.start(ctx, "query", sql)
	defer span.End()
	return d.DB.Query(ctx, sql, args...)
}

func (d *traced) QueryRow(ctx context.Context, sql string, args ...any) Row {
	ctx, span := d.start(ctx, "query", sql)
	defer span.End()
	return d.DB.QueryRow(ctx, sql, args...)
}

func (d *traced) InTx(ctx context.Context, fn func(ctx context.Context, tx Tx) error) error {
	ctx, span := d.start(ctx, "transaction", "")
	defer span.End()
	return d.DB.InTx(ctx, fn)
}
