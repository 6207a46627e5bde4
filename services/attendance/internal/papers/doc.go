// Package papers says of the bytes that somebody sent whether they are a paper that may be kept, and gives
// what is kept of it.
//
// What a file is, its bytes say: neither its name nor the type that the sender claims counts. A picture is
// decoded and written anew, so that nothing stays of it but what one sees: no place, no date, no device, and
// no bytes behind its end. What decoding it would take is worked out from its header before a single pixel is
// read. A PDF is kept as it is, because writing one anew would need a renderer; it is refused when it holds
// what can act by itself. See checkPDF for what that check cannot see: a paper is therefore served to be
// saved, never to be shown inside of a page of ours.
package papers
