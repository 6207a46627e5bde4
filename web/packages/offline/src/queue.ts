import { ApiError, Offline, type Transport } from "@massar/api";
import { isUntried, Ledger, type Op, type Papers } from "./ledger.ts";
import type { Channel, Clock, Locks, Store } from "./ports.ts";
import {
  answerOf,
  bodyOf,
  clientDigits,
  isDocument,
  justificationIdOf,
  justificationResource,
  keyOf,
  marksEdits,
  registerEdits,
  registerResource,
  requestOf,
  sheetResource,
} from "./requests.ts";
import { countThings } from "./things.ts";
import type { AppName, CellState, Choice, JustificationOp, Operation, OpState, Queue, QueuedOp, Refusal } from "./types.ts";
import type { Sealer } from "./vault.ts";

interface QueueDeps {
  app: AppName;
  origin: string;
  store: Store;
  sealer: Sealer;
  channel: Channel;
  clock: Clock;
  locks: Locks;
  /** Name of the lock that is held while something is on its way. */
  lock: string;
  random(bytes: number): Uint8Array;
  transport: Transport;
  /** Told after each change that this tab made or heard of. */
  changed?: () => void;
}

/** Flushed says how sending ended. */
type Flushed =
  /** Nothing is left to send; `sent` is whether something was. */
  | { state: "IDLE"; sent: boolean }
  /** Another tab is at it. */
  | { state: "BUSY" }
  /** To be tried again, not before this time has passed: there is no network, the server has too much to do, or trouble with this one. */
  | { state: "LATER"; after: number; why: "OFFLINE" | "OVERLOAD" | "TROUBLE"; cause: Error }
  /** The session is over. */
  | { state: "SIGNED_OUT" };

interface Head {
  client: string;
  nextSeq: number;
}

/** How long a resource rests after the server had trouble with it. */
const restMs = 5_000;

/** Codes of refusals that are none: the same request may succeed later. */
const passing = new Set(["UNAVAILABLE", "DEADLINE_EXCEEDED", "RESOURCE_EXHAUSTED", "ABORTED", "INTERNAL", "UNKNOWN", "CANCELLED", "DATA_LOSS"]);

/** PaperLost: the phone does not hold the bytes of a paper any more, or cannot read them. */
class PaperLost extends Error {
  override readonly name = "PaperLost";
}

/** PhoneQueue is what was written and waits; the rules are the ledger's. */
export class PhoneQueue implements Queue {
  readonly #deps: QueueDeps;
  readonly #watchers = new Set<() => void>();
  #ledger = new Ledger("", 1, []);
  #rev = 0;
  #line: Promise<unknown> = Promise.resolve();
  #sending: number | undefined;
  #kick: (() => void) | undefined;
  /** Resources with which the server had trouble: who asks again at once makes it worse. */
  readonly #resting = new Map<string, { until: number; cause: Error }>();

  constructor(deps: QueueDeps) {
    this.#deps = deps;
  }

  /** Reads the disk; on a new account gives it its client id. */
  async load(): Promise<void> {
    await this.#inLine(() => this.#read());
    if (this.#ledger.client === "") await this.#change(() => undefined);
  }

  /** Has `fn` called when there is something to send. */
  onWork(fn: () => void): void {
    this.#kick = fn;
  }

  async add(operation: Operation): Promise<QueuedOp> {
    const now = this.#deps.clock.now();
    const op = await this.#add(operation, now);
    this.#kick?.();
    return this.#view(this.#ledger.op(op.seq) ?? op);
  }

  async #add(operation: Operation, now: number): Promise<Op> {
    switch (operation.kind) {
      case "REGISTER":
        return this.#change((l) =>
          l.add("REGISTER", registerResource(operation.lessonId), registerEdits(operation), now, operation.lateReason),
        );
      case "MARKS":
        return this.#change((l) => l.add("MARKS", sheetResource(operation.markSheetId), marksEdits(operation), now));
      case "JUSTIFICATION": {
        const { papers, blobs } = await this.#papers(operation);
        return this.#change((l) => l.addPapers(justificationResource(operation.studentId), papers, now), blobs);
      }
    }
  }

  list(resource?: string): QueuedOp[] {
    const ops = resource === undefined ? this.#ledger.ops : this.#ledger.of(resource);
    return ops.map((op) => this.#view(op));
  }

  overlay(resource: string): ReadonlyMap<string, CellState> {
    const cells = new Map<string, CellState>();
    for (const op of this.#ledger.of(resource)) for (const edit of this.#view(op).edits) cells.set(edit.cell, edit);
    return cells;
  }

  subscribe(fn: () => void): () => void {
    this.#watchers.add(fn);
    return () => this.#watchers.delete(fn);
  }

  get waiting(): number {
    return countThings(this.list());
  }

  /** Whether something could be sent. */
  get hasWork(): boolean {
    return this.#ledger.next().length > 0;
  }

  async resolve(opId: string, choice: Choice, cell?: string): Promise<void> {
    const now = this.#deps.clock.now();
    const op = this.#find(this.#ledger, opId);
    if (!op) return;
    const cells = op.edits.filter((e) => e.outcome?.state === "CONFLICT" && (cell === undefined || e.cell === cell)).map((e) => e.cell);
    const seen = cells.map((c) => this.#ledger.conflicts(op.resource, c));
    await this.#change((l) => cells.forEach((c, i) => l.resolve(op.resource, c, choice === "MINE", seen[i] ?? [], now)));
    this.#kick?.();
  }

  async dismiss(opId: string): Promise<void> {
    await this.#change((l) => {
      const op = this.#find(l, opId);
      if (op) l.dismiss(op.seq);
    });
  }

  async cancel(opId: string): Promise<boolean> {
    return this.#change((l) => {
      const op = this.#find(l, opId);
      return op !== undefined && l.cancel(op.seq);
    });
  }

  async again(opId: string, change?: { lateReason?: string }): Promise<QueuedOp> {
    const now = this.#deps.clock.now();
    const op = await this.#change((l) => {
      const before = this.#find(l, opId);
      return before && l.again(before.seq, now, change?.lateReason);
    });
    if (!op) throw new TypeError("nothing of this operation was refused");
    this.#kick?.();
    return this.#view(this.#ledger.op(op.seq) ?? op);
  }

  /** Drops what was received and is shown by the mirror now. */
  async prune(shown: (resource: string) => number | undefined): Promise<void> {
    await this.#change((l) => l.prune(shown, this.#deps.clock.now()));
  }

  async flush(): Promise<void> {
    await this.send();
  }

  /** Ends when everything that was asked for until now is on the disk, or could not be. */
  settled(): Promise<void> {
    return this.#inLine(() => Promise.resolve());
  }

  /** Reads what another tab changed. */
  reload(): Promise<void> {
    return this.#inLine(() => this.#read());
  }

  /** Sends everything that can be sent, one request at a time, in one tab at a time. */
  async send(): Promise<Flushed> {
    const ended = await this.#deps.locks.tryRun(this.#deps.lock, async () => {
      await this.#inLine(() => this.#read());
      let sent = false;
      for (;;) {
        const now = this.#deps.clock.now();
        const waiting = this.#ledger.next();
        const op = waiting.find((o) => (this.#resting.get(o.resource)?.until ?? 0) <= now);
        if (!op) return this.#rest(waiting, now) ?? ({ state: "IDLE", sent } satisfies Flushed);
        const outcome = await this.#sendOne(op);
        if (outcome === "ANSWERED") {
          sent = true;
          continue;
        }
        if (outcome.state !== "LATER" || outcome.why !== "TROUBLE") return outcome;
        // The server could not do this one; it may well be able to do the others.
        this.#resting.set(op.resource, { until: this.#deps.clock.now() + Math.max(restMs, outcome.after), cause: outcome.cause });
      }
    });
    return ended ?? { state: "BUSY" };
  }

  /** When the first of what rests may be tried again. */
  #rest(waiting: Op[], now: number): Flushed | undefined {
    const resting = waiting.flatMap((op) => this.#resting.get(op.resource) ?? []).sort((a, b) => a.until - b.until);
    const [first] = resting;
    return first && { state: "LATER", after: first.until - now, why: "TROUBLE", cause: first.cause };
  }

  async #sendOne(op: Op): Promise<"ANSWERED" | Flushed> {
    const { clock } = this.#deps;
    const frozen = await this.#change((l) => l.freeze(op.seq, clock.now(), bodyOf));
    if (!frozen) return "ANSWERED";
    this.#sending = frozen.seq;
    this.#tell();
    try {
      const answer = await this.#request(frozen);
      if (frozen.papers) {
        const id = frozen.papers.sent === 0 ? justificationIdOf(answer) : isDocument(answer) ? frozen.papers.justificationId : undefined;
        if (id === undefined) return notOurs();
        await this.#change((l) => l.step(frozen.seq, id, clock.now()));
        return "ANSWERED";
      }
      const outcomes = answerOf(frozen, answer);
      if (!outcomes) return notOurs();
      await this.#change((l) => l.answer(frozen.seq, outcomes, clock.now()));
      return "ANSWERED";
    } catch (cause) {
      if (cause instanceof Offline) return { state: "LATER", after: 0, why: "OFFLINE", cause };
      if (cause instanceof PaperLost) {
        // No later try would find it, and what was written after it must not wait for it.
        await this.#change((l) => l.refuse(frozen.seq, { reason: "PAPER_LOST", message: "" }, clock.now()));
        return "ANSWERED";
      }
      if (!(cause instanceof ApiError)) throw cause;
      if (cause.status === 401) return { state: "SIGNED_OUT" };
      if (cause.status >= 500 || cause.status === 429 || cause.status === 408 || passing.has(cause.code)) {
        const why = cause.status === 429 || cause.status === 503 ? "OVERLOAD" : "TROUBLE";
        return { state: "LATER", after: (cause.retryAfter ?? 0) * 1000, why, cause };
      }
      const refusal: Refusal = { reason: cause.reason, message: cause.message, requestId: cause.requestId };
      await this.#change((l) => l.refuse(frozen.seq, refusal, clock.now()));
      return "ANSWERED";
    } finally {
      this.#sending = undefined;
      this.#tell();
    }
  }

  async #request(op: Op): Promise<unknown> {
    const { app, origin, transport } = this.#deps;
    const { method, path, key } = requestOf(app, this.#ledger.client, op);
    const paper = op.papers && op.papers.sent > 0 ? op.papers.documents[op.papers.sent - 1] : undefined;
    const response = await transport(
      new Request(origin + path, {
        method,
        headers: { "Content-Type": paper ? "application/octet-stream" : "application/json", "Idempotency-Key": key },
        body: paper ? await this.#readBlob(paper) : (op.body ?? ""),
      }),
    );
    try {
      return (await response.json()) as unknown;
    } catch (cause) {
      // The answer broke off, or a portal of the network gave a page of its own: nobody knows what the server did.
      throw new Offline(cause);
    }
  }

  #find(ledger: Ledger, opId: string): Op | undefined {
    return ledger.ops.find((op) => this.#id(op) === opId);
  }

  #id(op: Op): string {
    return keyOf(this.#ledger.client, op.seq, 0);
  }

  #state(op: Op): OpState {
    if (op.phase !== "DONE" && op.seq === this.#sending) return "SENDING";
    const has = (state: string) => op.edits.some((edit) => edit.outcome?.state === state);
    if (has("CONFLICT")) return "CONFLICT";
    if (op.refusal || has("REFUSED")) return "REFUSED";
    return op.phase === "DONE" ? "RECEIVED" : "PHONE";
  }

  #view(op: Op): QueuedOp {
    const opId = this.#id(op);
    const waits: OpState = op.seq === this.#sending ? "SENDING" : "PHONE";
    const edits = op.edits.map(({ cell, value, version, outcome }): CellState => {
      const shown = { opId, cell, value, version, state: outcome?.state ?? waits };
      if (outcome?.state === "RECEIVED") return { ...shown, version: outcome.version };
      if (outcome?.state === "CONFLICT") return { ...shown, theirs: outcome.theirs };
      return outcome ? { ...shown, refusal: outcome.refusal } : shown;
    });
    const view: QueuedOp = { opId, kind: op.kind, resource: op.resource, state: this.#state(op), createdAt: new Date(op.createdAt), edits };
    if (op.refusal) view.refusal = op.refusal;
    if (op.lateReason !== undefined) view.lateReason = op.lateReason;
    if (op.papers) {
      const { documents, justificationId: _, ...rest } = op.papers;
      view.justification = { ...rest, documents: documents.length, untried: isUntried(op) };
    }
    return view;
  }

  /** Changes the ledger and the disk as one. What another tab did meanwhile is read first, and the change made on that. */
  #change<T>(fn: (draft: Ledger) => T, putBlobs: [string, Uint8Array][] = []): Promise<T> {
    return this.#inLine(async () => {
      for (;;) {
        const draft = this.#ledger.client === "" ? new Ledger(hex(this.#deps.random(clientDigits / 2)), 1, []) : this.#ledger.draft();
        const result = fn(draft);
        const head = draft.nextSeq !== this.#ledger.nextSeq || this.#ledger.client === "";
        if (!head && draft.puts.size === 0 && draft.dels.size === 0) return result;
        const put: [string, Uint8Array][] = [];
        if (head) put.push(["head", await this.#deps.sealer.seal("queue/head", { client: draft.client, nextSeq: draft.nextSeq } satisfies Head)]);
        for (const op of draft.puts.values()) put.push([rowOf(op.seq), await this.#deps.sealer.seal(`queue/${rowOf(op.seq)}`, op)]);
        const del = [...draft.dels].map(rowOf);
        const delBlobs = unused(this.#ledger, draft);
        if (await this.#deps.store.commit("queue", this.#rev, { put, del, putBlobs, delBlobs }, true)) {
          this.#rev++;
          this.#ledger = draft.draft();
          this.#deps.channel.post({ what: "queue" });
          this.#tell();
          return result;
        }
        await this.#read();
      }
    });
  }

  async #read(): Promise<void> {
    const { rev, rows } = await this.#deps.store.load("queue");
    if (rev === this.#rev && this.#ledger.client !== "") return;
    let head: Head = { client: "", nextSeq: 1 };
    const ops: Op[] = [];
    for (const [key, row] of rows) {
      const value = await this.#deps.sealer.open(`queue/${key}`, row);
      if (key === "head") head = value as Head;
      else ops.push(value as Op);
    }
    this.#ledger = new Ledger(head.client, head.nextSeq, ops);
    this.#rev = rev;
    this.#tell();
  }

  async #papers({ kind: _, documents, ...rest }: JustificationOp): Promise<{ papers: Papers; blobs: [string, Uint8Array][] }> {
    const blobs: [string, Uint8Array][] = [];
    for (const paper of documents ?? []) {
      const key = hex(this.#deps.random(12));
      blobs.push([key, await this.#deps.sealer.sealBytes(`blobs/${key}`, new Uint8Array(await paper.arrayBuffer()))]);
    }
    return { papers: { ...rest, documents: blobs.map(([key]) => key), sent: 0 }, blobs };
  }

  async #readBlob(key: string): Promise<Uint8Array<ArrayBuffer>> {
    const row = await this.#deps.store.blob(key);
    if (!row) throw new PaperLost("a paper is not on this phone any more");
    try {
      return new Uint8Array(await this.#deps.sealer.openBytes(`blobs/${key}`, row));
    } catch (cause) {
      throw new PaperLost("a paper on this phone cannot be read", { cause });
    }
  }

  #tell(): void {
    for (const fn of [...this.#watchers]) fn();
    this.#deps.changed?.();
  }

  #inLine<T>(fn: () => Promise<T>): Promise<T> {
    const next = this.#line.then(fn);
    this.#line = next.catch(() => undefined);
    return next;
  }
}

/** unused are the papers that no operation needs after a change: the server has them, or they were dropped. */
function unused(before: Ledger, after: Ledger): string[] {
  const needed = new Set(after.ops.flatMap((op) => (op.papers && (op.phase !== "DONE" || op.refusal) ? op.papers.documents : [])));
  return before.ops.flatMap((op) => op.papers?.documents ?? []).filter((key) => !needed.has(key));
}

function rowOf(seq: number): string {
  return seq.toString().padStart(9, "0");
}

function hex(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function notOurs(): Flushed {
  return { state: "LATER", after: 0, why: "OFFLINE", cause: new Offline("an answer that is not our server's") };
}
