package school

import (
	"context"
	"errors"
	"regexp"

	"google.golang.org/grpc"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/rpc"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/upload"
	"github.com/massar-platform/massar/platform/write"
	"github.com/massar-platform/massar/platform/xlsx"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/school/internal/esise"
	"github.com/massar-platform/massar/services/school/internal/store"
)

// kindStaff names this import in answers.
const kindStaff = "STAFF"

const readingStaff = "reading a staff file"

// ImportStaff takes an ESISE file: it makes staff records for numbers that the school does not have, corrects the
// names of the others, and warns of who is not in the file. It never removes, and never changes what a member is.
// The records have no e-mail and no account. One bad row refuses the file, and every bad row is listed.
func (s *Service) ImportStaff(stream grpc.ClientStreamingServer[schoolv1.ImportStaffRequest, typev1.Import]) error {
	ctx := stream.Context()
	header, err := upload.Header[schoolv1.ImportStaffRequest_Header](stream)
	if err != nil {
		return err
	}
	// Before the file comes: a stranger learns nothing about it, and costs nothing.
	nodes, err := s.officeNodes(ctx)
	if err != nil {
		return err
	}
	place, err := schoolUnder(ctx, s.db, nodes, header.GetSchoolCode())
	if err != nil {
		return err
	}
	data, err := upload.File[schoolv1.ImportStaffRequest_Header](stream)
	if err != nil {
		return err
	}
	file, err := esise.Read(data)
	if err != nil {
		return unreadableStaff(err)
	}
	if err := ofSchool(file, header.GetFileName(), place.Code); err != nil {
		return err
	}
	var answer *typev1.Import
	if header.GetDryRun() {
		answer, err = s.tryStaff(ctx, place, file)
	} else {
		answer, err = s.writeStaff(ctx, place, header, data, file)
	}
	if err != nil {
		return err
	}
	lines := file.Lines()
	upload.Show(answer, func(_, line string) string { return xlsx.Printable(lines[line]) })
	return stream.SendAndClose(answer)
}

func unreadableStaff(err error) error {
	if errors.Is(err, esise.ErrTooMuch) {
		return errs.E(errs.Invalid, errorsv1.Reason_FILE_TOO_LARGE, readingStaff, err)
	}
	return errs.E(errs.Invalid, errorsv1.Reason_FILE_NOT_ESISE, readingStaff, err)
}

// fileNamed is how ESISE names its files: by school and day.
var fileNamed = regexp.MustCompile(`^([0-9]{5}[A-Z])_[0-9]{8}\.`)

// ofSchool refuses the file of another school, by its name and by where its people work.
func ofSchool(file *esise.File, fileName, code string) error {
	other := func(found string) error {
		return errs.E(errs.Invalid, errorsv1.Reason_FILE_OTHER_SCHOOL, readingStaff, nil, errs.Args("CD_ETAB", found))
	}
	if m := fileNamed.FindStringSubmatch(fileName); m != nil && m[1] != code {
		return other(m[1])
	}
	named, here := "", false
	for _, agent := range file.Agents {
		for _, school := range agent.Schools {
			// Some are shared with another school.
			here = here || school == code
			if ids.ValidGRESA(school) {
				named = school
			}
		}
	}
	if named != "" && !here {
		return other(named)
	}
	return nil
}

// errTried ends a transaction of which nothing is kept.
var errTried = errors.New("only tried")

// tryStaff says what would become of a file.
func (s *Service) tryStaff(ctx context.Context, place store.School, file *esise.File) (*typev1.Import, error) {
	list := &staffList{school: place}
	err := s.db.InTx(ctx, func(ctx context.Context, tx sqldb.Tx) error {
		list = &staffList{tx: tx, school: place}
		if err := list.plan(ctx, file); err != nil {
			return err
		}
		return errTried
	})
	if !errors.Is(err, errTried) {
		return nil, err
	}
	answer := list.findings("").answer(rpc.Lang(ctx))
	answer.DryRun = true
	return answer, nil
}

func (s *Service) writeStaff(ctx context.Context, place store.School, header *schoolv1.ImportStaffRequest_Header, data []byte, file *esise.File) (*typev1.Import, error) {
	request, err := upload.Request(header, data)
	if err != nil {
		return nil, err
	}
	op := write.Op{RPC: "school.ImportStaff", Resource: place.Code, Request: request}
	var answer *typev1.Import
	for range importTries {
		answer, err = write.Do(ctx, s.db, op, func(ctx context.Context, tx sqldb.Tx) (*typev1.Import, error) {
			// Two files of one school come one after the other: the second knows the people of the first.
			if err := store.LockSchool(ctx, tx, place.Code); err != nil {
				return nil, err
			}
			list := &staffList{tx: tx, school: place}
			if err := list.plan(ctx, file); err != nil {
				return nil, err
			}
			if len(list.issues) == 0 {
				if err := list.apply(ctx); err != nil {
					return nil, err
				}
			}
			result := list.findings(ids.InSchool(place.Code))
			return result.answer(rpc.Lang(ctx)), s.keep(ctx, tx, place.Code, result)
		})
		if !overtaken(err) {
			break
		}
	}
	s.sequencer.Wake()
	return answer, err
}
