// What tests put in the place of the outside. No app imports this file.
import { PhoneDevice } from "./device.ts";
import { memoryLocks, memoryStores } from "./memory.ts";
import type { PartChange } from "./mirror.ts";
import type { Channel, Clock, Message, Ports } from "./ports.ts";
import type { Account, AppName, Device } from "./types.ts";

/** FakeClock moves when it is told to. */
export class FakeClock implements Clock {
  #now: number;
  #timers: { at: number; fn: () => void }[] = [];

  constructor(now = Date.parse("2026-11-23T08:00:00Z")) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  after(ms: number, fn: () => void): () => void {
    const timer = { at: this.#now + ms, fn };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((t) => t !== timer);
    };
  }

  /** When the next timer is due; undefined: nothing waits. */
  get next(): number | undefined {
    return this.#timers.length === 0 ? undefined : Math.min(...this.#timers.map((t) => t.at));
  }

  /** Moves on (or back), and lets what is due run. */
  move(ms: number): void {
    this.#now += ms;
    const due = this.#timers.filter((t) => t.at <= this.#now).sort((a, b) => a.at - b.at);
    this.#timers = this.#timers.filter((t) => t.at > this.#now);
    for (const { fn } of due) fn();
  }
}

/** FakeSignals are the hints of a browser, given by the test. */
class FakeSignals {
  readonly #fns = { online: new Set<() => void>(), offline: new Set<() => void>(), visible: new Set<() => void>() };
  readonly online = (fn: () => void) => this.#on("online", fn);
  readonly offline = (fn: () => void) => this.#on("offline", fn);
  readonly visible = (fn: () => void) => this.#on("visible", fn);
  gone = false;
  readonly away = () => this.gone;

  give(signal: "online" | "offline" | "visible"): void {
    for (const fn of [...this.#fns[signal]]) fn();
  }

  #on(signal: "online" | "offline" | "visible", fn: () => void): () => void {
    this.#fns[signal].add(fn);
    return () => this.#fns[signal].delete(fn);
  }
}

/** channels connects the tabs of one test. */
export function channels(): (name: string, fn: (message: Message) => void) => Channel {
  const open = new Map<string, Set<(message: Message) => void>>();
  return (name, fn) => {
    let set = open.get(name);
    if (!set) open.set(name, (set = new Set()));
    const others = set;
    others.add(fn);
    return {
      post(message) {
        for (const other of [...others]) if (other !== fn) queueMicrotask(() => others.has(other) && other(message));
      },
      close: () => others.delete(fn),
    };
  };
}

/** randomBytes gives the same bytes in each run with the same seed (mulberry32). Not for secrets. */
export function randomBytes(seed: number): (count: number) => Uint8Array {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return (t ^ (t >>> 14)) >>> 0;
  };
  return (count) => Uint8Array.from({ length: count }, () => next() & 255);
}

/** FakePorts is an outside that a test holds in its hand. */
export interface FakePorts extends Ports {
  clock: FakeClock;
  signals: FakeSignals;
}

/** fakePorts is an outside without network, disk or time, unless it is given one. */
export function fakePorts(given: Partial<FakePorts> = {}): FakePorts {
  return {
    fetch: () => Promise.reject(new TypeError("no network")),
    origin: "http://massar.test",
    clock: new FakeClock(),
    random: randomBytes(1),
    subtle: undefined,
    stores: memoryStores(),
    locks: memoryLocks(),
    channel: channels(),
    signals: new FakeSignals(),
    lang: () => "ar",
    pinIterations: 1000,
    ...given,
  };
}

/** json is an answer of a server. */
export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json", ...headers } });
}

/** refusal is an error of the server in its envelope. */
export function refusal(status: number, code: string, reason: string, meta: Record<string, string> = {}): Response {
  return json({ error: { code, reason, message: `message of ${reason}`, fields: [], meta, requestId: "req-1" } }, status);
}

/** MemoryDevice is what a screen's test needs: a device, a signed-in account, and a hand on both. */
interface MemoryDevice {
  device: Device;
  account: Account;
  ports: FakePorts;
  /** Cuts the network, or brings it back. */
  network(on: boolean): void;
}

export interface MemoryDeviceOptions {
  /** What the first sync brings. */
  parts?: PartChange[];
  locale?: "ar" | "fr";
  role?: string;
  /** Answers everything but sign-in and sync; undefined: NOT_FOUND. */
  answer?: (request: Request) => Promise<Response | undefined> | Response | undefined;
  ports?: Partial<FakePorts>;
}

/** memoryDevice signs an account in, on a phone and with a server that exist only in memory. */
export async function memoryDevice(app: AppName, options: MemoryDeviceOptions = {}): Promise<MemoryDevice> {
  let on = true;
  let parts = options.parts ?? [];
  const tokens = { accessToken: "token", expiresIn: 3600 };
  const fetch = async (request: Request): Promise<Response> => {
    if (!on) throw new TypeError("no network");
    const { pathname } = new URL(request.url);
    if (pathname === `/v1/${app}/sync`) {
      const changed = parts;
      parts = [];
      return json({ schoolTime: new Date(ports.clock.now()).toISOString(), parts: changed, gone: [], ...tokens });
    }
    if (pathname === "/v1/auth/sessions" && request.method === "POST") {
      const name = { ar: "سلمى العلوي", latin: "Salma Alaoui" };
      const account = { accountId: "account-1", role: options.role ?? "", name, locale: options.locale ?? "ar" };
      return json({ ...tokens, refreshToken: "", account, identifier: "" });
    }
    if (pathname.startsWith("/v1/auth/")) return json(tokens);
    return (await options.answer?.(request)) ?? refusal(404, "NOT_FOUND", "NOT_FOUND");
  };
  const ports = fakePorts({ fetch, ...options.ports });
  const device = new PhoneDevice(app, ports, await ports.stores.registry(app));
  const account = await device.signIn({ identifier: "J134567890", password: "a good password" });
  await account.sync();
  return {
    device, account, ports,
    network(next) {
      on = next;
      ports.signals.gone = !next;
      ports.signals.give(on ? "online" : "offline");
    },
  };
}
