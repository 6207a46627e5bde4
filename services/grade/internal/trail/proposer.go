package trail

import "strings"

// ReasonOf is the reason of a CORRECT event as it is stored: behind what was said
// stands who proposed the correction, so that the chain covers it.
func ReasonOf(reason, account, person string) string {
	return reason + " [" + account + "/" + person + "]"
}

// Proposer takes the stored reason of an event apart: what was said, and the person
// who proposed the correction. Events of other kinds have nobody, and their reason
// is as it stands, whatever it looks like.
func (e Event) Proposer() (reason, person string) {
	if e.Kind != Correct || !strings.HasSuffix(e.Reason, "]") {
		return e.Reason, ""
	}
	// The last bracket is ours: ids hold none.
	at := strings.LastIndex(e.Reason, " [")
	if at < 0 {
		return e.Reason, ""
	}
	_, person, found := strings.Cut(e.Reason[at+2:len(e.Reason)-1], "/")
	if !found {
		return e.Reason, ""
	}
	return e.Reason[:at], person
}
