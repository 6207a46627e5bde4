package gateway

import (
	"bytes"
	"encoding/json"
	"math"
	"strconv"
	"strings"

	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/massar-platform/massar/platform/errs"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
)

// tooDeep reports whether JSON nests deeper than max, in one pass over the bytes.
// It does not check the syntax: what it lets through, the decoder still reads.
func tooDeep(data []byte, max int) bool {
	depth, quoted := 0, false
	for i := 0; i < len(data); i++ {
		switch c := data[i]; {
		case quoted:
			if c == '\\' {
				i++
			} else if c == '"' {
				quoted = false
			}
		case c == '"':
			quoted = true
		case c == '{' || c == '[':
			if depth++; depth > max {
				return true
			}
		case c == '}' || c == ']':
			depth--
		}
	}
	return false
}

// explain finds what protojson refused: it walks the JSON again along the message's
// descriptor and names the first field that is unknown or of another type. This is
// done only after a refusal, so its cost does not matter; the text of the decoder's
// error is not looked at, since it changes between builds.
func explain(data []byte, md protoreflect.MessageDescriptor, cause error) error {
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.UseNumber()
	reason, field := errorsv1.Reason_INVALID_REQUEST, ""
	if f := walkMessage(dec, md, ""); f != nil {
		reason, field = f.reason, f.field
	}
	if field == "" {
		return errs.E(errs.Invalid, errorsv1.Reason_INVALID_REQUEST, "decoding JSON", cause)
	}
	top := errorsv1.Reason_INVALID_REQUEST
	if reason == errorsv1.Reason_UNKNOWN_FIELD {
		top = reason
	}
	return errs.E(errs.Invalid, top, "decoding JSON", cause, errs.Field(field, reason))
}

// misfit is the first place where JSON does not fit its message.
type misfit struct {
	reason errorsv1.Reason
	field  string
}

// syntax marks JSON that is none: there is no field to name.
func syntax() *misfit { return &misfit{reason: errorsv1.Reason_INVALID_REQUEST} }

func wrong(field string) *misfit { return &misfit{errorsv1.Reason_FIELD_FORMAT, field} }

// walkMessage reads one value that should be md.
func walkMessage(dec *json.Decoder, md protoreflect.MessageDescriptor, path string) *misfit {
	if strings.HasPrefix(string(md.FullName()), "google.protobuf.") {
		// Well-known types have forms of their own, which only protojson knows.
		var skipped json.RawMessage
		if dec.Decode(&skipped) != nil {
			return syntax()
		}
		return nil
	}
	tok, err := dec.Token()
	switch {
	case err != nil:
		return syntax()
	case tok == nil && path != "":
		return nil
	case tok != json.Delim('{'):
		return wrong(path)
	}
	seen := map[string]bool{}
	for dec.More() {
		tok, err := dec.Token()
		key, ok := tok.(string)
		if err != nil || !ok {
			return syntax()
		}
		here := join(path, key)
		fd := md.Fields().ByJSONName(key)
		if fd == nil {
			fd = md.Fields().ByTextName(key)
		}
		if fd == nil {
			return &misfit{errorsv1.Reason_UNKNOWN_FIELD, clip(here)}
		}
		if seen[string(fd.Name())] {
			return wrong(here)
		}
		seen[string(fd.Name())] = true
		if f := walkField(dec, fd, here); f != nil {
			return f
		}
	}
	if _, err := dec.Token(); err != nil {
		return syntax()
	}
	return nil
}

func walkField(dec *json.Decoder, fd protoreflect.FieldDescriptor, path string) *misfit {
	switch {
	case fd.IsMap():
		return walkMap(dec, fd, path)
	case fd.IsList():
		tok, err := dec.Token()
		switch {
		case err != nil:
			return syntax()
		case tok == nil:
			return nil
		case tok != json.Delim('['):
			return wrong(path)
		}
		for i := 0; dec.More(); i++ {
			if f := walkSingle(dec, fd, path+"["+strconv.Itoa(i)+"]"); f != nil {
				return f
			}
		}
		if _, err := dec.Token(); err != nil {
			return syntax()
		}
		return nil
	}
	return walkSingle(dec, fd, path)
}

func walkMap(dec *json.Decoder, fd protoreflect.FieldDescriptor, path string) *misfit {
	tok, err := dec.Token()
	switch {
	case err != nil:
		return syntax()
	case tok == nil:
		return nil
	case tok != json.Delim('{'):
		return wrong(path)
	}
	for dec.More() {
		tok, err := dec.Token()
		key, ok := tok.(string)
		if err != nil || !ok {
			return syntax()
		}
		if f := walkSingle(dec, fd.MapValue(), join(path, key)); f != nil {
			return f
		}
	}
	if _, err := dec.Token(); err != nil {
		return syntax()
	}
	return nil
}

func walkSingle(dec *json.Decoder, fd protoreflect.FieldDescriptor, path string) *misfit {
	if fd.Message() != nil {
		return walkMessage(dec, fd.Message(), path)
	}
	tok, err := dec.Token()
	if err != nil {
		return syntax()
	}
	if tok == nil || fits(fd, tok) {
		return nil
	}
	return wrong(path)
}

// fits reports whether a JSON token can be a value of a scalar field.
func fits(fd protoreflect.FieldDescriptor, tok json.Token) bool {
	text, isText := tok.(string)
	number, isNumber := tok.(json.Number)
	switch fd.Kind() {
	case protoreflect.StringKind, protoreflect.BytesKind:
		return isText
	case protoreflect.BoolKind:
		_, ok := tok.(bool)
		return ok
	case protoreflect.EnumKind:
		return isText && fd.Enum().Values().ByName(protoreflect.Name(text)) != nil || isNumber
	}
	if isText {
		number, isNumber = json.Number(text), true
	}
	if !isNumber {
		return false
	}
	x, err := number.Float64()
	if err != nil {
		return false
	}
	switch fd.Kind() {
	case protoreflect.FloatKind, protoreflect.DoubleKind:
		return true
	case protoreflect.Int32Kind, protoreflect.Sint32Kind, protoreflect.Sfixed32Kind:
		return x == math.Trunc(x) && x >= math.MinInt32 && x <= math.MaxInt32
	case protoreflect.Uint32Kind, protoreflect.Fixed32Kind:
		return x == math.Trunc(x) && x >= 0 && x <= math.MaxUint32
	}
	return x == math.Trunc(x)
}

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

// clip keeps a stranger's field name short enough to be repeated to him.
func clip(s string) string {
	const most = 100
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "") + "…"
}
