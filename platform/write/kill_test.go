package write_test

import (
	"context"
	"encoding/hex"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/types/known/structpb"

	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/sqldb/sqldbtest"
	"github.com/massar-platform/massar/platform/write"
)

// The variables that make TestWriteAndDie the body of a child process.
const (
	dieAt  = "MASSAR_TEST_DIE_AT"
	dieURL = "MASSAR_TEST_DIE_URL"
	dieDir = "MASSAR_TEST_DIE_DIR"
)

// die ends this process at once, as kill -9 does.
func die(t *testing.T) {
	t.Helper()
	process, err := os.FindProcess(os.Getpid())
	require.NoError(t, err)
	require.NoError(t, process.Kill())
	<-t.Context().Done()
}

func TestWriteAndDie(t *testing.T) {
	point := os.Getenv(dieAt)
	if point == "" {
		return
	}
	db, err := sqldb.Open(t.Context(), sqldb.Config{Name: "grade", URL: os.Getenv(dieURL), Dir: os.Getenv(dieDir)}, migrations())
	require.NoError(t, err)
	answer, err := write.Do(as(t, "a1", "k1"), db, op("r"), func(ctx context.Context, tx sqldb.Tx) (*structpb.Struct, error) {
		answer, err := effect(ctx, tx)
		if point == "inside" {
			die(t)
		}
		return answer, err
	})
	require.NoError(t, err)
	fmt.Println("answer=" + hex.EncodeToString([]byte(bytesOf(t, answer))))
	die(t)
}

func TestAKilledProcessLeavesOneEffectOrNone(t *testing.T) {
	for _, engine := range sqldbtest.Engines(t) {
		t.Run(string(engine), func(t *testing.T) {
			cfg := sqldbtest.Config(t, engine, "grade")
			require.NoError(t, sqldb.Migrate(t.Context(), cfg, migrations()))
			run := func(point string) string {
				child := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestWriteAndDie$")
				child.Env = append(os.Environ(), dieAt+"="+point, dieURL+"="+cfg.URL, dieDir+"="+cfg.Dir)
				// It always dies by a signal.
				out, err := child.Output()
				require.ErrorContains(t, err, "killed", "%s", out)
				return string(out)
			}
			run("inside")
			db, err := sqldb.Open(t.Context(), cfg, migrations())
			require.NoError(t, err)
			t.Cleanup(db.Close)
			require.Equal(t, 0, count(t, db, "effects")+count(t, db, "idempotency"), "nothing of a write that was cut off")

			_, text, found := strings.Cut(run("after"), "answer=")
			require.True(t, found)
			text, _, _ = strings.Cut(text, "\n")
			first, err := hex.DecodeString(text)
			require.NoError(t, err)
			again, err := write.Do(as(t, "a1", "k1"), db, op("r"), effect)
			require.NoError(t, err)
			require.Equal(t, string(first), bytesOf(t, again), "the answer of the dead process, byte for byte")
			require.Equal(t, 1, count(t, db, "effects"))
		})
	}
}
