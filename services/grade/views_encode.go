package grade

import (
	"fmt"
	"strconv"
	"time"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/timestamppb"

	"github.com/massar-platform/massar/platform/localtext"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/grade/internal/grading"
	"github.com/massar-platform/massar/services/grade/internal/store"
	"github.com/massar-platform/massar/services/grade/internal/views"
)

// earlyViews computes and encodes the early views of a class list.
func earlyViews(stamp views.Stamp, roster []string, c views.Content) ([]heldView, error) {
	class, err := views.Early(stamp, roster, c)
	if err != nil {
		return nil, err
	}
	return encodeViews(encoder{stamp: stamp, class: class}, store.View{Kind: store.ViewEarly})
}

// publishedViews computes and encodes the views of a publication.
func publishedViews(p *store.Publication, stamp views.Stamp, roster []string, c views.Content) ([]heldView, error) {
	class, err := views.Published(stamp, roster, c)
	if err != nil {
		return nil, err
	}
	e := encoder{stamp: stamp, class: class, published: true, publishAt: p.PublishAt}
	return encodeViews(e, store.View{Kind: store.ViewPublished, PublishAt: p.PublishAt, GuardianAt: p.GuardianAt()})
}

func encodeViews(e encoder, common store.View) ([]heldView, error) {
	list := make([]heldView, len(e.class.Students))
	for i, student := range e.class.Students {
		v := heldView{View: common, holds: student.Holds}
		v.Student = student.ID
		for lang, body := range map[localtext.Lang]*[]byte{localtext.Arabic: &v.Ar, localtext.French: &v.Fr} {
			encoded, err := proto.MarshalOptions{Deterministic: true}.Marshal(e.student(student, lang))
			if err != nil {
				return nil, fmt.Errorf("encoding a student's marks: %w", err)
			}
			*body = encoded
		}
		list[i] = v
	}
	return list, nil
}

// encoder turns the computed class into what families read.
type encoder struct {
	stamp     views.Stamp
	class     views.Class
	published bool
	publishAt int64
}

func (e encoder) student(st views.Student, lang localtext.Lang) *typev1.StudentMarks {
	m := &typev1.StudentMarks{
		SchoolYear: e.stamp.SchoolYear, Semester: int32(e.stamp.Semester),
		Class:    &typev1.ClassRef{ClassId: e.stamp.ClassID, Label: e.stamp.Label},
		Subjects: make([]*typev1.SubjectMarks, len(e.stamp.Sheets)),
		Average:  &typev1.AverageMark{State: typev1.MarkState_NOT_PUBLISHED},
	}
	for i := range e.stamp.Sheets {
		m.Subjects[i] = e.subject(i, st.Subjects[i], lang)
	}
	if !e.published {
		return m
	}
	m.PublishedAt = timestamppb.New(time.UnixMicro(e.publishAt))
	m.Average.State, m.Average.Value = resultOf(st.Average)
	m.Average.ClassSize = proto.Int32(int32(e.class.Size))
	if st.Rank > 0 {
		m.Average.Rank = proto.Int32(int32(st.Rank))
	}
	return m
}

func (e encoder) subject(i int, row views.StudentSubject, lang localtext.Lang) *typev1.SubjectMarks {
	sheet, figures := e.stamp.Sheets[i], e.class.Subjects[i]
	subject := &typev1.SubjectMarks{
		Subject:     &typev1.Subject{Code: sheet.Subject, Name: textIn(sheet.Name, lang)},
		Coefficient: sheet.Coefficient, Scale: int32(sheet.Scale), State: typev1.MarkState_NOT_PUBLISHED,
	}
	for j, column := range sheet.Columns {
		shown := column.Released || e.published
		if column.Activities {
			subject.Activities = activitiesOf(row.Entries[j], shown)
			subject.ActivitiesWeight = sheet.Activities
			continue
		}
		subject.Controls = append(subject.Controls, controlOf(column, row.Entries[j], figures.Columns[j], shown, lang))
	}
	if e.published {
		subject.State, subject.Mark = resultOf(row.Mark)
		subject.Remark = row.Remark
		subject.ClassLow, subject.ClassAverage, subject.ClassHigh = statsOf(figures.Mark)
	}
	return subject
}

// controlOf is one control. Of one that is not shown there is only its number:
// not even its title or date, which would tell that the teacher has changed them.
func controlOf(column views.Column, e grading.Entry, figures views.Stats, shown bool, lang localtext.Lang) *typev1.ControlMark {
	control := &typev1.ControlMark{
		Number: int32(column.Number), Label: controlLabel(column.Number, lang), State: typev1.MarkState_NOT_PUBLISHED,
	}
	if !shown {
		return control
	}
	if column.Label != "" {
		control.Label = column.Label
	}
	control.Date = column.Date
	control.State, control.Mark, control.Justified = stateOf(e)
	control.ClassLow, control.ClassAverage, control.ClassHigh = statsOf(figures)
	return control
}

func activitiesOf(e grading.Entry, shown bool) *typev1.ActivitiesMark {
	activities := &typev1.ActivitiesMark{State: typev1.MarkState_NOT_PUBLISHED}
	if shown {
		activities.State, activities.Mark, activities.Justified = stateOf(e)
	}
	return activities
}

// controlLabel is the title of a control to which its teacher gave none.
func controlLabel(number int, lang localtext.Lang) string {
	if lang == localtext.French {
		return "Contrôle " + strconv.Itoa(number)
	}
	return "الفرض " + strconv.Itoa(number)
}

func textIn(t views.Text, lang localtext.Lang) string {
	if lang == localtext.French {
		return t.Fr
	}
	return t.Ar
}

func resultOf(r grading.Result) (typev1.MarkState_Value, *string) {
	switch r.State {
	case grading.Graded:
		return typev1.MarkState_GRADED, proto.String(r.Printed.String())
	case grading.Pending:
		return typev1.MarkState_PENDING, nil
	case grading.Exempt:
		return typev1.MarkState_EXEMPT, nil
	}
	return typev1.MarkState_MISSING, nil
}

func statsOf(s views.Stats) (low, average, high *string) {
	if !s.Shown {
		return nil, nil, nil
	}
	return proto.String(s.Low.String()), proto.String(s.Average.String()), proto.String(s.High.String())
}
