package feed

import "time"

// Span is which changes are to be read: those with ids between the two, oldest
// first, at most Limit.
type Span struct {
	After, Before string
	Limit         int
}

// Page is one answer.
type Page[T any] struct {
	// Fresh are the changes that were not told before, oldest first.
	Fresh []T
	// Cursor is what the client asks with next.
	Cursor string
	// More says that others wait.
	More bool
}

// Tell answers a client that asks with the text of a cursor, at an instant of the
// real clock, with at most page changes. read gives the changes of a span and id the
// id of one. Without a cursor nothing is told: the client begins now. It fails with
// ErrInvalid for a text that is no cursor, and with the error of read.
func Tell[T any](now time.Time, text string, page int, read func(Span) ([]T, error), id func(T) string) (Page[T], error) {
	span := Span{After: Since(now), Before: Floor(now.Add(time.Millisecond)), Limit: 2 * Remembered}
	if text == "" {
		there, err := read(span)
		if err != nil {
			return Page[T]{}, err
		}
		return Page[T]{Cursor: Start(now, idsOf(there, id)).String()}, nil
	}
	cursor, err := Parse(text)
	if err != nil {
		return Page[T]{}, err
	}
	span.After, span.Limit = cursor.Low(), cursor.Limit(page)
	all, err := read(span)
	if err != nil {
		return Page[T]{}, err
	}
	fresh, next, more := cursor.Next(now, idsOf(all, id), page)
	answer := Page[T]{Fresh: make([]T, len(fresh)), Cursor: next.String(), More: more}
	for i, place := range fresh {
		answer.Fresh[i] = all[place]
	}
	return answer, nil
}

func idsOf[T any](changes []T, id func(T) string) []string {
	list := make([]string, len(changes))
	for i, c := range changes {
		list[i] = id(c)
	}
	return list
}
