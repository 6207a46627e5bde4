/**
 * The running average of a student and the figures of a column, as the server computes them (services/grade, package
 * grading): exact fractions, one rounding at the end, the same treatment of what is not there.
 */
import { add, exact, over, parseExact, print, times, type Exact } from "@massar/study/model/exact.ts";

export interface Cell {
  mark?: string | undefined;
  state?: string | undefined;
  justified?: boolean | undefined;
}

export interface Running {
  state: "GRADED" | "PENDING" | "EXEMPT" | "MISSING";
  mark?: string;
}

interface Tally {
  sum: Exact;
  count: number;
  pending: boolean;
  exempt: boolean;
}

/** The number that a cell puts into a mean; undefined where it puts none. */
function numeric(cell: Cell): Exact | undefined {
  if (cell.state === "GRADED" && cell.mark !== undefined) return parseExact(cell.mark);
  // An absence that the office did not accept counts 0.
  return cell.state === "ABSENT" && cell.justified === false ? exact(0) : undefined;
}

function isPending(cell: Cell): boolean {
  return cell.state === "PENDING" || (cell.state === "ABSENT" && cell.justified === undefined);
}

function tally(cells: readonly Cell[]): Tally {
  const out: Tally = { sum: exact(0), count: 0, pending: false, exempt: false };
  for (const cell of cells) {
    out.pending ||= isPending(cell);
    out.exempt ||= cell.state === "EXEMPT";
    const number = numeric(cell);
    if (number) {
      out.sum = add(out.sum, number);
      out.count++;
    }
  }
  return out;
}

/**
 * The mark of the subject as it stands. `activitiesWeight` is the share of the activities, such as `1/4`; empty where
 * they weigh 0.
 */
export function runningMark(controls: readonly Cell[], activities: Cell | undefined, activitiesWeight: string): Running {
  const share = parseExact(activitiesWeight) ?? exact(0);
  const c = tally(share.num === share.den ? [] : controls);
  const a = tally(activities && share.num > 0 ? [activities] : []);
  if (c.pending || a.pending) return { state: "PENDING" };
  const mean = (t: Tally): Exact => over(t.sum, exact(t.count));
  if (c.count === 0 && a.count === 0) return { state: c.exempt || a.exempt ? "EXEMPT" : "MISSING" };
  if (a.count === 0) return { state: "GRADED", mark: print(mean(c)) };
  if (c.count === 0) return { state: "GRADED", mark: print(mean(a)) };
  const rest = exact(share.den - share.num, share.den);
  return { state: "GRADED", mark: print(add(times(mean(c), rest), times(mean(a), share))) };
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
    const number = numeric(cell);
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
