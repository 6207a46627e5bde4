// Package identity owns who people are: accounts and their roles, passwords and second factors, sessions and
// the keys that sign their tokens, printed codes, guardians' links to children, and custody decisions.
//
// It serves massar.auth.v1, through which people sign in, and massar.identity.v1, which the other services
// ask. One file per RPC; the rules of secrets are in internal/secrets, the SQL in internal/store. All times
// here are real time: a shifted school calendar never moves a token.
package identity
