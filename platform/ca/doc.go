// Package ca is the small certificate authority of a deployment whose services run in separate processes:
// `massar ca init` makes it, `massar ca issue` makes one certificate per process. A certificate names the
// services of its process as URIs, spiffe://massar/<service>; those names, and nothing else, say who calls.
package ca
