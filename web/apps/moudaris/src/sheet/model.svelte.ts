/** The sheet on the screen: what the server said, what the phone holds over it, and what is being typed. */
import type { CellEdit, CellState, Queue, QueuedOp, RemarkEdit } from "@massar/offline";
import { sheetResource, shown } from "@massar/offline";
import { columnFigures, runningMark, type ColumnFigures, type Running } from "../model/average.ts";
import { readEntry, sameEntry, type Entry, type Refusal } from "../model/entry.ts";
import type { Correction, MarkSheet, SheetCell, SheetColumn, SheetRow } from "../model/types.ts";

/** The remark is a column of the grid like the marks; this is its name in the API. */
export const remarkColumn = "REMARK";

/** How long after the last key the edits of some cells become one operation. */
const settle = 1500;
/** Who types without a pause is not made to wait for one. */
const longest = 6000;
/** A phone that could not keep the edits is asked again after this long, then after twice that, and so on. */
const firstRetry = 2000;
const lastRetry = 60_000;

/** Sign says where the content of a cell is. */
export type Sign = "draft" | "bad" | "phone" | "sending" | "received" | "conflict" | "refused";

interface Draft {
  text: string;
  entry?: Entry;
  refusal?: Refusal;
}

export interface Content {
  mark?: string | undefined;
  state: string;
  justified?: boolean | undefined;
  text?: string | undefined;
}

const signOf: Record<CellState["state"], Sign> = { PHONE: "phone", SENDING: "sending", RECEIVED: "received", CONFLICT: "conflict", REFUSED: "refused" };

/** Cell is one cell: three sources, of which the newest is shown. */
export class Cell {
  readonly column: string;
  readonly key: string;
  server = $state.raw<SheetCell>({ column: "", state: "MISSING", version: 0, absentInRegister: false });
  /** The text that the server has; only of a remark. */
  serverText = $state.raw("");
  held = $state.raw<CellState>();
  draft = $state.raw<Draft>();
  /** What was last proposed to stand here instead, once it was published. */
  proposal = $state.raw<Correction>();
  /** The server has what was typed here since the sheet was opened, and says so itself by now. */
  done = $state.raw(false);

  constructor(studentId: string, column: string) {
    this.column = column;
    this.key = `${studentId}/${column}`;
  }

  get content(): Content {
    const draft = this.draft?.entry;
    if (draft) return "mark" in draft ? { mark: draft.mark, state: "GRADED" } : { state: draft.state };
    const held = this.held;
    if (held && held.state !== "REFUSED") {
      const { mark, state, text } = held.value;
      return { mark, state: mark !== undefined ? "GRADED" : (state ?? "MISSING"), text };
    }
    return { mark: this.server.mark, state: this.server.state, justified: this.server.justified, text: this.serverText };
  }

  /** The text of a remark. */
  get text(): string {
    if (this.draft) return this.draft.text;
    return this.content.text ?? "";
  }

  get sign(): Sign | undefined {
    if (this.draft) return this.draft.refusal ? "bad" : "draft";
    if (this.held) return signOf[this.held.state];
    return this.done ? "received" : undefined;
  }

  /** A proposal waits for the office. */
  get proposed(): boolean {
    return this.proposal?.state === "PROPOSED";
  }

  /** The version to send with the next edit. */
  get version(): number {
    return this.held?.version ?? this.server.version;
  }
}

/** Row is a student with his cells. */
export class Row {
  readonly id: string;
  info = $state.raw() as SheetRow;
  readonly cells: Cell[];
  readonly remark: Cell;
  readonly #sheet: Sheet;
  /** The running average, by the rules of the server. */
  readonly running: Running = $derived.by(() => {
    const marks = this.cells.map((cell) => ({ column: cell.column, content: cell.content }));
    const controls = marks.filter((m) => m.column !== "ACT").map((m) => m.content);
    return runningMark(controls, marks.find((m) => m.column === "ACT")?.content, this.#sheet.head.activitiesWeight);
  });

  /** How many of its cells bear each sign: a change of one cell counts one row anew, not the sheet. */
  readonly signs: Partial<Waiting> = $derived.by(() => {
    const out: Partial<Waiting> = {};
    for (const cell of [...this.cells, this.remark]) if (cell.sign) out[cell.sign] = (out[cell.sign] ?? 0) + 1;
    return out;
  });

  constructor(sheet: Sheet, info: SheetRow) {
    this.#sheet = sheet;
    this.id = info.studentId;
    this.info = info;
    this.cells = info.cells.map((cell) => new Cell(info.studentId, cell.column));
    this.remark = new Cell(info.studentId, remarkColumn);
  }

  /** The cell of a place in the grid: the marks, then the remark. */
  at(col: number): Cell {
    return this.cells[col] ?? this.remark;
  }
}

/** Figures are those of one column, each on its own: a mark changes the figures of its column only. */
class Figures {
  readonly #sheet: Sheet;
  readonly #col: number;
  readonly current: ColumnFigures = $derived.by(() =>
    columnFigures(this.#sheet.rows.filter((row) => !row.info.left).map((row) => row.at(this.#col).content), this.#sheet.head.scale),
  );

  constructor(sheet: Sheet, col: number) {
    this.#sheet = sheet;
    this.#col = col;
  }
}

/** Counts of what is not with the server yet. */
export type Waiting = Record<Sign, number>;

/** Sheet is the whole grid. */
export class Sheet {
  head = $state.raw() as MarkSheet;
  rows = $state.raw<Row[]>([]);
  ops = $state.raw<readonly QueuedOp[]>([]);
  readonly #queue: Queue;
  readonly #cells = new Map<string, Cell>();
  readonly #drafts = new Set<Cell>();
  /** Cells whose edit the phone is writing down. */
  readonly #writing = new Set<Cell>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #since = 0;
  #retry = firstRetry;
  #stopped = false;
  /** The phone could not keep what was typed; it is still here and is tried again. */
  stuck = $state.raw(false);
  readonly columns: readonly SheetColumn[] = $derived(this.head.columns);
  readonly #figures: Figures[] = $derived(this.columns.map((_, i) => new Figures(this, i)));
  readonly waiting: Waiting = $derived.by(() => {
    const out: Waiting = { draft: 0, bad: 0, phone: 0, sending: 0, received: 0, conflict: 0, refused: 0 };
    for (const row of this.rows) for (const [sign, n] of Object.entries(row.signs)) out[sign as Sign] += n;
    return out;
  });
  readonly missing = $derived(this.columns.reduce((sum, _, i) => sum + this.figuresOf(i).missing, 0));

  constructor(queue: Queue, head: MarkSheet, rows: readonly SheetRow[]) {
    this.#queue = queue;
    this.read(head, rows);
    this.hear();
  }

  /** Low, average and high of a column as it stands. */
  figuresOf(col: number): ColumnFigures {
    return this.#figures[col]?.current ?? { count: 0, missing: 0, absent: 0, passed: 0 };
  }

  get resource(): string {
    return sheetResource(this.head.markSheetId);
  }

  /** Takes what the server says. Rows that stay are the same objects, so that a cell that is being typed stays too. */
  read(head: MarkSheet, rows: readonly SheetRow[]): void {
    this.head = head;
    const old = new Map(this.rows.map((row) => [row.id, row]));
    const columns = head.columns.map((c) => c.column).join();
    const next = rows.map((info) => {
      const before = old.get(info.studentId);
      const row = before && before.cells.map((c) => c.column).join() === columns ? before : new Row(this, info);
      row.info = info;
      info.cells.forEach((server, i) => {
        const cell = row.cells[i];
        if (!cell) return;
        if (cell.server !== server) cell.server = server;
        this.#cells.set(cell.key, cell);
      });
      row.remark.server = { column: remarkColumn, state: "MISSING", version: info.remarkVersion, absentInRegister: false };
      row.remark.serverText = info.remark;
      this.#cells.set(row.remark.key, row.remark);
      return row;
    });
    if (next.length !== this.rows.length || next.some((row, i) => row !== this.rows[i])) this.rows = next;
  }

  /** Takes what the queue holds. */
  hear(): void {
    this.ops = this.#queue.list(this.resource);
    const overlay = this.#queue.overlay(this.resource);
    for (const [key, cell] of this.#cells) {
      const held = shown(overlay.get(key), cell.server.version);
      if (cell.held === held || (cell.held && held && same(cell.held, held))) continue;
      if (held?.state === "RECEIVED" || (cell.held?.state === "SENDING" && !held)) cell.done = true;
      else if (held) cell.done = false;
      cell.held = held;
    }
  }

  /** Takes what was proposed, by cell. */
  hearProposals(proposals: ReadonlyMap<string, Correction>): void {
    for (const [key, cell] of this.#cells) if (cell.proposal?.correctionId !== proposals.get(key)?.correctionId || cell.proposal?.state !== proposals.get(key)?.state) cell.proposal = proposals.get(key);
  }

  /** Whether a cell takes entries; else why not. */
  locked(row: Row, col: number): "STUDENT_LEFT_CLASS" | "COLUMN_LOCKED" | "SHEET" | undefined {
    if (this.head.state !== "OPEN") return "SHEET";
    if (row.info.left) return "STUDENT_LEFT_CLASS";
    return this.columns[col]?.state === "LOCKED" ? "COLUMN_LOCKED" : undefined;
  }

  /** Why what is being typed cannot stand, at once. */
  judge(text: string): Refusal | undefined {
    const read = readEntry(text, this.head.scale);
    return "refusal" in read ? read.refusal : undefined;
  }

  /** Writes what was typed; gives why it cannot stand, which is shown and not kept. */
  type(cell: Cell, text: string): Refusal | undefined {
    const read = readEntry(text, this.head.scale);
    if ("refusal" in read) {
      cell.draft = { text, refusal: read.refusal };
      return read.refusal;
    }
    this.put(cell, read);
    return undefined;
  }

  put(cell: Cell, entry: Entry): void {
    cell.draft = undefined;
    if (!this.#writing.has(cell) && sameEntry(entry, cell.content)) {
      this.#drafts.delete(cell);
      return;
    }
    cell.draft = { text: "mark" in entry ? entry.mark : "", entry };
    this.#soon(cell);
  }

  putRemark(cell: Cell, text: string): void {
    const clean = text.replace(/\s+/g, " ").trim().slice(0, 200);
    cell.draft = undefined;
    if (!this.#writing.has(cell) && clean === cell.text) {
      this.#drafts.delete(cell);
      return;
    }
    cell.draft = { text: clean };
    this.#soon(cell);
  }

  /** Drops what was typed into a cell and not kept yet. */
  restore(cell: Cell): void {
    cell.draft = undefined;
    this.#drafts.delete(cell);
  }

  #soon(cell: Cell): void {
    const now = Date.now();
    if (this.#drafts.size === 0) this.#since = now;
    this.#drafts.add(cell);
    this.#flushIn(Math.max(0, Math.min(settle, this.#since + longest - now)));
  }

  #flushIn(ms: number): void {
    clearTimeout(this.#timer);
    if (!this.#stopped) this.#timer = setTimeout(() => void this.flush(), ms);
  }

  /** Forgets what was typed and not kept, and tries no more: for an account that this tab let go of. */
  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    this.#drafts.clear();
  }

  /**
   * Gives everything that was typed to the queue, as one operation. Never throws: what the phone could not keep stays
   * a draft, `stuck` says so, and it is tried again.
   */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    const sent = new Map([...this.#drafts].map((cell) => [cell, cell.draft]));
    this.#drafts.clear();
    const cells: CellEdit[] = [];
    const remarks: RemarkEdit[] = [];
    for (const [cell, draft] of sent) {
      const studentId = cell.key.slice(0, cell.key.lastIndexOf("/"));
      const version = cell.version;
      if (!draft || draft.refusal) continue;
      if (cell.column === remarkColumn) remarks.push({ studentId, text: draft.text, version });
      else if (draft.entry) cells.push({ studentId, column: cell.column, version, ...draft.entry });
    }
    if (cells.length + remarks.length === 0) return;
    for (const cell of sent.keys()) this.#writing.add(cell);
    try {
      await this.#queue.add({
        kind: "MARKS",
        markSheetId: this.head.markSheetId,
        ...(cells.length > 0 ? { cells } : {}),
        ...(remarks.length > 0 ? { remarks } : {}),
      });
    } catch {
      this.#again(sent);
      return;
    } finally {
      for (const cell of sent.keys()) this.#writing.delete(cell);
    }
    this.stuck = false;
    this.#retry = firstRetry;
    this.hear();
    // What was typed over meanwhile is a draft of its own.
    for (const [cell, draft] of sent) if (cell.draft === draft) cell.draft = undefined;
  }

  /** Takes back what could not be kept, except what was typed over or dropped meanwhile. */
  #again(sent: ReadonlyMap<Cell, Draft | undefined>): void {
    this.stuck = true;
    for (const [cell, draft] of sent) if (draft && cell.draft === draft) this.#drafts.add(cell);
    this.#flushIn(this.#retry);
    this.#retry = Math.min(this.#retry * 2, lastRetry);
  }
}

function same(a: CellState, b: CellState): boolean {
  return (
    a.state === b.state && a.version === b.version && a.opId === b.opId && a.value.mark === b.value.mark && a.value.state === b.value.state &&
    a.value.text === b.value.text && a.theirs?.version === b.theirs?.version && a.refusal?.reason === b.refusal?.reason
  );
}
