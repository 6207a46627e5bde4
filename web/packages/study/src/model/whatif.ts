/**
 * The what-if average: possible marks stand in for those that are not there yet. The rules are those by which the
 * server computes (services/grade, package grading): the controls have one mean, the activities their share beside
 * it, what is not there leaves with its weight, an absence that was decided as unjustified counts 0, a subject enters
 * the average with its printed mark and its coefficient.
 */
import { add, exact, over, parseExact, print, times, type Exact } from "./exact";
import type { ActivitiesMark, ControlMark, MarkState, SubjectMarks } from "./types";

/** Possible marks of one subject by column: `C1`..`C5`, `ACT`; as decimals such as `14.50`. */
export type Tries = Readonly<Record<string, string>>;

export interface Possible {
  /** Two decimals; absent where there is no number at all. */
  mark?: string;
  /** Cells that still hold no number and were left out. */
  open: number;
}

export interface PossibleAverage {
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

interface Mean {
  sum: Exact;
  count: number;
  numeric: boolean;
  open: number;
}

/** put adds one cell to its part, by the rules of a subject mark. */
function put(mean: Mean, cell: ControlMark | ActivitiesMark, tried: string | undefined): void {
  const typed = canTry(cell.state) ? tried : undefined;
  const text = typed ?? (cell.state === "GRADED" ? cell.mark : undefined);
  const mark = text === undefined ? undefined : parseExact(text);
  if (mark) {
    mean.sum = add(mean.sum, mark);
    mean.count++;
    mean.numeric = true;
  } else if (cell.state === "ABSENT" && cell.justified === false) {
    mean.count++;
    mean.numeric = true;
  } else if (canTry(cell.state)) {
    mean.open++;
  }
}

function exactMark(subject: SubjectMarks, tries: Tries): { mark?: Exact; open: number } {
  const controls: Mean = { sum: exact(0), count: 0, numeric: false, open: 0 };
  const activities: Mean = { sum: exact(0), count: 0, numeric: false, open: 0 };
  // Empty where the activities weigh 0. What weighs 0 is not looked at.
  const share = parseExact(subject.activitiesWeight ?? "") ?? exact(0);
  if (share.num < share.den) for (const c of subject.controls) put(controls, c, tries[controlColumn(c.number)]);
  if (subject.activities && share.num > 0) put(activities, subject.activities, tries[activitiesColumn]);
  const open = controls.open + activities.open;
  const mean = (m: Mean): Exact => over(m.sum, exact(m.count));
  if (!controls.numeric && !activities.numeric) return { open };
  if (!activities.numeric) return { mark: mean(controls), open };
  if (!controls.numeric) return { mark: mean(activities), open };
  const rest = exact(share.den - share.num, share.den);
  return { mark: add(times(mean(controls), rest), times(mean(activities), share)), open };
}

/** The mark that a subject would have. */
export function possibleMark(subject: SubjectMarks, tries: Tries = {}): Possible {
  const { mark, open } = exactMark(subject, tries);
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
