// Package auth says who calls and what that person may call.
//
// A Principal comes from one place only: an access token (JWT, typ at+jwt, EdDSA) that this process has
// verified itself. Policy is read from the method options of the .proto files, so that who may call an RPC
// is written beside the RPC. Which rows the caller may then reach is a Scope, resolved by identity and
// remembered for a few seconds. This is the only package that knows the JWT library.
package auth
