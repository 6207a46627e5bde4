package school_test

import (
	"context"
	"errors"
	"io"
	"sync"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/proto"

	"github.com/massar-platform/massar/platform/auth"
	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/write"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/tests/fixtures"
)

func uploadStaff(ctx context.Context, client schoolv1.SchoolServiceClient, header *schoolv1.ImportStaffRequest_Header, data []byte) (*typev1.Import, error) {
	stream, err := client.ImportStaff(ctx)
	if err != nil {
		return nil, err
	}
	parts := []*schoolv1.ImportStaffRequest{{Part: &schoolv1.ImportStaffRequest_Header_{Header: header}}}
	for len(data) > 0 {
		n := min(64<<10, len(data))
		parts = append(parts, &schoolv1.ImportStaffRequest{Part: &schoolv1.ImportStaffRequest_Chunk{Chunk: data[:n]}})
		data = data[n:]
	}
	for _, part := range parts {
		if err := stream.Send(part); err != nil {
			if errors.Is(err, io.EOF) {
				break // the answer is there already
			}
			return nil, err
		}
	}
	return stream.CloseAndRecv()
}

func (w *world) loadStaff(office auth.Principal, agents []fixtures.ESISEAgent) *typev1.Import {
	w.Helper()
	answer, err := uploadStaff(w.writing(office), w.idara, &schoolv1.ImportStaffRequest_Header{}, fixtures.ESISE(agents))
	require.NoError(w, err)
	require.Equal(w, "STAFF", answer.GetKind())
	return answer
}

// staffOf are the records of an office's school by staff number.
func (w *world) staffOf(office auth.Principal) map[string]*schoolv1.Staff {
	w.Helper()
	answer, err := w.idara.ListStaff(w.as(office), &schoolv1.ListStaffRequest{PageSize: 500})
	require.NoError(w, err)
	found := map[string]*schoolv1.Staff{}
	for _, member := range answer.GetStaff() {
		found[member.GetPpr()] = member
	}
	return found
}

func TestImportStaff(t *testing.T) {
	each(t, func(w *world) {
		agents := fixtures.ESISEAgents(4, palms)
		agents[1].Function, agents[2].Function, agents[2].Cadre = fixtures.ESISEFunctionDirect, "", ""
		answer := w.loadStaff(w.office, agents)
		require.Equal(w, typev1.Import_State_DONE, answer.GetState())
		require.EqualValues(w, 4, answer.GetAccepted())
		require.Len(w, answer.GetWarnings(), 1)
		require.Equal(w, "STAFF_FUNCTION_UNKNOWN", answer.GetWarnings()[0].GetReason())
		require.Equal(w, "AGENT", answer.GetWarnings()[0].GetSheet())
		require.Equal(w, "35", answer.GetWarnings()[0].GetCell())
		require.Contains(w, answer.GetWarnings()[0].GetMessage(), "1300003")
		made := w.staffOf(w.office)
		require.Len(w, made, 4)
		require.Equal(w, "ALAOUI Khadija", made["1300001"].GetName().GetLatin())
		require.Equal(w, "العلوي خديجة", made["1300001"].GetName().GetAr())
		require.Equal(w, "TEACHER", made["1300001"].GetKind())
		require.Equal(w, "OFFICE", made["1300002"].GetKind())
		require.Equal(w, "TEACHER", made["1300003"].GetKind())
		for ppr, member := range made {
			require.Empty(w, member.GetEmail(), ppr)
		}
		stored, err := w.idara.GetImport(w.as(w.office), &schoolv1.GetImportRequest{ImportId: answer.GetImportId()})
		require.NoError(w, err)
		for _, issue := range answer.GetWarnings() {
			require.NotEmpty(w, issue.GetValue())
			issue.Value = ""
		}
		require.True(w, proto.Equal(answer, stored), "what stands in the lines is not kept")
		require.Equal(w, 4, staffRows(w.changes()))

		// The next file corrects names, never what a member is; who is not in it is named and stays.
		agents[0].FirstLatin, agents[0].FamilyAr, agents[0].FirstAr = "Khadija Amina", "", ""
		agents[1].Function = fixtures.ESISEFunctionTeach
		answer = w.loadStaff(w.office, agents[:2])
		require.EqualValues(w, 2, answer.GetAccepted())
		require.Len(w, answer.GetWarnings(), 2)
		require.Equal(w, "STAFF_MISSING", answer.GetWarnings()[0].GetReason())
		require.Contains(w, answer.GetWarnings()[0].GetMessage(), "1300003")
		made = w.staffOf(w.office)
		require.Len(w, made, 4)
		require.Equal(w, "ALAOUI Khadija Amina", made["1300001"].GetName().GetLatin())
		require.Equal(w, "العلوي خديجة", made["1300001"].GetName().GetAr(), "an empty column clears nothing")
		require.Equal(w, "OFFICE", made["1300002"].GetKind())
		require.Equal(w, 5, staffRows(w.changes()))
		require.Equal(w, 2, w.count(`SELECT COUNT(*) FROM audit_log WHERE rpc = 'school.ImportStaff'`))
		// The same person works elsewhere too: another record.
		w.loadStaff(w.cedarsOffice, fixtures.ESISEAgents(1, cedars))
		require.Len(w, w.staffOf(w.cedarsOffice), 1)
		// A record from a file teaches like any other.
		w.accepted(w.office, list(1))
		w.assign(w.office, w.findClass(w.office, "2APIC-1").GetClassId(), "MATH", made["1300001"].GetStaffId())
	})
}

func staffRows(changes []*schoolv1.Change) (n int) {
	for _, c := range changes {
		if c.GetStaff() != nil {
			n++
		}
	}
	return n
}

func TestStaffFilesThatAreRefused(t *testing.T) {
	each(t, func(w *world) {
		agents := fixtures.ESISEAgents(4, palms)
		agents[0].PPR, agents[1].FamilyLatin, agents[3].PPR = "x", "A\u202eB", agents[2].PPR
		before := w.rows()
		answer := w.loadStaff(w.office, agents)
		before["imports"]++
		require.Equal(w, typev1.Import_State_REFUSED, answer.GetState())
		require.Zero(w, answer.GetAccepted())
		found, values := map[string]string{}, map[string]string{}
		for _, issue := range answer.GetRefused() {
			found[issue.GetCell()], values[issue.GetCell()] = issue.GetReason(), issue.GetValue()
			require.NotEmpty(w, issue.GetMessage())
		}
		require.Equal(w, map[string]string{"3": "STAFF_NUMBER_INVALID", "19": "TEXT_NOT_ALLOWED", "51": "DUPLICATE_IN_FILE"}, found)
		require.Equal(w, map[string]string{"3": "x العلوي خديجة", "19": "1300002 الصقلي عمر", "51": "1300003 الإدريسي خديجة"}, values)
		good := fixtures.ESISE(fixtures.ESISEAgents(2, palms))
		for name, c := range map[string]struct {
			office auth.Principal
			header *schoolv1.ImportStaffRequest_Header
			data   []byte
			kind   errs.Kind
			reason errorsv1.Reason
		}{
			"a class list":              {w.office, &schoolv1.ImportStaffRequest_Header{}, list(2), errs.Invalid, errorsv1.Reason_FILE_NOT_ESISE},
			"an entity":                 {w.office, &schoolv1.ImportStaffRequest_Header{}, append([]byte(`<!DOCTYPE x [<!ENTITY a "b">]>`), good...), errs.Invalid, errorsv1.Reason_FILE_NOT_ESISE},
			"too many people":           {w.office, &schoolv1.ImportStaffRequest_Header{}, fixtures.ESISE(fixtures.ESISEAgents(3001, palms)), errs.Invalid, errorsv1.Reason_FILE_TOO_LARGE},
			"another school by name":    {w.office, &schoolv1.ImportStaffRequest_Header{FileName: "23456C_20261101.xml"}, good, errs.Invalid, errorsv1.Reason_FILE_OTHER_SCHOOL},
			"another school by content": {w.cedarsOffice, &schoolv1.ImportStaffRequest_Header{}, good, errs.Invalid, errorsv1.Reason_FILE_OTHER_SCHOOL},
			"not his school":            {w.cedarsOffice, &schoolv1.ImportStaffRequest_Header{SchoolCode: palms}, good, errs.NotFound, errorsv1.Reason_SCHOOL_NOT_FOUND},
			"an officer":                {w.officer, &schoolv1.ImportStaffRequest_Header{SchoolCode: palms}, good, errs.Denied, errorsv1.Reason_ACCESS_DENIED},
		} {
			_, err := uploadStaff(w.writing(c.office), w.idara, c.header, c.data)
			require.Equal(w, c.reason.String(), errs.ReasonOf(err).String(), "%s: %v", name, err)
			require.Equal(w, c.kind, errs.KindOf(err), "%s: %v", name, err)
		}
		require.Equal(w, before, w.rows())
	})
}

// A dry run tells what would be, and leaves nothing behind.
func TestADryRunOfAStaffFile(t *testing.T) {
	each(t, func(w *world) {
		w.loadStaff(w.office, fixtures.ESISEAgents(2, palms))
		before, asked := w.rows(), w.count(`SELECT COUNT(*) FROM idempotency`)
		agents := fixtures.ESISEAgents(4, palms)[1:]
		dry := func() *typev1.Import {
			answer, err := uploadStaff(w.writing(w.office), w.idara, &schoolv1.ImportStaffRequest_Header{DryRun: true, FileName: "12345A_20261101.xml"}, fixtures.ESISE(agents))
			require.NoError(w, err)
			require.True(w, answer.GetDryRun())
			require.Empty(w, answer.GetImportId())
			return answer
		}
		answer := dry()
		require.Equal(w, typev1.Import_State_DONE, answer.GetState())
		require.EqualValues(w, 3, answer.GetAccepted())
		require.Len(w, answer.GetWarnings(), 1)
		agents[0].PPR = "-"
		require.Equal(w, typev1.Import_State_REFUSED, dry().GetState())
		require.Equal(w, before, w.rows())
		require.Equal(w, asked, w.count(`SELECT COUNT(*) FROM idempotency`))
	})
}

func TestAStaffFileIsTakenOnceForAKey(t *testing.T) {
	each(t, func(w *world) {
		data := fixtures.ESISE(fixtures.ESISEAgents(3, palms))
		ctx := write.WithKey(w.as(w.office), uuid.NewString())
		first, err := uploadStaff(ctx, w.idara, &schoolv1.ImportStaffRequest_Header{}, data)
		require.NoError(w, err)
		before := w.rows()
		again, err := uploadStaff(ctx, w.idara, &schoolv1.ImportStaffRequest_Header{}, data)
		require.NoError(w, err)
		require.True(w, proto.Equal(first, again))
		require.Equal(w, before, w.rows())
		// Several at once make each person once.
		data = fixtures.ESISE(fixtures.ESISEAgents(20, palms))
		var group sync.WaitGroup
		failures := make([]error, 6)
		for i := range failures {
			ctx := w.writing(w.office)
			group.Go(func() { _, failures[i] = uploadStaff(ctx, w.idara, &schoolv1.ImportStaffRequest_Header{}, data) })
		}
		group.Wait()
		for _, err := range failures {
			require.NoError(w, err)
		}
		require.Equal(w, 20, w.count(`SELECT COUNT(*) FROM staff`))
	})
}

// A record from a file is given its e-mail once.
func TestSetStaffEmail(t *testing.T) {
	each(t, func(w *world) {
		w.loadStaff(w.office, fixtures.ESISEAgents(2, palms))
		made := w.staffOf(w.office)
		first, other := made["1300001"].GetStaffId(), made["1300002"].GetStaffId()
		set := func(office auth.Principal, id, email string) (*schoolv1.Staff, error) {
			return w.idara.SetStaffEmail(w.writing(office), &schoolv1.SetStaffEmailRequest{StaffId: id, Email: email})
		}
		for _, office := range []auth.Principal{w.cedarsOffice, w.annexOffice} {
			_, err := set(office, first, "khadija@taalim.ma")
			w.missing(err, errorsv1.Reason_STAFF_NOT_FOUND)
		}
		_, err := set(w.office, ids.New(), "khadija@taalim.ma")
		w.missing(err, errorsv1.Reason_STAFF_NOT_FOUND)
		for range 2 {
			member, err := set(w.office, first, "Khadija@Taalim.ma")
			require.NoError(w, err)
			require.Equal(w, "khadija@taalim.ma", member.GetEmail())
		}
		require.Equal(w, "khadija@taalim.ma", w.staffOf(w.office)["1300001"].GetEmail())
		_, err = set(w.office, first, "else@taalim.ma")
		w.refused(err, errs.FailedPrecondition, errorsv1.Reason_STAFF_EMAIL_SET)
		_, err = set(w.office, other, "khadija@taalim.ma")
		w.refused(err, errs.AlreadyExists, errorsv1.Reason_STAFF_EXISTS)
		// A number names one record of a school.
		_, err = w.idara.CreateStaff(w.writing(w.office), &schoolv1.CreateStaffRequest{Name: &typev1.Name{Latin: "X"}, Email: "x@taalim.ma", Ppr: "1300002", Kind: "TEACHER"})
		w.refused(err, errs.AlreadyExists, errorsv1.Reason_STAFF_EXISTS)
		require.Equal(w, 2, w.count(`SELECT COUNT(*) FROM staff`))
	})
}
