import { ApiError, Offline } from "@massar/api";
import type { Channel, Clock, Store } from "./ports.ts";
import type { Item, Kept, Mirror, Part } from "./types.ts";
import type { Sealer } from "./vault.ts";

/** SyncAnswer is what the server says has changed. */
export interface SyncAnswer {
  schoolTime: string;
  parts?: PartChange[];
  /** Parts that this account has no more. */
  gone?: string[];
  /**
   * Parts that the server could not look at this time, by name or, with a `/` at the end, by how their names begin: they
   * stay as old as they are.
   */
  stale?: string[];
  accessToken?: string;
  expiresIn?: number;
}

export interface PartChange {
  name: string;
  /** Tags, 8 characters each. */
  removed?: string;
  /** Beside tag and order one field: its name is the kind. */
  items?: (Record<string, unknown> & { tag: string; order?: string })[];
}

interface Held {
  name: string;
  tags: string;
}

interface StoredPart {
  part: string;
  at: number;
  items: Item[];
}

interface StoredKept {
  path: string;
  at: number;
  value: unknown;
}

interface StoredMeta {
  meta: true;
  syncedAt: number;
  schoolOffset: number;
  schoolZone?: number;
  /** When a stale part was last confirmed. */
  stale: Record<string, number>;
}

type Stored = StoredPart | StoredKept | StoredMeta;

const tagLength = 8;
const metaName = "meta";
/** Answers kept beside the parts; the oldest go first. */
const maxKept = 200;

/** PhoneMirror is what was read, on the disk sealed and in memory plain. */
export class PhoneMirror implements Mirror {
  readonly #store: Store;
  readonly #sealer: Sealer;
  readonly #channel: Channel;
  readonly #clock: Clock;
  readonly #parts = new Map<string, Part>();
  readonly #kept = new Map<string, Kept<unknown>>();
  readonly #watchers = new Map<string, Set<() => void>>();
  /** What each row held when it was read, by key: a row that did not change is not opened again. */
  #seen = new Map<string, { row: Uint8Array; name: string }>();
  #meta: StoredMeta = { meta: true, syncedAt: 0, schoolOffset: 0, stale: {} };
  #rev = 0;
  #line: Promise<unknown> = Promise.resolve();

  constructor(store: Store, sealer: Sealer, channel: Channel, clock: Clock) {
    this.#store = store;
    this.#sealer = sealer;
    this.#channel = channel;
    this.#clock = clock;
  }

  part(name: string): Part | undefined {
    return this.#parts.get(name);
  }

  names(): string[] {
    return [...this.#parts.keys()];
  }

  values<T>(name: string, kind: string): T[] {
    const items = this.#parts.get(name)?.items ?? [];
    return items.filter((item) => item.kind === kind).map((item) => item.value as T);
  }

  kept<T>(path: string): Kept<T> | undefined {
    return this.#kept.get(path) as Kept<T> | undefined;
  }

  at(name: string): Date | undefined {
    return this.#parts.get(name)?.at ?? this.#kept.get(name)?.at;
  }

  /** When a sync last succeeded. */
  get syncedAt(): Date | undefined {
    return this.#meta.syncedAt ? new Date(this.#meta.syncedAt) : undefined;
  }

  /** What the school's clock is ahead of the phone's, in milliseconds. */
  get schoolOffset(): number {
    return this.#meta.schoolOffset;
  }

  /** What the school's clock is ahead of UTC, in minutes; undefined before the first sync. */
  get schoolZone(): number | undefined {
    return this.#meta.schoolZone;
  }

  subscribe(name: string, fn: () => void): () => void {
    let set = this.#watchers.get(name);
    if (!set) this.#watchers.set(name, (set = new Set()));
    set.add(fn);
    return () => set.delete(fn);
  }

  async keep<T>(path: string, fetch: () => Promise<T>): Promise<T> {
    const asked = this.#clock.now();
    let value: T;
    try {
      value = await fetch();
    } catch (cause) {
      const kept = this.kept<T>(path);
      if (cause instanceof Offline && kept) return kept.value;
      if (isRefusal(cause)) await this.#write(async () => (this.#kept.has(path) ? { put: [], del: [`kept ${path}`] } : undefined));
      throw cause;
    }
    await this.#write(async () => {
      const old = [...this.#kept].filter(([p]) => p !== path).sort((a, b) => a[1].at.getTime() - b[1].at.getTime());
      const evicted = old.slice(0, Math.max(0, old.length - maxKept + 1)).map(([p]) => `kept ${p}`);
      return { put: [[`kept ${path}`, { path, at: asked, value }]], del: evicted };
    });
    return value;
  }

  /** What this phone has, for the server to compare. */
  held(): Held[] {
    return [...this.#parts.values()].map((part) => ({ name: part.name, tags: tagsOf(part.items) }));
  }

  /**
   * Applies an answer to what was held when it was asked for, in one transaction. Gives false when another tab changed
   * one of its parts meanwhile: the answer says nothing about that, and is to be asked for again.
   */
  async apply(answer: SyncAnswer, asked: { held: Held[]; at: number }): Promise<boolean> {
    const held = new Map(asked.held.map((h) => [h.name, h.tags]));
    const stale = answer.stale ?? [];
    const isStale = (name: string) => stale.some((s) => (s.endsWith("/") ? name.startsWith(s) : name === s));
    let fits = true;
    await this.#write(async () => {
      fits = (answer.parts ?? []).every((p) => tagsOf(this.#parts.get(p.name)?.items ?? []) === (held.get(p.name) ?? ""));
      if (!fits) return undefined;
      const put: [string, Stored][] = [];
      const meta: StoredMeta = {
        meta: true,
        syncedAt: asked.at,
        schoolOffset: offsetOf(answer.schoolTime, this.#clock.now()) ?? this.#meta.schoolOffset,
        stale: {},
      };
      const zone = zoneOf(answer.schoolTime) ?? this.#meta.schoolZone;
      if (zone !== undefined) meta.schoolZone = zone;
      for (const [name, part] of this.#parts) {
        // A part that came in after the question was not confirmed by its answer.
        if (isStale(name) || !held.has(name)) meta.stale[name] = part.at.getTime();
      }
      for (const change of answer.parts ?? []) {
        if (!isStale(change.name)) delete meta.stale[change.name];
        put.push([`part ${change.name}`, { part: change.name, at: asked.at, items: changed(this.#parts.get(change.name)?.items ?? [], change) }]);
      }
      const gone = answer.gone ?? [];
      for (const name of gone) delete meta.stale[name];
      put.push([metaName, meta]);
      return { put, del: [...gone.map((name) => `part ${name}`), ...this.#left(answer)] };
    });
    return fits;
  }

  /**
   * The kept answers about children of whom no part stays: what was fetched beside the parts goes with them. A part
   * alone may go for no such reason, as the week that is over does.
   */
  #left({ gone = [], parts = [] }: SyncAnswer): string[] {
    const stay = new Set([...this.#parts.keys(), ...parts.map((p) => p.name)]);
    for (const name of gone) stay.delete(name);
    const staying = new Set([...stay].map(childOf));
    const lost = gone.map(childOf).filter((id) => id !== undefined).filter((id) => !staying.has(id));
    return [...this.#kept.keys()].filter((path) => lost.some((id) => path.includes(id))).map((path) => `kept ${path}`);
  }

  /** Reads everything from the disk, or what another tab changed there. */
  load(): Promise<void> {
    return this.#inLine(() => this.#read());
  }

  /** One write after the other; on a table that another tab changed, once more on what it is now. */
  #write(make: () => Promise<{ put: [string, Stored][]; del: string[] } | undefined>): Promise<void> {
    return this.#inLine(async () => {
      for (;;) {
        const change = await make();
        if (!change) return;
        const put: [string, Uint8Array][] = [];
        for (const [name, value] of change.put) {
          const key = await this.#sealer.key(name);
          put.push([key, await this.#sealer.seal(`mirror/${key}`, value)]);
        }
        const del = await Promise.all(change.del.map((name) => this.#sealer.key(name)));
        if (await this.#store.commit("mirror", this.#rev, { put, del })) {
          this.#rev++;
          change.put.forEach(([, value], i) => {
            const row = put[i];
            if (row) this.#seen.set(row[0], { row: row[1], name: this.#take(value) });
          });
          change.del.forEach((name, i) => {
            const key = del[i];
            if (key) this.#seen.delete(key);
            this.#drop(name);
          });
          const names = [...change.put.map(([, value]) => nameOf(value)), ...change.del.map(bare)];
          this.#confirm();
          this.#tell(names);
          this.#channel.post({ what: "mirror", names });
          return;
        }
        await this.#read();
      }
    });
  }

  async #read(): Promise<void> {
    const { rev, rows } = await this.#store.load("mirror");
    const names: string[] = [];
    const seen = new Map<string, { row: Uint8Array; name: string }>();
    for (const [key, row] of rows) {
      const before = this.#seen.get(key);
      if (before && same(before.row, row)) {
        seen.set(key, before);
        continue;
      }
      const value = (await this.#sealer.open(`mirror/${key}`, row)) as Stored;
      seen.set(key, { row, name: this.#take(value) });
      names.push(nameOf(value));
    }
    for (const [key, { name }] of this.#seen) {
      if (!seen.has(key)) {
        this.#drop(name);
        names.push(bare(name));
      }
    }
    this.#seen = seen;
    this.#rev = rev;
    this.#confirm();
    if (names.length > 0) this.#tell(names);
  }

  /** Takes a stored value into memory, and gives the name of its row. */
  #take(value: Stored): string {
    if ("part" in value) {
      this.#parts.set(value.part, { name: value.part, at: new Date(value.at), items: value.items });
      return `part ${value.part}`;
    }
    if ("path" in value) {
      this.#kept.set(value.path, { value: value.value, at: new Date(value.at) });
      return `kept ${value.path}`;
    }
    this.#meta = value;
    return metaName;
  }

  #drop(name: string): void {
    if (name.startsWith("part ")) this.#parts.delete(bare(name));
    if (name.startsWith("kept ")) this.#kept.delete(bare(name));
  }

  /** A sync confirms every part that it did not name, without a write for each. */
  #confirm(): void {
    for (const [name, part] of this.#parts) {
      const at = this.#meta.stale[name] ?? Math.max(this.#meta.syncedAt, 0);
      if (at && at !== part.at.getTime()) this.#parts.set(name, { ...part, at: new Date(at) });
    }
  }

  #tell(names: string[]): void {
    const told = names.includes(metaName) ? [...new Set([...names, ...this.#parts.keys()])] : names;
    for (const name of [...told, "*"]) for (const fn of [...(this.#watchers.get(name) ?? [])]) fn();
  }

  #inLine<T>(fn: () => Promise<T>): Promise<T> {
    const next = this.#line.then(fn);
    this.#line = next.catch(() => undefined);
    return next;
  }
}

function changed(items: readonly Item[], change: PartChange): Item[] {
  const set = new Map(items.map((item) => [item.tag, item]));
  const removed = change.removed ?? "";
  for (let i = 0; i < removed.length; i += tagLength) set.delete(removed.slice(i, i + tagLength));
  for (const { tag, order, ...rest } of change.items ?? []) {
    const [kind] = Object.keys(rest);
    if (kind !== undefined) set.set(tag, { tag, order: order ?? "", kind, value: rest[kind] });
  }
  return [...set.values()].sort((a, b) => (a.order < b.order ? -1 : a.order > b.order ? 1 : a.tag < b.tag ? -1 : a.tag > b.tag ? 1 : 0));
}

/** Whether our server says that the answer is not for this account (any more); a portal in between says nothing of that. */
function isRefusal(cause: unknown): boolean {
  return cause instanceof ApiError && (cause.status === 403 || cause.status === 404) && cause.reason !== "UNKNOWN";
}

/** The child that a part is about; undefined where it is about none. */
function childOf(name: string): string | undefined {
  return /^child\/([^/]+)\//.exec(name)?.[1];
}

function tagsOf(items: readonly Item[]): string {
  return items.map((item) => item.tag).join("");
}

function nameOf(value: Stored): string {
  return "part" in value ? value.part : "path" in value ? value.path : metaName;
}

/** bare is the name of a row without its first word. */
function bare(name: string): string {
  return name.slice(name.indexOf(" ") + 1);
}

function offsetOf(schoolTime: string, now: number): number | undefined {
  const at = Date.parse(schoolTime);
  return Number.isNaN(at) ? undefined : at - now;
}

/** The offset that an RFC 3339 time ends with, in minutes. */
function zoneOf(schoolTime: string): number | undefined {
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)$/.exec(schoolTime) ?? [];
  return sign ? Number(`${sign}1`) * (Number(hours) * 60 + Number(minutes)) : undefined;
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
