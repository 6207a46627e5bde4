/** What is pasted from a spreadsheet: read, laid over the grid, and shown before a single cell changes. */
import { fold, readEntry, type Entry, type Refusal } from "./entry.ts";

/** Reads the text form of a spreadsheet's cells: tabs, line ends, quoted cells with either inside. */
export function readTable(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = "";
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (quoted) {
      if (c === '"' && text[i + 1] === '"') {
        cell += '"';
        i++;
      } else if (c === '"') quoted = false;
      else cell += c;
    } else if (c === '"' && cell === "") quoted = true;
    else if (c === "\t") {
      row.push(cell);
      cell = "";
    } else if (c === "\n" || c === "\r") {
      if (c === "\r" && text[i + 1] === "\n") i++;
      rows.push([...row, cell]);
      row = [];
      cell = "";
    } else cell += c;
  }
  if (cell !== "" || row.length > 0) rows.push([...row, cell]);
  // Empty lines at the foot come from the way programs copy, not from the teacher.
  while (rows.length > 0 && rows.at(-1)?.every((c) => c.trim() === "")) rows.pop();
  return rows;
}

interface PasteRow {
  massarCode: string;
  name: { ar?: string; latin?: string };
  /** Who has left takes no mark. */
  left: boolean;
}

/** Target is the grid as the paste sees it. `cols` are the names of the mark columns. */
export interface Target {
  rows: readonly PasteRow[];
  cols: readonly { column: string; locked: boolean }[];
  scale: number;
}

interface PastedCell {
  row: number;
  column: string;
  text: string;
  entry: Entry;
}

export type Why = Refusal | "COLUMN_LOCKED" | "STUDENT_LEFT_CLASS" | "NO_STUDENT" | "NO_COLUMN" | "STUDENT_TWICE";

export interface BadCell {
  /** Line of what was pasted, from 1. */
  line: number;
  /** Undefined where no student of the sheet is meant. */
  row?: number;
  text: string;
  why: Why;
}

interface Plan {
  cells: PastedCell[];
  bad: BadCell[];
  /** Empty cells: they change nothing. */
  empty: number;
  /** How the lines found their students. */
  by: "order" | "code" | "name";
  /** The first line held headings. */
  heading: boolean;
}

const code = /^[A-Za-z]\d{9}$/;

/** Words in any order, so that "ALAOUI Sara" is "Sara Alaoui". */
function nameKey(text: string): string {
  return fold(text).replace(/[^\p{L}\p{N} ]/gu, " ").split(" ").filter(Boolean).sort().join(" ");
}

/** The column of the table that says who is meant, if any does for most of its lines. */
function findKeys(table: readonly string[][], rows: readonly PasteRow[]): { at: number; by: "code" | "name"; find: (text: string) => number[] } | undefined {
  const index = (keys: (row: PasteRow) => string[]): Map<string, number[]> => {
    const map = new Map<string, number[]>();
    rows.forEach((row, i) => {
      for (const key of new Set(keys(row))) if (key) map.set(key, [...(map.get(key) ?? []), i]);
    });
    return map;
  };
  const codes = index((r) => [r.massarCode.toUpperCase()]);
  const names = index((r) => [nameKey(r.name.ar ?? ""), nameKey(r.name.latin ?? "")]);
  const width = Math.max(0, ...table.map((r) => r.length));
  for (let at = 0; at < width; at++) {
    const texts = table.map((r) => (r[at] ?? "").trim());
    if (texts.filter((t) => code.test(t)).length * 2 > texts.length) return { at, by: "code", find: (t) => codes.get(t.trim().toUpperCase()) ?? [] };
  }
  for (let at = 0; at < width; at++) {
    const texts = table.map((r) => nameKey(r[at] ?? ""));
    if (texts.filter((t) => names.has(t)).length * 2 > texts.length) return { at, by: "name", find: (t) => names.get(nameKey(t)) ?? [] };
  }
  return undefined;
}

function isHeading(row: readonly string[], scale: number): boolean {
  const filled = row.filter((c) => c.trim() !== "");
  return filled.length > 0 && filled.every((c) => !/[\d٠-٩۰-۹]/.test(c) || /\p{L}/u.test(c)) && filled.every((c) => "refusal" in readEntry(c, scale));
}

/**
 * Plans a paste at a cell. Lines with a Massar code or a name go to the student that they name; lines of marks alone go
 * to one student after another, from the cell on.
 */
export function planPaste(text: string, at: { row: number; col: number }, target: Target): Plan {
  let table = readTable(text);
  const plan: Plan = { cells: [], bad: [], empty: 0, by: "order", heading: false };
  const keys = findKeys(table, target.rows);
  const first = table[0];
  if (first && table.length > 1 && isHeading(first, target.scale) && (!keys || keys.find(first[keys.at] ?? "").length === 0)) {
    plan.heading = true;
    table = table.slice(1);
  }
  if (keys) plan.by = keys.by;
  const marksFrom = keys ? firstMarks(table, keys.at, target) : 0;
  const taken = new Set<number>();
  table.forEach((line, i) => {
    const lineNumber = i + 1 + (plan.heading ? 1 : 0);
    let row: number | undefined = at.row + i;
    if (keys) {
      const found = keys.find(line[keys.at] ?? "");
      // Two students of one name: a guess would give one the mark of the other.
      row = found.length === 1 ? found[0] : undefined;
      if (row !== undefined && taken.has(row)) {
        plan.bad.push({ line: lineNumber, row, text: line.join(" "), why: "STUDENT_TWICE" });
        return;
      }
      if (row !== undefined) taken.add(row);
    }
    const marks = line.slice(marksFrom);
    if (row === undefined || row >= target.rows.length) {
      if (line.some((c) => c.trim() !== "")) plan.bad.push({ line: lineNumber, text: line.join(" ").trim(), why: "NO_STUDENT" });
      return;
    }
    placeLine(plan, marks, row, at.col, lineNumber, target);
  });
  return plan;
}

/** Behind the name there may be other names, numbers of the list, dates: the first column that reads as marks counts. */
function firstMarks(table: readonly string[][], after: number, target: Target): number {
  const width = Math.max(0, ...table.map((r) => r.length));
  for (let c = after + 1; c < width; c++) {
    const filled = table.map((r) => r[c] ?? "").filter((t) => t.trim() !== "");
    const good = filled.filter((t) => !("refusal" in readEntry(t, target.scale))).length;
    if (filled.length > 0 && good * 2 > filled.length) return c;
  }
  return after + 1;
}

function placeLine(plan: Plan, marks: readonly string[], row: number, col: number, line: number, target: Target): void {
  const student = target.rows[row];
  marks.forEach((text, j) => {
    if (text.trim() === "") {
      plan.empty++;
      return;
    }
    const column = target.cols[col + j];
    const entry = readEntry(text, target.scale);
    const why: Why | undefined = !column ? "NO_COLUMN" : column.locked ? "COLUMN_LOCKED" : student?.left ? "STUDENT_LEFT_CLASS" : "refusal" in entry ? entry.refusal : undefined;
    if (why || !column || "refusal" in entry) plan.bad.push({ line, row, text: text.trim(), why: why ?? "NO_COLUMN" });
    else plan.cells.push({ row, column: column.column, text: text.trim(), entry });
  });
}
