import createClient, { type Client } from "openapi-fetch";
import { ApiError, apiError, Offline } from "./errors.ts";
import type { paths } from "./schema.d.ts";
import { uuid } from "./uuid.ts";

/** Fetch is the part of the global fetch that is used. */
export type Fetch = (request: Request) => Promise<Response>;

/** ApiOptions is what a client needs to know of the session. */
export interface ApiOptions {
  /** The access token for the next request; undefined where there is none. May renew it first. */
  token?: () => Promise<string | undefined> | string | undefined;
  /** Language of the messages in errors: `ar` or `fr`. */
  lang?: () => string;
  /**
   * Called on a 401 of a request that carried a token. A new token sends the request once more; undefined leaves the
   * 401 as the answer.
   */
  onUnauthorized?: (refused: string) => Promise<string | undefined>;
  /** Told of every real outcome: whether the server answered. */
  onReach?: (answered: boolean) => void;
  fetch?: Fetch;
  /** Where the API is; empty: where the page came from. */
  baseUrl?: string;
  /** Headers of every request. */
  headers?: Record<string, string>;
}

/** Transport sends requests as the session of an account; errors are ApiError and Offline. */
export type Transport = (request: Request) => Promise<Response>;

/** createTransport makes the one way in which requests leave: token, language, errors, one renewal. */
export function createTransport(options: ApiOptions): Transport {
  const send = options.fetch ?? ((request: Request) => fetch(request));
  const once = async (request: Request, token: string | undefined): Promise<Response> => {
    if (token) request.headers.set("Authorization", `Bearer ${token}`);
    let response: Response;
    try {
      response = await send(request);
    } catch (cause) {
      // The sender may be a transport itself: what it says of an answer stands.
      if (request.signal.aborted || cause instanceof ApiError || cause instanceof Offline) throw cause;
      options.onReach?.(false);
      throw new Offline(cause);
    }
    options.onReach?.(true);
    return response;
  };
  return async (request) => {
    if (options.lang) request.headers.set("Accept-Language", options.lang());
    for (const [name, value] of Object.entries(options.headers ?? {})) request.headers.set(name, value);
    const token = await options.token?.();
    // A body can be read once: what may be sent twice is copied before.
    const again = token && options.onUnauthorized ? request.clone() : undefined;
    let response = await once(request, token);
    if (response.status === 401 && token && again && options.onUnauthorized) {
      const renewed = await options.onUnauthorized(token);
      if (renewed) response = await once(again, renewed);
    }
    if (!response.ok && response.status !== 304) throw await apiError(response);
    return response;
  };
}

/** ApiClient is openapi-fetch over our paths. It throws ApiError and Offline: `data` of an answer is always there. */
export type ApiClient = Client<paths>;

/** createApi makes a typed client of the whole API. */
export function createApi(options: ApiOptions): ApiClient {
  const transport = createTransport(options);
  return createClient<paths>({ baseUrl: options.baseUrl ?? "", fetch: transport });
}

/** idempotent is the header that makes a write happen once, however often it is sent. */
export function idempotent(key: string = uuid()): { "Idempotency-Key": string } {
  return { "Idempotency-Key": key };
}

/** dataOf gives the body of an answer, which is there because errors are thrown. */
export async function dataOf<T>(answer: Promise<{ data?: T }>): Promise<T> {
  const { data } = await answer;
  if (data === undefined) throw new TypeError("an answer without a body");
  return data;
}
