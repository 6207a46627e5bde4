// Package secrets holds everything that must not be guessed: the pepper and the keys made from it,
// password hashes, printed codes, one-time passwords and refresh tokens.
//
// It is pure: it stores nothing and calls nobody. What it returns to be stored is either a hash or sealed
// under a key that the database never sees.
package secrets
