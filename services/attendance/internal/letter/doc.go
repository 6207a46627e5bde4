// Package letter writes the letters about absences that a school sends to
// guardians: one page or more of PDF, in Arabic or in French.
//
// A letter is an HTML page, filled by html/template, that Chromium prints without a
// window. Nothing lesser got Arabic right in our tests; docs/decisions/0015 tells
// what was compared. The page is written by us and everything that a person typed
// is escaped, so the browser is only there for its typesetting: it runs without
// scripts, without network, without access to other files, in a folder of its own
// that is removed, within limits of time, memory, size and number.
//
// Names stand isolated from the direction of the text around them, codes, dates
// and hours run from left to right in both languages.
package letter
