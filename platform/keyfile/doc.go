// Package keyfile keeps the keys of services in files beside the database, so that
// a copy of the database alone opens nothing.
package keyfile
