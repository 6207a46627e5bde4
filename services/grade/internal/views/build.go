package views

import (
	"fmt"

	"github.com/massar-platform/massar/services/grade/internal/entry"
	"github.com/massar-platform/massar/services/grade/internal/grading"
)

// Content is what stands in the sheets of a class: cells and remarks by sheet id.
type Content struct {
	Cells   map[string]map[entry.Key]grading.Entry
	Remarks map[string]map[string]string
}

// Stats are the figures of the class beside one figure; Shown is false under the
// number of marks from which they are shown.
type Stats struct {
	grading.Stats
	Shown bool
}

// Class is the semester of a class as computed.
type Class struct {
	// Size is the number of students in the class list.
	Size     int
	Subjects []Subject
	Students []Student
}

// Subject holds the figures of the class in one subject; Columns is parallel to
// the columns of the stamp.
type Subject struct {
	Mark    Stats
	Columns []Stats
}

// Student is one student's semester; Subjects is parallel to the sheets of the stamp.
type Student struct {
	ID       string
	Subjects []StudentSubject
	Average  grading.Result
	// Rank is 0 where the school shows none or there is no number.
	Rank int
	// Holds says that anything was entered for the student.
	Holds bool
}

// StudentSubject is one student's row of a sheet. Entries is parallel to the columns.
type StudentSubject struct {
	Entries []grading.Entry
	Mark    grading.Result
	Remark  string
}

// Published computes the whole semester. A sheet that is left out has no mark;
// of its cells only the controls that were released count.
func Published(stamp Stamp, roster []string, content Content) (Class, error) {
	c, rules, err := rows(stamp, roster, content, func(s Sheet, column Column) bool { return !s.LeftOut || column.Released })
	if err != nil {
		return c, err
	}
	coefficients := make([]grading.Rational, len(stamp.Sheets))
	for i, sheet := range stamp.Sheets {
		if coefficients[i], err = grading.ParseRational(sheet.Coefficient); err != nil {
			return c, fmt.Errorf("reading the coefficient of sheet %s: %w", sheet.SheetID, err)
		}
		if err := c.subject(i, sheet, rules, content.Remarks[sheet.SheetID]); err != nil {
			return c, err
		}
	}
	averages := make([]grading.Result, len(c.Students))
	terms := make([]grading.Weighted, len(stamp.Sheets))
	for i := range c.Students {
		for j := range terms {
			terms[j] = grading.Weighted{Coefficient: coefficients[j], Result: c.Students[i].Subjects[j].Mark}
		}
		averages[i] = grading.SemesterAverage(terms, rules)
		c.Students[i].Average = averages[i]
	}
	if stamp.ShowRank {
		for i, rank := range grading.Ranks(averages, rules) {
			c.Students[i].Rank = rank
		}
	}
	return c, nil
}

// Early computes the controls that were released, and nothing else.
func Early(stamp Stamp, roster []string, content Content) (Class, error) {
	c, _, err := rows(stamp, roster, content, func(_ Sheet, column Column) bool { return column.Released })
	return c, err
}

// rows reads the cells that are shown, and the class figures of their columns.
func rows(stamp Stamp, roster []string, content Content, shown func(Sheet, Column) bool) (Class, grading.Rules, error) {
	rules, err := stamp.rules()
	if err != nil {
		return Class{}, rules, err
	}
	c := Class{Size: len(roster), Subjects: make([]Subject, len(stamp.Sheets)), Students: make([]Student, len(roster))}
	for i, id := range roster {
		c.Students[i] = Student{ID: id, Subjects: make([]StudentSubject, len(stamp.Sheets))}
	}
	marks := make([]grading.Mark, 0, len(roster))
	for i, sheet := range stamp.Sheets {
		cells := content.Cells[sheet.SheetID]
		c.Subjects[i].Columns = make([]Stats, len(sheet.Columns))
		for n := range c.Students {
			c.Students[n].Subjects[i].Entries = make([]grading.Entry, len(sheet.Columns))
		}
		for j, column := range sheet.Columns {
			if !shown(sheet, column) {
				continue
			}
			marks = marks[:0]
			for n, id := range roster {
				e := cells[entry.Key{Student: id, Column: column.Name}]
				c.Students[n].Subjects[i].Entries[j] = e
				c.Students[n].Holds = c.Students[n].Holds || e.State != grading.Missing
				if mark, ok := grading.Numeric(e, rules); ok {
					marks = append(marks, mark)
				}
			}
			c.Subjects[i].Columns[j] = stats(marks, rules)
		}
	}
	return c, rules, nil
}

// subject computes one subject's marks and its class figures.
func (c *Class) subject(i int, sheet Sheet, rules grading.Rules, remarks map[string]string) error {
	weights, err := sheet.weights()
	if err != nil {
		return err
	}
	marks := make([]grading.Mark, 0, len(c.Students))
	cells := make([]grading.Cell, len(sheet.Columns))
	for n := range c.Students {
		row := &c.Students[n].Subjects[i]
		if sheet.LeftOut {
			continue
		}
		for j, column := range sheet.Columns {
			cells[j] = grading.Cell{Part: grading.Control, Entry: row.Entries[j]}
			if column.Activities {
				cells[j].Part = grading.Activities
			}
		}
		row.Mark = grading.SubjectMark(cells, weights, rules)
		row.Remark = remarks[c.Students[n].ID]
		if row.Mark.State == grading.Graded {
			marks = append(marks, row.Mark.Printed)
		}
	}
	c.Subjects[i].Mark = stats(marks, rules)
	return nil
}

func stats(marks []grading.Mark, rules grading.Rules) Stats {
	figures, shown := grading.Statistics(marks, rules)
	return Stats{Stats: figures, Shown: shown}
}
