// Package store is identity's SQL: accounts, roles, sessions, codes, links, keys and counters. Each
// statement is a constant above its only user; every function takes the querier or transaction that it
// runs in. Instants are microseconds since 1970, and 0 stands for "not yet".
package store
