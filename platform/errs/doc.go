// Package errs is the one language of failure: a Kind (one of the canonical gRPC codes), a Reason that
// clients may branch on, what was being done, and the cause. It is the only package that knows gRPC
// status and codes; services return E(...), the interceptors turn it into a status and back.
//
// Two readers are kept apart. The operator reads Error(), which says what was being done and why it
// failed. The person with the phone reads Message, written for a parent or a teacher in Arabic or
// French; no cause, no engine text and no personal data ever reach that message.
package errs
