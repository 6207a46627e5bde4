// Package gateway is the public edge: JSON over HTTP and native gRPC, in front of
// the four audience services and auth. It owns no data and decides no access: it
// bounds what comes in, translates between JSON and protobuf, and forwards with
// the caller's own token to services that decide.
//
// A request passes ServeHTTP once: headers that could forge metadata are dropped,
// limits are applied, the generated handlers (or a hand-written route, for raw
// files) call the service, and the buffered answer leaves with its ETag,
// compressed when the caller accepts it. Errors of every origin, the router's and
// the JSON decoder's included, leave in one envelope.
//
// A browser may sync with its session's cookie alone: the gateway then has identity
// rotate the session, makes the call with the new access token, and puts the session
// into the answer whatever the answer is, since the token that was shown is used up.
package gateway
