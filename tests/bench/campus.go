package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"sync"
	"time"

	"github.com/massar-platform/massar/refdata"
	"github.com/massar-platform/massar/tests/fixtures"
)

// The school of the measurements of timetables and registers: a collège of 40 classes of 35 students, in which
// 64 teachers give 8 subjects each 4 hours a week.
const (
	campusCode      = "80040B"
	campusName      = "الثانوية الإعدادية القياس"
	campusParent    = "ma/07/351"
	campusLevel     = "2APIC"
	campusClasses   = 40
	campusStudents  = cells
	blockClasses    = 5 // the classes that share a teacher of each subject
	campusBlocks    = campusClasses / blockClasses
	campusTeachers  = campusBlocks * weekSubjects
	listedClasses   = 10 // in one workbook
	campusPassword  = "bench-campus-"
	campusFactor    = 30 * time.Second
	followsWithin   = 20 * time.Second
	campusWorkers   = 4
	campusRegisters = 48 // registers that are saved, of as many teachers as have one
)

// campus is that school with its people.
type campus struct {
	api    *api
	office string
	year   string
	// begins is the first day of lessons, today the day of the school clock.
	begins, today string
	classes       []*campusClass
	teachers      []*campusTeacher
	week          *weekPlan
	// turn is which timetable holds from tomorrow on; before, it is the first.
	turn int
}

type campusClass struct {
	id, label string
	// students are those of the class, in list order; number i is in the groups that views names.
	students []string
}

type campusTeacher struct {
	id, name, code string
}

// groupsOf are the half group and the option of student i of a class: four kinds of weeks in each class.
func groupsOf(i int) []string { return []string{[]string{"G1", "G2"}[i%2], []string{"A", "B"}[i/2%2]} }

// each does n things, a few at a time.
func each(n int, do func(i int) error) error {
	next := make(chan int)
	faults := make([]error, campusWorkers)
	var wg sync.WaitGroup
	for worker := range campusWorkers {
		wg.Go(func() {
			for i := range next {
				if faults[worker] == nil {
					faults[worker] = do(i)
				}
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	wg.Wait()
	return errors.Join(faults...)
}

// openCampus makes the school through the public API, as its directorate, its office and its teachers would.
func (b *bench) openCampus(ctx context.Context, p *product) (*campus, error) {
	began := time.Now()
	c := &campus{api: newAPI(p.http)}
	for _, step := range []func(context.Context, *product) error{c.open, c.enrol, c.group, c.hire, c.plan} {
		if err := step(ctx, p); err != nil {
			return nil, fmt.Errorf("the school of %d classes: %w", campusClasses, err)
		}
	}
	b.say("a school of %d classes, %d students and %d teachers after %s", campusClasses, campusClasses*campusStudents, campusTeachers,
		time.Since(began).Round(100*time.Millisecond))
	return c, nil
}

// open makes the school and its office, as the directorate.
func (c *campus) open(ctx context.Context, p *product) error {
	province, err := p.officer(ctx, "province")
	if err != nil {
		return err
	}
	var session session
	code, err := province.factor(time.Now().Add(campusFactor))
	if err != nil {
		return err
	}
	if err := c.api.post(ctx, "", "/v1/auth/sessions", map[string]string{
		"identifier": province.Identifier, "password": province.Password, "app": "idara", "totp": code,
	}, &session); err != nil {
		return err
	}
	name := map[string]string{"ar": campusName, "latin": "Collège de la Mesure"}
	var made struct {
		ActivationCode string `json:"activationCode"`
	}
	err = c.api.post(ctx, session.AccessToken, "/v1/idara/schools", map[string]any{
		"schoolCode": campusCode, "parent": campusParent, "cycle": "COL", "name": name,
	}, &struct{}{})
	if err != nil {
		return err
	}
	if err := c.api.post(ctx, session.AccessToken, "/v1/idara/officers", map[string]any{
		"email": "bureau@bench.example", "name": map[string]string{"ar": "التازي هدى", "latin": "Tazi Houda"}, "role": "SCHOOL_OFFICE",
		"node": campusParent + "/" + campusCode,
	}, &made); err != nil {
		return err
	}
	c.office, err = c.activate(ctx, made.ActivationCode)
	return err
}

// activate opens an account with its printed code and gives its token.
func (c *campus) activate(ctx context.Context, code string) (string, error) {
	var s session
	err := c.api.post(ctx, "", "/v1/auth/accounts:activate", map[string]string{"activationCode": code, "password": campusPassword + code}, &s)
	return s.AccessToken, err
}

// imported is the answer to a file.
type imported struct {
	Import struct {
		State    string           `json:"state"`
		Accepted int              `json:"accepted"`
		Warnings []map[string]any `json:"warnings"`
		Refused  []map[string]any `json:"refused"`
	} `json:"import"`
}

// upload hands a file in and requires that all of it was taken.
func (c *campus) upload(ctx context.Context, query url.Values, file []byte, accepted int) error {
	var done imported
	if err := c.api.send(ctx, http.MethodPost, c.office, "/v1/idara/imports?"+query.Encode(), file, &done); err != nil {
		return err
	}
	got := done.Import
	if got.State != "DONE" || got.Accepted != accepted || len(got.Refused) > 0 || len(got.Warnings) > 0 {
		return fmt.Errorf("%s: %s, %d accepted where %d were to be; %d warnings, %d refused: %.600s", query.Get("kind"), got.State, got.Accepted,
			accepted, len(got.Warnings), len(got.Refused), fmt.Sprint(slices.Concat(got.Refused, got.Warnings)))
	}
	return nil
}

// enrol hands in the class lists and learns the ids.
func (c *campus) enrol(ctx context.Context, _ *product) error {
	codes := 0
	for first := 0; first < campusClasses; first += listedClasses {
		var list []fixtures.ListClass
		for n := first; n < first+listedClasses; n++ {
			pupils := fixtures.ListPupils(campusStudents)
			for i := range pupils {
				codes++
				pupils[i].Code = fmt.Sprintf("B%09d", 700000000+codes)
			}
			list = append(list, fixtures.ListClass{School: campusName, Label: fmt.Sprintf("%s-%d", campusLevel, n+1), Pupils: pupils, Latin: true})
		}
		file := fixtures.ListEleve(fixtures.ListEleveOptions{Classes: list})
		if err := c.upload(ctx, url.Values{"kind": {"CLASS_LIST"}}, file, listedClasses*campusStudents); err != nil {
			return err
		}
	}
	var answer struct {
		Classes []struct {
			ClassID string `json:"classId"`
			Label   string `json:"label"`
		} `json:"classes"`
	}
	if err := c.api.get(ctx, c.office, "/v1/idara/classes?pageSize=500", &answer); err != nil {
		return err
	}
	if len(answer.Classes) != campusClasses {
		return fmt.Errorf("%d classes", len(answer.Classes))
	}
	for _, one := range answer.Classes {
		c.classes = append(c.classes, &campusClass{id: one.ClassID, label: one.Label})
	}
	return each(campusClasses, func(i int) error {
		var answer struct {
			Students []struct {
				StudentID string `json:"studentId"`
			} `json:"students"`
		}
		err := c.api.get(ctx, c.office, "/v1/idara/classes/"+c.classes[i].id+"/students", &answer)
		for _, s := range answer.Students {
			c.classes[i].students = append(c.classes[i].students, s.StudentID)
		}
		return err
	})
}

// group makes the half groups and options of every class.
func (c *campus) group(ctx context.Context, _ *product) error {
	return each(campusClasses, func(n int) error {
		members := map[string][]string{}
		for i, student := range c.classes[n].students {
			for _, name := range groupsOf(i) {
				members[name] = append(members[name], student)
			}
		}
		for name, students := range members {
			body := map[string]any{"studentIds": students}
			if err := c.api.put(ctx, c.office, "/v1/idara/classes/"+c.classes[n].id+"/groups/"+name, body, &struct{}{}); err != nil {
				return err
			}
		}
		return nil
	})
}

// hire makes the teachers and says what each of them teaches.
func (c *campus) hire(ctx context.Context, _ *product) error {
	ref, err := refdata.Load()
	if err != nil {
		return err
	}
	if c.today, err = c.schoolDay(ctx); err != nil {
		return err
	}
	c.year, _ = ref.SchoolYear(c.today)
	c.begins, _, _ = ref.Lessons(c.year)
	if c.week, err = newWeekPlan(ref, c.year); err != nil {
		return err
	}
	c.teachers = make([]*campusTeacher, campusTeachers)
	return each(campusTeachers, func(i int) error {
		name := teacherName(i)
		var made struct {
			Staff struct {
				StaffID string `json:"staffId"`
			} `json:"staff"`
			ActivationCode string `json:"activationCode"`
		}
		if err := c.api.post(ctx, c.office, "/v1/idara/staff", map[string]any{
			"email": fmt.Sprintf("t%d@bench.example", i), "name": name, "kind": "TEACHER",
		}, &made); err != nil {
			return err
		}
		c.teachers[i] = &campusTeacher{id: made.Staff.StaffID, name: name["latin"], code: made.ActivationCode}
		for j := range blockClasses {
			if err := c.api.post(ctx, c.office, "/v1/idara/assignments", map[string]string{
				"classId": c.class(i/weekSubjects*blockClasses + j).id, "subject": c.week.subjects[i%weekSubjects].code, "staffId": made.Staff.StaffID,
			}, &struct{}{}); err != nil {
				return err
			}
		}
		return nil
	})
}

// class is the class with number n of its label.
func (c *campus) class(n int) *campusClass {
	label := fmt.Sprintf("%s-%d", campusLevel, n+1)
	return c.classes[slices.IndexFunc(c.classes, func(one *campusClass) bool { return one.label == label })]
}

// teacherName is a name that nobody else of the school has.
func teacherName(i int) map[string]string {
	family := []string{"Alami", "Amziane", "Bennani", "Chraibi", "Fassi", "Idrissi", "Lahlou", "Tazi"}
	familyAr := []string{"العلمي", "أمزيان", "بناني", "الشرايبي", "الفاسي", "الإدريسي", "لحلو", "التازي"}
	first := []string{"Amal", "Driss", "Fatima", "Hassan", "Khadija", "Mehdi", "Nadia", "Youssef"}
	firstAr := []string{"أمل", "إدريس", "فاطمة", "حسن", "خديجة", "المهدي", "نادية", "يوسف"}
	return map[string]string{"latin": family[i/8%8] + " " + first[i%8], "ar": familyAr[i/8%8] + " " + firstAr[i%8]}
}

// schoolDay is today by the school clock.
func (c *campus) schoolDay(ctx context.Context) (string, error) {
	var ready struct {
		SchoolTime string `json:"schoolTime"`
	}
	if err := c.api.get(ctx, "", "/readyz", &ready); err != nil {
		return "", err
	}
	if len(ready.SchoolTime) < len(time.DateOnly) {
		return "", fmt.Errorf("%q is no time of the school clock", ready.SchoolTime)
	}
	return ready.SchoolTime[:len(time.DateOnly)], nil
}

// plan makes the rooms and imports the first timetable, from the first day of the year, once timetable knows the school.
func (c *campus) plan(ctx context.Context, _ *product) error {
	var rooms []map[string]any
	for _, name := range c.week.rooms() {
		rooms = append(rooms, map[string]any{"name": name, "seats": 40})
	}
	end := time.Now().Add(followsWithin)
	for {
		err := c.api.put(ctx, c.office, "/v1/idara/rooms", map[string]any{"add": rooms}, &struct{}{})
		if err == nil {
			err = c.importWeek(ctx, 0, c.begins)
		}
		if err == nil || time.Now().After(end) {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(200 * time.Millisecond):
		}
	}
}

// importWeek hands in the timetable number turn, from a day on.
func (c *campus) importWeek(ctx context.Context, turn int, from string) error {
	return c.upload(ctx, url.Values{"kind": {"TIMETABLE"}, "from": {from}}, c.week.xml(turn, c.teachers), c.week.slots())
}
