/**
 * The mark of a subject from its cells, as the server computes it (services/grade, package grading): the controls have
 * one mean, the activities their share beside it, what is not there leaves with its weight. Exact fractions; the one
 * rounding is at the end, where a figure is printed.
 */
import { add, exact, over, parseExact, times, type Exact } from "./exact";

/** Cell is a control or the activities of one student. */
export interface Cell {
  mark?: string | undefined;
  state?: string | undefined;
  /** Of an absence; undefined while the office has not decided. */
  justified?: boolean | undefined;
}

/** Parts are the cells that count, with the share of the activities. */
export interface Parts<C extends Cell = Cell> {
  controls: readonly C[];
  /** None or one. */
  activities: readonly C[];
  share: Exact;
}

/** The number that a cell puts into a mean; undefined where it puts none. */
export function numberOf(cell: Cell): Exact | undefined {
  if (cell.state === "GRADED" && cell.mark !== undefined) return parseExact(cell.mark);
  // An absence that the office did not accept counts 0.
  return cell.state === "ABSENT" && cell.justified === false ? exact(0) : undefined;
}

/** What weighs 0 is not looked at. `weight` is the share of the activities, such as `1/4`; empty where they weigh 0. */
export function partsOf<C extends Cell>(controls: readonly C[], activities: C | undefined, weight: string): Parts<C> {
  const share = parseExact(weight) ?? exact(0);
  return { controls: share.num < share.den ? controls : [], activities: activities && share.num > 0 ? [activities] : [], share };
}

function mean(cells: readonly Cell[]): Exact | undefined {
  const numbers = cells.map(numberOf).filter((n) => n !== undefined);
  return numbers.length === 0 ? undefined : over(numbers.reduce(add), exact(numbers.length));
}

/** The mark that the parts make; undefined where no cell has a number. */
export function exactMark({ controls, activities, share }: Parts): Exact | undefined {
  const c = mean(controls);
  const a = mean(activities);
  if (!c || !a) return c ?? a;
  return add(times(c, exact(share.den - share.num, share.den)), times(a, share));
}
