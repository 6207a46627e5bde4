import type { Schemas } from "@massar/api";
import { westernDigits } from "@massar/study/model/typed.ts";

export type LessonRegister = Schemas["massar.idara.v1.LessonRegister"];
export type Register = Schemas["massar.type.v1.Register"];
export type RegisterEntry = Schemas["massar.type.v1.RegisterEntry"];
export type RegisterResult = Schemas["massar.type.v1.RegisterResult"];
export type Attendance = Schemas["massar.type.v1.Attendance.Value"];
export type Justification = Schemas["massar.type.v1.AbsenceJustification"];
export type Paper = Schemas["massar.type.v1.JustificationDocument"];
export type MonthSheet = Schemas["massar.type.v1.MonthSheet"];
export type AbsenceAlert = Schemas["massar.type.v1.AbsenceAlert"];
export type AbsenceLetter = Schemas["massar.type.v1.AbsenceLetter"];

/** How far the register of a lesson is. */
export type RegisterWord = "TAKEN" | "MISSING" | "AHEAD" | "CANCELLED";

/** A lesson that has begun and has no register is what the office runs after. */
export function registerWord(item: LessonRegister, now: { date: string; time: string }): RegisterWord {
  if (item.lesson.status === "CANCELLED") return "CANCELLED";
  if (item.taken) return "TAKEN";
  const { date, start } = item.lesson;
  return date < now.date || (date === now.date && start <= now.time) ? "MISSING" : "AHEAD";
}

/** How many lessons are held: a cancelled one is shown, and is none of them. */
export function heldOf(items: readonly LessonRegister[]): number {
  return items.filter((item) => item.lesson.status !== "CANCELLED").length;
}

export interface Hour {
  start: string;
  /** Lessons that begin then. */
  items: LessonRegister[];
  missing: number;
  /** Whether one of them is on. */
  now: boolean;
}

/** The lessons of a day by the hour at which they begin. */
export function hoursOf(items: readonly LessonRegister[], now: { date: string; time: string }): Hour[] {
  const hours = new Map<string, Hour>();
  for (const item of items) {
    const { date, start, end } = item.lesson;
    const hour = hours.get(start) ?? { start, items: [], missing: 0, now: false };
    hour.items.push(item);
    if (registerWord(item, now) === "MISSING") hour.missing += 1;
    hour.now ||= date === now.date && start <= now.time && now.time < end;
    hours.set(start, hour);
  }
  return [...hours.values()].sort((a, b) => a.start.localeCompare(b.start));
}

/** What the office changed in one row of a register. */
export interface Edit {
  state: Attendance;
  minutes: string;
}

/** Minutes as typed: 1 to 240. */
export function minutesOf(text: string): number | undefined {
  const plain = westernDigits(text).trim();
  const n = /^\d{1,3}$/.test(plain) ? Number(plain) : 0;
  return n >= 1 && n <= 240 ? n : undefined;
}

interface EntryInput {
  studentId: string;
  state: Attendance;
  minutesLate: number;
  version: number;
}

/** The entries that a save sends: those that differ from what stands, with the version that was seen. */
export function inputsOf(entries: readonly RegisterEntry[], edits: ReadonlyMap<string, Edit>): { inputs: EntryInput[]; bad: string[] } {
  const inputs: EntryInput[] = [];
  const bad: string[] = [];
  for (const entry of entries) {
    const edit = edits.get(entry.studentId);
    if (!edit) continue;
    const minutes = edit.state === "LATE" ? minutesOf(edit.minutes) : 0;
    if (minutes === undefined) bad.push(entry.studentId);
    else if (edit.state !== entry.state || minutes !== entry.minutesLate) inputs.push({ studentId: entry.studentId, state: edit.state, minutesLate: minutes, version: entry.version });
  }
  return { inputs, bad };
}

/** First and last day of a month, the last not after today. */
export function monthDays(month: string, today: string): { from: string; to: string } {
  const [year = 0, number = 1] = month.split("-").map(Number);
  const last = new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
  const from = `${month}-01`;
  return { from, to: last > today && from <= today ? today : last };
}
