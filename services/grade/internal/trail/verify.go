package trail

import (
	"bytes"
	"fmt"
)

// Fault is what is wrong with a trail, at the first event where it shows.
type Fault struct {
	SheetID string
	// Seq is the number of the event that does not fit.
	Seq  int64
	What string
}

// Error names the sheet and the event.
func (f *Fault) Error() string {
	return fmt.Sprintf("the trail of sheet %s is broken at event %d: %s", f.SheetID, f.Seq, f.What)
}

// Verifier checks the events of one sheet as they are read, oldest first.
type Verifier struct {
	sheetID string
	chain   *Chain
	fault   *Fault
}

// NewVerifier begins at a sheet's first event.
func NewVerifier(sheetID string) *Verifier {
	return &Verifier{sheetID: sheetID, chain: Resume(0, Genesis(sheetID))}
}

// Next checks one stored event; the first fault is final.
func (v *Verifier) Next(stored Sealed) error {
	if v.fault != nil {
		return v.fault
	}
	seq, head := v.chain.Head()
	switch {
	case stored.Seq != seq+1:
		return v.broken(seq+1, fmt.Sprintf("event %d stands in its place", stored.Seq))
	case !bytes.Equal(stored.Prev, head):
		return v.broken(stored.Seq, "it does not follow the event before it")
	case !bytes.Equal(v.chain.Append(stored.Event).Hash, stored.Hash):
		return v.broken(stored.Seq, "its content does not give its hash")
	}
	return nil
}

// End compares the last event with the head that the sheet itself remembers, so
// that events cut off at the end are missed.
func (v *Verifier) End(seq int64, hash []byte) error {
	if v.fault != nil {
		return v.fault
	}
	last, head := v.chain.Head()
	switch {
	case last < seq:
		return v.broken(last+1, fmt.Sprintf("the sheet counts %d events, only %d are there", seq, last))
	case last > seq:
		return v.broken(seq+1, fmt.Sprintf("the sheet counts %d events, %d are there", seq, last))
	case !bytes.Equal(head, hash):
		return v.broken(last, "the sheet remembers another hash")
	}
	return nil
}

func (v *Verifier) broken(seq int64, what string) error {
	v.fault = &Fault{SheetID: v.sheetID, Seq: seq, What: what}
	return v.fault
}
