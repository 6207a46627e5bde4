package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"sync"
	"time"

	"google.golang.org/protobuf/encoding/protojson"

	"github.com/massar-platform/massar/refdata"

	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

const (
	weekPath = "/v1/moutamadris/timetable"
	// weekKinds is how many kinds of weeks a class has: see groupsOf.
	weekKinds = 4
	// checkedOf: of so many bodies of one measurement one is read and compared with the plan; all are compared
	// byte by byte afterwards.
	checkedOf = 7
)

// weekReader is a student who reads his weeks.
type weekReader struct {
	token string
	// class is the number of the class in its label, number the place in the list.
	class, number int
}

// view says which readers have the same weeks.
func (r weekReader) view() int { return r.class*weekKinds + r.number%weekKinds }

// openWeekReaders activates students of every class and of every kind of week.
func (b *bench) openWeekReaders(ctx context.Context, c *campus) ([]weekReader, error) {
	per := max(weekKinds, (b.students+campusClasses-1)/campusClasses)
	readers := make([]weekReader, campusClasses*per)
	return readers, each(campusClasses, func(n int) error {
		var answer struct {
			Codes []struct {
				StudentID      string `json:"studentId"`
				ActivationCode string `json:"activationCode"`
			} `json:"codes"`
		}
		class := c.class(n)
		if err := c.api.post(ctx, c.office, "/v1/idara/classes/"+class.id+":issueActivationCodes", map[string]string{"relation": "SELF"}, &answer); err != nil {
			return err
		}
		codes := map[string]string{}
		for _, one := range answer.Codes {
			codes[one.StudentID] = one.ActivationCode
		}
		for i := range per {
			token, err := c.activate(ctx, codes[class.students[i]])
			if err != nil {
				return err
			}
			readers[n*per+i] = weekReader{token: token, class: n, number: i}
		}
		return nil
	})
}

// asked is a week that a student asks for; an empty week is the current one.
type asked struct {
	reader         weekReader
	week, language string
}

func (a asked) path() string {
	if a.week == "" {
		return weekPath
	}
	return weekPath + "?week=" + a.week
}

// key names the body: students of one kind see the same bytes.
func (a asked) key() string { return fmt.Sprintf("%d|%s|%s", a.reader.view(), a.week, a.language) }

// captureWeeks reads every week once, which is also what makes it warm, and gives the requests with what must
// come back from now on. Students of one kind must be given the same bytes.
func captureWeeks(ctx context.Context, p *product, c *campus, wanted []asked) ([]httpRequest, error) {
	requests := make([]httpRequest, len(wanted))
	bodies := map[string][]byte{}
	var mu sync.Mutex
	conns := make(chan *httpConn, campusWorkers)
	for range campusWorkers {
		conn, err := dialHTTP(ctx, p.http)
		if err != nil {
			return nil, err
		}
		defer conn.close()
		conns <- conn
	}
	err := each(len(wanted), func(i int) error {
		a := wanted[i]
		conn := <-conns
		defer func() { conns <- conn }()
		raw := getRequest(a.path(), a.reader.token, a.language)
		status, body, err := conn.do(raw)
		if err != nil {
			return err
		}
		if status != http.StatusOK {
			return fmt.Errorf("reading %s: %d: %.300s", a.path(), status, body)
		}
		mu.Lock()
		first, known := bodies[a.key()]
		if !known {
			first = slices.Clone(body)
			bodies[a.key()] = first
		}
		mu.Unlock()
		requests[i] = httpRequest{raw: raw, want: first}
		switch {
		case !bytes.Equal(first, body):
			return fmt.Errorf("two students of one kind have different weeks: %.300s", body)
		case known || i%checkedOf != 0:
			return nil
		}
		return c.checkWeek(a, first)
	})
	return requests, err
}

// checkWeek holds a body against the plan: on every day with lessons those of the class and of the student's
// own groups, in the order of the hours, and nothing else.
func (c *campus) checkWeek(a asked, body []byte) error {
	var week typev1.Week
	if err := protojson.Unmarshal(body, &week); err != nil {
		return fmt.Errorf("a week: %w: %.300s", err, body)
	}
	if a.week != "" && week.GetWeek() != a.week || len(week.GetDays()) != 7 {
		return fmt.Errorf("the week %s was asked for: %.300s", a.week, body)
	}
	var want []string
	for i, day := range week.GetDays() {
		if day.GetKind() != typev1.SchoolDay_Kind_SCHOOL {
			continue
		}
		for p, hour := range c.week.hours {
			if hour.weekday != i+1 {
				continue
			}
			for _, l := range c.week.lessons(a.reader.class, p, c.turnOn(day.GetDate())) {
				if l.group == "" || slices.Contains(groupsOf(a.reader.number), l.group) {
					want = append(want, day.GetDate()+" "+c.week.subjects[l.subject].code+" "+l.room)
				}
			}
		}
	}
	var got []string
	for _, l := range week.GetLessons() {
		if l.GetClass().GetClassId() != c.class(a.reader.class).id {
			return fmt.Errorf("a lesson of another class: %v", l)
		}
		got = append(got, l.GetDate()+" "+l.GetSubject().GetCode()+" "+l.GetRoom())
	}
	if !slices.Equal(want, got) {
		return fmt.Errorf("a week of %s has %v where %v were planned", a.path(), got, want)
	}
	return nil
}

// turnOn is which of the imported timetables holds on a day.
func (c *campus) turnOn(day string) int {
	if day <= c.today {
		return 0
	}
	return c.turn
}

// schoolWeeks are the weeks of the school year with at least three days of lessons.
func (c *campus) schoolWeeks() ([]string, error) {
	ref, err := refdata.Load()
	if err != nil {
		return nil, err
	}
	first, last, _ := ref.Lessons(c.year)
	day, err := time.Parse(time.DateOnly, first)
	if err != nil {
		return nil, err
	}
	held := map[string]int{}
	var weeks []string
	for ; day.Format(time.DateOnly) <= last; day = day.AddDate(0, 0, 1) {
		if !ref.IsSchoolDay(day.Format(time.DateOnly)) {
			continue
		}
		year, number := day.ISOWeek()
		name := fmt.Sprintf("%04d-W%02d", year, number)
		if held[name]++; held[name] == 3 {
			weeks = append(weeks, name)
		}
	}
	return weeks, nil
}

// readWeeks measures students who read their current week from the memory of the process.
func (b *bench) readWeeks(ctx context.Context, p *product, c *campus, readers []weekReader) error {
	requests, err := b.currentWeeks(ctx, p, c, readers)
	if err != nil {
		return err
	}
	b.report.configured("weeks: %d students of %d classes, 4 kinds of weeks in each, each request one of them at random, half in Arabic and half in French; bodies %s; every body is compared, one of %d with the plan",
		len(readers), campusClasses, sizesOf(requests), checkedOf)
	limit, err := b.startLimit(ctx, "paths", b.bodiesOf(requests))
	if err != nil {
		return err
	}
	defer limit.stop()
	return b.pairs(ctx, "f  own week, in-process tier", 0.12, b.profiled(p, "f", b.reading(p.http, requests)), b.reading(limit.address, requests))
}

func (b *bench) currentWeeks(ctx context.Context, p *product, c *campus, readers []weekReader) ([]httpRequest, error) {
	var wanted []asked
	for i, r := range readers {
		wanted = append(wanted, asked{reader: r, language: languageOf(i / weekKinds)})
	}
	rand.Shuffle(len(wanted), func(i, j int) { wanted[i], wanted[j] = wanted[j], wanted[i] })
	return captureWeeks(ctx, p, c, wanted)
}

func languageOf(i int) string { return []string{"ar", "fr"}[i%2] }

// reading is a side that asks for requests at random.
func (b *bench) reading(address string, requests []httpRequest) side {
	return func(ctx context.Context, d time.Duration) (sample, error) { return loadHTTP(ctx, address, requests, d) }
}

// bodiesOf is what a limit serves: by authorization and path with language.
func (b *bench) bodiesOf(requests []httpRequest) servedBodies {
	s := servedBodies{At: map[string]map[string]int{}}
	known := map[*byte]int{}
	for _, r := range requests {
		authorization, target := askedFor(r.raw)
		body, ok := known[&r.want[0]]
		if !ok {
			body = len(s.Bodies)
			known[&r.want[0]] = body
			s.Bodies = append(s.Bodies, r.want)
		}
		if s.At[authorization] == nil {
			s.At[authorization] = map[string]int{}
		}
		s.At[authorization][target] = body
	}
	return s
}

// askedFor reads back what getRequest wrote.
func askedFor(raw []byte) (authorization, target string) {
	for i, line := range bytes.Split(raw, []byte("\r\n")) {
		switch {
		case i == 0:
			target = string(bytes.Fields(line)[1]) + target
		case bytes.HasPrefix(line, []byte("Authorization: ")):
			authorization = string(line[len("Authorization: "):])
		case bytes.HasPrefix(line, []byte("Accept-Language: ")):
			target = string(line[len("Accept-Language: "):]) + target
		}
	}
	return authorization, target
}

func sizesOf(requests []httpRequest) string {
	list := make([]int, len(requests))
	for i, r := range requests {
		list[i] = len(r.want)
	}
	slices.Sort(list)
	return fmt.Sprintf("%d to %d bytes, median %d", list[0], list[len(list)-1], list[len(list)/2])
}

// times runs something several times and gives how long each took, in seconds.
func times(n int, do func(i int) error) ([]float64, error) {
	var took []float64
	for i := range n {
		began := time.Now()
		if err := do(i); err != nil {
			return nil, err
		}
		took = append(took, time.Since(began).Seconds())
	}
	return took, nil
}

// imports measures how long the timetable of the whole school takes, as a FET file and with every collision looked
// for, once while it is taken and once asked for. Each file changes every lesson of the week, from tomorrow on:
// today's lessons may have registers, and stay.
func (b *bench) imports(ctx context.Context, c *campus, on engine) error {
	today, err := time.Parse(time.DateOnly, c.today)
	if err != nil {
		return err
	}
	from := today.AddDate(0, 0, 1).Format(time.DateOnly)
	took, err := times(b.options.pairs, func(int) error {
		c.turn++
		if err := c.importWeek(ctx, c.turn, from); err != nil {
			return err
		}
		var found struct {
			Conflicts []map[string]any `json:"conflicts"`
		}
		err := c.api.get(ctx, c.office, "/v1/idara/timetable:check", &found)
		if len(found.Conflicts) > 0 {
			err = errors.Join(err, fmt.Errorf("%d conflicts: %.300v", len(found.Conflicts), found.Conflicts[0]))
		}
		return err
	})
	if err != nil {
		return err
	}
	b.say("i: %s: %.3f to %.3f s", on, slices.Min(took), slices.Max(took))
	b.report.add(row{
		name: fmt.Sprintf("i  import of %d slots and check, %s", c.week.slots(), on), product: figure{median(took), "s"}, floor: 2,
		note: fmt.Sprintf("slowest of %d: %.2f s", len(took), slices.Max(took)),
	})
	return nil
}
