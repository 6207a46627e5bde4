// Package web holds the web apps as `make build` made them: one folder per app, front for the page at /. Their
// sources stand beside it and are no Go.
//
// A binary that is built without the tag webapps has none of them and needs no Node; its API is complete.
package web
