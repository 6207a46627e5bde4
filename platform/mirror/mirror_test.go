package mirror_test

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/mirror"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

// phone is what an app holds: tags by part.
type phone map[string]map[string]bool

func (p phone) held(r *rand.Rand) []*typev1.HeldPart {
	var held []*typev1.HeldPart
	for name, tags := range p {
		list := slices.Collect(maps.Keys(tags))
		r.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
		held = append(held, &typev1.HeldPart{Name: name, Tags: strings.Join(list, "")})
	}
	return held
}

// apply does what an app does with an answer, and no more.
func (p phone) apply(t *testing.T, d mirror.Diff) {
	t.Helper()
	for _, part := range d.Parts {
		tags := p[part.Name]
		if tags == nil {
			tags = map[string]bool{}
			p[part.Name] = tags
		}
		for text := part.Removed; text != ""; text = text[mirror.TagSize:] {
			require.True(t, tags[text[:mirror.TagSize]], "only what is held is removed")
			delete(tags, text[:mirror.TagSize])
		}
		for _, item := range part.Items {
			require.False(t, tags[item.Tag], "what is held is not sent")
			tags[item.Tag] = true
		}
	}
	for _, name := range d.Gone {
		require.Contains(t, p, name)
		delete(p, name)
	}
}

// world makes documents at random, of few names and few contents, so that states meet.
func world(r *rand.Rand) []mirror.Doc {
	var docs []mirror.Doc
	for _, name := range []string{"me", "marks/2026-2027/1", "marks/2026-2027/2", "week/2026-W48", "absences"} {
		if r.IntN(4) == 0 {
			continue
		}
		doc := mirror.Doc{Name: name}
		for range r.IntN(6) {
			item := mirror.Item{Order: mirror.Place(r.IntN(3)), Value: &typev1.Subject{Code: fmt.Sprint(r.IntN(4))}}
			if r.IntN(3) == 0 {
				item.Value = &typev1.Name{Ar: fmt.Sprint(r.IntN(4))}
			}
			doc.Items = append(doc.Items, item)
		}
		docs = append(docs, doc)
	}
	return docs
}

func state(docs []mirror.Doc) phone {
	p := phone{}
	for _, doc := range docs {
		p[doc.Name] = map[string]bool{}
		for _, item := range doc.Items {
			p[doc.Name][item.Tag] = true
		}
	}
	return p
}

// From whatever an app holds, one answer brings it to what there is, and the next one is empty.
func TestAnyTwoStates(t *testing.T) {
	for seed := range uint64(3000) {
		r := rand.New(rand.NewPCG(seed, 4))
		before, now := mirror.Gathered{Docs: world(r)}, mirror.Gathered{Docs: world(r)}
		app := phone{}
		for _, docs := range []mirror.Gathered{before, now} {
			d, err := docs.Diff(app.held(r))
			require.NoError(t, err)
			app.apply(t, d)
			require.Empty(t, d.Stale)
			require.Equal(t, state(docs.Docs), app, "seed %d", seed)
			for _, part := range d.Parts {
				require.False(t, part.Removed == "" && len(part.Items) == 0 && len(app[part.Name]) > 0, "seed %d: nothing changed in %s", seed, part.Name)
			}
			again, err := docs.Diff(app.held(r))
			require.NoError(t, err)
			require.Empty(t, again.Parts, "seed %d", seed)
			require.Empty(t, again.Gone)
		}
	}
}

// What could not be read stays, whatever else changes; what could be read is brought up to date all the same.
func TestWhatIsAwayStays(t *testing.T) {
	for seed := range uint64(2000) {
		r := rand.New(rand.NewPCG(seed, 5))
		before := mirror.Gathered{Docs: world(r)}
		app := phone{}
		d, err := before.Diff(nil)
		require.NoError(t, err)
		app.apply(t, d)
		kept := app["marks/2026-2027/1"]

		now := mirror.Gathered{Docs: slices.DeleteFunc(world(r), func(doc mirror.Doc) bool { return strings.HasPrefix(doc.Name, "marks/") }), Unread: []string{"marks/"}}
		d, err = now.Diff(app.held(r))
		require.NoError(t, err)
		want := state(now.Docs)
		for _, name := range []string{"marks/2026-2027/1", "marks/2026-2027/2"} {
			if tags, held := app[name]; held {
				want[name] = tags
				require.Contains(t, d.Stale, name)
			}
		}
		app.apply(t, d)
		require.Equal(t, want, app, "seed %d", seed)
		require.Equal(t, kept, app["marks/2026-2027/1"])
		require.NotEmpty(t, d.Stale, "what was never held is named by how it begins")
	}
}

func TestTagsTellApart(t *testing.T) {
	tag := func(item mirror.Item) string {
		doc := mirror.Doc{Name: "x", Items: []mirror.Item{item}}
		require.NoError(t, mirror.Seal(doc))
		require.Regexp(t, `^[A-Za-z0-9_-]{8}$`, doc.Items[0].Tag)
		return doc.Items[0].Tag
	}
	seen := map[string]mirror.Item{}
	for _, item := range []mirror.Item{
		{Value: &typev1.Subject{}}, {Value: &typev1.Name{}}, {Order: "0", Value: &typev1.Name{}},
		{Value: &typev1.Subject{Code: "a"}}, {Value: &typev1.Name{Ar: "a"}}, {Value: &typev1.Name{Latin: "a"}}, {Order: "a", Value: &typev1.Name{}},
	} {
		require.NotContains(t, seen, tag(item))
		seen[tag(item)] = item
		require.Equal(t, tag(item), tag(item))
	}
}

func TestHeldTwiceAndHeldNonsense(t *testing.T) {
	now := mirror.Gathered{Docs: []mirror.Doc{mirror.List("classes", []*typev1.Name{{Ar: "a"}, {Ar: "b"}})}}
	d, err := now.Diff(nil)
	require.NoError(t, err)
	tags := mirror.Tags(d.Parts[0].Items)
	d, err = now.Diff([]*typev1.HeldPart{
		{Name: "classes", Tags: tags[:8]}, {Name: "classes", Tags: "AAAAAAAA" + tags[8:]}, {Name: "x/../y", Tags: ""}, {Name: "classes/", Tags: tags},
	})
	require.NoError(t, err)
	require.Equal(t, []mirror.Part{{Name: "classes", Removed: "AAAAAAAA"}}, d.Parts)
	require.Equal(t, []string{"classes/", "x/../y"}, d.Gone)
}

// An empty document is not one that there is not.
func TestEmptyDocuments(t *testing.T) {
	now := mirror.Gathered{Docs: []mirror.Doc{{Name: "absences"}}}
	d, err := now.Diff(nil)
	require.NoError(t, err)
	require.Equal(t, []mirror.Part{{Name: "absences"}}, d.Parts)
	d, err = now.Diff([]*typev1.HeldPart{{Name: "absences"}})
	require.NoError(t, err)
	require.Empty(t, d.Parts)
	require.Empty(t, d.Gone)
}

func TestOrdersSortAsTheListDoes(t *testing.T) {
	var up, down mirror.Orders
	var ups, downs []string
	for _, key := range []string{"202611230830", "202611230830", "202611230930", "202611240830"} {
		ups = append(ups, up.Up(key))
	}
	for range 200 {
		ups = append(ups, up.Up("202611250830"))
	}
	for _, key := range []string{"20261124", "20261123", "20261123", "20260901", ""} {
		downs = append(downs, down.Down(key))
	}
	require.IsIncreasing(t, ups)
	require.Equal(t, []string{"79738875", "79738876", "79738876a1", "79739098", ""}, downs, "what has no date is sorted by whoever lists it")
	require.IsIncreasing(t, downs[:4])

}

// One who joins in the middle changes nobody else's item; those who left stand behind, with numbers of their own.
func TestNumberedLists(t *testing.T) {
	doc := func(numbers ...int32) map[string]string {
		var students []*typev1.Student
		for _, n := range numbers {
			students = append(students, &typev1.Student{Number: n, MassarCode: fmt.Sprint(n)})
		}
		d := mirror.Numbered("class/x/students", students, (*typev1.Student).GetNumber)
		require.NoError(t, mirror.Seal(d))
		orders, tags := []string{}, map[string]string{}
		for _, item := range d.Items {
			orders = append(orders, item.Order)
			tags[item.Tag] = item.Order
		}
		require.IsIncreasing(t, orders)
		return tags
	}
	before, after := doc(1, 2, 40, 3, 7), doc(1, 2, 5, 40, 3, 7)
	require.Len(t, after, 6)
	for tag, order := range before {
		require.Equal(t, order, after[tag])
	}
}

func TestGather(t *testing.T) {
	read := func(part string, err error) mirror.Source {
		return mirror.Read(part, func(context.Context) (*typev1.Name, error) { return &typev1.Name{}, err }, mirror.Whole[*typev1.Name](part))
	}
	failure := func(kind errs.Kind, reason errorsv1.Reason) error { return errs.E(kind, reason, "reading", nil) }
	got, err := mirror.Gather(t.Context(),
		read("a", nil),
		read("b", failure(errs.NotFound, errorsv1.Reason_NOT_FOUND)),
		read("c", failure(errs.Unavailable, errorsv1.Reason_UNAVAILABLE)),
		read("d", failure(errs.DeadlineExceeded, errorsv1.Reason_DEADLINE_EXCEEDED)),
		read("e", failure(errs.Internal, errorsv1.Reason_INTERNAL)),
		read("f", failure(errs.Invalid, errorsv1.Reason_INVALID_REQUEST)),
	)
	require.NoError(t, err)
	require.Len(t, got.Docs, 1)
	require.Equal(t, "a", got.Docs[0].Name)
	require.ElementsMatch(t, []string{"c", "d", "e", "f"}, got.Unread, "nothing of it may be taken for gone")

	for _, kind := range []errs.Kind{errs.Unauthenticated, errs.Denied} {
		_, err = mirror.Gather(t.Context(), read("a", nil), read("b", failure(kind, errorsv1.Reason_UNAUTHENTICATED)))
		require.Equal(t, kind, errs.KindOf(err))
	}
}

// In each year the app keeps both semesters; one that is not there is none, one that is away leaves the year unread.
func TestYear(t *testing.T) {
	ask := func(today int32, other error) ([]mirror.Doc, error) {
		return mirror.Year("child/x/", func(year string, semester int32) (*typev1.StudentMarks, error) {
			if year == "" {
				return &typev1.StudentMarks{SchoolYear: "2026-2027", Semester: today}, nil
			}
			return &typev1.StudentMarks{SchoolYear: year, Semester: semester}, other
		})
	}
	for today, names := range map[int32][]string{1: {"child/x/marks/2026-2027/1", "child/x/marks/2026-2027/2"}, 2: {"child/x/marks/2026-2027/2", "child/x/marks/2026-2027/1"}} {
		docs, err := ask(today, nil)
		require.NoError(t, err)
		require.Equal(t, names, []string{docs[0].Name, docs[1].Name})
	}
	docs, err := ask(1, errs.E(errs.NotFound, errorsv1.Reason_MARKS_NOT_FOUND, "reading", nil))
	require.NoError(t, err)
	require.Len(t, docs, 1)
	_, err = ask(1, errs.E(errs.Unavailable, errorsv1.Reason_UNAVAILABLE, "reading", nil))
	require.Error(t, err)
}
