package fet

import (
	"strconv"

	"github.com/massar-platform/massar/services/timetable/internal/bell"
)

// tolerance is how many minutes a time in the name of an hour may be from the
// start of the period that it means.
const tolerance = 10

// span is a time in the name of an hour: minutes after midnight, end 0 where the
// name gives a start only.
type span struct{ start, end int }

// place finds the period that an hour means, and how many periods it covers.
// index is the hour's place in its day. An empty half stands for the whole day.
func place(day []bell.Period, half bell.Half, name string, index int) (period, count int, ok bool) {
	in := day
	if half != "" {
		in = nil
		for _, p := range day {
			if p.Half == half {
				in = append(in, p)
			}
		}
	}
	spans, number := parseHour(name)
	for _, s := range spans {
		if period, count, ok = at(in, s); ok {
			return period, count, true
		}
	}
	// FET has one list of hours for all days: "8h-9h" of an afternoon is its first
	// hour. A time that no half of the day has is a mistake.
	for i, s := range spans {
		if _, _, ok = at(day, s); ok {
			break
		}
		if i == len(spans)-1 {
			return 0, 0, false
		}
	}
	return inOrder(in, number, index)
}

func at(in []bell.Period, s span) (period, count int, ok bool) {
	best := -1
	for i, p := range in {
		if d := distance(p.Start, s.start); d <= tolerance && (best < 0 || d < distance(in[best].Start, s.start)) {
			best = i
		}
	}
	if best < 0 {
		return 0, 0, false
	}
	count = 1
	for _, p := range in[best+1:] {
		if p.Start+tolerance < s.end {
			count++
		}
	}
	return in[best].Number, count, true
}

// inOrder places an hour that is named by a number, or not at all. A number
// counts within the half day, or through the whole day where only that fits.
func inOrder(in []bell.Period, number, index int) (period, count int, ok bool) {
	switch {
	case number == 0:
		number = index + 1
	case number != index+1 && len(in) > 0 && (number == in[0].Number+index || number > len(in)):
		number -= in[0].Number - 1
	}
	if number < 1 || number > len(in) {
		return 0, 0, false
	}
	return in[number-1].Number, 1, true
}

func distance(a, b int) int { return max(a-b, b-a) }

// parseHour reads the name of an hour: the times in it ("8h-9h", "08:00 - 09:00",
// "8h30/9h30", "8-9"; two spans in "8h-9h/14h-15h"), and else the number in it
// ("H1", "1", "Séance 3").
func parseHour(name string) (spans []span, number int) {
	text := fold(name)
	var clocks, numbers []int
	for i := 0; i < len(text); {
		if !digit(text[i]) {
			i++
			continue
		}
		n, next := digits(text, i)
		numbers = append(numbers, n)
		if next < len(text) && (text[next] == 'h' || text[next] == ':') {
			minute := 0
			if after := next + 1; after < len(text) && digit(text[after]) {
				if m, end := digits(text, after); end == after+2 {
					minute, next = m, end
				}
			}
			if clock := n*60 + minute; minute < 60 && n < 24 && clock >= bell.Earliest && clock <= bell.Latest {
				clocks = append(clocks, clock)
			}
		}
		i = next
	}
	if len(clocks) == 0 && len(numbers) == 2 && numbers[0] < numbers[1] && numbers[0]*60 >= bell.Earliest && numbers[1]*60 <= bell.Latest {
		clocks = []int{numbers[0] * 60, numbers[1] * 60} // "8-9"
	}
	for i := 0; i < len(clocks); i += 2 {
		s := span{start: clocks[i]}
		if i+1 < len(clocks) {
			s.end = clocks[i+1]
		}
		spans = append(spans, s)
	}
	if len(spans) == 0 && len(numbers) == 1 {
		number = numbers[0]
	}
	return spans, number
}

func digit(c byte) bool { return c >= '0' && c <= '9' }

// digits reads a number of at most four digits; a longer one is no number that
// means anything here.
func digits(text string, from int) (n, next int) {
	next = from
	for next < len(text) && digit(text[next]) {
		next++
	}
	if next-from > 4 {
		return 0, next
	}
	n, err := strconv.Atoi(text[from:next])
	if err != nil {
		return 0, next
	}
	return n, next
}
