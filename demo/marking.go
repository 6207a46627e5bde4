package demo

import (
	"context"
	"fmt"
	"time"

	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	moudarisv1 "github.com/massar-platform/massar/proto/gen/massar/moudaris/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

// sheetsWithin is how long the sheets may take to follow the assignments.
const sheetsWithin = 2 * time.Minute

// teach enters what a teacher has marked so far.
func (d *seeder) teach(ctx context.Context, u *user, t *teacher) error {
	sheets, err := d.sheetsOf(ctx, u, t)
	if err != nil {
		return err
	}
	for _, duty := range t.duties {
		if err := d.fill(ctx, u, duty, sheets[sheetKey{duty.class.id, duty.subject}]); err != nil {
			return err
		}
	}
	return nil
}

// sheetKey finds a sheet of the semester.
type sheetKey struct{ classID, subject string }

// sheetsOf lists the teacher's sheets. They follow the assignments a moment later: it waits for all of them.
func (d *seeder) sheetsOf(ctx context.Context, u *user, t *teacher) (map[sheetKey]string, error) {
	ctx, cancel := context.WithTimeout(ctx, sheetsWithin)
	defer cancel()
	for {
		sheets := map[sheetKey]string{}
		for page := ""; ; {
			out, err := do(ctx, u, "list mark sheets", d.api.moudaris.ListMarkSheets, &moudarisv1.ListMarkSheetsRequest{
				SchoolYear: d.plan.year, Semester: int32(d.plan.semester), PageSize: 500, PageToken: page,
			})
			if err != nil {
				return nil, err
			}
			for _, head := range out.GetMarkSheets() {
				sheets[sheetKey{head.GetClass().GetClassId(), head.GetSubject().GetCode()}] = head.GetMarkSheetId()
			}
			if page = out.GetNextPageToken(); page == "" {
				break
			}
		}
		missing := 0
		for _, duty := range t.duties {
			if sheets[sheetKey{duty.class.id, duty.subject}] == "" {
				missing++
			}
		}
		if missing == 0 {
			return sheets, nil
		}
		select {
		case <-ctx.Done():
			return nil, fmt.Errorf("demo: %d mark sheets of %s did not appear: %w", missing, t.email, ctx.Err())
		case <-time.After(100 * time.Millisecond):
		}
	}
}

// fill writes one sheet: the marks, what was asked and when, the first control shown to families. Where the
// class has come further the sheet is handed in.
func (d *seeder) fill(ctx context.Context, u *user, duty duty, sheetID string) error {
	got, err := do(ctx, u, "open sheet "+sheetID, d.api.moudaris.GetMarkSheet, &moudarisv1.GetMarkSheetRequest{MarkSheetId: sheetID})
	if err != nil {
		return err
	}
	sheet := got.GetMarkSheet()
	w, err := d.plan.marksOf(duty, sheet)
	if err != nil {
		return err
	}
	if sheet.GetState() != typev1.SheetState_OPEN {
		return nil // an earlier run came this far
	}
	if len(w.cells) > 0 {
		saved, err := do(ctx, u, "save "+sheetID, d.api.moudaris.SaveMarkSheet, &moudarisv1.SaveMarkSheetRequest{
			MarkSheetId: sheetID, Cells: w.cells, Remarks: w.remarks,
		})
		if err != nil {
			return err
		}
		if n := len(saved.GetConflicts()) + len(saved.GetRefused()); n > 0 {
			return fmt.Errorf("demo: %d cells of %s in %s were not saved", n, duty.subject, duty.class.label)
		}
	}
	if err := d.excuse(ctx, duty, sheetID, w); err != nil {
		return err
	}
	// No title of its own: families then read "Contrôle 1" in their own language.
	for _, column := range w.order {
		_, err := do(ctx, u, "date "+sheetID+" "+column, d.api.moudaris.SetColumn, &moudarisv1.SetColumnRequest{
			MarkSheetId: sheetID, Column: column, Date: w.columns[column].date,
		})
		if err != nil {
			return err
		}
	}
	if len(w.order) > 0 {
		_, err := do(ctx, u, "release "+sheetID, d.api.moudaris.ReleaseColumn, &moudarisv1.ReleaseColumnRequest{
			MarkSheetId: sheetID, Column: w.order[0],
		})
		if err != nil {
			return err
		}
	}
	return d.handIn(ctx, u, duty, sheetID)
}

// excuse has the office decide the absences of the class that is published or could be, by what became of the excuses. Of those
// that nobody spoke of they are justified in every second sheet; in the others they count 0.
func (d *seeder) excuse(ctx context.Context, duty duty, sheetID string, w sheetWork) error {
	if duty.class.stage != published && duty.class.stage != awaiting {
		return nil
	}
	for _, a := range w.absences {
		justified, reason := a.verdict == accepted || a.verdict == silent && duty.place()%2 == 0, "شهادة طبية"
		if !justified {
			reason = "غياب بدون وثيقة"
		}
		_, err := do(ctx, d.offices[duty.class.school], "decide "+sheetID+" "+a.pupil.id+" "+a.column, d.api.idara.DecideAbsence, &idarav1.DecideAbsenceRequest{
			MarkSheetId: sheetID, StudentId: a.pupil.id, Column: a.column, Justified: justified, Reason: reason,
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// handIn submits the sheets of classes that have come further: all of the published class, all but the last one of the
// class that awaits it, every second one of the closing class, of which the office has validated every second one.
func (d *seeder) handIn(ctx context.Context, u *user, duty duty, sheetID string) error {
	stage := duty.class.stage
	if stage == underway || duty.awaited() || stage == closing && duty.place()%2 == 1 {
		return nil
	}
	_, err := do(ctx, u, "submit "+sheetID, d.api.moudaris.SubmitMarkSheet, &moudarisv1.SubmitMarkSheetRequest{MarkSheetId: sheetID})
	if err != nil || stage == closing && duty.place()%4 != 0 {
		return err
	}
	office := d.offices[duty.class.school]
	_, err = do(ctx, office, "validate "+sheetID, d.api.idara.ValidateMarkSheet, &idarav1.ValidateMarkSheetRequest{MarkSheetId: sheetID})
	return err
}

// publish shows a class its averages, from now on.
func (d *seeder) publish(ctx context.Context, c *class) error {
	_, err := do(ctx, d.offices[c.school], "publish "+c.label, d.api.idara.PublishClass, &idarav1.PublishClassRequest{
		ClassId: c.id, SchoolYear: d.plan.year, Semester: int32(d.plan.semester),
	})
	return err
}
