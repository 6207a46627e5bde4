package rpc

import (
	"errors"
	"strings"

	"buf.build/gen/go/bufbuild/protovalidate/protocolbuffers/go/buf/validate"
	"buf.build/go/protovalidate"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/massar-platform/massar/platform/errs"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
)

// validator checks requests against the rules written in the .proto files.
type validator struct {
	rules protovalidate.Validator
}

// newValidator compiles the rules of all requests now: a cold rule costs tens of milliseconds, and nobody's
// first request should pay for it.
func newValidator(inputs []protoreflect.MessageDescriptor) (validator, error) {
	rules, err := protovalidate.New(protovalidate.WithMessageDescriptors(inputs...), protovalidate.WithDisableLazy())
	return validator{rules: rules}, err
}

// check refuses a message that breaks a rule, naming every wrong field.
func (v validator) check(message any) error {
	m, ok := message.(proto.Message)
	if !ok {
		return errs.E(errs.Internal, errorsv1.Reason_INTERNAL, "validating: not a protobuf message", nil)
	}
	err := v.rules.Validate(m)
	if err == nil {
		return nil
	}
	var broken *protovalidate.ValidationError
	if !errors.As(err, &broken) {
		return errs.E(errs.Internal, errorsv1.Reason_INTERNAL, "validating", err)
	}
	fields := make([]errs.Option, 0, len(broken.Violations))
	for _, b := range broken.Violations {
		reason, args := reasonOf(b)
		fields = append(fields, errs.Field(jsonPath(b.Proto.GetField()), reason, args...))
	}
	return errs.E(errs.Invalid, errorsv1.Reason_INVALID_REQUEST, "validating", nil, fields...)
}

// reasonOf translates a standard rule into a reason with a message of ours: the library's texts are English
// and written for programmers.
func reasonOf(b *protovalidate.Violation) (errorsv1.Reason, []any) {
	rule := b.Proto.GetRuleId()
	if n, ok := errorsv1.Reason_value[rule]; ok {
		return errorsv1.Reason(n), nil
	}
	family, name, _ := strings.Cut(rule, ".")
	switch {
	case rule == "required" || strings.HasSuffix(rule, "_empty"):
		return errorsv1.Reason_FIELD_REQUIRED, nil
	case name == "max_items" || name == "max_pairs":
		return errorsv1.Reason_TOO_MANY_ITEMS, limitOf(b)
	case name == "max_len" || name == "max_bytes":
		return errorsv1.Reason_FIELD_TOO_LONG, limitOf(b)
	case name == "min_len" || name == "min_bytes":
		if limit := limitOf(b); len(limit) == 1 && limit[0] == uint64(1) {
			return errorsv1.Reason_FIELD_REQUIRED, nil
		}
		return errorsv1.Reason_FIELD_TOO_SHORT, limitOf(b)
	case name == "min_items":
		return errorsv1.Reason_FIELD_REQUIRED, nil
	case family == "string" || family == "bytes":
		return errorsv1.Reason_FIELD_FORMAT, nil
	default:
		return errorsv1.Reason_FIELD_OUT_OF_RANGE, nil
	}
}

// limitOf is the number that the rule sets, if it is one.
func limitOf(b *protovalidate.Violation) []any {
	if !b.RuleValue.IsValid() {
		return nil
	}
	if n, ok := b.RuleValue.Interface().(uint64); ok {
		return []any{n}
	}
	return nil
}

// jsonPath writes a field's path as JSON names it: "cells[3].studentId".
func jsonPath(path *validate.FieldPath) string {
	full := protovalidate.FieldPathString(path)
	if !strings.Contains(full, "_") {
		return full
	}
	var b strings.Builder
	upper := false
	for _, c := range full {
		switch {
		case c == '_':
			upper = true
		case upper && c >= 'a' && c <= 'z':
			b.WriteRune(c - 'a' + 'A')
			upper = false
		default:
			b.WriteRune(c)
			upper = false
		}
	}
	return b.String()
}

// hasRules says whether a message, or one inside it, has rules.
func hasRules(d protoreflect.MessageDescriptor) (bool, error) {
	return hasRulesIn(d, map[protoreflect.FullName]bool{})
}

func hasRulesIn(d protoreflect.MessageDescriptor, seen map[protoreflect.FullName]bool) (bool, error) {
	if seen[d.FullName()] {
		return false, nil
	}
	seen[d.FullName()] = true
	if rules, err := protovalidate.ResolveMessageRules(d); err != nil || rules != nil {
		return err == nil, err
	}
	for i := range d.Oneofs().Len() {
		if rules, err := protovalidate.ResolveOneofRules(d.Oneofs().Get(i)); err != nil || rules != nil {
			return err == nil, err
		}
	}
	for i := range d.Fields().Len() {
		f := d.Fields().Get(i)
		if rules, err := protovalidate.ResolveFieldRules(f); err != nil || rules != nil {
			return err == nil, err
		}
		if f.Message() == nil {
			continue
		}
		if found, err := hasRulesIn(f.Message(), seen); err != nil || found {
			return found, err
		}
	}
	return false, nil
}
