package timetable_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/cache"
	"github.com/massar-platform/massar/platform/cache/cachetest"
	"github.com/massar-platform/massar/platform/ids"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
)

// TestWeekOfAGroupThatIsNotThere says that a text that names no group of the class is no week, and nothing is kept of it.
func TestWeekOfAGroupThatIsNotThere(t *testing.T) {
	withRedis(t, func(w *world, r *cachetest.Redis, at cache.Config) {
		p := w.start(at).ready()
		for _, c := range []struct {
			class, group string
			want         errorsv1.Reason
		}{
			{w.a, "G3", errorsv1.Reason_GROUP_NOT_FOUND},
			{w.a, "*", errorsv1.Reason_GROUP_NOT_FOUND},
			{w.a, "g1", errorsv1.Reason_GROUP_NOT_FOUND},
			{w.b, "G1", errorsv1.Reason_GROUP_NOT_FOUND},
			{ids.InSchool(gresa), "G1", errorsv1.Reason_CLASS_NOT_FOUND},
			{w.c, "G1", errorsv1.Reason_CLASS_NOT_FOUND},
		} {
			_, err := p.idara.GetClassWeek(p.as(w.office), &timetablev1.GetClassWeekRequest{ClassId: c.class, Group: c.group, Week: week})
			requireReason(w, c.want, err)
		}
		require.Empty(w, r.All())
		require.Len(w, p.classWeek(w.a, "G1", week).GetLessons(), 12)
		require.Len(w, r.All(), 1)
	})
}
