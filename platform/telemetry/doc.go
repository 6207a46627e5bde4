// Package telemetry gives a process its logger, its metrics and, when somebody
// asked for them by the standard OTEL_* variables, its traces.
//
// Without such a variable there is no tracer at all (Telemetry.Tracer is nil):
// callers leave their instrumentation out, so that tracing that nobody reads
// costs nothing. Metrics are always collected, because Prometheus reads them from
// the internal port.
//
// Nothing here redacts: personal data are kept out of logs, spans and metric
// labels by never being given to them.
package telemetry
