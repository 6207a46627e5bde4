package mirror

import (
	"context"
	"slices"
	"sync"

	"golang.org/x/sync/errgroup"
	"google.golang.org/protobuf/proto"

	"github.com/massar-platform/massar/platform/errs"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

// atOnce bounds the sources that are read at the same time for one app.
const atOnce = 8

// Source reads some documents of one place. Part is the name of its document, or with a slash at the end how the names
// of its documents begin.
type Source struct {
	Part string
	Read func(ctx context.Context) ([]Doc, error)
}

// Read is a source of one document: what a call answers, in the shape of a document.
func Read[M any](part string, call func(ctx context.Context) (M, error), shape func(M) Doc) Source {
	return Source{Part: part, Read: func(ctx context.Context) ([]Doc, error) {
		answer, err := call(ctx)
		if err != nil {
			return nil, err
		}
		return []Doc{shape(answer)}, nil
	}}
}

// Whole is the shape of a document of one item.
func Whole[M proto.Message](name string) func(M) Doc {
	return func(value M) Doc { return Doc{Name: name, Items: []Item{{Value: value}}} }
}

// Gathered is what sources gave.
type Gathered struct {
	Docs []Doc
	// Unread are the parts of the sources that were away.
	Unread []string
}

// Add joins what was gathered in two steps.
func (g *Gathered) Add(other Gathered) {
	g.Docs = append(g.Docs, other.Docs...)
	g.Unread = append(g.Unread, other.Unread...)
}

// Gather reads sources, some at once. A source that says that there is nothing has no documents; one that is away or
// fails holds nobody up, and its part counts as unread; one that refuses the caller refuses the whole.
func Gather(ctx context.Context, sources ...Source) (Gathered, error) {
	var out Gathered
	var mu sync.Mutex
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(atOnce)
	for _, source := range sources {
		group.Go(func() error {
			docs, err := source.Read(ctx)
			mu.Lock()
			defer mu.Unlock()
			switch {
			case err == nil:
				out.Docs = append(out.Docs, docs...)
			case refused(err):
				return err
			case !absent(err):
				out.Unread = append(out.Unread, source.Part)
			}
			return nil
		})
	}
	err := group.Wait()
	return out, err
}

// absent says that there is nothing to read, now and for this caller.
func absent(err error) bool {
	return slices.Contains([]errs.Kind{errs.NotFound, errs.FailedPrecondition}, errs.KindOf(err))
}

// refused says that the caller himself is the matter: whoever asked has signed out, or may not ask.
func refused(err error) bool {
	return slices.Contains([]errs.Kind{errs.Unauthenticated, errs.Denied}, errs.KindOf(err))
}

// Diff compares what was gathered with what an app holds.
func (g *Gathered) Diff(held []*typev1.HeldPart) (Diff, error) {
	for _, doc := range g.Docs {
		if err := Seal(doc); err != nil {
			return Diff{}, err
		}
	}
	return Compare(g.Docs, g.Unread, held), nil
}
