package sqldb_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"

	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/write"
)

func TestSQLiteLeavesSpansWhereSomebodyAsks(t *testing.T) {
	spans := tracetest.NewSpanRecorder()
	db, err := sqldb.Open(t.Context(), sqldb.Config{
		Dir: t.TempDir(), Name: "traced", Tracer: sdktrace.NewTracerProvider(sdktrace.WithSpanProcessor(spans)),
	}, write.Migrations(nil))
	require.NoError(t, err)
	defer db.Close()
	var head int64
	require.NoError(t, db.QueryRow(t.Context(), "SELECT pos FROM outbox_head WHERE id = $1", 1).Scan(&head))
	require.NoError(t, db.InTx(t.Context(), func(ctx context.Context, tx sqldb.Tx) error {
		_, err := tx.Exec(ctx, "UPDATE outbox_head SET pos = pos")
		return err
	}))
	var names []string
	for _, span := range spans.Ended() {
		names = append(names, span.Name())
	}
	require.Equal(t, []string{"query", "transaction"}, names)
}
