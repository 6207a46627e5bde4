import type { Schemas } from "@massar/api";
import { addDays, weekday } from "@massar/study/model/week.ts";

export type Week = Schemas["massar.type.v1.Week"];
export type Lesson = Schemas["massar.type.v1.Lesson"];
export type Slot = Schemas["massar.type.v1.Slot"];
export type SlotConflict = Schemas["massar.type.v1.SlotConflict"];
export type Room = Schemas["massar.type.v1.Room"];
export type BellSchedule = Schemas["massar.type.v1.BellSchedule"];
export type BellPeriod = Schemas["massar.type.v1.BellPeriod"];
export type SchoolEvent = Schemas["massar.type.v1.SchoolEvent"];

/** Whose timetable. */
export type By = "class" | "staff" | "room";

/** Reads the kind out of an address. */
export function byOf(text: string): By {
  return text === "staff" || text === "room" ? text : "class";
}

/** What a slot form says. */
export interface SlotDraft {
  classId: string;
  group: string;
  subject: string;
  staffId: string;
  room: string;
  weekday: string;
  period: string;
  periods: string;
  from: string;
}

export function draftOf(slot: Slot | undefined, given: Partial<SlotDraft>, today: string): SlotDraft {
  const empty: SlotDraft = { classId: "", group: "", subject: "", staffId: "", room: "", weekday: "1", period: "1", periods: "1", from: today, ...given };
  if (!slot) return empty;
  return {
    classId: slot.class.classId,
    group: slot.group,
    subject: slot.subject.code,
    staffId: slot.teacher.staffId,
    room: slot.room,
    weekday: String(slot.weekday),
    period: String(slot.period),
    periods: String(slot.periods),
    // What was before a change stays: it holds from today, or from the slot's first day where that is to come.
    from: slot.from > today ? slot.from : today,
  };
}

/** Of every place of a grid over how many rows it goes; 0 where the lesson of a row above goes on. */
export function spansOf(rows: readonly { start: string; cells: readonly (readonly { end: string }[])[] }[]): number[][] {
  const spans = rows.map((row) => row.cells.map(() => 1));
  rows.forEach((row, r) =>
    row.cells.forEach((cell, day) => {
      if (spans[r]?.[day] === 0) return;
      for (let below = r + 1; below < rows.length; below++) {
        const next = rows[below];
        if (!next || next.cells[day]?.length !== 0 || !cell.some((lesson) => next.start < lesson.end)) return;
        spans[below]![day] = 0;
        spans[r]![day] = below - r + 1;
      }
    }),
  );
  return spans;
}

/** The first day from `date` on that is the given weekday, 1 to 7. */
export function nextOn(date: string, day: number): string {
  return addDays(date, (day - weekday(date) + 7) % 7);
}

/** The hours of a day: of the school's own schedule that holds then, else of the national one. */
export function periodsOn(bells: readonly BellSchedule[], date: string): BellPeriod[] {
  const holds = bells.filter((one) => (one.from === "" || one.from <= date) && (one.to === "" || date <= one.to));
  const shown = holds.find((one) => one.bellScheduleId !== "") ?? holds[0];
  return (shown?.periods ?? []).filter((one) => one.weekday === weekday(date)).sort((a, b) => a.period - b.period);
}

/** What an office does with one lesson. */
export type Act = "cancel" | "move" | "room" | "replace";

/** What a lesson then is. Another room alone is no move, which the server refuses, except of a lesson that has moved: as anything else it would go back to its planned hour. */
export function becomesOf(act: Act, stays: boolean, status: Lesson["status"]): Lesson["status"] {
  if (act === "cancel") return "CANCELLED";
  if (act === "replace") return "REPLACED";
  return (act === "move" && !stays) || status === "MOVED" ? "MOVED" : "REPLACED";
}

/** A place in a day: from an hour to an hour. */
export interface Span {
  start: string;
  end: string;
}

/** The first hour of a lesson by its number; undefined where the hours of its day are others now. */
export function periodOf(hours: readonly BellPeriod[], lesson: Span): number | undefined {
  return hours.find((one) => one.start === lesson.start)?.period;
}

/** From when to when a lesson would be that goes to another hour, with as many hours as it has now. */
export function spanAt(hours: readonly BellPeriod[], period: number, own: readonly BellPeriod[], lesson: Span): Span | undefined {
  const count = Math.max(1, own.filter((one) => one.start >= lesson.start && one.end <= lesson.end).length);
  const first = hours.find((one) => one.period === period);
  const last = hours.find((one) => one.period === period + count - 1);
  return first && last ? { start: first.start, end: last.end } : undefined;
}

/** Rooms in which other lessons of a day are held at some time of it. */
export function takenRooms(lessons: readonly Lesson[], at: Span | undefined, lessonId: string): Set<string> {
  const others = lessons.filter((one) => at && one.lessonId !== lessonId && one.status !== "CANCELLED" && one.start < at.end && at.start < one.end);
  return new Set(others.map((one) => one.room));
}

/** Collisions as somebody who reads them counts them: the same lesson in the same way is one, first met first. */
export function distinct(conflicts: readonly SlotConflict[]): SlotConflict[] {
  const seen = new Map<string, SlotConflict>();
  for (const one of conflicts) {
    const { slotId, class: of, weekday: day, period } = one.second;
    const key = [one.kind, slotId || of.classId, day, period].join(" ");
    if (!seen.has(key)) seen.set(key, one);
  }
  return [...seen.values()];
}
