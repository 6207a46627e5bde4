import { ApiError, createApi, Offline, type ApiClient, type Transport } from "@massar/api";
import { Backoff } from "./backoff.ts";
import { PhoneMirror, type SyncAnswer } from "./mirror.ts";
import type { Channel, Message, Ports, Store } from "./ports.ts";
import { PhoneQueue } from "./queue.ts";
import { jsonOf, post, Session, type Tokens } from "./session.ts";
import type { Account, AppName, Me, SignOut } from "./types.ts";
import type { Sealer } from "./vault.ts";

/** What is older is asked for again when it is looked at. */
const staleMs = 5 * 60_000;
/** An answer that another tab overtook is asked for again, but not for ever. */
const maxAsks = 3;
const sameMomentMs = 2_000;
/** What was under way when the network left may still be answered for so long. */
const underWayMs = 1_500;

interface AccountDeps {
  ports: Ports;
  app: AppName;
  slot: number;
  me: Me;
  store: Store;
  sealer: Sealer;
  hasPin: boolean;
  /** What only the device can do. */
  device: {
    setPin(current: string | undefined, next: string | undefined, label?: string): Promise<void>;
    wipe(session: Session, keysGone: () => void): Promise<void>;
    /** Reads the list of accounts anew. */
    reload(): Promise<void>;
    signIn(password: string, totp: string | undefined): Promise<Tokens>;
    waiting(count: number): void;
    closed(): void;
  };
}

/** OpenAccount is an account whose key is known. */
export class OpenAccount implements Account {
  readonly slot: number;
  readonly me: Me;
  readonly mirror: PhoneMirror;
  readonly queue: PhoneQueue;
  readonly session: Session;
  readonly api: ApiClient;
  readonly transport: Transport;
  lastError: Error | undefined;
  hasPin: boolean;
  readonly #deps: AccountDeps;
  readonly #channel: Channel;
  readonly #backoff: Backoff;
  readonly #watchers = new Set<() => void>();
  readonly #unlisten: (() => void)[];
  /** Who still has something to write before this tab lets go. */
  readonly #closers = new Set<() => void | Promise<void>>();
  #syncing: Promise<void> | undefined;
  #stopped = false;
  #closed: Account["closed"] = "no";
  #waiting = -1;
  #unprobe: () => void = () => undefined;
  /** When this tab last asked. */
  #asked = 0;
  /** When it last began to, answered or not. */
  #began = 0;

  constructor(deps: AccountDeps) {
    const { ports, app, slot, store, sealer } = deps;
    const base = `massar-${app}-${slot}`;
    this.#deps = deps;
    this.slot = slot;
    this.me = deps.me;
    this.hasPin = deps.hasPin;
    this.#channel = ports.channel(base, (message) => this.#hear(message));
    this.session = new Session(ports, app, slot, () => this.#tell());
    this.transport = this.session.transport;
    this.api = createApi({ baseUrl: ports.origin, fetch: this.transport });
    this.mirror = new PhoneMirror(store, sealer, this.#channel, ports.clock);
    this.queue = new PhoneQueue({
      app, store, sealer,
      origin: ports.origin,
      channel: this.#channel,
      clock: ports.clock,
      locks: ports.locks,
      lock: `${base}-send`,
      random: ports.random,
      transport: this.transport,
      changed: () => this.#counted(),
    });
    this.#backoff = new Backoff(ports.clock, () => (ports.random(1)[0] ?? 0) / 256, () => void this.sync());
    this.queue.onWork(() => this.#hasWork());
    this.#unlisten = [
      ports.signals.online(() => void this.#wake()),
      ports.signals.offline(() => this.#left()),
      ports.signals.visible(() => {
        const at = this.mirror.syncedAt?.getTime() ?? 0;
        // Who slept may have missed that the network came back.
        if (ports.clock.now() - at >= staleMs || this.queue.hasWork || !this.online) void this.#wake();
      }),
    ];
  }

  /** Reads what is on the phone. */
  async load(): Promise<void> {
    await Promise.all([this.mirror.load(), this.queue.load()]);
  }

  get online(): boolean {
    return this.session.online;
  }

  get signedOut(): boolean {
    return this.session.signedOut;
  }

  get syncedAt(): Date | undefined {
    return this.mirror.syncedAt;
  }

  schoolTime(): Date {
    return new Date(this.#deps.ports.clock.now() + this.mirror.schoolOffset);
  }

  get schoolZone(): Account["schoolZone"] {
    const { schoolZone: minutes, schoolOffset, syncedAt } = this.mirror;
    return minutes === undefined || !syncedAt ? undefined : { minutes, at: new Date(syncedAt.getTime() + schoolOffset) };
  }

  token(): Promise<string | undefined> {
    return this.session.token();
  }

  subscribe(fn: () => void): () => void {
    this.#watchers.add(fn);
    return () => this.#watchers.delete(fn);
  }

  /** One run at a time; who asks during a run waits for that one. */
  sync(): Promise<void> {
    if (this.#syncing) return this.#syncing;
    const run = (async () => {
      do {
        await this.#run();
        // What was added too late for this run is sent by another, unless a later try is planned anyway.
      } while (this.queue.hasWork && !this.#backoff.planned && !this.#stopped && !this.signedOut);
    })().finally(() => {
      this.#syncing = undefined;
    });
    this.#syncing = run;
    return run;
  }

  refresh(): void {
    if (!this.signedOut && this.#stale) void this.#wake();
  }

  async setPin(current: string | undefined, next: string | undefined, label?: string): Promise<void> {
    await this.#deps.device.setPin(current, next, label);
    this.hasPin = next !== undefined;
    this.#tell();
  }

  lock(where: "everywhere" | "here" = "everywhere"): void {
    if (where === "everywhere") this.#channel.post({ what: "lock" });
    this.close();
  }

  beforeClose(fn: () => void | Promise<void>): () => void {
    this.#closers.add(fn);
    return () => this.#closers.delete(fn);
  }

  async signOut(options?: { force?: boolean }): Promise<SignOut> {
    // What is only on the screen would be lost with the account like what waits in the queue.
    if (!options?.force) await this.#lastWords();
    await this.queue.reload();
    const { waiting } = this.queue;
    if (waiting > 0 && !options?.force) return { done: false, waiting };
    this.#stop();
    this.#closers.clear();
    // The other tabs hear of it when their list has no such account any more.
    await this.#deps.device.wipe(this.session, () => this.#channel.post({ what: "wiped" }));
    this.close();
    return { done: true };
  }

  async signInAgain(password: string, totp?: string): Promise<void> {
    this.session.adopt(await this.#deps.device.signIn(password, totp));
    this.#channel.post({ what: "session" });
    this.#tell();
    void this.sync();
  }

  /** Lets go of everything that this tab knows. */
  close(by: "here" | "elsewhere" = "here"): void {
    if (this.#closed !== "no") return;
    const written = this.#lastWords();
    this.#stop();
    this.#closed = by;
    this.#deps.device.closed();
    this.#tell();
    // The person sees the lock at once; the disk is let go of when it holds what was typed.
    void written.finally(() => {
      this.#channel.close();
      this.#deps.store.close();
    });
  }

  /** Lets the screens write what they hold; one that fails does not keep the others from it. */
  async #lastWords(): Promise<void> {
    await Promise.allSettled([...this.#closers].map(async (fn) => fn()));
    await this.queue.settled();
  }

  get closed(): Account["closed"] {
    return this.#closed;
  }

  #stop(): void {
    this.#stopped = true;
    this.#backoff.reset();
    this.#unprobe();
    for (const off of this.#unlisten) off();
  }

  async #run(): Promise<void> {
    if (this.#stopped) return;
    try {
      // An operation can be taken back until it was tried: a network that was away is not tried with it.
      if (this.queue.hasWork && !this.signedOut && (!this.session.online || this.#deps.ports.signals.away())) await this.#ask();
      if (this.queue.hasWork && !this.signedOut) {
        const flushed = await this.queue.send();
        const later = flushed.state === "LATER" ? flushed : undefined;
        if (later?.why === "OFFLINE") this.session.reached(false);
        if (flushed.state !== "IDLE") this.#backoff.again(later?.after ?? 0);
        if (later?.why === "OFFLINE") return;
        // Who has too much to do is asked for the save alone, and only now and then for all that is new.
        if (later?.why === "OVERLOAD") {
          this.lastError = later.cause;
          if (!this.#stale) return;
        }
      }
      await this.#ask();
      this.lastError = undefined;
      if (!this.queue.hasWork || this.signedOut) this.#backoff.reset();
    } catch (cause) {
      if (this.#stopped) return;
      const error = cause instanceof Error ? cause : new Error(String(cause));
      this.lastError = error instanceof Offline ? undefined : error;
      if (error instanceof Offline) this.session.reached(false);
      // A session that is over waits for the person, not for the time.
      if (!this.signedOut) this.#backoff.again(error instanceof ApiError ? (error.retryAfter ?? 0) * 1000 : 0);
    } finally {
      if (!this.#stopped) this.#tell();
    }
  }

  /** Whether nobody has asked for what is new for long. */
  get #stale(): boolean {
    return this.#deps.ports.clock.now() - Math.max(this.mirror.syncedAt?.getTime() ?? 0, this.#began) >= staleMs;
  }

  /** The one call. Of several tabs that want it at the same time, one makes it. */
  #ask(): Promise<void> {
    const { ports, app, slot } = this.#deps;
    const wanted = ports.clock.now();
    this.#began = wanted;
    return ports.locks.run(`massar-${app}-${slot}-sync`, async () => {
      await this.mirror.load();
      const last = this.mirror.syncedAt?.getTime() ?? 0;
      // All tabs hear of a new network in the same moment: what one of them was told just now is as good.
      const told = last !== this.#asked && last >= wanted - sameMomentMs && this.session.fresh;
      if (told) this.session.reached(true);
      else {
        for (let asks = 0; asks < maxAsks; asks++) {
          const asked = { held: this.mirror.held(), at: ports.clock.now() };
          const answer = await this.#question(asked.held);
          this.#asked = asked.at;
          if (!answer || (await this.mirror.apply(answer, asked))) break;
        }
      }
      await this.queue.prune((resource) => this.mirror.part(resource)?.at.getTime());
    });
  }

  async #question(held: unknown): Promise<SyncAnswer | undefined> {
    const request = () => post(this.#deps.ports, `/v1/${this.#deps.app}/sync`, { held });
    if (this.session.fresh) {
      try {
        return check(await jsonOf(await this.session.bare(await this.#bearing(request()))));
      } catch (cause) {
        if (!(cause instanceof ApiError && cause.status === 401)) throw cause;
        this.session.drop();
      }
    }
    if (this.signedOut) return undefined;
    let answer: SyncAnswer | undefined;
    // The cookie alone: this call rotates the session too, and brings the token.
    await this.session.rotate(async () => {
      answer = check(await jsonOf(await this.session.bare(request())));
      const { accessToken, expiresIn } = answer;
      return accessToken === undefined || expiresIn === undefined ? undefined : { accessToken, expiresIn };
    });
    return answer;
  }

  async #bearing(request: Request): Promise<Request> {
    const token = await this.session.token();
    if (token) request.headers.set("Authorization", `Bearer ${token}`);
    return request;
  }

  #hasWork(): void {
    if (!this.#stopped && !this.signedOut && !this.#backoff.held) void this.sync();
  }

  /**
   * The browser says that there is no network: the screens say it before a request fails. A request made a moment later
   * says whether it is so; answers to earlier ones say nothing.
   */
  #left(): void {
    this.session.reached(false);
    this.#unprobe();
    this.#unprobe = this.#deps.ports.clock.after(underWayMs, () => void this.#wake());
  }

  #wake(): Promise<void> | undefined {
    return this.#stopped || this.#backoff.held ? undefined : this.sync();
  }

  #hear(message: Message): void {
    if (this.#stopped) return;
    if (message.what === "mirror") void this.mirror.load();
    if (message.what === "queue") void this.queue.reload();
    if (message.what === "session") this.session.revive();
    if (message.what === "lock") this.close("elsewhere");
    if (message.what === "wiped") {
      this.#stop();
      this.#closers.clear();
      void this.#deps.device.reload().finally(() => this.close("elsewhere"));
    }
  }

  #counted(): void {
    const { waiting } = this.queue;
    if (waiting !== this.#waiting) {
      this.#waiting = waiting;
      this.#deps.device.waiting(waiting);
    }
    this.#tell();
  }

  #tell(): void {
    for (const fn of [...this.#watchers]) fn();
  }
}

/** check refuses what is JSON but not an answer of sync. */
function check(answer: SyncAnswer): SyncAnswer {
  if (typeof answer !== "object" || answer === null || typeof answer.schoolTime !== "string") throw new Offline();
  return answer;
}
