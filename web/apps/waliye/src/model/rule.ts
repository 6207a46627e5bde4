/** Which absences wait for a reason, and until when it counts. The server judges; the phone only says what it said. */
import type { Absence } from "@massar/study";

/** A day with absences for which a guardian can bring a reason. */
export interface MissedDay {
  /** `YYYY-MM-DD`. */
  date: string;
  absences: Absence[];
  /** The last day on which a reason counts for all of it. */
  by: string;
  /** That day has not passed. */
  inTime: boolean;
}

/** Days from one date to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

/** The office may still accept what comes late; after this long the server takes nothing, and the phone offers nothing. */
const lateDays = 30;

/** Whether a reason can be brought: nobody has brought one, or it was refused while there is time. */
function waits(a: Absence, today: string): boolean {
  if (a.state !== "ABSENT" || a.standing === "JUSTIFIED" || a.justifyBy === "") return false;
  if (a.justification === "PENDING" || a.justification === "ACCEPTED") return false;
  return a.justifyBy >= today || (a.justification === "NONE" && daysBetween(a.date, today) <= lateDays);
}

/** A range of days, such as that of a justification. */
export interface Days {
  from: string;
  /** Undefined or empty: the same day. */
  to?: string | undefined;
}

export function covers(days: Days, date: string): boolean {
  return days.from <= date && date <= (days.to || days.from);
}

/** The days that wait, newest first; those of a justification that is on its way do not. */
export function missedDays(absences: readonly Absence[], today: string, brought: readonly Days[] = []): MissedDay[] {
  const days = new Map<string, Absence[]>();
  for (const a of absences) {
    if (!waits(a, today) || brought.some((b) => covers(b, a.date))) continue;
    days.set(a.date, [...(days.get(a.date) ?? []), a]);
  }
  return [...days.entries()]
    .sort(([a], [b]) => b.localeCompare(a))
    .map(([date, list]) => {
      const by = list.map((a) => a.justifyBy).sort()[0] ?? "";
      return { date, absences: list.sort((a, b) => a.start.localeCompare(b.start)), by, inTime: by >= today };
    });
}

/** The days of which something was not answered yet. */
export function notRefused(days: readonly MissedDay[]): MissedDay[] {
  return days.filter((d) => d.absences.some((a) => a.justification !== "REFUSED"));
}

/** What can be said of when a justification of some days counts. */
export type Timing = { kind: "inTime"; by: string } | { kind: "late"; since: string } | { kind: "announced" };

/** The strictest of the days that it is about; without any recorded absence it is an announcement. */
export function timingOf(days: readonly MissedDay[], range: Days): Timing {
  const by = days.filter((d) => covers(range, d.date));
  const late = by.filter((d) => !d.inTime).map((d) => d.by).sort()[0];
  if (late !== undefined) return { kind: "late", since: late };
  const first = by.map((d) => d.by).sort()[0];
  return first === undefined ? { kind: "announced" } : { kind: "inTime", by: first };
}

/**
 * The days that stand after a tap on one. A justification is of days without a gap: a tap outside stretches it, a tap on
 * its edge shortens it, a tap inside ends it there.
 */
export function tapDay(dates: readonly string[], range: Days | undefined, date: string): Days | undefined {
  if (!range) return { from: date, to: date };
  const to = range.to || range.from;
  if (date < range.from) return { from: date, to };
  if (date > to) return { from: range.from, to: date };
  const left = dates.filter((d) => covers(range, d) && d !== date).sort();
  if (left.length === 0) return undefined;
  if (date === range.from) return { from: left[0] ?? date, to };
  return { from: range.from, to: left.filter((d) => d < date).at(-1) ?? range.from };
}
