package store

import (
	"context"
	"fmt"
	"slices"

	"github.com/massar-platform/massar/platform/roster"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/services/attendance/internal/absence"
)

// Absence is an entry that is not PRESENT, with what its register says of the
// lesson. It may be LATE or SENT_TO_OFFICE, which are no absences: see its State.
type Absence struct {
	School, LessonID, StudentID, ClassID string
	Date                                 string
	State                                absence.State
	MinutesLate                          int
	// Entered is the day on which an absence was first entered.
	Entered string
	Version int64

	Group, Subject, StaffID, Half string
	// Start and End are minutes of the day; Minutes is how long the lesson counts.
	Start, End, Minutes int
}

// Entry is what absence.Decide judges.
func (a Absence) Entry() absence.Entry {
	return absence.Entry{State: a.State, Date: a.Date, Entered: a.Entered}
}

const entryColumns = `SELECT e.school, e.lesson_id, e.student_id, e.class_id, e.date, e.state, e.minutes_late, e.entered, e.version,
 r.group_name, r.subject, r.staff_id, r.half, r.start_minute, r.end_minute, r.minutes
 FROM entries e JOIN registers r ON r.school = e.school AND r.lesson_id = e.lesson_id`

// What is not PRESENT is noted; the indexes of students and classes know only that.
const absenceColumns = entryColumns + ` WHERE e.noted AND e.state <> 'PRESENT'`

func scanAbsence(row sqldb.Row) (a Absence, err error) {
	state := ""
	if err = row.Scan(&a.School, &a.LessonID, &a.StudentID, &a.ClassID, &a.Date, &state, &a.MinutesLate, &a.Entered, &a.Version,
		&a.Group, &a.Subject, &a.StaffID, &a.Half, &a.Start, &a.End, &a.Minutes); err != nil {
		return a, err
	}
	a.State, err = stateOf(state)
	return a, err
}

// stateOf refuses a word that only another version of this program can have written:
// reading it as present would hide an absence.
func stateOf(word string) (absence.State, error) {
	state, ok := absence.ParseState(word)
	if !ok {
		return 0, fmt.Errorf("the state %q of an entry is not known", word)
	}
	return state, nil
}

const sqlAbsencesOf = absenceColumns + ` AND e.student_id = $1 AND e.date >= $2 AND e.date <= $3
 ORDER BY e.date DESC, r.start_minute DESC, e.lesson_id`

// AbsencesOf are the entries of a student that are not PRESENT, in whatever school, of
// the days from to to, both included; newest first.
func AbsencesOf(ctx context.Context, q sqldb.Querier, studentID, from, to string) ([]Absence, error) {
	return sqldb.List(ctx, q, "reading a student's absences", scanAbsence, sqlAbsencesOf, studentID, from, to)
}

const sqlClassAbsences = absenceColumns + ` AND e.school = $1 AND e.date >= $2 AND e.date <= $3 AND e.class_id IN (`

// Month is what the registers of a class hold of some days.
type Month struct {
	// Lessons are those whose register is taken, in the order of time.
	Lessons []Taken
	// Absences are the entries that are not PRESENT, in the order of time.
	Absences []Absence
}

// ClassMonth reads the registers of a class for the days from to to, both included.
func ClassMonth(ctx context.Context, q sqldb.Querier, classID, from, to string) (Month, error) {
	return ClassesMonth(ctx, q, roster.SchoolOf(classID), []string{classID}, from, to)
}

// ClassesMonth is ClassMonth for classes of one school.
func ClassesMonth(ctx context.Context, q sqldb.Querier, school string, classIDs []string, from, to string) (Month, error) {
	if len(classIDs) == 0 {
		return Month{}, nil
	}
	lessons, err := TakenOf(ctx, q, school, classIDs, from, to)
	if err != nil {
		return Month{}, err
	}
	in, args := sqldb.InList(4, classIDs)
	absences, err := sqldb.List(ctx, q, "reading the absences of a class", scanAbsence,
		sqlClassAbsences+in+`) ORDER BY e.date, r.start_minute, e.lesson_id, e.student_id`, append([]any{school, from, to}, args...)...)
	return Month{Lessons: lessons, Absences: absences}, err
}

const sqlLessonEntries = entryColumns + ` WHERE e.noted AND e.school IN (`

// LessonEntries are the entries of lessons that are or were other than PRESENT, by lesson
// and student. A lesson may be named several times.
func LessonEntries(ctx context.Context, q sqldb.Querier, lessonIDs []string) (map[string]map[string]Absence, error) {
	by := make(map[string]map[string]Absence, len(lessonIDs))
	if len(lessonIDs) == 0 {
		return by, nil
	}
	// A register that is saved again and again is told of as often: one mention will do.
	once := slices.Compact(slices.Sorted(slices.Values(lessonIDs)))
	inSchools, args := sqldb.InList(1, schoolsOf(once))
	inLessons, more := sqldb.InList(len(args)+1, once)
	rows, err := sqldb.List(ctx, q, "reading the entries of lessons", scanAbsence,
		sqlLessonEntries+inSchools+`) AND e.lesson_id IN (`+inLessons+`)`, append(args, more...)...)
	for _, a := range rows {
		if by[a.LessonID] == nil {
			by[a.LessonID] = map[string]Absence{}
		}
		by[a.LessonID][a.StudentID] = a
	}
	return by, err
}

// schoolsOf are the schools of lessons, each once.
func schoolsOf(lessonIDs []string) []string {
	var schools []string
	for _, id := range lessonIDs {
		if school := roster.SchoolOf(id); !slices.Contains(schools, school) {
			schools = append(schools, school)
		}
	}
	return schools
}
