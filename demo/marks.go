package demo

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"

	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

// How often something else than a mark stands in a cell.
const (
	absentIn100  = 1.2
	missingIn100 = 0.8
)

// awaitedEvery says of how many pupils one has no mark yet in the last control of the sheet that is awaited.
const awaitedEvery = 12

// subjectMean is where the marks of a subject lie on 20.
func subjectMean(subject string) float64 {
	if mean, ok := map[string]float64{
		"MATH": 11, "PC": 11.2, "FR": 11.4, "PHILO": 11.5, "EN": 12.2, "AR": 12.4, "EPS": 15.5, "EPSM": 15.5, "ARTS": 14.5,
		"INFO": 13.5, "ISL": 13.8, "ASSID": 17,
	}[subject]; ok {
		return mean
	}
	return 12
}

// sheetWork is what a teacher writes into one sheet.
type sheetWork struct {
	// columns have a label and a date to be set, by column.
	columns map[string]control
	order   []string
	cells   []*typev1.CellInput
	remarks []*typev1.RemarkInput
	// absences are the cells that the office decides on.
	absences []absence
}

// absence is a cell of somebody who was away from a control.
type absence struct {
	pupil  *pupil
	column string
	// verdict is what became of the excuse of that day.
	verdict verdict
}

// marksOf makes up the marks of a sheet so far.
func (p *plan) marksOf(d duty, sheet *typev1.MarkSheet) (sheetWork, error) {
	c := d.class
	r := p.source.of(c.school.code, c.label, d.subject, "marks")
	w := sheetWork{columns: map[string]control{}}
	var controls []string
	activities := false
	for _, column := range sheet.GetColumns() {
		switch column.GetKind() {
		case typev1.SheetColumn_Kind_CONTROL:
			controls = append(controls, column.GetColumn())
		case typev1.SheetColumn_Kind_ACTIVITIES:
			activities = true
		}
	}
	held, err := p.controls(r, c, d.subject, len(controls))
	if err != nil {
		return w, err
	}
	for i, name := range controls {
		if held[i].marked {
			w.columns[name] = held[i]
			w.order = append(w.order, name)
		}
	}
	columns := w.order
	if activities && c.stage != underway {
		columns = append(columns[:len(columns):len(columns)], "ACT")
	}
	for i, pu := range c.pupils {
		todo := columns
		if d.awaited() && i%awaitedEvery == 0 && len(w.order) > 0 {
			last := w.order[len(w.order)-1]
			todo = slices.DeleteFunc(slices.Clone(columns), func(column string) bool { return column == last })
		}
		p.pupilMarks(r, &w, d, pu, todo, int(sheet.GetScale()))
	}
	return w, nil
}

// atControl is what the registers of a control's day say of a pupil; registered is false where there are none.
func (p *plan) atControl(d duty, pu *pupil, date string) (away, registered bool) {
	for _, slot := range d.class.slots {
		if slot.subject != d.subject || slot.weekday != int(day(date).Weekday()) || !p.registered(d.class, slot, date) {
			continue
		}
		registered = true
		for _, a := range p.register(d.class, slot, date) {
			away = away || a.pupil == pu && (a.state == typev1.Attendance_ABSENT || a.state == typev1.Attendance_EXCUSED)
		}
	}
	return away, registered
}

// pupilMarks makes up a pupil's marks in one subject.
func (p *plan) pupilMarks(r *rand.Rand, w *sheetWork, d duty, pu *pupil, columns []string, scale int) {
	taste := r.NormFloat64() * 1.2
	sum, count := 0.0, 0
	for _, column := range columns {
		luck, chance := r.NormFloat64()*1.6, r.Float64()*100
		cell := &typev1.CellInput{StudentId: pu.id, Column: column}
		state := typev1.MarkState_VALUE_UNSPECIFIED
		away, registered := p.atControl(d, pu, w.columns[column].date)
		switch {
		case pu.exempt && strings.HasPrefix(d.subject, "EPS"):
			state = typev1.MarkState_EXEMPT
		case away && d.class.stage == underway:
			// The teacher leaves the cell to the register.
			continue
		case away, chance < absentIn100 && column != "ACT" && !registered:
			state = typev1.MarkState_ABSENT
			w.absences = append(w.absences, absence{pu, column, pu.verdictOn(w.columns[column].date)})
		case chance > 100-missingIn100 && d.class.stage == underway:
			continue
		}
		if state != typev1.MarkState_VALUE_UNSPECIFIED {
			cell.State = &state
			w.cells = append(w.cells, cell)
			continue
		}
		mark := round(subjectMean(d.subject)+pu.ability*2.6+taste+luck, scale)
		text := fmt.Sprintf("%.2f", mark)
		cell.Mark = &text
		w.cells = append(w.cells, cell)
		sum, count = sum+mark, count+1
	}
	if d.class.stage != underway && count > 0 {
		w.remarks = append(w.remarks, &typev1.RemarkInput{StudentId: pu.id, Text: p.remark(sum/float64(count), scale)})
	}
}

// round brings a mark on 20 to the scale of the sheet, in quarters.
func round(mark float64, scale int) float64 {
	mark = min(max(mark, 1), 20) * float64(scale) / 20
	return math.Round(mark*4) / 4
}

// remark is what the teacher writes beside a mean, from the scale of the bulletins.
func (p *plan) remark(mean float64, scale int) string {
	on20 := mean * 20 / float64(scale)
	for _, m := range p.ref.MentionsOf("BULLETIN", p.year) {
		if on20*float64(m.Min.Den) >= float64(m.Min.Num) {
			return m.Name.Ar
		}
	}
	return ""
}
