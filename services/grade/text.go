package grade

import (
	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/localtext"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
)

// clean is free text as it may be stored; false for text that holds control
// characters or turns the direction of what stands after it. Empty is clean.
func clean(text string) (string, bool) {
	if text == "" {
		return "", true
	}
	cleaned, err := localtext.CleanText(text)
	return cleaned, err == nil
}

// cleanField is clean for a field whose text stops the whole request.
func cleanField(field, text string) (string, error) {
	cleaned, ok := clean(text)
	if !ok {
		return "", errs.E(errs.Invalid, errorsv1.Reason_INVALID_REQUEST, "reading a text", nil,
			errs.Field(field, errorsv1.Reason_TEXT_NOT_ALLOWED))
	}
	return cleaned, nil
}

// requiredField is cleanField for a text that must say something.
func requiredField(field, text string, missing errorsv1.Reason) (string, error) {
	cleaned, err := cleanField(field, text)
	if err != nil {
		return "", err
	}
	if cleaned == "" {
		return "", errs.E(errs.Invalid, missing, "reading a text", nil, errs.Field(field, errorsv1.Reason_FIELD_REQUIRED))
	}
	return cleaned, nil
}
