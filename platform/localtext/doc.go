// Package localtext knows the languages of the platform: which one a caller
// wants, how to compare and sort names that are written in Arabic or Latin
// script, and which text may be stored as a name.
//
// Databases compare bytes (their own lower() and collations differ between
// engines), so search and sort use key columns that are computed here.
package localtext
