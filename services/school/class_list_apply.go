package school

import (
	"context"
	"slices"

	"github.com/massar-platform/massar/platform/summary"
	"github.com/massar-platform/massar/platform/write"
	"github.com/massar-platform/massar/services/school/internal/store"
)

// apply writes the plan and its outbox rows.
func (l *classList) apply(ctx context.Context) error {
	var rows []write.Outgoing
	for _, class := range l.newClasses {
		if err := store.InsertClass(ctx, l.tx, class); err != nil {
			return err
		}
		rows = append(rows, classRow(class))
	}
	if err := store.InsertStudents(ctx, l.tx, l.newStudents); err != nil {
		return err
	}
	for _, student := range l.newStudents {
		rows = append(rows, studentRow(student))
	}
	current, err := store.UpdateStudents(ctx, l.tx, l.changed)
	if err != nil {
		return err
	}
	if !current {
		return stale("correcting a student")
	}
	if len(l.changed) > 0 {
		// Nothing in the row of a student says where he is, and figures know girls from boys.
		if err := summary.Mark(ctx, l.tx, summary.Subject{School: l.school.Code, Period: allYear}); err != nil {
			return err
		}
	}
	for _, student := range l.changed {
		student.Version++
		rows = append(rows, studentRow(student))
	}
	if err := store.InsertEnrolments(ctx, l.tx, l.firstEnrolments); err != nil {
		return err
	}
	alone, err := store.Enrol(ctx, l.tx, l.newEnrolments)
	if err != nil {
		return err
	}
	if !alone {
		return stale("enrolling a student")
	}
	for _, enrolment := range slices.Concat(l.firstEnrolments, l.newEnrolments) {
		rows = append(rows, enrolmentRow(enrolment))
	}
	return emit(ctx, l.tx, rows...)
}
