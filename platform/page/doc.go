// Package page cuts lists into pages by key, not by number: a token says after
// which row the next page begins, so that a page costs one index range and never
// repeats or skips a row when others are added.
//
// A token is opaque to callers. It is bound to the list that made it, so that a
// token of one list, or of one filter, is refused by another.
package page
