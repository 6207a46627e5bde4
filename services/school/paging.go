package school

import (
	"slices"
	"strings"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/page"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
)

// ask reads a page's size and token; see page.Parse. A token is no secret and may be made by hand: what no
// column can hold is refused here.
func ask(size int32, token string, keys int, list ...string) (page.Request, error) {
	asked, err := page.Parse(size, token, keys, list...)
	if err == nil && slices.ContainsFunc(asked.After, func(key string) bool { return strings.ContainsRune(key, 0) }) {
		err = errs.E(errs.Invalid, errorsv1.Reason_PAGE_TOKEN_INVALID, "reading the page token", nil)
	}
	return asked, err
}

// after is one part of the key behind which a page begins; the first page begins behind the empty one.
func after(asked page.Request, part int) string {
	if asked.After == nil {
		return ""
	}
	return asked.After[part]
}
