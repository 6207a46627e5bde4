// Package blob keeps files outside of the database: in a folder by default, in an S3 bucket in production.
//
// A file is written whole, under a key that nobody else has, and never changed. It is the only package that
// knows the library behind it.
package blob
