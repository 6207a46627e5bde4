package mirror

import (
	"cmp"
	"crypto/sha256"
	"encoding/base64"
	"slices"
	"strings"

	"google.golang.org/protobuf/proto"

	"github.com/massar-platform/massar/platform/errs"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

// TagSize is the length of a tag; tags are written one after the other without anything between.
const TagSize = 8

// tagBytes are the bytes of a digest that a tag shows. Among a hundred thousand items 48 bits meet once in sixty
// thousand times, and only within one part would it matter.
const tagBytes = TagSize * 6 / 8

// Item is one item of a document. The type of its value is its kind: in one answer two kinds never share a type.
type Item struct {
	// Tag is set by Seal.
	Tag string
	// Order is the text by which items of a document are sorted.
	Order string
	Value proto.Message
}

// Doc is one document as it is now. One without items is one that is there and empty.
type Doc struct {
	Name  string
	Items []Item
	// Same says that the reader knows it to be as the app holds it, and has not read it.
	Same bool
}

// Part is how the app's copy of a document differs from it.
type Part struct {
	Name string
	// Removed are tags that the app forgets, one after the other.
	Removed string
	// Items are those that it adds.
	Items []Item
}

// Diff is the answer to an app.
type Diff struct {
	// Parts are those that changed, by name.
	Parts []Part
	// Gone are held documents that there are no more, by name.
	Gone []string
	// Stale are documents that could not be read, by name: the app keeps them as they are.
	Stale []string
}

// Seal gives the items of a document their tags: digests of kind, order and value. The bytes of a value are
// deterministic within one build; another build may make other tags, and then an app fetches once more what it has.
func Seal(doc Doc) error {
	for i := range doc.Items {
		item := &doc.Items[i]
		if item.Tag != "" {
			continue
		}
		raw, err := proto.MarshalOptions{Deterministic: true}.Marshal(item.Value)
		if err != nil {
			return errs.E(errs.Internal, errorsv1.Reason_INTERNAL, "encoding an item", err)
		}
		digest := sha256.New()
		for _, text := range []string{string(item.Value.ProtoReflect().Descriptor().FullName()), item.Order} {
			// A zero byte, which neither holds, keeps two texts from running into each other. Hashes do not fail.
			_, _ = digest.Write(append([]byte(text), 0))
		}
		_, _ = digest.Write(raw)
		item.Tag = base64.RawURLEncoding.EncodeToString(digest.Sum(nil)[:tagBytes])
	}
	return nil
}

// Compare gives what an app that holds some parts lacks of sealed documents. What begins with one of the names in
// unread (or is one of them) could not be read: it is neither changed nor taken away.
func Compare(docs []Doc, unread []string, held []*typev1.HeldPart) Diff {
	have := make(map[string]map[string]bool, len(held))
	for _, part := range held {
		tags := have[part.GetName()]
		if tags == nil {
			tags = map[string]bool{}
			have[part.GetName()] = tags
		}
		for text := part.GetTags(); len(text) >= TagSize; text = text[TagSize:] {
			tags[text[:TagSize]] = true
		}
	}
	var out Diff
	there := make(map[string]bool, len(docs))
	for _, doc := range docs {
		there[doc.Name] = true
		tags, known := have[doc.Name]
		if doc.Same {
			continue
		}
		if part := compare(doc, tags); !known || part.Removed != "" || len(part.Items) > 0 {
			out.Parts = append(out.Parts, part)
		}
	}
	named := map[string]bool{}
	for name := range have {
		if there[name] {
			continue
		}
		i := slices.IndexFunc(unread, func(prefix string) bool { return covers(prefix, name) })
		if i < 0 {
			out.Gone = append(out.Gone, name)
			continue
		}
		named[unread[i]] = true
		out.Stale = append(out.Stale, name)
	}
	for _, prefix := range unread {
		if !named[prefix] && !there[prefix] {
			named[prefix] = true
			out.Stale = append(out.Stale, prefix)
		}
	}
	slices.SortFunc(out.Parts, func(a, b Part) int { return cmp.Compare(a.Name, b.Name) })
	slices.Sort(out.Gone)
	slices.Sort(out.Stale)
	return out
}

// compare is the change of one document for an app that holds some tags of it.
func compare(doc Doc, held map[string]bool) Part {
	part := Part{Name: doc.Name}
	now := make(map[string]bool, len(doc.Items))
	for _, item := range doc.Items {
		tag := item.Tag
		if now[tag] {
			continue
		}
		now[tag] = true
		if !held[tag] {
			part.Items = append(part.Items, item)
		}
	}
	var removed []string
	for tag := range held {
		if !now[tag] {
			removed = append(removed, tag)
		}
	}
	slices.Sort(removed)
	part.Removed = strings.Join(removed, "")
	return part
}

// covers says whether a name is meant by another, or begins with it where that ends in a slash.
func covers(prefix, name string) bool {
	return prefix == name || strings.HasSuffix(prefix, "/") && strings.HasPrefix(name, prefix)
}

// Tags are the tags of items, one after the other.
func Tags(items []Item) string {
	var b strings.Builder
	for _, item := range items {
		b.WriteString(item.Tag)
	}
	return b.String()
}

// With is a document with one more item, its head, before all others.
func (d Doc) With(head proto.Message) Doc {
	d.Items = append([]Item{{Value: head}}, d.Items...)
	return d
}
