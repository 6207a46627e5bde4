// Command testrun runs the project's tests, phase by phase, and says at the end how many ran on
// each engine, in each mode and in the browser. It fails when a test failed or was skipped, when an
// engine had no test, when the browser had none, or when one of the four runs of the story is missing.
//
// A test belongs to an engine by a word of its name: sqlite, postgres or postgresql; to a mode
// by "one process" or "split", however the words are joined. Containers of subtests are not
// counted. A line that a test prints with the prefix "note: " is shown.
package main
