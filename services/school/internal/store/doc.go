// Package store holds school's SQL: each statement is a constant above its only user.
package store
