/** FieldError is what is wrong with one field of a request. */
export interface FieldError {
  field: string;
  reason: string;
  message: string;
}

interface Envelope {
  error: {
    code: string;
    reason: string;
    message: string;
    fields?: FieldError[];
    meta?: Record<string, string>;
    requestId: string;
  };
}

/** ApiError is an answer of the server that says no. `message` is meant for the person, in the person's language. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly status: number;
  /** As of gRPC: NOT_FOUND, FAILED_PRECONDITION, ... */
  readonly code: string;
  /** Stable; may be branched on. */
  readonly reason: string;
  readonly fields: FieldError[];
  readonly meta: Record<string, string>;
  /** To be quoted when asking for help. */
  readonly requestId: string;

  constructor(status: number, error: Partial<Envelope["error"]>) {
    super(error.message ?? "");
    this.status = status;
    this.code = error.code ?? "UNKNOWN";
    this.reason = error.reason ?? "UNKNOWN";
    this.fields = error.fields ?? [];
    this.meta = error.meta ?? {};
    this.requestId = error.requestId ?? "";
  }

  /** Seconds to wait before asking again; undefined where the server named none. */
  get retryAfter(): number | undefined {
    const seconds = Number(this.meta["retryAfterSeconds"]);
    return Number.isFinite(seconds) && seconds > 0 ? seconds : undefined;
  }
}

/** Offline is a request that got no answer: no network, or the server cannot be reached. */
export class Offline extends Error {
  override readonly name = "Offline";

  constructor(cause?: unknown) {
    super("no answer from the server", { cause });
  }
}

/**
 * apiError makes the error of an answer that is not 2xx. What did not come from our server (a captive portal, a proxy)
 * has no envelope: it is an error without a message, and screens have words of their own for it.
 */
export async function apiError(response: Response): Promise<ApiError> {
  const requestId = response.headers.get("X-Request-Id") ?? "";
  const retry = response.headers.get("Retry-After");
  const meta: Record<string, string> = retry ? { retryAfterSeconds: retry } : {};
  let body: unknown;
  try {
    body = await response.json();
  } catch {
    return new ApiError(response.status, { requestId, meta });
  }
  if (!isEnvelope(body)) return new ApiError(response.status, { requestId, meta });
  return new ApiError(response.status, { ...body.error, meta: { ...meta, ...body.error.meta } });
}

function isEnvelope(body: unknown): body is Envelope {
  if (typeof body !== "object" || body === null || !("error" in body)) return false;
  const { error } = body;
  return typeof error === "object" && error !== null && "reason" in error && "code" in error;
}
