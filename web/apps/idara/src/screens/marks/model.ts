import type { Schemas } from "@massar/api";
import { schoolMoment } from "@massar/i18n";
import { readMark } from "@massar/study/model/typed.ts";
import type { Assignment } from "../../parts/types.ts";

export type SheetHead = Schemas["massar.type.v1.MarkSheetHead"];
export type SheetState = Schemas["massar.type.v1.SheetState.Value"];
export type MarkSheet = Schemas["massar.type.v1.MarkSheet"];
export type SheetCell = Schemas["massar.type.v1.SheetCell"];
export type MarkEvent = Schemas["massar.type.v1.MarkEvent"];
export type Correction = Schemas["massar.type.v1.Correction"];
export type Publication = Schemas["massar.idara.v1.PublicationResponse"];

/** What an office looks for on the board. */
export type Wanted = "ALL" | "OPEN" | "SUBMITTED" | "VALIDATED" | "PUBLISHED";

interface BoardRow {
  classId: string;
  label: string;
  /** Sheets by the code of their subject. */
  sheets: Map<string, SheetHead>;
}

export interface Board {
  subjects: { code: string; name: string }[];
  rows: BoardRow[];
}

/** Classes x subjects of the sheets that are looked for; subjects that most classes have come first. */
export function boardOf(sheets: readonly SheetHead[], wanted: Wanted): Board {
  const rows = new Map<string, BoardRow>();
  const subjects = new Map<string, { code: string; name: string; n: number }>();
  for (const sheet of sheets) {
    if (wanted !== "ALL" && sheet.state !== wanted) continue;
    const { classId, label } = sheet.class;
    const row = rows.get(classId) ?? { classId, label, sheets: new Map<string, SheetHead>() };
    row.sheets.set(sheet.subject.code, sheet);
    rows.set(classId, row);
    const subject = subjects.get(sheet.subject.code) ?? { code: sheet.subject.code, name: sheet.subject.name, n: 0 };
    subject.n += 1;
    subjects.set(subject.code, subject);
  }
  return {
    subjects: [...subjects.values()].sort((a, b) => b.n - a.n || a.code.localeCompare(b.code)),
    rows: [...rows.values()].sort((a, b) => a.label.localeCompare(b.label, "en", { numeric: true })),
  };
}

interface Progress {
  entered: number;
  expected: number;
  states: Record<SheetState, number>;
}

/** How far some sheets are together. */
export function progressOf(sheets: Iterable<SheetHead>): Progress {
  const all: Progress = { entered: 0, expected: 0, states: { OPEN: 0, SUBMITTED: 0, VALIDATED: 0, PUBLISHED: 0 } };
  for (const sheet of sheets) {
    all.entered += sheet.entered;
    all.expected += sheet.expected;
    all.states[sheet.state] += 1;
  }
  return all;
}

/** Who teaches a class's subject on a day; several names where it is shared. */
export function teachersOf(assignments: readonly Assignment[], classId: string, subject: string, today: string): Assignment["staffName"][] {
  return assignments
    .filter((one) => one.class.classId === classId && one.subject.code === subject && one.from <= today && (one.to === "" || one.to > today))
    .map((one) => one.staffName);
}

/** Sheets that a publication would have to do without: each needs its reason. */
export function notReady(sheets: readonly SheetHead[]): SheetHead[] {
  return sheets.filter((sheet) => sheet.state === "OPEN" || sheet.state === "SUBMITTED");
}

/** What a sheet that is validated now leaves open: absences that nobody decided, and cells of its students without a mark. */
export function openEnds(sheet: MarkSheet): { undecided: number; missing: number } {
  const count = (rows: MarkSheet["rows"], state: SheetCell["state"]): number => rows.flatMap((row) => row.cells).filter((cell) => cell.state === state).length;
  return { undecided: count(sheet.rows, "PENDING"), missing: count(sheet.rows.filter((row) => !row.left), "MISSING") };
}

/** A day and an hour of Moroccan schools, as RFC 3339. Their offset is found by asking which one shows this very hour. */
export function moroccanMoment(day: string, hour: string): string {
  for (const offset of ["+01:00", "+00:00"]) {
    const moment = new Date(`${day}T${hour}:00${offset}`);
    if (schoolMoment(moment).time === hour) return `${day}T${hour}:00${offset}`;
  }
  return `${day}T${hour}:00+01:00`;
}

/** Hours of delay as the API writes durations, and back. */
export function delayText(hours: string): string {
  return `${Math.round(Number(hours) * 3600)}s`;
}

export function delayHours(duration: string): number {
  return Number(duration.replace("s", "")) / 3600;
}

/** A mark as typed, read as everywhere and written as the API takes it; undefined where it is none of the scale. */
export function markTyped(text: string, scale: number): string | undefined {
  const read = readMark(text, scale);
  return "mark" in read ? read.mark : undefined;
}

/** The columns whose published marks can be corrected: remarks are none. */
export function proposable(sheet: MarkSheet): MarkSheet["columns"] {
  return sheet.columns.filter((one) => one.column !== "REMARK");
}

/** What stands in a cell; undefined where nothing does. */
export function cellAt(sheet: MarkSheet, studentId: string, column: string): SheetCell | undefined {
  return sheet.rows.find((row) => row.studentId === studentId)?.cells.find((cell) => cell.column === column);
}
