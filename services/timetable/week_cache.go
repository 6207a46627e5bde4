package timetable

import (
	"context"
	"encoding/binary"
	"errors"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"google.golang.org/protobuf/proto"

	"github.com/massar-platform/massar/platform/cache"
	"github.com/massar-platform/massar/platform/localtext"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

const (
	// weekSchema is the version of what a cached week is: raise it with every change of
	// the encoding, of typev1.Week, or of how a week is made.
	weekSchema = 1
	// weekLife is how long a week is kept in Redis, and weekLocalLife in the process. Both
	// only bound memory: a new version of a timetable is a new key.
	weekLife      = 2 * time.Hour
	weekLocalLife = 15 * time.Minute
	// weekLocalSize bounds the weeks that a process keeps; one takes about 6 kB.
	weekLocalSize = 4096
)

// The views of a week.
const (
	viewClass = "class"
	viewStaff = "staff"
	viewRoom  = "room"
)

// wholeClass stands for a class with all its groups.
const wholeClass = "*"

// weekView says which lessons of which week are shown, in which language.
type weekView struct {
	school string
	kind   string
	// id is the class, the teacher or the room.
	id string
	// groups narrow a class: wholeClass, or the groups that are shown beside the lessons of
	// the whole class, in order.
	groups string
	week   string
	lang   localtext.Lang
}

// groupsKey names the groups that are shown; no groups are the lessons of the whole
// class only.
func groupsKey(groups []string) string {
	if len(groups) == 0 {
		return ""
	}
	names := make([]string, len(groups))
	for i, name := range groups {
		names[i] = url.QueryEscape(name)
	}
	slices.Sort(names)
	return strings.Join(names, ",")
}

// shows says whether a lesson of a group belongs to the view.
func (v weekView) shows(group string) bool {
	if group == "" || v.groups == wholeClass {
		return true
	}
	return slices.Contains(strings.Split(v.groups, ","), url.QueryEscape(group))
}

// key names what is shown, as of a version and by these reference data: nothing else
// decides what a week is, so everybody with the same key may see the same bytes.
func (v weekView) key(version int64, data string) string {
	return strconv.FormatInt(version, 10) + "|" + v.kind + "|" + url.QueryEscape(v.id) + "|" + v.groups + "|" + v.week + "|" +
		string(v.lang) + "|" + data
}

// scope is the school: it names who may see the value. Officers and offices of other
// schools are turned away before the cache is asked.
func (v weekView) scope() string { return "school:" + v.school }

// cachedWeek is an encoded week with the name of what it is, because a stored value
// may lie under a key that is not its own.
type cachedWeek struct {
	scope, key string
	body       []byte
}

var errNotAWeek = errors.New("timetable: not a cached week")

func encodeWeek(w cachedWeek) ([]byte, error) {
	out := make([]byte, 0, len(w.scope)+len(w.key)+len(w.body)+2*binary.MaxVarintLen32)
	out = binary.AppendUvarint(out, uint64(len(w.scope)))
	out = append(out, w.scope...)
	out = binary.AppendUvarint(out, uint64(len(w.key)))
	out = append(out, w.key...)
	return append(out, w.body...), nil
}

// decodeWeek reads a stored value. The week itself is decoded once, to see that it is one.
func decodeWeek(raw []byte) (cachedWeek, error) {
	w, texts := cachedWeek{}, [2]string{}
	for i := range texts {
		size, n := binary.Uvarint(raw)
		if n <= 0 || size > uint64(len(raw)-n) {
			return w, errNotAWeek
		}
		texts[i], raw = string(raw[n:n+int(size)]), raw[n+int(size):]
	}
	w.scope, w.key, w.body = texts[0], texts[1], raw
	week := &typev1.Week{}
	if err := proto.Unmarshal(raw, week); err != nil {
		return w, errNotAWeek
	}
	if parts := strings.Split(w.key, "|"); len(parts) != 7 || parts[4] != week.GetWeek() || len(week.GetDays()) != 7 {
		return w, errNotAWeek
	}
	return w, nil
}

func newWeekCache(c *cache.Cache) (*cache.Tiered[cachedWeek], error) {
	return cache.NewTiered(c, cache.TieredConfig[cachedWeek]{
		Name: "timetable.week", Schema: weekSchema, TTL: weekLife, LocalTTL: weekLocalLife, LocalSize: weekLocalSize,
		Encode: encodeWeek, Decode: decodeWeek,
	})
}

// week gives the encoded week of a view from the nearest tier. The caller may see it.
func (s *Service) week(ctx context.Context, v weekView) ([]byte, error) {
	version, err := s.versionOf(ctx, v.school)
	if err != nil {
		return nil, err
	}
	scope, key := v.scope(), v.key(version.Version, s.data)
	load := func(ctx context.Context) (cachedWeek, error) {
		body, err := s.loadWeek(ctx, v, version.Version)
		return cachedWeek{scope: scope, key: key, body: body}, err
	}
	w, err := s.weeks.Get(ctx, scope, key, load)
	if err != nil {
		return nil, err
	}
	if w.scope != scope || w.key != key {
		// Somebody has put another value here and sealed it as this one.
		s.weeks.Invalidate(ctx, scope, key)
		if w, err = load(ctx); err != nil {
			return nil, err
		}
	}
	return w.body, nil
}
