package school

import (
	"cmp"
	"context"
	"strconv"
	"unicode/utf8"

	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/localtext"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/write"
	"github.com/massar-platform/massar/platform/xlsx"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	"github.com/massar-platform/massar/services/school/internal/esise"
	"github.com/massar-platform/massar/services/school/internal/store"
)

// staffTable is the table of the file of which findings tell the line.
const staffTable = "AGENT"

// staffList turns a staff file that could be read into rows. plan finds everything that is wrong and writes nothing;
// apply writes everything and finds nothing.
type staffList struct {
	tx     sqldb.Tx
	school store.School

	issues, warnings []xlsx.Issue
	made, changed    []store.Staff
	accepted         int
}

func (l *staffList) plan(ctx context.Context, file *esise.File) error {
	for _, issue := range file.Issues {
		var args []string
		switch issue.Reason {
		case esise.NumberInvalid:
			args = []string{strconv.Itoa(issue.Line)}
		case esise.Twice:
			args = []string{issue.Text}
		}
		l.issues = append(l.issues, atLine(issue.Line, issue.Reason, args...))
	}
	numbered, err := store.ListNumbered(ctx, l.tx, l.school.Code)
	if err != nil {
		return err
	}
	known := make(map[string]store.Staff, len(numbered))
	for _, member := range numbered {
		known[member.PPR] = member
	}
	listed := make(map[string]bool, len(file.Agents))
	for _, agent := range file.Agents {
		listed[agent.PPR] = true
		l.planAgent(agent, known)
	}
	for _, member := range numbered {
		if !listed[member.PPR] {
			l.warnings = append(l.warnings, xlsx.Issue{Sheet: staffTable, Reason: errorsv1.Reason_STAFF_MISSING.String(), Args: []string{member.PPR}})
		}
	}
	return nil
}

func (l *staffList) planAgent(agent esise.Agent, known map[string]store.Staff) {
	nameAr, okAr := l.clean(agent, agent.NameAr)
	nameLatin, okLatin := l.clean(agent, agent.NameLat)
	if !okAr || !okLatin {
		return
	}
	l.accepted++
	have, isKnown := known[agent.PPR]
	if !isKnown {
		kind := agent.Kind
		if kind == "" {
			// A teacher's account gives no right before he is assigned; an office's would.
			kind = esise.Teacher
			l.warnings = append(l.warnings, atLine(agent.Line, errorsv1.Reason_STAFF_FUNCTION_UNKNOWN.String(), agent.PPR))
		}
		l.made = append(l.made, store.Staff{
			School: l.school.Code, ID: ids.New(), NameAr: nameAr, NameLatin: nameLatin,
			SortKey: localtext.SortKey(nameAr + " " + nameLatin), PPR: agent.PPR, Kind: kind, Version: 1,
		})
		return
	}
	// What the file leaves empty stays.
	nameAr, nameLatin = cmp.Or(nameAr, have.NameAr), cmp.Or(nameLatin, have.NameLatin)
	if nameAr != have.NameAr || nameLatin != have.NameLatin {
		have.NameAr, have.NameLatin, have.SortKey = nameAr, nameLatin, localtext.SortKey(nameAr+" "+nameLatin)
		l.changed = append(l.changed, have)
	}
}

// clean gives a name as it is stored, or lists the row.
func (l *staffList) clean(agent esise.Agent, text string) (string, bool) {
	cleaned, err := localtext.CleanName(text)
	switch {
	case err != nil:
		l.issues = append(l.issues, atLine(agent.Line, errorsv1.Reason_TEXT_NOT_ALLOWED.String(), xlsx.Printable(text)))
	case utf8.RuneCountInString(cleaned) > maxName:
		l.issues = append(l.issues, atLine(agent.Line, errorsv1.Reason_FIELD_TOO_LONG.String(), strconv.Itoa(maxName)))
	default:
		return cleaned, true
	}
	return "", false
}

func atLine(line int, reason string, args ...string) xlsx.Issue {
	return xlsx.Issue{Sheet: staffTable, Cell: strconv.Itoa(line), Reason: reason, Args: args}
}

// apply writes the plan and its outbox rows.
func (l *staffList) apply(ctx context.Context) error {
	var rows []write.Outgoing
	for _, member := range l.made {
		if err := store.InsertStaff(ctx, l.tx, member); err != nil {
			return err
		}
		rows = append(rows, staffRow(member))
	}
	for _, member := range l.changed {
		current, err := store.UpdateStaff(ctx, l.tx, member)
		if err != nil {
			return err
		}
		if !current {
			return stale("correcting a staff record")
		}
		member.Version++
		rows = append(rows, staffRow(member))
	}
	return emit(ctx, l.tx, rows...)
}

func (l *staffList) findings(id string) findings {
	f := findings{ImportID: id, Kind: kindStaff, Warnings: l.warnings, Refused: l.issues}
	if len(l.issues) == 0 {
		f.Accepted = l.accepted
	}
	return f
}
