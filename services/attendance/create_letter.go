package attendance

import (
	"context"
	"encoding/json"
	"slices"
	"strconv"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/roster"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/write"
	attendancev1 "github.com/massar-platform/massar/proto/gen/massar/attendance/v1"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/attendance/internal/store"
)

// maxLetterLines is how many lessons a letter can list.
const maxLetterLines = 500

// CreateLetter takes a letter to the guardians of a student down: his absences of some days, each as it stands
// now. It is printed when somebody asks for it.
func (s *Service) CreateLetter(ctx context.Context, req *attendancev1.CreateLetterRequest) (*typev1.AbsenceLetter, error) {
	r, err := s.reach(ctx)
	if err != nil {
		return nil, err
	}
	op := write.Op{RPC: "attendance.CreateLetter", Resource: req.GetStudentId(), Request: req, Detail: map[string]string{
		"from": req.GetFrom(), "to": req.GetTo(),
	}}
	return write.Do(ctx, s.db, op, func(ctx context.Context, tx sqldb.Tx) (*typev1.AbsenceLetter, error) {
		student, places, err := r.studentPlaces(ctx, tx, req.GetStudentId())
		if err != nil {
			return nil, err
		}
		if err := letterDays(req.GetFrom(), req.GetTo()); err != nil {
			return nil, err
		}
		place := placeOf(places, r.today)
		school, err := roster.FindSchool(ctx, tx, place.School)
		if err != nil {
			return nil, err
		}
		// A school writes about its own lessons.
		places = slices.DeleteFunc(places, func(p roster.Place) bool { return p.School != place.School })
		list, missed, err := s.letterLines(ctx, tx, r, req, place.School)
		if err != nil {
			return nil, err
		}
		totals, err := s.studentTotals(ctx, tx, places, list, req.GetFrom(), req.GetTo())
		if err != nil {
			return nil, err
		}
		l := store.Letter{
			School: place.School, ID: ids.InSchool(place.School), StudentID: student.ID, From: req.GetFrom(), To: req.GetTo(),
			Absences: missed, Account: r.caller.AccountID, At: r.micros(),
		}
		body, err := s.newLetter(l.ID, r.today, school, student, place.ClassLabel, list, totals)
		if err != nil {
			return nil, err
		}
		text, err := json.Marshal(body)
		if err != nil {
			return nil, err
		}
		l.Body = string(text)
		return letterProto(l, student.Name), store.InsertLetter(ctx, tx, l)
	})
}

// letterLines are what a letter lists, newest first, with the number of absences among them: without any there
// is nothing to write about.
func (s *Service) letterLines(ctx context.Context, q sqldb.Querier, r reach, req *attendancev1.CreateLetterRequest, school string) (list []judged, missed int, err error) {
	absences, err := store.AbsencesOf(ctx, q, req.GetStudentId(), req.GetFrom(), req.GetTo())
	if err != nil {
		return nil, 0, err
	}
	absences = slices.DeleteFunc(absences, func(a store.Absence) bool { return a.School != school || !shownToFamilies(a.State) })
	for _, a := range absences {
		if a.State.IsAbsence() {
			missed++
		}
	}
	switch {
	case missed == 0:
		return nil, 0, errs.E(errs.FailedPrecondition, errorsv1.Reason_NO_ABSENCES, "writing a letter", nil)
	case len(absences) > maxLetterLines:
		return nil, 0, errs.E(errs.FailedPrecondition, errorsv1.Reason_TOO_MANY_ITEMS, "writing a letter", nil,
			errs.Args(maxLetterLines), errs.Meta("items", strconv.Itoa(len(absences))))
	}
	list, err = s.judge(ctx, q, absences, r.today)
	return list, missed, err
}
