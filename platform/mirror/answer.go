package mirror

import (
	"time"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/massar-platform/massar/platform/errs"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

// Answer writes what an app lacks of what was gathered into the empty answer of its audience. Each audience has
// messages of its own, for its kinds of items; all of them have these fields, and an item goes into the field of its
// type.
func Answer[M proto.Message](now Gathered, held []*typev1.HeldPart, at time.Time, out M) (M, error) {
	diff, err := now.Diff(held)
	if err != nil {
		return out, err
	}
	answer := out.ProtoReflect()
	setText(answer, "school_time", at.Format(time.RFC3339))
	setTexts(answer, "gone", diff.Gone)
	setTexts(answer, "stale", diff.Stale)
	parts := list(answer, "parts")
	for _, part := range diff.Parts {
		shown := parts.AppendMutable().Message()
		setText(shown, "name", part.Name)
		setText(shown, "removed", part.Removed)
		items := list(shown, "items")
		for _, item := range part.Items {
			one := items.AppendMutable().Message()
			setText(one, "tag", item.Tag)
			setText(one, "order", item.Order)
			if err := setValue(one, item.Value.ProtoReflect()); err != nil {
				return out, err
			}
		}
	}
	return out, nil
}

// setValue puts the value of an item into the field of its kind.
func setValue(item, value protoreflect.Message) error {
	kinds := item.Descriptor().Oneofs().ByName("value").Fields()
	for i := range kinds.Len() {
		if kind := kinds.Get(i); kind.Message().FullName() == value.Descriptor().FullName() {
			item.Set(kind, protoreflect.ValueOfMessage(value))
			return nil
		}
	}
	return errs.E(errs.Internal, errorsv1.Reason_INTERNAL, "writing an item: no field for a "+string(value.Descriptor().FullName()), nil)
}

func field(of protoreflect.Message, name protoreflect.Name) protoreflect.FieldDescriptor {
	return of.Descriptor().Fields().ByName(name)
}

func list(of protoreflect.Message, name protoreflect.Name) protoreflect.List {
	return of.Mutable(field(of, name)).List()
}

func setText(of protoreflect.Message, name protoreflect.Name, text string) {
	of.Set(field(of, name), protoreflect.ValueOfString(text))
}

func setTexts(of protoreflect.Message, name protoreflect.Name, texts []string) {
	for _, text := range texts {
		list(of, name).Append(protoreflect.ValueOfString(text))
	}
}
