package config

import (
	"encoding"
	"errors"
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"time"
)

// fileSuffix makes the key that names a secret's file.
const fileSuffix = "_file"

// How a secret may be given.
const (
	secretNone   = ""
	secretFile   = "file"
	secretEither = "either"
)

// field is one setting: a leaf of the struct.
type field struct {
	key    string
	value  reflect.Value
	def    string
	doc    string
	secret string
}

var (
	durationType = reflect.TypeFor[time.Duration]()
	textType     = reflect.TypeFor[encoding.TextUnmarshaler]()
)

// walk lists the leaves of a struct in the order in which they are declared.
func walk(root reflect.Value) ([]*field, error) {
	if root.Kind() != reflect.Struct {
		return nil, fmt.Errorf("config: %s is not a struct", root.Type())
	}
	var out []*field
	seen := map[string]string{}
	var visit func(v reflect.Value, prefix string) error
	visit = func(v reflect.Value, prefix string) error {
		for i := range v.NumField() {
			sf := v.Type().Field(i)
			if !sf.IsExported() {
				continue
			}
			name := sf.Tag.Get("yaml")
			if name == "-" {
				continue
			}
			if name == "" {
				return fmt.Errorf("config: %s.%s has no yaml tag", v.Type(), sf.Name)
			}
			f := &field{key: prefix + name, value: v.Field(i), def: sf.Tag.Get("default"), doc: sf.Tag.Get("doc"), secret: sf.Tag.Get("secret")}
			if f.isSection() {
				if err := visit(f.value, f.key+"."); err != nil {
					return err
				}
				continue
			}
			if err := f.check(); err != nil {
				return err
			}
			for _, key := range f.keys() {
				if other, taken := seen[envName(key)]; taken {
					return fmt.Errorf("config: %s and %s would both be %s", other, key, envName(key))
				}
				seen[envName(key)] = key
			}
			out = append(out, f)
		}
		return nil
	}
	return out, visit(root, "")
}

func (f *field) isSection() bool {
	return f.value.Kind() == reflect.Struct && !f.isText()
}

func (f *field) isText() bool {
	return f.value.CanAddr() && f.value.Addr().Type().Implements(textType)
}

func (f *field) isMap() bool { return f.value.Kind() == reflect.Map }

func (f *field) isList() bool { return f.value.Kind() == reflect.Slice && !f.isText() }

// keys are all names under which the field can be given.
func (f *field) keys() []string {
	switch f.secret {
	case secretNone:
		return []string{f.key}
	default:
		return []string{f.key, f.key + fileSuffix}
	}
}

// check refuses a struct that Load could not fill.
func (f *field) check() error {
	t := f.value.Type()
	switch {
	case f.secret != secretNone && (t.Kind() != reflect.String || (f.secret != secretFile && f.secret != secretEither)):
		return fmt.Errorf("config: %s: a secret is a string with secret:\"file\" or secret:\"either\"", f.key)
	case f.isText(), t == durationType:
		return nil
	case t.Kind() == reflect.Map && t.Key().Kind() == reflect.String && t.Elem().Kind() == reflect.String:
		return nil
	case t.Kind() == reflect.Slice && t.Elem().Kind() == reflect.String:
		return nil
	case t.Kind() == reflect.String, t.Kind() == reflect.Bool, f.value.CanInt(), f.value.CanUint(), f.value.CanFloat():
		return nil
	}
	return fmt.Errorf("config: %s has a type that cannot be configured: %s", f.key, t)
}

// kind names the field's type for people.
func (f *field) kind() string {
	switch {
	case f.isText():
		return "text"
	case f.value.Type() == durationType:
		return "duration"
	case f.isMap():
		return "name=value list"
	case f.isList():
		return "list"
	case f.value.Kind() == reflect.String:
		return "text"
	case f.value.Kind() == reflect.Bool:
		return "true or false"
	default:
		return "number"
	}
}

// setText parses the textual form that defaults, variables and flags share.
func (f *field) setText(text string) error {
	v := f.value
	switch {
	case f.isText():
		return v.Addr().Interface().(encoding.TextUnmarshaler).UnmarshalText([]byte(text))
	case v.Type() == durationType:
		d, err := time.ParseDuration(text)
		if err != nil {
			return fmt.Errorf("%q is not a duration such as 30s or 5m", text)
		}
		v.SetInt(int64(d))
	case f.isMap():
		return f.setMap(text)
	case f.isList():
		v.Set(reflect.MakeSlice(v.Type(), 0, 0))
		for _, item := range splitList(text) {
			v.Set(reflect.Append(v, reflect.ValueOf(item).Convert(v.Type().Elem())))
		}
	case v.Kind() == reflect.String:
		v.SetString(text)
	case v.Kind() == reflect.Bool:
		b, err := strconv.ParseBool(text)
		if err != nil {
			return fmt.Errorf("%q is neither true nor false", text)
		}
		v.SetBool(b)
	case v.CanInt():
		n, err := strconv.ParseInt(text, 10, v.Type().Bits())
		if err != nil {
			return fmt.Errorf("%q is not a whole number%s", text, outOfRange(err))
		}
		v.SetInt(n)
	case v.CanUint():
		n, err := strconv.ParseUint(text, 10, v.Type().Bits())
		if err != nil {
			return fmt.Errorf("%q is not a whole number from 0%s", text, outOfRange(err))
		}
		v.SetUint(n)
	default:
		x, err := strconv.ParseFloat(text, v.Type().Bits())
		if err != nil {
			return fmt.Errorf("%q is not a number", text)
		}
		v.SetFloat(x)
	}
	return nil
}

func (f *field) setMap(text string) error {
	f.value.Set(reflect.MakeMap(f.value.Type()))
	for _, item := range splitList(text) {
		name, val, ok := strings.Cut(item, "=")
		if !ok || strings.TrimSpace(name) == "" {
			return fmt.Errorf("%q is not a list such as name=value,name=value", item)
		}
		f.setEntry(strings.TrimSpace(name), strings.TrimSpace(val))
	}
	return nil
}

func (f *field) setEntry(name, text string) {
	t := f.value.Type()
	if f.value.IsNil() {
		f.value.Set(reflect.MakeMap(t))
	}
	f.value.SetMapIndex(reflect.ValueOf(name).Convert(t.Key()), reflect.ValueOf(text).Convert(t.Elem()))
}

func splitList(text string) []string {
	var out []string
	for _, item := range strings.Split(text, ",") {
		if item = strings.TrimSpace(item); item != "" {
			out = append(out, item)
		}
	}
	return out
}

func outOfRange(err error) string {
	if errors.Is(err, strconv.ErrRange) {
		return " that fits"
	}
	return ""
}
