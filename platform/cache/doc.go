// Package cache holds what may be lost: counters of shared rate limits and copies
// of values that the database can give again.
//
// Redis is optional. Without it, and whenever it is down, slow, flushed or full of
// rubbish, everything goes on within the process: limits are counted locally at
// this process's share, values are loaded again. A circuit breaker sees to it that
// no caller waits for an absent Redis more than once, and a change of its state is
// logged once.
//
// What is stored in Redis never holds personal data, and its keys are hashes, so
// that neither a dump nor a monitor session shows who asked.
package cache
