/**
 * The what-if average: possible marks stand in for those that are not there yet. The rules are those by which the
 * server computes (services/grade, package grading): a subject enters the average with its printed mark and its
 * coefficient.
 */
import { add, exact, over, parseExact, print, times } from "./exact";
import { exactMark, partsOf } from "./subjectmark";
import type { ActivitiesMark, ControlMark, MarkState, SubjectMarks } from "./types";

/** Possible marks of one subject by column: `C1`..`C5`, `ACT`; as decimals such as `14.50`. */
export type Tries = Readonly<Record<string, string>>;

export interface Possible {
  /** Two decimals; absent where there is no number at all. */
  mark?: string;
  /** Cells that still hold no number and were left out. */
  open: number;
}

interface PossibleAverage {
  value?: string;
  /** Subjects that have a number and so took part. */
  counted: number;
  /** Subjects that have none yet. */
  open: number;
}

export const activitiesColumn = "ACT";

export function controlColumn(number: number): string {
  return `C${number}`;
}

/** A mark that is still to come may be tried; one that stands may not be wished away. */
export function canTry(state: MarkState): boolean {
  return state === "MISSING" || state === "NOT_PUBLISHED" || state === "PENDING";
}

/** A cell with the mark that is tried in it, where one may be. */
function tryIn(cell: ControlMark | ActivitiesMark, tried: string | undefined): ControlMark | ActivitiesMark {
  return tried !== undefined && canTry(cell.state) && parseExact(tried) ? { ...cell, state: "GRADED", mark: tried } : cell;
}

/** The mark that a subject would have. */
export function possibleMark(subject: SubjectMarks, tries: Tries = {}): Possible {
  const controls = subject.controls.map((c) => tryIn(c, tries[controlColumn(c.number)]));
  const activities = subject.activities && tryIn(subject.activities, tries[activitiesColumn]);
  const parts = partsOf(controls, activities, subject.activitiesWeight ?? "");
  const mark = exactMark(parts);
  const open = [...parts.controls, ...parts.activities].filter((cell) => canTry(cell.state)).length;
  return mark ? { mark: print(mark), open } : { open };
}

/** Whether any try of a subject stands for a cell that may be tried. */
export function isTried(subject: SubjectMarks, tries: Tries | undefined): boolean {
  if (!tries) return false;
  return (
    subject.controls.some((c) => canTry(c.state) && tries[controlColumn(c.number)]) ||
    (!!subject.activities && canTry(subject.activities.state) && !!tries[activitiesColumn])
  );
}

/** The mark of a subject as it enters the average: published where nothing is tried, computed otherwise. */
function entering(subject: SubjectMarks, tries: Tries | undefined): string | undefined {
  if (!isTried(subject, tries) && subject.state !== "NOT_PUBLISHED" && subject.state !== "PENDING") {
    return subject.state === "GRADED" ? subject.mark : undefined;
  }
  return possibleMark(subject, tries).mark;
}

/** The average that a semester would have; tries by code of the subject. */
export function possibleAverage(
  subjects: readonly SubjectMarks[],
  tries: Readonly<Record<string, Tries>> = {},
): PossibleAverage {
  let sum = exact(0);
  let total = exact(0);
  let counted = 0;
  let open = 0;
  for (const s of subjects) {
    const coefficient = parseExact(s.coefficient);
    if (!coefficient || coefficient.num === 0) continue;
    const printed = entering(s, tries[s.subject.code]);
    const mark = printed === undefined ? undefined : parseExact(printed);
    if (!mark) {
      if (s.state !== "EXEMPT") open++;
      continue;
    }
    sum = add(sum, times(mark, coefficient));
    total = add(total, coefficient);
    counted++;
  }
  return counted === 0 ? { counted, open } : { value: print(over(sum, total)), counted, open };
}
