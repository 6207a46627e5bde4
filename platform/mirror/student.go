package mirror

import (
	"strings"

	"google.golang.org/protobuf/proto"

	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

// Marks is one semester of a student: its head, and each subject. Base is what stands before the name, such as
// `child/{id}/`.
func Marks(base string, marks *typev1.StudentMarks) Doc {
	head := proto.CloneOf(marks)
	head.Subjects = nil
	doc := Doc{Name: base + "marks/" + marks.GetSchoolYear() + "/" + Digit(marks.GetSemester()), Items: []Item{{Order: "", Value: head}}}
	for i, subject := range marks.GetSubjects() {
		doc.Items = append(doc.Items, Item{Order: Place(i), Value: subject})
	}
	return doc
}

// Year is both semesters of a student's current school year, as far as there are any; read gives one, that of today
// where nothing is named.
func Year(base string, read func(year string, semester int32) (*typev1.StudentMarks, error)) ([]Doc, error) {
	const semesters = 2
	marks, err := read("", 0)
	if err != nil {
		return nil, err
	}
	docs := []Doc{Marks(base, marks)}
	other, err := read(marks.GetSchoolYear(), 1+semesters-marks.GetSemester())
	if err != nil && !absent(err) {
		return nil, err
	}
	if err == nil {
		docs = append(docs, Marks(base, other))
	}
	return docs, nil
}

// Week is a week: its days and events, and each lesson. What tells one state of the whole school's timetable from
// another is left out, since it says nothing of this week.
func Week(base string, week *typev1.Week) Doc {
	head := proto.CloneOf(week)
	head.Lessons, head.Version = nil, ""
	doc := Doc{Name: base + "week/" + week.GetWeek(), Items: []Item{{Order: "", Value: head}}}
	var orders Orders
	for _, lesson := range week.GetLessons() {
		order := strings.NewReplacer("-", "", ":", "").Replace(lesson.GetDate() + lesson.GetStart())
		doc.Items = append(doc.Items, Item{Order: orders.Up(order), Value: lesson})
	}
	return doc
}

// Absences are the absences of a student's school year: their totals, and each of them. Up to when they count is not
// told, since that is today.
func Absences(base string, absences *typev1.StudentAbsences) Doc {
	doc := Doc{Name: base + "absences"}
	if totals := absences.GetTotals(); totals != nil {
		doc.Items = append(doc.Items, Item{Order: "", Value: totals})
	}
	var orders Orders
	for _, absence := range absences.GetAbsences() {
		order := strings.NewReplacer("-", "", ":", "").Replace(absence.GetDate() + absence.GetStart())
		doc.Items = append(doc.Items, Item{Order: orders.Down(order), Value: absence})
	}
	return doc
}

// Path is the classes and schools of a student.
func Path(base string, steps []*typev1.PathStep) Doc {
	doc := Doc{Name: base + "path"}
	var orders Orders
	for _, step := range steps {
		order := strings.ReplaceAll(step.GetFrom(), "-", "")
		doc.Items = append(doc.Items, Item{Order: orders.Down(order), Value: step})
	}
	return doc
}

// List is a document whose list hardly changes but at its end.
func List[M proto.Message](name string, values []M) Doc {
	doc := Doc{Name: name}
	for i, value := range values {
		doc.Items = append(doc.Items, Item{Order: Place(i), Value: value})
	}
	return doc
}

// Digit is a semester as it stands in names.
func Digit(semester int32) string { return string('0' + semester) }

// Numbered is a document whose items have numbers that grow along the list, perhaps again from the beginning for a
// second kind of them, such as those who left. One that comes in between leaves the others as they are.
func Numbered[M proto.Message](name string, values []M, number func(M) int32) Doc {
	doc := Doc{Name: name}
	var orders Orders
	run, last := 1, int32(0)
	for _, value := range values {
		n := number(value)
		if n < last {
			run++
		}
		last = n
		doc.Items = append(doc.Items, Item{Order: orders.Up(Place(run) + Place(int(n))), Value: value})
	}
	return doc
}
