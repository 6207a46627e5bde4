package school

import "github.com/massar-platform/massar/platform/page"

// after is one part of the key behind which a page begins; the first page begins behind the empty one.
func after(asked page.Request, part int) string {
	if asked.After == nil {
		return ""
	}
	return asked.After[part]
}
