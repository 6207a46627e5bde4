// Package clock tells the time so that tests and demonstrations can change it.
//
// There are two times. The real one (System) drives tokens, second factors, rate
// limits and certificates and is never shifted. The school's one (School) decides
// which day, week and semester it is; a demonstration may shift it by whole days.
package clock
