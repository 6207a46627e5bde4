// Package rpctest puts services behind the real server, the real chain and real tokens inside a test, so that
// no service is tested without what stands in front of it.
package rpctest
