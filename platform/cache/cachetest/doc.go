// Package cachetest gives tests a real Redis that can be killed, stopped and
// flushed, and an address that accepts connections and never answers.
package cachetest
