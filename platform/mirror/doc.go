// Package mirror keeps what an app holds of a server's documents in step with them, in one exchange.
//
// A document is a set of items. An item never changes: its tag is a digest of its content, so another content is
// another item. The app says which tags it holds, the server makes its documents as they are now and answers the
// difference; what the app holds is the cursor. docs/decisions/0020 says why.
package mirror
