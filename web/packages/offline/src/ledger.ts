import type { EditValue, JustificationOp, Operation, Refusal, Theirs } from "./types.ts";

/** Outcome is what the server said of an edit, or what its predecessor's answer means for it. */
export type Outcome =
  | { state: "RECEIVED"; version: number }
  | { state: "CONFLICT"; theirs: Theirs }
  | { state: "REFUSED"; refusal: Refusal };

export interface Edit {
  readonly cell: string;
  readonly value: EditValue;
  /** The version that is sent, unless `after` is not answered yet. */
  readonly version: number;
  /** The operation whose answer gives the version: an earlier edit of the same cell is on its way. */
  readonly after?: number;
  readonly outcome?: Outcome;
}

export interface Papers {
  readonly studentId: string;
  readonly from: string;
  readonly to?: string;
  readonly reason: JustificationOp["reason"];
  readonly text?: string;
  /** Keys of the blobs, in their order. */
  readonly documents: readonly string[];
  /** Steps that the server has: 0 the excuse itself, then its papers. */
  readonly sent: number;
  readonly justificationId?: string;
}

export interface Op {
  readonly seq: number;
  readonly kind: Operation["kind"];
  readonly resource: string;
  readonly createdAt: number;
  /** OPEN: may still take edits. FROZEN: the request is fixed, whatever happens. DONE: answered. */
  readonly phase: "OPEN" | "FROZEN" | "DONE";
  readonly edits: readonly Edit[];
  readonly lateReason?: string;
  readonly papers?: Papers;
  /** The request, byte for byte, from the moment it is frozen. */
  readonly body?: string;
  /** Of the whole operation. */
  readonly refusal?: Refusal;
  readonly answeredAt?: number;
}

/** Answer is what the server said of each cell of an operation. */
export type Answer = ReadonlyMap<string, Outcome>;

/** Conflict is an edit that waits for the person. */
interface Conflict {
  op: Op;
  edit: Edit;
  theirs: Theirs;
}

/** How long what was received stays on the list where no part of the mirror will show it. */
const keepReceivedMs = 7 * 24 * 3600_000;

/**
 * Ledger is the list of operations and the rules by which it changes. It is pure: what changed is in `puts` and
 * `dels`, and is written by the queue as one.
 *
 * The rules: operations of a resource are sent one after the other. A frozen operation is never altered. An edit of a
 * cell with an unanswered predecessor sends the version that the predecessor got; if that was a conflict, it is one
 * too; if that was refused, it sends what the predecessor sent. A conflict ends only by the choice of the person.
 */
export class Ledger {
  readonly client: string;
  nextSeq: number;
  readonly #ops: Map<number, Op>;
  readonly puts = new Map<number, Op>();
  readonly dels = new Set<number>();

  constructor(client: string, nextSeq: number, ops: Iterable<Op>) {
    this.client = client;
    this.nextSeq = nextSeq;
    this.#ops = new Map([...ops].sort((a, b) => a.seq - b.seq).map((op) => [op.seq, op]));
  }

  /** A copy to change. */
  draft(): Ledger {
    return new Ledger(this.client, this.nextSeq, this.#ops.values());
  }

  get ops(): Op[] {
    return [...this.#ops.values()];
  }

  op(seq: number): Op | undefined {
    return this.#ops.get(seq);
  }

  of(resource: string): Op[] {
    return this.ops.filter((op) => op.resource === resource);
  }

  /** Adds edits to the open operation of a resource, or to a new one. `exact`: their versions are the ones to send. */
  add(kind: Op["kind"], resource: string, edits: readonly Edit[], now: number, lateReason?: string, exact = false): Op {
    const last = this.of(resource).at(-1);
    const base: Op =
      last?.phase === "OPEN" && last.kind === kind ? last : { seq: this.nextSeq++, kind, resource, createdAt: now, phase: "OPEN", edits: [] };
    const merged = new Map(base.edits.map((edit) => [edit.cell, edit]));
    for (const edit of edits) {
      const mine = merged.get(edit.cell);
      // What was typed over is gone by the person's own hand; what it was typed over on the server is not: its version stays.
      merged.set(edit.cell, mine ? { ...mine, value: edit.value } : exact ? edit : this.#chained(edit, resource));
    }
    const op: Op = { ...base, edits: [...merged.values()], ...(lateReason ? { lateReason } : {}) };
    this.#put(op);
    return op;
  }

  addPapers(resource: string, papers: Papers, now: number): Op {
    const op: Op = { seq: this.nextSeq++, kind: "JUSTIFICATION", resource, createdAt: now, phase: "OPEN", edits: [], papers };
    this.#put(op);
    return op;
  }

  /** The next operation of each resource that has something to send, oldest first. */
  next(): Op[] {
    const first = new Map<string, Op>();
    for (const op of this.#ops.values()) if (op.phase !== "DONE" && !first.has(op.resource)) first.set(op.resource, op);
    return [...first.values()];
  }

  /** Fixes the request of an open operation; undefined: nothing of it may be sent, and it is done. */
  freeze(seq: number, now: number, body: (op: Op) => string): Op | undefined {
    const op = this.#ops.get(seq);
    if (!op || op.phase !== "OPEN") return op?.phase === "FROZEN" ? op : undefined;
    if (op.edits.length > 0 && op.edits.every((edit) => edit.outcome)) {
      this.#put({ ...op, phase: "DONE", answeredAt: now });
      return undefined;
    }
    const frozen: Op = { ...op, phase: "FROZEN", body: body({ ...op, edits: op.edits.filter((edit) => !edit.outcome) }) };
    this.#put(frozen);
    return frozen;
  }

  /** Notes what the server said of each cell, and what that means for the edits that wait behind. */
  answer(seq: number, answer: Answer, now: number): void {
    const op = this.#ops.get(seq);
    if (!op || op.phase !== "FROZEN") return;
    const edits = op.edits.map((edit) => (edit.outcome ? edit : { ...edit, outcome: answer.get(edit.cell) ?? silent }));
    this.#put({ ...op, phase: "DONE", edits, answeredAt: now });
    for (const edit of edits) this.#inherit(op, edit);
    this.#supersede(op.resource);
  }

  /** Notes that the whole operation was refused: each of its edits is. */
  refuse(seq: number, refusal: Refusal, now: number): void {
    const op = this.#ops.get(seq);
    if (!op || op.phase !== "FROZEN") return;
    const edits = op.edits.map((edit): Edit => (edit.outcome ? edit : { ...edit, outcome: { state: "REFUSED", refusal } }));
    this.#put({ ...op, phase: "DONE", edits, refusal, answeredAt: now });
    for (const edit of edits) this.#inherit(op, edit);
  }

  /** Notes a step of a justification. */
  step(seq: number, justificationId: string, now: number): Op | undefined {
    const op = this.#ops.get(seq);
    if (!op?.papers || op.phase !== "FROZEN") return undefined;
    const sent = op.papers.sent + 1;
    const done = sent > op.papers.documents.length;
    const next: Op = { ...op, papers: { ...op.papers, sent, justificationId }, ...(done ? { phase: "DONE", answeredAt: now } : {}) };
    this.#put(next);
    return next;
  }

  /** The conflicts of a cell, oldest first. */
  conflicts(resource: string, cell: string): Conflict[] {
    const found: Conflict[] = [];
    for (const op of this.of(resource)) {
      for (const edit of op.edits) {
        if (edit.cell === cell && edit.outcome?.state === "CONFLICT") found.push({ op, edit, theirs: edit.outcome.theirs });
      }
    }
    return found;
  }

  /**
   * Ends the conflicts of a cell by the person's choice. MINE: the latest value, on their version, is sent. `seen` are
   * the conflicts that the screen showed: where others have come since, from another tab, nothing is decided.
   */
  resolve(resource: string, cell: string, mine: boolean, seen: readonly Conflict[], now: number): void {
    const there = this.conflicts(resource, cell);
    const latest = there.at(-1);
    const same = (a: Conflict, b: Conflict | undefined) => a.op.seq === b?.op.seq && JSON.stringify(a.edit) === JSON.stringify(b.edit);
    if (!latest || there.length !== seen.length || !there.every((conflict, i) => same(conflict, seen[i]))) return;
    for (const { op, edit } of there) this.#without(op, (e) => e === edit);
    if (!mine) return;
    this.add(latest.op.kind, resource, [{ cell, value: latest.edit.value, version: latest.theirs.version }], now, latest.op.lateReason, true);
  }

  /** Drops what was refused of an operation. */
  dismiss(seq: number): void {
    const op = this.#ops.get(seq);
    if (!op || op.phase !== "DONE") return;
    const { refusal, ...kept } = op;
    if (refusal && op.edits.length === 0) this.#delete(op);
    else this.#without(refusal ? kept : op, (edit) => edit.outcome?.state === "REFUSED");
  }

  /** Takes back a justification of which no byte has left the phone; one that was tried may have arrived. */
  cancel(seq: number): boolean {
    const op = this.#ops.get(seq);
    if (!op || !isUntried(op)) return false;
    this.#delete(op);
    return true;
  }

  /** Makes a new operation of what was refused, such as a register that lacked its reason. */
  again(seq: number, now: number, lateReason?: string): Op | undefined {
    const op = this.#ops.get(seq);
    if (!op || op.phase !== "DONE") return undefined;
    const reason = lateReason ?? op.lateReason;
    if (op.papers) {
      if (!op.refusal) return undefined;
      this.#delete(op);
      const fresh: Op = { ...op, seq: this.nextSeq++, createdAt: now, phase: "OPEN" };
      const { refusal: _, answeredAt: __, body: ___, ...again } = fresh;
      this.#put(again);
      return again;
    }
    const refused = op.edits.filter((edit) => edit.outcome?.state === "REFUSED");
    if (refused.length === 0 && !op.refusal) return undefined;
    // Where the cell was written since, that is what counts.
    const last = refused.filter((edit) => !this.of(op.resource).some((o) => o.seq > seq && o.edits.some((e) => e.cell === edit.cell)));
    this.dismiss(seq);
    return this.add(op.kind, op.resource, last.map(({ cell, value, version }) => ({ cell, value, version })), now, reason);
  }

  /** Drops what was received, once the mirror shows it, or after a week. `shown` is when a resource was asked for. */
  prune(shown: (resource: string) => number | undefined, now: number): void {
    for (const op of this.ops) {
      if (op.phase !== "DONE" || op.refusal) continue;
      const answered = op.answeredAt ?? now;
      if (!((shown(op.resource) ?? 0) > answered || now - answered > keepReceivedMs)) continue;
      if (op.papers || op.edits.length === 0) this.#delete(op);
      else this.#without(op, (edit) => edit.outcome?.state === "RECEIVED");
    }
  }

  /** The edit as it is to be sent, given what is on its way and what the server said of the cell before. */
  #chained(edit: Edit, resource: string): Edit {
    for (const op of this.of(resource).reverse()) {
      const before = op.edits.find((e) => e.cell === edit.cell);
      if (!before) continue;
      if (!before.outcome) return { ...edit, after: op.seq };
      if (before.outcome.state === "CONFLICT") return { ...edit, outcome: before.outcome };
      // What this phone knows by its own writes is at least as new as a screen that has not been synced since.
      const known = before.outcome.state === "RECEIVED" ? before.outcome.version : before.version;
      return { ...edit, version: Math.max(edit.version, known) };
    }
    return edit;
  }

  #inherit(op: Op, { cell, version, outcome }: Edit): void {
    for (const later of this.of(op.resource)) {
      if (!outcome || later.seq <= op.seq || !later.edits.some((e) => e.cell === cell && e.after === op.seq)) continue;
      const edits = later.edits.map((edit): Edit => {
        if (edit.cell !== cell || edit.after !== op.seq) return edit;
        const { after: _, ...rest } = edit;
        if (outcome.state === "CONFLICT") return { ...rest, outcome };
        return { ...rest, version: outcome.state === "RECEIVED" ? outcome.version : version };
      });
      this.#put({ ...later, edits });
    }
  }

  /** A refusal that a later value of the same cell has overcome needs nobody's attention. */
  #supersede(resource: string): void {
    const received = new Set<string>();
    for (const op of this.of(resource).reverse()) {
      this.#without(op, (edit) => edit.outcome?.state === "REFUSED" && received.has(edit.cell));
      for (const edit of op.edits) if (edit.outcome?.state === "RECEIVED") received.add(edit.cell);
    }
  }

  /** Takes edits out; an answered operation without any is over. */
  #without(op: Op, out: (edit: Edit) => boolean): void {
    const edits = op.edits.filter((edit) => !out(edit));
    if (edits.length === 0 && op.edits.length > 0 && op.phase !== "FROZEN") this.#delete(op);
    else if (edits.length < op.edits.length || op !== this.#ops.get(op.seq)) this.#put({ ...op, edits });
  }

  #put(op: Op): void {
    this.#ops.set(op.seq, op);
    this.puts.set(op.seq, op);
    this.dels.delete(op.seq);
  }

  #delete(op: Op): void {
    this.#ops.delete(op.seq);
    this.puts.delete(op.seq);
    this.dels.add(op.seq);
  }
}

/** silent stands for an answer that does not speak of an edit: it is not known to be saved, so it is not said to be. */
const silent: Outcome = { state: "REFUSED", refusal: { reason: "UNKNOWN", message: "" } };

/** Whether a justification stands on this phone only. */
export function isUntried(op: Op): boolean {
  return op.phase === "OPEN" && op.papers?.sent === 0;
}
