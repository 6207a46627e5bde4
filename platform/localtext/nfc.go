package localtext

import "golang.org/x/text/unicode/norm"

// NFC returns text in its composed form, so that the same word typed on two keyboards is the same
// bytes. It changes nothing else: for what is stored as a name there is CleanName.
func NFC(s string) string { return norm.NFC.String(s) }
