package main

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strconv"

	"github.com/google/uuid"
)

// sheet is one column of a mark sheet, of which one client saves 35 cells again and again.
type sheet struct {
	id, token, column string
	scale             int
	students          []string
	version           []int
	// sent are the marks of the last save, which must be found at the end.
	sent []string
}

// openSheets finds open sheets of many teachers, each with a column that families do not see yet.
func (b *bench) openSheets(ctx context.Context, p *product) ([]*sheet, int, error) {
	teachers, err := p.accounts(ctx, "teacher")
	if err != nil {
		return nil, 0, err
	}
	a := newAPI(p.http)
	var list []*sheet
	signedIn := 0
	// At most two sheets of one teacher: the limit of requests per token is part of the product.
	for _, i := range rand.Perm(len(teachers)) {
		if len(list) >= b.sheets {
			break
		}
		token, err := a.signIn(ctx, teachers[i].Identifier, teachers[i].Password, "moudaris")
		if err != nil {
			return nil, 0, err
		}
		found, err := sheetsOf(ctx, a, token, 2)
		if err != nil {
			return nil, 0, err
		}
		if len(found) > 0 {
			signedIn++
		}
		list = append(list, found...)
	}
	if len(list) == 0 {
		return nil, 0, fmt.Errorf("no open sheet of %d students or more", cells)
	}
	return list, signedIn, nil
}

// sheetAnswer is what is needed of a mark sheet.
type sheetAnswer struct {
	MarkSheet struct {
		State   string `json:"state"`
		Scale   int    `json:"scale"`
		Columns []struct {
			Column string `json:"column"`
			State  string `json:"state"`
		} `json:"columns"`
		Rows []struct {
			StudentID string `json:"studentId"`
			Cells     []struct {
				Column  string `json:"column"`
				Mark    string `json:"mark"`
				Version int    `json:"version"`
			} `json:"cells"`
		} `json:"rows"`
	} `json:"markSheet"`
}

func sheetsOf(ctx context.Context, a *api, token string, most int) ([]*sheet, error) {
	var classes struct {
		Classes []struct {
			ClassID      string `json:"classId"`
			StudentCount int    `json:"studentCount"`
		} `json:"classes"`
	}
	if err := a.get(ctx, token, "/v1/moudaris/classes", &classes); err != nil {
		return nil, err
	}
	var list []*sheet
	for _, class := range classes.Classes {
		if class.StudentCount < cells {
			continue
		}
		var sheets struct {
			MarkSheets []struct {
				MarkSheetID string `json:"markSheetId"`
				State       string `json:"state"`
			} `json:"markSheets"`
		}
		if err := a.get(ctx, token, "/v1/moudaris/markSheets?semester=1&classId="+class.ClassID, &sheets); err != nil {
			return nil, err
		}
		for _, one := range sheets.MarkSheets {
			if one.State != "OPEN" || len(list) == most {
				continue
			}
			s, err := readSheet(ctx, a, token, one.MarkSheetID)
			if err != nil {
				return nil, err
			}
			if s != nil {
				list = append(list, s)
			}
		}
	}
	return list, nil
}

// readSheet takes the last open column of a sheet; nil when there is none.
func readSheet(ctx context.Context, a *api, token, id string) (*sheet, error) {
	var answer sheetAnswer
	if err := a.get(ctx, token, "/v1/moudaris/markSheets/"+id, &answer); err != nil {
		return nil, err
	}
	s := &sheet{id: id, token: token, scale: answer.MarkSheet.Scale}
	for _, c := range answer.MarkSheet.Columns {
		if c.State == "OPEN" {
			s.column = c.Column
		}
	}
	if s.column == "" || len(answer.MarkSheet.Rows) < cells {
		return nil, nil
	}
	for _, row := range answer.MarkSheet.Rows[:cells] {
		version := 0
		for _, cell := range row.Cells {
			if cell.Column == s.column {
				version = cell.Version
			}
		}
		s.students, s.version = append(s.students, row.StudentID), append(s.version, version)
	}
	s.sent = make([]string, cells)
	return s, nil
}

// request is the next save of the sheet: every mark changes.
func (s *sheet) request(buf []byte) []byte {
	body := make([]byte, 0, 6<<10)
	body = append(body, `{"idempotencyKey":"`...)
	body = append(body, uuid.NewString()...)
	body = append(body, `","cells":[`...)
	for i, student := range s.students {
		mark := strconv.Itoa(rand.IntN(s.scale)) + "." + []string{"00", "25", "50", "75"}[rand.IntN(4)]
		if mark == s.sent[i] {
			mark = strconv.Itoa(s.scale) + ".00"
		}
		s.sent[i] = mark
		if i > 0 {
			body = append(body, ',')
		}
		body = append(body, `{"studentId":"`...)
		body = append(body, student...)
		body = append(body, `","column":"`...)
		body = append(body, s.column...)
		body = append(body, `","mark":"`...)
		body = append(body, mark...)
		body = append(body, `","version":`...)
		body = strconv.AppendInt(body, int64(s.version[i]), 10)
		body = append(body, '}')
	}
	body = append(body, `]}`...)
	buf = fmt.Appendf(buf[:0], "POST /v1/moudaris/markSheets/%s:save HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer %s\r\nAccept-Language: fr\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n",
		s.id, s.token, len(body))
	return append(buf, body...)
}

// took holds an answer against what was sent: each cell saved, in the order asked, with the next version.
func (s *sheet) took(status int, body []byte) error {
	if status != http.StatusOK {
		return fmt.Errorf("saving: %d: %.300s", status, body)
	}
	if !bytes.Contains(body, []byte(`"conflicts":[]`)) || !bytes.Contains(body, []byte(`"refused":[]`)) {
		return fmt.Errorf("saving: not every cell was saved: %.300s", body)
	}
	rest := body
	for i, student := range s.students {
		s.version[i]++
		want := fmt.Appendf(nil, `{"studentId":"%s","column":"%s","version":%d}`, student, s.column, s.version[i])
		at := bytes.Index(rest, want)
		if at < 0 {
			return fmt.Errorf("saving: no %s in %.300s", want, body)
		}
		rest = rest[at+len(want):]
	}
	return nil
}

// check reads the sheet back: it holds what the last save sent.
func (s *sheet) check(ctx context.Context, a *api) error {
	var answer sheetAnswer
	if err := a.get(ctx, s.token, "/v1/moudaris/markSheets/"+s.id, &answer); err != nil {
		return err
	}
	held := map[string]string{}
	for _, row := range answer.MarkSheet.Rows {
		for _, cell := range row.Cells {
			if cell.Column == s.column {
				held[row.StudentID] = cell.Mark
			}
		}
	}
	for i, student := range s.students {
		if s.sent[i] != "" && held[student] != s.sent[i] {
			return fmt.Errorf("sheet %s: student %s has %q where %q was saved", s.id, student, held[student], s.sent[i])
		}
	}
	return nil
}
