package changes

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"slices"
	"strings"
	"sync"

	"google.golang.org/grpc"

	"github.com/massar-platform/massar/platform/errs"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

// Page is one answer of a source, or of all of them together.
type Page struct {
	Changes []*typev1.Change
	// Cursor is what the next question begins with.
	Cursor string
	// More waits behind this page.
	More bool
}

// Source is one service that tells changes; Name stands in the cursor and never changes.
type Source struct {
	Name string
	// Since gives what changed since a cursor of this source; an empty one means from now.
	Since func(ctx context.Context, cursor string) (Page, error)
}

// maxCursor bounds what is decoded.
const maxCursor = 2048

// Merge asks every source at once and gives their changes, oldest first. A source
// that is away keeps its place in the cursor and is asked again next time: the
// others are not held up. It fails with PAGE_TOKEN_INVALID for a cursor that is
// none, and with the error of a source that refuses, or that is away at the start.
func Merge(ctx context.Context, cursor string, sources ...Source) (Page, error) {
	places, err := parse(cursor)
	if err != nil {
		return Page{}, err
	}
	pages, failed := make([]Page, len(sources)), make([]error, len(sources))
	var asked sync.WaitGroup
	for i, source := range sources {
		asked.Go(func() { pages[i], failed[i] = source.Since(ctx, places[source.Name]) })
	}
	asked.Wait()
	var out Page
	answered := 0
	for i, source := range sources {
		if failed[i] != nil {
			if places[source.Name] == "" || !away(failed[i]) {
				return Page{}, failed[i]
			}
			continue
		}
		answered++
		places[source.Name] = pages[i].Cursor
		out.Changes = append(out.Changes, pages[i].Changes...)
		out.More = out.More || pages[i].More
	}
	if answered == 0 && len(sources) > 0 {
		return Page{}, failed[0]
	}
	slices.SortStableFunc(out.Changes, func(a, b *typev1.Change) int { return strings.Compare(a.GetAt(), b.GetAt()) })
	encoded, err := json.Marshal(places)
	if err != nil {
		return Page{}, err
	}
	out.Cursor = base64.RawURLEncoding.EncodeToString(encoded)
	return out, nil
}

// away says whether an error is about the service and not about the question.
func away(err error) bool {
	kind := errs.KindOf(err)
	return kind == errs.Unavailable || kind == errs.DeadlineExceeded
}

func parse(cursor string) (map[string]string, error) {
	places := map[string]string{}
	if cursor == "" {
		return places, nil
	}
	err := errs.E(errs.Invalid, errorsv1.Reason_PAGE_TOKEN_INVALID, "reading a cursor", nil,
		errs.Field("cursor", errorsv1.Reason_PAGE_TOKEN_INVALID))
	if len(cursor) > maxCursor {
		return nil, err
	}
	text, fault := base64.RawURLEncoding.DecodeString(cursor)
	if fault != nil || json.Unmarshal(text, &places) != nil || len(places) == 0 {
		return nil, err
	}
	return places, nil
}

// answer is what every service's ListChanges gives.
type answer interface {
	GetChanges() []*typev1.Change
	GetCursor() string
	GetMore() bool
}

// From makes a source of a service's ListChanges.
func From[Req any, Res answer](name string, call func(context.Context, Req, ...grpc.CallOption) (Res, error), request func(cursor string) Req) Source {
	return Source{Name: name, Since: func(ctx context.Context, cursor string) (Page, error) {
		out, err := call(ctx, request(cursor))
		if err != nil {
			return Page{}, err
		}
		return Page{Changes: out.GetChanges(), Cursor: out.GetCursor(), More: out.GetMore()}, nil
	}}
}
