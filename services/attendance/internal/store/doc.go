// Package store holds the SQL of attendance, each statement beside the code that scans it.
package store
