package arch

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/reflect/protoregistry"

	"github.com/massar-platform/massar/platform/mirror"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

// mirror.Answer writes the answers of all audiences by the names of their fields, which no compiler looks at. What it
// writes is what these are, of the answer, its parts and their items.
var syncForms = map[string]map[string]string{
	"":       {"school_time": "string", "gone": "strings", "stale": "strings", "parts": "messages"},
	"/parts": {"name": "string", "removed": "string", "items": "messages"},
	"/items": {"tag": "string", "order": "string"},
}

// formOf says what kind of field it is, in the words above.
func formOf(field protoreflect.FieldDescriptor) string {
	form := field.Kind().String()
	if field.IsMap() {
		return "map"
	}
	if field.IsList() {
		form += "s"
	}
	return form
}

func TestEveryAnswerOfSyncCanBeWritten(t *testing.T) {
	audiences := 0
	for name, m := range methods(t) {
		if m.desc.Name() != "Sync" {
			continue
		}
		audiences++
		t.Run(name, func(t *testing.T) {
			answer := m.desc.Output()
			parts := answer.Fields().ByName("parts")
			require.NotNil(t, parts, "parts")
			items := parts.Message().Fields().ByName("items")
			require.NotNil(t, items, "items")
			for form, message := range map[string]protoreflect.MessageDescriptor{"": answer, "/parts": parts.Message(), "/items": items.Message()} {
				for field, kind := range syncForms[form] {
					found := message.Fields().ByName(protoreflect.Name(field))
					require.NotNilf(t, found, "%s has no %s", message.FullName(), field)
					require.Equal(t, kind, formOf(found), found.FullName())
					require.Nil(t, found.ContainingOneof(), found.FullName())
				}
				for i := range message.Fields().Len() {
					field := message.Fields().Get(i)
					if of := field.ContainingOneof(); of == nil || of.Name() != "value" {
						require.Containsf(t, syncForms[form], string(field.Name()), "%s is written by nobody", field.FullName())
					}
				}
			}
			value := items.Message().Oneofs().ByName("value")
			require.NotNil(t, value, "the oneof of what an item may be")
			require.Positive(t, value.Fields().Len())
			kinds := map[protoreflect.FullName]bool{}
			for i := range value.Fields().Len() {
				kind := value.Fields().Get(i)
				require.Equal(t, "message", formOf(kind), kind.FullName())
				require.Falsef(t, kinds[kind.Message().FullName()], "%s: an item is put into the field of its type, and two have this", kind.FullName())
				kinds[kind.Message().FullName()] = true
				writes(t, m.desc, kind)
			}
		})
	}
	require.Equal(t, 4, audiences, "an app of each")
}

// writes has an item of one kind written, with all that an answer may hold, and finds everything in it.
func writes(t *testing.T, rpc protoreflect.MethodDescriptor, kind protoreflect.FieldDescriptor) {
	t.Helper()
	message := func(name protoreflect.FullName) proto.Message {
		known, err := protoregistry.GlobalTypes.FindMessageByName(name)
		require.NoError(t, err)
		return known.New().Interface()
	}
	now := mirror.Gathered{
		Docs:   []mirror.Doc{{Name: "document", Items: []mirror.Item{{Order: "order", Value: message(kind.Message().FullName())}}}},
		Unread: []string{"unread"},
	}
	held := []*typev1.HeldPart{{Name: "document", Tags: "outdated"}, {Name: "vanished", Tags: "whatever"}}
	answer, err := mirror.Answer(now, held, time.Date(2026, 11, 23, 19, 1, 18, 0, time.UTC), message(rpc.Output().FullName()))
	require.NoError(t, err, kind.FullName())
	raw, err := proto.Marshal(answer)
	require.NoError(t, err)
	for _, text := range []string{"document", "order", "outdated", "vanished", "unread", "2026-11-23T19:01:18Z"} {
		require.Equalf(t, 1, strings.Count(string(raw), text), "%s: %s", kind.FullName(), text)
	}
	parts := answer.ProtoReflect().Get(rpc.Output().Fields().ByName("parts")).List()
	require.Equal(t, 1, parts.Len())
	items := parts.Get(0).Message().Get(parts.Get(0).Message().Descriptor().Fields().ByName("items")).List()
	require.Equal(t, 1, items.Len())
	require.True(t, items.Get(0).Message().Has(kind), kind.FullName())
}
