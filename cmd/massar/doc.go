// Command massar is the whole platform in one binary: `massar run` starts every service in one process on
// embedded storage, `massar run --services=grade,identity` only those, for production.
package main
