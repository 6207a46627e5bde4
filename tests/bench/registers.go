package main

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strconv"
	"time"

	"github.com/google/uuid"
)

// register is the register of one lesson, which one client saves again and again.
type register struct {
	lesson, token string
	students      []string
	version       []int
	saves         int
}

// lastDays is how many days back a register is looked for: teachers may be late for two weeks.
const lastDays = 10

// openRegisters signs teachers in and finds for each a lesson whose register may be written now, of the last days
// of lessons and today.
func (b *bench) openRegisters(ctx context.Context, c *campus) ([]*register, error) {
	list := make([]*register, campusRegisters)
	order := rand.Perm(len(c.teachers))[:campusRegisters]
	today, err := time.Parse(time.DateOnly, c.today)
	if err != nil {
		return nil, err
	}
	return list, each(campusRegisters, func(i int) error {
		t := c.teachers[order[i]]
		token, err := c.activate(ctx, t.code)
		if err != nil {
			return err
		}
		for back := range lastDays {
			date := today.AddDate(0, 0, -back).Format(time.DateOnly)
			if list[i], err = findRegister(ctx, c.api, token, date); err != nil || list[i] != nil {
				return err
			}
		}
		return fmt.Errorf("%s has no lesson in %d days whose register may be written", t.name, lastDays)
	})
}

// registerAnswer is what is needed of a register.
type registerAnswer struct {
	Register struct {
		Window  string `json:"window"`
		Taken   bool   `json:"taken"`
		Entries []struct {
			StudentID string `json:"studentId"`
			State     string `json:"state"`
			Version   int    `json:"version"`
		} `json:"entries"`
	} `json:"register"`
}

// findRegister looks for a lesson of the whole class on a day; nil when there is none.
func findRegister(ctx context.Context, a *api, token, date string) (*register, error) {
	var day struct {
		Lessons []struct {
			Lesson struct {
				LessonID string `json:"lessonId"`
				Group    string `json:"group"`
			} `json:"lesson"`
		} `json:"lessons"`
	}
	if err := a.get(ctx, token, "/v1/moudaris/lessons?date="+date, &day); err != nil {
		return nil, err
	}
	for _, one := range day.Lessons {
		if one.Lesson.Group != "" {
			continue
		}
		var answer registerAnswer
		if err := a.get(ctx, token, "/v1/moudaris/lessons/"+one.Lesson.LessonID+"/register", &answer); err != nil {
			return nil, err
		}
		if w := answer.Register.Window; w != "OPEN" && w != "LATE" {
			continue
		}
		if len(answer.Register.Entries) != cells {
			return nil, fmt.Errorf("the register of %s has %d students", one.Lesson.LessonID, len(answer.Register.Entries))
		}
		r := &register{lesson: one.Lesson.LessonID, token: token, version: make([]int, cells)}
		for _, e := range answer.Register.Entries {
			r.students = append(r.students, e.StudentID)
		}
		return r, nil
	}
	return nil, nil
}

// request is the next save of the register: everybody who was present is not, and the other way about.
func (r *register) request(buf []byte) []byte {
	r.saves++
	body := make([]byte, 0, 4<<10)
	body = append(body, `{"idempotencyKey":"`...)
	body = append(body, uuid.NewString()...)
	body = append(body, `","lateReason":"réseau coupé","entries":[`...)
	for i, student := range r.students {
		if i > 0 {
			body = append(body, ',')
		}
		body = append(body, `{"studentId":"`...)
		body = append(body, student...)
		body = append(body, `","state":"`...)
		body = append(body, stateOf(i, r.saves)...)
		body = append(body, `","version":`...)
		body = strconv.AppendInt(body, int64(r.version[i]), 10)
		body = append(body, '}')
	}
	body = append(body, `]}`...)
	buf = fmt.Appendf(buf[:0], "PUT /v1/moudaris/lessons/%s/register HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer %s\r\nAccept-Language: fr\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n",
		r.lesson, r.token, len(body))
	return append(buf, body...)
}

// took holds an answer against what was sent: each entry saved, in the order asked, with the next version.
func (r *register) took(status int, body []byte) error {
	if status != http.StatusOK {
		return fmt.Errorf("saving: %d: %.300s", status, body)
	}
	if !bytes.Contains(body, []byte(`"conflicts":[]`)) || !bytes.Contains(body, []byte(`"refused":[]`)) {
		return fmt.Errorf("saving: not every entry was saved: %.300s", body)
	}
	rest := body
	for i, student := range r.students {
		r.version[i]++
		want := fmt.Appendf(nil, `{"studentId":"%s","version":%d}`, student, r.version[i])
		at := bytes.Index(rest, want)
		if at < 0 {
			return fmt.Errorf("saving: no %s in %.300s", want, body)
		}
		rest = rest[at+len(want):]
	}
	return nil
}

// check reads the register back: it holds what the last save sent.
func (r *register) check(ctx context.Context, a *api) error {
	if r.saves == 0 {
		return nil
	}
	var answer registerAnswer
	if err := a.get(ctx, r.token, "/v1/moudaris/lessons/"+r.lesson+"/register", &answer); err != nil {
		return err
	}
	if !answer.Register.Taken || len(answer.Register.Entries) != cells {
		return fmt.Errorf("the register of %s is not taken, or not whole", r.lesson)
	}
	for i, e := range answer.Register.Entries {
		if e.StudentID != r.students[i] || e.State != stateOf(i, r.saves) || e.Version != r.version[i] {
			return fmt.Errorf("register %s: student %s is %s where %s was saved", r.lesson, e.StudentID, e.State, stateOf(i, r.saves))
		}
	}
	return nil
}
