// Package moudaris is MASSAR Moudaris: it composes the teacher's screens from the shared services.
//
// It owns no tables and decides no access: every inner call carries the user's own token, and the
// service that owns the rows decides. One RPC per file, named for the RPC.
package moudaris
