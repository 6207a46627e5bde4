package trail

import (
	"crypto/sha256"
	"encoding/binary"
)

// The kinds of events.
const (
	Save          = "SAVE"
	Import        = "IMPORT"
	Remark        = "REMARK"
	SetColumn     = "SET_COLUMN"
	Submit        = "SUBMIT"
	Validate      = "VALIDATE"
	Reopen        = "REOPEN"
	Release       = "RELEASE"
	Publish       = "PUBLISH"
	DecideAbsence = "DECIDE_ABSENCE"
	Correct       = "CORRECT"
	// Register is an absence that the register of a lesson brought, or took back.
	Register = "REGISTER"
	// ProposeCorrection and RefuseCorrection change nothing: they say who asked for
	// a change of a published mark, and who did not agree.
	ProposeCorrection = "PROPOSE_CORRECTION"
	RefuseCorrection  = "REFUSE_CORRECTION"
	// AddColumn is a control that the reference data did not know and a file brought.
	AddColumn = "ADD_COLUMN"
)

// Event is one change of a sheet. Before and After are the text of a value: a
// mark ("14.50"), a state word, a remark, or empty for a cell never written.
type Event struct {
	Seq       int64
	At        int64 // microseconds, UTC
	Account   string
	Person    string
	Role      string
	Session   string
	Kind      string
	Student   string
	Column    string
	Before    string
	After     string
	Reason    string
	RequestID string
}

// Sealed is an event with its place in the chain.
type Sealed struct {
	Event
	Prev []byte
	Hash []byte
}

// The tags keep a hash of one purpose from standing for another; the number
// changes with the encoding.
const (
	genesisTag = "massar mark sheet v1"
	eventTag   = "massar mark event v1"
)

// Genesis is the hash before a sheet's first event. It depends on the sheet, so
// that the trail of one sheet cannot be shown as that of another.
func Genesis(sheetID string) []byte {
	b := appendText(nil, genesisTag)
	sum := sha256.Sum256(appendText(b, sheetID))
	return sum[:]
}

// Chain appends events to the trail of one sheet.
type Chain struct {
	seq    int64
	head   []byte
	buffer []byte
}

// Resume continues a trail behind its last event; a new sheet resumes at 0 and
// Genesis.
func Resume(seq int64, head []byte) *Chain { return &Chain{seq: seq, head: head} }

// Append gives the event its number and hash and moves the head behind it.
func (c *Chain) Append(e Event) Sealed {
	c.seq++
	e.Seq = c.seq
	sealed := Sealed{Event: e, Prev: c.head}
	c.buffer = appendEvent(c.buffer[:0], c.head, e)
	sum := sha256.Sum256(c.buffer)
	sealed.Hash = sum[:]
	c.head = sealed.Hash
	return sealed
}

// Head is the number and hash of the last event.
func (c *Chain) Head() (seq int64, hash []byte) { return c.seq, c.head }

// appendEvent is the canonical form: every part has its length before it, so no
// two different events have the same bytes.
func appendEvent(b, prev []byte, e Event) []byte {
	b = appendText(b, eventTag)
	b = appendText(b, string(prev))
	b = binary.BigEndian.AppendUint64(b, uint64(e.Seq))
	b = binary.BigEndian.AppendUint64(b, uint64(e.At))
	for _, text := range [...]string{
		e.Account, e.Person, e.Role, e.Session, e.Kind, e.Student, e.Column,
		e.Before, e.After, e.Reason, e.RequestID,
	} {
		b = appendText(b, text)
	}
	return b
}

func appendText(b []byte, text string) []byte {
	b = binary.BigEndian.AppendUint32(b, uint32(len(text)))
	return append(b, text...)
}
