import { ApiError, createTransport, Offline, type Transport } from "@massar/api";
import type { Ports } from "./ports.ts";

/** Tokens is what a sign-in or a rotation brings. */
export interface Tokens {
  accessToken: string;
  expiresIn: number;
}

/** A token is renewed this long before it ends: a slow request must still arrive in time. */
const spareMs = 60_000;

/**
 * Session holds the access token of an account, in memory only. The refresh token is a cookie that no script can read;
 * the header Massar-Session names which.
 */
export class Session {
  /** For requests that carry the token. */
  readonly transport: Transport;
  /** For requests that carry the cookie alone. */
  readonly bare: Transport;
  #token: string | undefined;
  #expiresAt = 0;
  #online: boolean;
  #signedOut = false;
  #rotating: Promise<void> | undefined;
  readonly #ports: Ports;
  readonly #lock: string;
  readonly #changed: () => void;

  constructor(ports: Ports, app: string, slot: number, changed: () => void) {
    this.#ports = ports;
    this.#lock = `massar-${app}-${slot}-session`;
    this.#changed = changed;
    this.#online = !ports.signals.away();
    const common = {
      fetch: ports.fetch,
      lang: ports.lang,
      headers: sessionHeader(app, slot),
      onReach: (answered: boolean) => this.reached(answered),
    };
    this.bare = createTransport(common);
    this.transport = createTransport({
      ...common,
      token: () => this.token(),
      onUnauthorized: async (refused) => {
        if (this.#token === refused) this.#token = undefined;
        return this.token();
      },
    });
  }

  /** What the last real request said. */
  get online(): boolean {
    return this.#online;
  }

  get signedOut(): boolean {
    return this.#signedOut;
  }

  /** Whether a request can go without a rotation before it. */
  get fresh(): boolean {
    return this.#token !== undefined && this.#expiresAt - spareMs > this.#ports.clock.now();
  }

  reached(answered: boolean): void {
    if (this.#online === answered) return;
    this.#online = answered;
    this.#changed();
  }

  /** A good token, renewed when needed; undefined: the session is over. Throws Offline. */
  async token(): Promise<string | undefined> {
    if (this.fresh) return this.#token;
    if (this.#signedOut) return undefined;
    await (this.#rotating ?? this.rotate(() => this.#refresh()));
    return this.#token;
  }

  /** Takes new tokens. */
  adopt({ accessToken, expiresIn }: Tokens): void {
    this.#token = accessToken;
    this.#expiresAt = this.#ports.clock.now() + expiresIn * 1000;
    if (this.#signedOut) {
      this.#signedOut = false;
      this.#changed();
    }
  }

  /** Another tab signed in again: there is a good cookie. */
  revive(): void {
    if (!this.#signedOut) return;
    this.#signedOut = false;
    this.#changed();
  }

  /** Lets a token go that the server refused. */
  drop(): void {
    this.#token = undefined;
  }

  /**
   * Runs a call that rotates the session, one at a time among all tabs: the same refresh token shown twice looks like
   * theft to the server. A 401 says that the session is over.
   */
  rotate(call: () => Promise<Tokens | undefined>): Promise<void> {
    const mine = this.#ports.locks.run(this.#lock, async () => {
      try {
        const tokens = await call();
        if (tokens?.accessToken) this.adopt(tokens);
      } catch (cause) {
        if (!(cause instanceof ApiError && cause.status === 401)) throw cause;
        this.#token = undefined;
        this.#signedOut = true;
        this.#changed();
      }
    });
    this.#rotating = mine;
    const done = () => {
      if (this.#rotating === mine) this.#rotating = undefined;
    };
    mine.then(done, done);
    return mine;
  }

  async #refresh(): Promise<Tokens> {
    return jsonOf<Tokens>(await this.bare(post(this.#ports, "/v1/auth/sessions:refresh", {})));
  }
}

/** sessionHeader names the cookie of an account. */
export function sessionHeader(app: string, slot: number): Record<string, string> {
  return { "Massar-Session": `${app}.${slot}` };
}

/** post makes a request with a JSON body. */
export function post(ports: Pick<Ports, "origin">, path: string, body: unknown): Request {
  return new Request(ports.origin + path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
}

/** jsonOf reads an answer; what is no JSON is not from our server (a portal of the network), or broke off. */
export async function jsonOf<T>(response: Response): Promise<T> {
  try {
    return (await response.json()) as T;
  } catch (cause) {
    throw new Offline(cause);
  }
}
