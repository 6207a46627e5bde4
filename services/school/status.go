package school

import "github.com/massar-platform/massar/services/school/internal/store"

// isIn says whether a student is, on a day, still in the class where he was enrolled.
func isIn(student store.Student, day string) bool { return student.To == "" || student.To > day }

// statusOn is the word for a student in the class of an answer. Who changed class within the school has left that
// class, and so has everybody of whom no more is known.
func statusOn(student store.Student, day string) string {
	switch {
	case isIn(student, day):
		return student.Began
	case student.Ended == "" || student.Ended == store.Changed:
		return store.Left
	default:
		return student.Ended
	}
}
