// Package links makes and opens the secret part of an address that shows one paper to one account for a few
// minutes. Nothing is stored: a keyed digest says that we wrote it.
package links
