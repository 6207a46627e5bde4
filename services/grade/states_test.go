package grade_test

import (
	"context"
	"errors"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/auth"
	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/sqldb"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	gradev1 "github.com/massar-platform/massar/proto/gen/massar/grade/v1"
	optionsv1 "github.com/massar-platform/massar/proto/gen/massar/options/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

func (w *world) submit(p teacher, sheet string) (*typev1.MarkSheetHead, error) {
	return w.moudaris.SubmitMarkSheet(w.writing(p.Principal), &gradev1.SubmitMarkSheetRequest{MarkSheetId: sheet})
}

func (w *world) validate(sheet string) (*typev1.MarkSheetHead, error) {
	return w.idara.ValidateMarkSheet(w.writing(w.office), &gradev1.ValidateMarkSheetRequest{MarkSheetId: sheet})
}

func (w *world) reopen(sheet, reason string) (*typev1.MarkSheetHead, error) {
	return w.idara.ReopenMarkSheet(w.writing(w.office), &gradev1.ReopenMarkSheetRequest{MarkSheetId: sheet, Reason: reason})
}

func (w *world) exec(sql string, args ...any) {
	w.Helper()
	require.NoError(w, w.db.InTx(w.Context(), func(ctx context.Context, tx sqldb.Tx) error {
		n, err := tx.Exec(ctx, sql, args...)
		require.Equal(w, int64(1), n)
		return err
	}))
}

func TestASheetGoesFromTeacherToOfficeAndBack(t *testing.T) {
	each(t, func(w *world) {
		sheet := w.sheet("PC")
		_, err := w.save(w.salma, sheet, w.cell(0, "C1", "14", 0))
		require.NoError(w, err)

		head, err := w.submit(w.salma, sheet)
		require.NoError(w, err)
		require.Equal(w, typev1.SheetState_SUBMITTED, head.GetState())
		require.Equal(w, int32(1), head.GetEntered())
		require.Equal(w, int32(4*students), head.GetExpected())
		require.Equal(w, year, head.GetSchoolYear())

		_, err = w.save(w.salma, sheet, w.cell(0, "C1", "15", 1))
		require.Equal(w, errs.FailedPrecondition, errs.KindOf(err))
		require.True(w, errs.Is(err, errorsv1.Reason_MARK_SHEET_SUBMITTED))
		_, err = w.submit(w.omar, sheet)
		require.True(w, errs.Is(err, errorsv1.Reason_MARK_SHEET_SUBMITTED))

		head, err = w.validate(sheet)
		require.NoError(w, err)
		require.Equal(w, typev1.SheetState_VALIDATED, head.GetState())
		_, err = w.save(w.salma, sheet, w.cell(0, "C1", "15", 1))
		require.True(w, errs.Is(err, errorsv1.Reason_MARK_SHEET_VALIDATED))
		_, err = w.validate(sheet)
		require.True(w, errs.Is(err, errorsv1.Reason_MARK_SHEET_VALIDATED))

		head, err = w.reopen(sheet, "note oubliée")
		require.NoError(w, err)
		require.Equal(w, typev1.SheetState_OPEN, head.GetState())
		_, err = w.save(w.salma, sheet, w.cell(0, "C1", "15", 1))
		require.NoError(w, err)

		answer, err := w.idara.ListMarkEvents(w.as(w.office), &gradev1.ListMarkEventsRequest{MarkSheetId: sheet})
		require.NoError(w, err)
		var kinds []string
		for _, e := range answer.GetEvents() {
			kinds = append(kinds, e.GetKind()+":"+e.GetBefore()+">"+e.GetAfter())
		}
		require.Equal(w, []string{
			"SAVE:>14.00", "SUBMIT:OPEN>SUBMITTED", "VALIDATE:SUBMITTED>VALIDATED", "REOPEN:VALIDATED>OPEN", "SAVE:14.00>15.00",
		}, kinds)
		require.Equal(w, "note oubliée", answer.GetEvents()[3].GetReason())
		require.NoError(w, w.verify(sheet))
	})
}

func TestOnlyASubmittedSheetIsValidatedOrReopened(t *testing.T) {
	each(t, func(w *world) {
		sheet := w.sheet("PC")
		_, err := w.validate(sheet)
		require.True(w, errs.Is(err, errorsv1.Reason_MARK_SHEET_NOT_SUBMITTED))
		_, err = w.reopen(sheet, "x")
		require.True(w, errs.Is(err, errorsv1.Reason_MARK_SHEET_NOT_SUBMITTED))
		_, err = w.submit(w.salma, sheet)
		require.NoError(w, err)
		_, err = w.reopen(sheet, "  ")
		require.True(w, errs.Is(err, errorsv1.Reason_REASON_REQUIRED))
		_, err = w.reopen(sheet, "a\u202eb")
		require.Equal(w, errs.Invalid, errs.KindOf(err))
		_, err = w.reopen(sheet, "x")
		require.NoError(w, err)
	})
}

// schedule writes what PublishClass leaves behind.
func (w *world) schedule(at int64) {
	w.exec(`INSERT INTO publications (school, class_id, school_year, semester, state, publish_at, guardian_delay, rules, roster,
 missing, students, version, by_account, by_person, created_at, updated_at)
 VALUES ($1, $2, $3, 1, 'SCHEDULED', $4, 0, '{}', '[]', '[]', 5, 1, '', '', 0, 0)`, gresa, w.class, year, at)
	require.NoError(w, w.db.InTx(w.Context(), func(ctx context.Context, tx sqldb.Tx) error {
		_, err := tx.Exec(ctx, `UPDATE mark_sheets SET publish_at = $1 WHERE class_id = $2 AND semester = 1 AND state = 'VALIDATED'`, at, w.class)
		return err
	}))
}

func TestReopeningBeforeTheHourCancelsThePublication(t *testing.T) {
	each(t, func(w *world) {
		pc, maths := w.sheet("PC"), w.sheet("MATH")
		for _, s := range []struct {
			by    teacher
			sheet string
		}{{w.salma, pc}, {w.nadia, maths}} {
			_, err := w.submit(s.by, s.sheet)
			require.NoError(w, err)
			_, err = w.validate(s.sheet)
			require.NoError(w, err)
		}
		const farAhead = 4_000_000_000_000_000
		w.schedule(farAhead)
		require.Equal(w, typev1.SheetState_VALIDATED, w.read(w.office, pc).GetState())
		_, err := w.reopen(pc, "erreur")
		require.NoError(w, err)
		require.Equal(w, 1, w.count(`SELECT COUNT(*) FROM publications WHERE state = 'CANCELLED'`))
		require.Zero(w, w.count(`SELECT COUNT(*) FROM mark_sheets WHERE publish_at IS NOT NULL`))
		require.Equal(w, typev1.SheetState_VALIDATED, w.read(w.office, maths).GetState())
		require.Equal(w, 1, w.count(`SELECT COUNT(*) FROM changes WHERE topic = $1 AND kind = 'PUBLICATION' AND ref = $2`, gresa, w.class))
	})
}

func TestAfterTheHourASheetIsPublishedAndStays(t *testing.T) {
	each(t, func(w *world) {
		sheet := w.sheet("PC")
		_, err := w.submit(w.salma, sheet)
		require.NoError(w, err)
		_, err = w.validate(sheet)
		require.NoError(w, err)
		w.schedule(1)
		require.Equal(w, typev1.SheetState_PUBLISHED, w.read(w.office, sheet).GetState())
		_, err = w.reopen(sheet, "erreur")
		require.True(w, errs.Is(err, errorsv1.Reason_MARK_SHEET_PUBLISHED))
		_, err = w.save(w.salma, sheet, w.cell(0, "C1", "1", 0))
		require.True(w, errs.Is(err, errorsv1.Reason_MARK_SHEET_PUBLISHED))
		require.Equal(w, 1, w.count(`SELECT COUNT(*) FROM publications WHERE state = 'SCHEDULED'`))
	})
}

func TestSetColumn(t *testing.T) {
	each(t, func(w *world) {
		sheet := w.sheet("PC")
		set := func(p teacher, column, label, date string) (*typev1.SheetColumn, error) {
			return w.moudaris.SetColumn(w.writing(p.Principal), &gradev1.SetColumnRequest{MarkSheetId: sheet, Column: column, Label: label, Date: date})
		}
		column, err := set(w.salma, "C1", "Contrôle 1", "2026-10-12")
		require.NoError(w, err)
		require.Equal(w, "Contrôle 1", column.GetLabel())
		require.Equal(w, "2026-10-12", w.read(w.salma.Principal, sheet).GetColumns()[0].GetDate())
		_, err = set(w.salma, "C4", "x", "")
		require.True(w, errs.Is(err, errorsv1.Reason_COLUMN_UNKNOWN))
		_, err = set(w.salma, "C1", "x", "2026-02-30")
		require.True(w, errs.Is(err, errorsv1.Reason_DATE_INVALID))
		// A control is held in its own semester; first and last days count.
		first, last, ok := w.ref.SemesterBounds(year, 1)
		require.True(w, ok)
		second, end, ok := w.ref.SemesterBounds(year, 2)
		require.True(w, ok)
		for _, date := range []string{first, last} {
			_, err = set(w.salma, "C1", "x", date)
			require.NoError(w, err, date)
		}
		for _, date := range []string{"2025-10-12", "2026-08-30", second, end, "2027-10-12", "1999-01-01", "9999-12-31"} {
			_, err = set(w.salma, "C1", "x", date)
			require.Equal(w, errs.Invalid, errs.KindOf(err), date)
			require.True(w, errs.Is(err, errorsv1.Reason_DATE_INVALID), date)
			require.Len(w, fieldsOf(err), 1, date)
			require.Equal(w, "date", fieldsOf(err)[0].Name, date)
		}
		_, err = set(w.salma, "C1", "x", "")
		require.NoError(w, err)
		_, err = set(w.salma, "C1", "a\x00b", "")
		require.Equal(w, errs.Invalid, errs.KindOf(err))
		_, err = set(w.nadia, "C1", "x", "")
		require.True(w, errs.Is(err, errorsv1.Reason_MARK_SHEET_NOT_FOUND))
		require.NoError(w, w.verify(sheet))
	})
}

func TestReleaseColumn(t *testing.T) {
	each(t, func(w *world) {
		sheet := w.sheet("PC")
		release := func(p teacher, column string) (*typev1.SheetColumn, error) {
			return w.moudaris.ReleaseColumn(w.writing(p.Principal), &gradev1.ReleaseColumnRequest{MarkSheetId: sheet, Column: column})
		}
		w.emit(schoolRow(gresa, node, false, 2))
		_, err := release(w.salma, "C1")
		require.True(w, errs.Is(err, errorsv1.Reason_RELEASE_NOT_ALLOWED))
		w.emit(schoolRow(gresa, node, true, 3))
		_, err = release(w.salma, "ACT")
		require.Equal(w, errs.FailedPrecondition, errs.KindOf(err))
		require.True(w, errs.Is(err, errorsv1.Reason_RELEASE_CONTROLS_ONLY), "the school does allow it: %v", err)
		_, err = release(w.nadia, "C1")
		require.True(w, errs.Is(err, errorsv1.Reason_MARK_SHEET_NOT_FOUND))
		column, err := release(w.salma, "C1")
		require.NoError(w, err)
		require.Equal(w, typev1.SheetColumn_State_RELEASED, column.GetState())
		_, err = release(w.salma, "C1")
		require.NoError(w, err)
		require.Equal(w, 1, w.count(`SELECT COUNT(*) FROM mark_events WHERE kind = 'RELEASE'`))
		// A released control is still the teacher's, until he hands the sheet in.
		got, err := w.save(w.salma, sheet, w.cell(0, "C1", "12", 0))
		require.NoError(w, err)
		require.Len(w, got.GetSaved(), 1)
	})
}

func TestTheOfficeReachesItsNodeOnly(t *testing.T) {
	each(t, func(w *world) {
		sheet := w.sheet("PC")
		_, err := w.submit(w.salma, sheet)
		require.NoError(w, err)
		officer := func(role optionsv1.Role, nodes ...string) auth.Principal {
			p := auth.Principal{AccountID: ids.New(), PersonID: ids.New(), SessionID: ids.New(), Role: role, SecondFactor: true}
			w.scopes[p.AccountID] = &typev1.Scope{Nodes: nodes}
			return p
		}
		for name, c := range map[string]struct {
			caller auth.Principal
			found  bool
		}{
			"academy above":      {officer(optionsv1.Role_ROLE_ACADEMY, "ma/07"), true},
			"ministry":           {officer(optionsv1.Role_ROLE_MINISTRY, "ma"), true},
			"academy beside":     {officer(optionsv1.Role_ROLE_ACADEMY, "ma/08"), false},
			"prefix of the name": {officer(optionsv1.Role_ROLE_PROVINCE, "ma/07/35"), false},
			"no node":            {officer(optionsv1.Role_ROLE_PROVINCE), false},
			"office elsewhere":   {officer(optionsv1.Role_ROLE_SCHOOL_OFFICE, "ma/07/351/54321B"), false},
		} {
			_, err := w.idara.ListMarkSheets(w.as(c.caller), &gradev1.ListMarkSheetsRequest{ClassId: w.class})
			if c.found {
				require.NoError(w, err, name)
			} else {
				require.True(w, errs.Is(err, errorsv1.Reason_SCHOOL_NOT_FOUND), name)
			}
		}
		elsewhere := officer(optionsv1.Role_ROLE_SCHOOL_OFFICE, "ma/07/351/54321B")
		_, err = w.idara.GetMarkSheet(w.as(elsewhere), &gradev1.GetMarkSheetRequest{MarkSheetId: sheet})
		require.True(w, errs.Is(err, errorsv1.Reason_MARK_SHEET_NOT_FOUND))
		_, err = w.idara.ValidateMarkSheet(w.writing(elsewhere), &gradev1.ValidateMarkSheetRequest{MarkSheetId: sheet})
		require.True(w, errs.Is(err, errorsv1.Reason_MARK_SHEET_NOT_FOUND))
		// Officers look; only the office acts.
		_, err = w.idara.ValidateMarkSheet(w.writing(officer(optionsv1.Role_ROLE_MINISTRY, "ma")), &gradev1.ValidateMarkSheetRequest{MarkSheetId: sheet})
		require.Equal(w, errs.Denied, errs.KindOf(err))
		_, err = w.validate(sheet)
		require.NoError(w, err)
	})
}

// fieldsOf are the wrong fields that an error names.
func fieldsOf(err error) []errs.FieldViolation {
	var e *errs.Error
	if !errors.As(err, &e) {
		return nil
	}
	return e.Fields
}
