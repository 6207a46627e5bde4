/** From the items that a sync brings to what the screens show. A part is a set of items; `order` is their order. */
import type { Absence, AbsenceTotals, Lesson, PathStep, StudentAbsences, StudentMarks, SubjectMarks, Week } from "./types";

interface PartItem {
  order: string;
  tag: string;
  kind: string;
  value: unknown;
}

function ofKind<T>(items: readonly PartItem[], kind: string): T[] {
  return items
    .filter((i) => i.kind === kind)
    .sort((a, b) => (a.order < b.order ? -1 : a.order > b.order ? 1 : 0))
    .map((i) => i.value as T);
}

function first<T>(items: readonly PartItem[], kind: string): T | undefined {
  return ofKind<T>(items, kind)[0];
}

export function readMarks(items: readonly PartItem[]): StudentMarks | undefined {
  const head = first<Omit<StudentMarks, "subjects">>(items, "marks");
  return head && { ...head, subjects: ofKind<SubjectMarks>(items, "subject") };
}

export function readWeek(items: readonly PartItem[]): Week | undefined {
  const head = first<Omit<Week, "lessons">>(items, "week");
  return head && { ...head, days: head.days ?? [], events: head.events ?? [], lessons: ofKind<Lesson>(items, "lesson") };
}

const noTotals: AbsenceTotals = { halfDays: "0", hoursJustified: "0", hoursUnjustified: "0", hoursUndecided: "0" };

export function readAbsences(items: readonly PartItem[]): StudentAbsences {
  return {
    absences: ofKind<Absence>(items, "absence"),
    totals: first<AbsenceTotals>(items, "totals") ?? noTotals,
    from: "",
    to: "",
  };
}

export function readPath(items: readonly PartItem[]): PathStep[] {
  return ofKind<PathStep>(items, "step");
}

/** The semesters of which the mirror has marks, newest first: from the names of parts under a prefix. */
export function semestersOf(names: readonly string[], prefix: string): { year: string; semester: number }[] {
  return names
    .filter((n) => n.startsWith(`${prefix}marks/`))
    .map((n) => n.slice(prefix.length).split("/"))
    .map(([, year = "", semester = ""]) => ({ year, semester: Number(semester) }))
    .sort((a, b) => b.year.localeCompare(a.year) || b.semester - a.semester);
}
