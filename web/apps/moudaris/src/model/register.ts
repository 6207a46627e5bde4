/** The register of a lesson on the screen: what the server said, what the phone holds, what was tapped now. */
import { shown, type CellState, type EditValue, type QueuedOp, type RegisterEdit } from "@massar/offline";
import { westernDigits } from "@massar/study/model/typed.ts";
import { fold } from "./entry.ts";
import type { Attendance, Register, RegisterEntry } from "./types.ts";

export interface Presence {
  state: Attendance;
  minutesLate: number;
}

/**
 * One tap goes round between these two. Everything else is chosen from the menu and left through it alone: a tap has no
 * answer there, or a touch beside the name would drop the minutes of who came late.
 */
export function tapped(now: Presence): Presence | undefined {
  if (now.state === "PRESENT") return { state: "ABSENT", minutesLate: 0 };
  return now.state === "ABSENT" ? { state: "PRESENT", minutesLate: 0 } : undefined;
}

/** What stands for a student: the phone's word over the server's. */
export function standing(entry: RegisterEntry, held: CellState | undefined): Presence {
  if (held && held.state !== "REFUSED") return presenceOf(held.value);
  return { state: entry.state ?? "PRESENT", minutesLate: entry.minutesLate ?? 0 };
}

/** Reads the value of an edit or of what stands on the server instead. */
export function presenceOf(value: EditValue): Presence {
  return { state: (value.state as Attendance | undefined) ?? "PRESENT", minutesLate: value.minutesLate ?? 0 };
}

export function samePresence(a: Presence, b: Presence): boolean {
  return a.state === b.state && (a.state !== "LATE" || a.minutesLate === b.minutesLate);
}

/** Whether a register was taken: by what the server knows, or by what the phone holds and the server did not refuse. */
export function isTaken(register: Pick<Register, "taken"> | undefined, ops: readonly Pick<QueuedOp, "refusal">[]): boolean {
  return (register?.taken ?? false) || ops.some((op) => op.refusal === undefined);
}

/** Whether the server wants a reason with the next save: after the window it asks for one each time. */
export function asksReason(register: Pick<Register, "window"> | undefined): boolean {
  return register?.window === "LATE";
}

/**
 * What the phone holds over the server's copy. A register that no sync brings keeps its received edits for a week: the
 * server's own word is the newer one long before.
 */
export function heldOf(entries: readonly RegisterEntry[], overlay: ReadonlyMap<string, CellState>): Map<string, CellState> {
  const held = new Map<string, CellState>();
  for (const entry of entries) {
    const edit = shown(overlay.get(entry.studentId), entry.version);
    if (edit) held.set(entry.studentId, edit);
  }
  return held;
}

/**
 * The edits that a save sends: what was changed here and differs from what stands. A register that nobody has taken and
 * in which nobody is away sends none: that alone says that all are present.
 */
export function editsOf(entries: readonly RegisterEntry[], touched: ReadonlyMap<string, Presence>, held: ReadonlyMap<string, CellState>): RegisterEdit[] {
  const edits: RegisterEdit[] = [];
  for (const entry of entries) {
    const id = entry.studentId ?? "";
    const next = touched.get(id);
    const phone = held.get(id);
    if (!next || samePresence(next, standing(entry, phone))) continue;
    edits.push({
      studentId: id,
      state: next.state,
      version: phone?.version ?? entry.version ?? 0,
      ...(next.state === "LATE" ? { minutesLate: next.minutesLate } : {}),
    });
  }
  return edits;
}

/**
 * Forgets the taps that a save gave to the phone. Who tapped on while the phone wrote has other taps since: those stay,
 * and so does one that takes back what is on its way.
 */
export function forget(touched: Map<string, Presence>, sent: ReadonlyMap<string, Presence>): void {
  for (const [id, presence] of sent) if (touched.get(id) === presence) touched.delete(id);
}

interface Tally {
  all: number;
  present: number;
  absent: number;
  late: number;
  other: number;
}

export function tallyOf(presences: readonly Presence[]): Tally {
  const count = (state: Attendance): number => presences.filter((p) => p.state === state).length;
  const absent = count("ABSENT");
  const late = count("LATE");
  const present = count("PRESENT");
  return { all: presences.length, present, absent, late, other: presences.length - present - absent - late };
}

/** Minutes from the beginning of a lesson to now; at least 1, at most what the API takes. */
export function minutesSince(start: string, time: string): number {
  const minutes = (t: string): number => Number(t.slice(0, 2)) * 60 + Number(t.slice(3, 5));
  return Math.max(1, Math.min(240, minutes(time) - minutes(start)));
}

/** Reads minutes as typed: 1 to 240. */
export function readMinutes(text: string): number | undefined {
  const plain = westernDigits(text).trim();
  const n = /^\d{1,3}$/.test(plain) ? Number(plain) : 0;
  return n >= 1 && n <= 240 ? n : undefined;
}

/** Whether a student is meant by what was typed: part of a name in either script, the number, the end of the code. */
export function matches(who: { name?: { ar?: string; latin?: string }; number?: number; massarCode?: string }, typed: string): boolean {
  const want = fold(typed);
  if (want === "") return true;
  if (/^\d+$/.test(want)) return String(who.number ?? "") === want || (want.length > 2 && (who.massarCode ?? "").includes(want));
  const names = fold(`${who.name?.ar ?? ""} ${who.name?.latin ?? ""} ${who.massarCode ?? ""}`);
  return want.split(" ").every((word) => names.includes(word));
}

/** How far a register is, for the list of the day. */
export type RegisterWord = "taken" | "take" | "late" | "early" | "closed" | "cancelled" | "phone";

/**
 * The word for a lesson in the list. The window is the server's where the phone has the register; without it the hours
 * tell what is near.
 */
export function registerWord(
  lesson: { date: string; start: string; status?: string },
  known: { taken: boolean; waiting: boolean; window?: Register["window"] | undefined },
  at: { date: string; time: string },
): RegisterWord {
  if (lesson.status === "CANCELLED") return "cancelled";
  if (known.waiting) return "phone";
  if (known.taken) return "taken";
  if (known.window === "LATE") return "late";
  if (known.window === "CLOSED") return "closed";
  if (known.window === "OPEN") return "take";
  const begun = lesson.date < at.date || (lesson.date === at.date && lesson.start <= at.time);
  return begun ? "take" : "early";
}

/** How long before a lesson the server opens its register; a guess of the phone that the server corrects. */
const opensBefore = 15;

/**
 * Whether a register that was read as EARLY is so still: without network the phone may hold the morning's word when
 * the lesson has long begun.
 */
export function isEarly(lesson: { date: string; start: string }, at: { date: string; time: string }): boolean {
  if (lesson.date !== at.date) return lesson.date > at.date;
  const minutes = (t: string): number => Number(t.slice(0, 2)) * 60 + Number(t.slice(3, 5));
  return minutes(lesson.start) - minutes(at.time) > opensBefore;
}
