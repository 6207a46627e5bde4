package school

import (
	"context"

	"google.golang.org/grpc"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/rpc"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/upload"
	"github.com/massar-platform/massar/platform/write"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/school/internal/listeleve"
	"github.com/massar-platform/massar/services/school/internal/store"
)

// kindClassList names this import in answers.
const kindClassList = "CLASS_LIST"

// ImportClassList takes a ListEleve workbook: it creates missing classes, enrols, corrects what the list says
// of students we know, and warns of who is not in the list. It never removes. One bad cell refuses the whole
// file, and every bad cell is listed.
func (s *Service) ImportClassList(stream grpc.ClientStreamingServer[schoolv1.ImportClassListRequest, typev1.Import]) error {
	ctx := stream.Context()
	header, err := upload.Header(stream)
	if err != nil {
		return err
	}
	year, err := s.openYear(header.GetSchoolYear())
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
	data, err := upload.File(stream)
	if err != nil {
		return err
	}
	file, err := listeleve.Read(data)
	if err != nil {
		return upload.Unreadable(err)
	}
	if tooMuch(file) {
		return errs.E(errs.Invalid, errorsv1.Reason_FILE_TOO_LARGE, "reading a class list", nil)
	}
	request, err := upload.Request(header, data)
	if err != nil {
		return err
	}
	op := write.Op{RPC: "school.ImportClassList", Resource: place.Code, Request: request}
	var answer *typev1.Import
	for range importTries {
		answer, err = write.Do(ctx, s.db, op, func(ctx context.Context, tx sqldb.Tx) (*typev1.Import, error) {
			return s.importClassList(ctx, tx, place.Code, year, file)
		})
		if !overtaken(err) {
			break
		}
	}
	if err != nil {
		return err
	}
	s.sequencer.Wake()
	upload.Show(answer, file.Book.Shown)
	return stream.SendAndClose(answer)
}

// Bounds of one file. No school is as large; an answer must still fit into a message.
const (
	maxStudents = 5_000
	maxFindings = 20_000
)

func tooMuch(file *listeleve.File) bool {
	students := 0
	for _, class := range file.Classes {
		students += len(class.Students)
	}
	return students > maxStudents || len(file.Issues)+len(file.Warnings) > maxFindings
}

// importTries is how often a list is planned anew when others wrote the same classes or students meanwhile:
// what was new is then known.
const importTries = 4

// overtaken says that a row that was missing, or was older, when the list was planned no longer is.
func overtaken(err error) bool {
	return sqldb.IsUnique(err) || errs.Is(err, errorsv1.Reason_CONFLICT) && errs.KindOf(err) == errs.Aborted
}

func (s *Service) importClassList(ctx context.Context, tx sqldb.Tx, code, year string, file *listeleve.File) (*typev1.Import, error) {
	// Two lists of one school come one after the other: the second sees the classes of the first.
	if err := store.LockSchool(ctx, tx, code); err != nil {
		return nil, err
	}
	school, err := store.GetSchool(ctx, tx, code)
	if err != nil {
		return nil, err
	}
	list := &classList{service: s, tx: tx, school: school, year: year}
	if err := list.plan(ctx, file); err != nil {
		return nil, err
	}
	result := findings{ImportID: ids.InSchool(school.Code), Kind: kindClassList, Warnings: list.warnings, Refused: list.issues}
	if len(list.issues) == 0 {
		if err := list.apply(ctx); err != nil {
			return nil, err
		}
		result.Accepted = list.accepted
	}
	return result.answer(rpc.Lang(ctx)), s.keep(ctx, tx, school.Code, result)
}
