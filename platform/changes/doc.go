// Package changes lets an audience say what changed since one cursor, although
// several services each tell their own part of it.
package changes
