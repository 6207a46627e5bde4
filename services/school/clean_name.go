package school

import (
	"unicode/utf8"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/localtext"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

// maxName bounds a name in one script, in characters.
const maxName = 120

// cleanName gives a name as it is stored: NFC, without control or direction characters, at most maxName
// characters a script; at least one script is needed.
func cleanName(in *typev1.Name, field string) (*typev1.Name, error) {
	ar, err := localtext.CleanName(in.GetAr())
	if err != nil {
		return nil, badName(field+".ar", err)
	}
	latin, err := localtext.CleanName(in.GetLatin())
	if err != nil {
		return nil, badName(field+".latin", err)
	}
	if ar == "" && latin == "" {
		return nil, errs.E(errs.Invalid, errorsv1.Reason_NAME_MISSING, "reading a name", nil, errs.Field(field, errorsv1.Reason_NAME_MISSING))
	}
	for script, text := range map[string]string{"ar": ar, "latin": latin} {
		if utf8.RuneCountInString(text) > maxName {
			return nil, errs.E(errs.Invalid, errorsv1.Reason_INVALID_REQUEST, "reading a name", nil,
				errs.Field(field+"."+script, errorsv1.Reason_FIELD_TOO_LONG, maxName))
		}
	}
	return name(ar, latin), nil
}

func badName(field string, err error) error {
	return errs.E(errs.Invalid, errorsv1.Reason_TEXT_NOT_ALLOWED, "reading a name", err, errs.Field(field, errorsv1.Reason_TEXT_NOT_ALLOWED))
}
