/**
 * The running average of a student and the figures of a column, as the server computes them (services/grade, package
 * grading): exact fractions, one rounding at the end, the same treatment of what is not there.
 */
import { add, exact, over, print, type Exact } from "@massar/study/model/exact.ts";
import { exactMark, numberOf, partsOf, type Cell } from "@massar/study/model/subjectmark.ts";

export interface Running {
  state: "GRADED" | "PENDING" | "EXEMPT" | "MISSING";
  mark?: string;
}

function isPending(cell: Cell): boolean {
  return cell.state === "PENDING" || (cell.state === "ABSENT" && cell.justified === undefined);
}

/**
 * The mark of the subject as it stands. `activitiesWeight` is the share of the activities, such as `1/4`; empty where
 * they weigh 0.
 */
export function runningMark(controls: readonly Cell[], activities: Cell | undefined, activitiesWeight: string): Running {
  const parts = partsOf(controls, activities, activitiesWeight);
  const cells = [...parts.controls, ...parts.activities];
  if (cells.some(isPending)) return { state: "PENDING" };
  const mark = exactMark(parts);
  if (mark) return { state: "GRADED", mark: print(mark) };
  return { state: cells.some((cell) => cell.state === "EXEMPT") ? "EXEMPT" : "MISSING" };
}

export interface ColumnFigures {
  /** Cells with a number, an absence that counts 0 included. */
  count: number;
  /** Cells that hold nothing. */
  missing: number;
  absent: number;
  low?: string;
  average?: string;
  high?: string;
  /** Students at or above half of the scale. */
  passed: number;
}

/** The figures of a column, for its teacher, who sees each mark anyway: there is no least number. */
export function columnFigures(cells: readonly Cell[], scale: number): ColumnFigures {
  const out: ColumnFigures = { count: 0, missing: 0, absent: 0, passed: 0 };
  let sum = exact(0);
  let low: Exact | undefined;
  let high: Exact | undefined;
  const less = (a: Exact, b: Exact): boolean => a.num * b.den < b.num * a.den;
  for (const cell of cells) {
    if (cell.state === "MISSING" || cell.state === undefined) out.missing++;
    if (cell.state === "ABSENT" || cell.state === "PENDING") out.absent++;
    const number = numberOf(cell);
    if (!number) continue;
    out.count++;
    sum = add(sum, number);
    if (!low || less(number, low)) low = number;
    if (!high || less(high, number)) high = number;
    if (!less(number, exact(scale, 2))) out.passed++;
  }
  if (low && high) {
    out.low = print(low);
    out.high = print(high);
    out.average = print(over(sum, exact(out.count)));
  }
  return out;
}
