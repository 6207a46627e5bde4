// Package rpc is how services are served and called: one server per process for all the services that it
// hosts, one chain of steps in front of every RPC, and one way to get a connection to another service.
//
// Inside a process a connection is a pipe in memory that carries the caller's name; across processes it is
// TCP with mutual TLS 1.3, where the certificate's URIs are the names. What runs in front of a handler is the
// same in both cases, and is written down, in order, in chain.go.
//
// Most unary calls inside a process do not even need the pipe: direct.go hands the request to the chain of the
// other service, with a copy of the message and nothing of the caller's context but its end. A test makes the
// same random calls both ways and wants the same of everything that either side can see.
package rpc
