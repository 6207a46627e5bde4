import type { CurvePoint } from "@massar/ui/curvepoint.ts";
import { add, exact, over, parseExact, print } from "./exact";
import type { ControlMark, MarkState, StudentMarks, Subject, SubjectMarks } from "./types";

/** A mark that can be read now, with where it stands. */
interface NewestMark {
  subject: Subject;
  control: ControlMark;
  scale: number;
}

/** Whether a family may see the cell, and so whether it has anything to tell. */
export function isShown(state: MarkState): boolean {
  return state !== "NOT_PUBLISHED" && state !== "MISSING";
}

/** The marks that can be read, newest control first; those without a date come last. */
export function newestMarks(marks: StudentMarks | undefined, most = 5): NewestMark[] {
  return (marks?.subjects ?? [])
    .flatMap((s) => s.controls.filter((c) => isShown(c.state)).map((control) => ({ subject: s.subject, control, scale: s.scale })))
    .sort((a, b) => b.control.date.localeCompare(a.control.date) || b.control.number - a.control.number)
    .slice(0, most);
}

/** How far the marks of a semester have come: cells that can be read, of all. */
export function progress(marks: StudentMarks): { shown: number; all: number } {
  const cells = marks.subjects.flatMap((s) => [...s.controls, ...(s.activities ? [s.activities] : [])]);
  return { shown: cells.filter((c) => isShown(c.state)).length, all: cells.length };
}

/** The points of a subject's curve, in the order of the controls; `short` is what a control is called on the axis. */
export function curveOf(subject: SubjectMarks, short: (n: number) => string): CurvePoint[] {
  return subject.controls
    .filter((c) => isShown(c.state))
    .map((c) => ({
      label: c.label,
      short: short(c.number),
      mark: c.state === "GRADED" ? c.mark : undefined,
      state: c.state,
      low: c.classLow,
      average: c.classAverage,
      high: c.classHigh,
    }));
}

/** Which semester of which year a part or an address names. */
export interface Semester {
  year: string;
  semester: number;
}

/** The semester beside it in the same year. */
export function otherSemester(s: Semester): Semester {
  return { year: s.year, semester: s.semester === 1 ? 2 : 1 };
}

/** The subjects without a mark of a semester that was published all the same: they will not come by themselves. */
export function leftOut(marks: StudentMarks): SubjectMarks[] {
  return marks.publishedAt ? marks.subjects.filter((s) => s.state === "MISSING" || s.state === "NOT_PUBLISHED") : [];
}

/** The subjects for which a published average waits: an absence in them is not decided. */
export function undecided(marks: StudentMarks): SubjectMarks[] {
  const waits = (cell: { state: MarkState; justified?: boolean }): boolean => cell.state === "PENDING" || (cell.state === "ABSENT" && cell.justified === undefined);
  return marks.average.state === "PENDING" ? marks.subjects.filter((s) => waits(s) || s.controls.some(waits) || (s.activities !== undefined && waits(s.activities))) : [];
}

/**
 * The mean of both published semesters. The API gives no annual average, which the school alone decides: it is an
 * estimate, and is to be called so. One that was made without a subject stands for no semester.
 */
export function annualEstimate(first: StudentMarks | undefined, second: StudentMarks | undefined): string | undefined {
  const [a, b] = [first, second].map((marks) =>
    marks?.publishedAt && marks.average.state === "GRADED" && leftOut(marks).length === 0 ? parseExact(marks.average.value ?? "") : undefined,
  );
  return a && b ? print(over(add(a, b), exact(2))) : undefined;
}
