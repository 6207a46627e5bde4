package mirror

import "strconv"

// Orders gives the items of a list texts by which they sort as the list does. A text is made of what an item is and
// not of its place, so that a new item in the middle leaves the others as they are; those that share a text are told
// apart by how many stand before them.
type Orders struct {
	met map[string]int
}

// Up is the order of an item whose key grows along the list.
func (o *Orders) Up(key string) string {
	if o.met == nil {
		o.met = map[string]int{}
	}
	n := o.met[key]
	o.met[key] = n + 1
	if n == 0 {
		return key
	}
	// One digit more for each power of ten, so that the tenth does not sort before the second.
	digits := strconv.Itoa(n)
	return key + string(rune('`'+len(digits))) + digits
}

// Down is the order of an item whose key, a number or a date, falls along the list.
func (o *Orders) Down(key string) string {
	mirrored := []byte(key)
	for i, c := range mirrored {
		if c >= '0' && c <= '9' {
			mirrored[i] = '0' + '9' - c
		}
	}
	return o.Up(string(mirrored))
}

// Place is the order of an item whose list hardly changes: its place, from 0.
func Place(i int) string {
	const width = 3
	text := strconv.Itoa(i)
	for len(text) < width {
		text = "0" + text
	}
	return text
}
