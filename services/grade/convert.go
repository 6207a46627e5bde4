package grade

import (
	"time"

	"google.golang.org/protobuf/proto"

	"github.com/massar-platform/massar/platform/localtext"
	"github.com/massar-platform/massar/platform/roster"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/refdata"
	"github.com/massar-platform/massar/services/grade/internal/entry"
	"github.com/massar-platform/massar/services/grade/internal/grading"
	"github.com/massar-platform/massar/services/grade/internal/store"
)

// instant is an instant as JSON shows it.
func instant(micros int64) string {
	return time.UnixMicro(micros).UTC().Format(time.RFC3339Nano)
}

// label picks the language of a reference label.
func label(l refdata.Label, lang localtext.Lang) string {
	if lang == localtext.French {
		return l.Fr
	}
	return l.Ar
}

// scriptOf picks the script of a person's name; a name in one script only is
// shown as it is.
func scriptOf(n roster.Name, lang localtext.Lang) string {
	if (lang == localtext.French && n.Latin != "") || n.Ar == "" {
		return n.Latin
	}
	return n.Ar
}

// byline names who did something. Offices and officers have accounts but no staff record that grade follows, so
// their office is named; what nobody did was done by the system.
func byline(names map[string]roster.Name, person string, lang localtext.Lang) string {
	if person == store.Register {
		return pickText(lang, "سجل الحضور", "Registre d'appel")
	}
	if name := scriptOf(names[person], lang); name != "" {
		return name
	}
	if person == "" {
		return pickText(lang, "النظام", "Le système")
	}
	return pickText(lang, "إدارة المؤسسة", "Administration de l'établissement")
}

func pickText(lang localtext.Lang, ar, fr string) string {
	if lang == localtext.French {
		return fr
	}
	return ar
}

func nameOf(n roster.Name) *typev1.Name { return &typev1.Name{Ar: n.Ar, Latin: n.Latin} }

func (s *Service) subjectOf(code string, lang localtext.Lang) *typev1.Subject {
	subject := &typev1.Subject{Code: code, Name: code}
	if known, ok := s.ref.Subject(code); ok {
		subject.Name = label(known.Name, lang)
	}
	return subject
}

func sheetStateOf(state string) typev1.SheetState_Value {
	return typev1.SheetState_Value(typev1.SheetState_Value_value[state])
}

// headOf is a sheet without its rows; entered and expected are those of today's class.
func (s *Service) headOf(sheet *store.Sheet, now int64, progress store.Progress, lang localtext.Lang) *typev1.MarkSheetHead {
	return &typev1.MarkSheetHead{
		MarkSheetId: sheet.ID,
		Class:       &typev1.ClassRef{ClassId: sheet.ClassID, Label: sheet.Label},
		Subject:     s.subjectOf(sheet.Subject, lang),
		Semester:    int32(sheet.Semester),
		State:       sheetStateOf(sheet.StateAt(now)),
		Entered:     int32(sheet.Entered - progress.OfLeft),
		Expected:    int32(progress.Students * int64(sheet.MarkColumns)),
		SchoolYear:  sheet.SchoolYear,
	}
}

func columnOf(c store.Column) *typev1.SheetColumn {
	return &typev1.SheetColumn{
		Column: c.Name,
		Kind:   typev1.SheetColumn_Kind_Value(typev1.SheetColumn_Kind_Value_value[c.Kind]),
		Number: int32(c.Number),
		Label:  c.Label,
		State:  typev1.SheetColumn_State_Value(typev1.SheetColumn_State_Value_value[c.State]),
		Date:   c.Date,
	}
}

// stateOf splits a value into what the API shows: state, mark, justified.
func stateOf(v grading.Entry) (state typev1.MarkState_Value, mark *string, justified *bool) {
	switch v.State {
	case grading.Graded:
		return typev1.MarkState_GRADED, proto.String(v.Mark.String()), nil
	case grading.Absent, grading.Pending:
		return typev1.MarkState_PENDING, nil, nil
	case grading.AbsentJustified:
		return typev1.MarkState_ABSENT, nil, proto.Bool(true)
	case grading.AbsentUnjustified:
		return typev1.MarkState_ABSENT, nil, proto.Bool(false)
	case grading.Exempt:
		return typev1.MarkState_EXEMPT, nil, nil
	}
	return typev1.MarkState_MISSING, nil, nil
}

func cellOf(column string, c entry.Cell) *typev1.SheetCell {
	cell := &typev1.SheetCell{Column: column, Version: int32(c.Version)}
	cell.State, cell.Mark, cell.Justified = stateOf(c.Value)
	return cell
}

func currentOf(c entry.Cell) *typev1.CurrentCell {
	current := &typev1.CurrentCell{Version: int32(c.Version)}
	current.State, current.Mark, _ = stateOf(c.Value)
	return current
}
