import type { BellPeriod } from "./model.ts";

/** One period of the form; its number is its place. */
export interface PeriodHours {
  start: string;
  end: string;
  /** `AM` or `PM` as the schedule says that it was copied from; a period whose beginning is typed anew has the half of its hour. */
  half?: string | undefined;
}

/** Weekdays with the same hours. A weekday without a group has no lessons. */
export interface DayHours {
  weekdays: number[];
  periods: PeriodHours[];
}

/** Monday to Saturday. */
export const weekdays = [1, 2, 3, 4, 5, 6] as const;

/** Most periods of a day that the API takes. */
export const mostPeriods = 12;

/** The hours of a schedule by the weekdays that share all of them, in the order of the week. */
export function groupsOf(periods: readonly BellPeriod[]): DayHours[] {
  const groups = new Map<string, DayHours>();
  for (const weekday of weekdays) {
    const own = periods.filter((one) => one.weekday === weekday).sort((a, b) => a.period - b.period);
    if (own.length === 0) continue;
    const key = own.map((one) => `${one.start}-${one.end}-${one.half}`).join();
    const group = groups.get(key) ?? { weekdays: [], periods: own.map(({ start, end, half }) => ({ start, end, half })) };
    group.weekdays.push(weekday);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** The same as the API takes it: by weekday and number. What begins before one o'clock is of the morning, unless it was said. */
export function periodsFrom(groups: readonly DayHours[]): BellPeriod[] {
  return groups
    .flatMap((group) => group.weekdays.flatMap((weekday) => group.periods.map(({ start, end, half }, i) => ({ weekday, period: i + 1, start, end, half: half ?? (start < "13:00" ? "AM" : "PM") }))))
    .sort((a, b) => a.weekday - b.weekday || a.period - b.period);
}

/** A weekday goes to a group, and leaves the one in which it was; or it has no lessons any more. */
export function withDay(groups: readonly DayHours[], at: number, weekday: number, yes: boolean): DayHours[] {
  return groups.map((group, i) => {
    const others = group.weekdays.filter((one) => one !== weekday);
    return { ...group, weekdays: i === at && yes ? [...others, weekday].sort((a, b) => a - b) : others };
  });
}

/** Whether a period ends after it begins, and begins when the one before is over. */
export function fits(periods: readonly PeriodHours[], i: number): boolean {
  const one = periods[i];
  if (!one || one.start === "" || one.end === "" || one.end <= one.start) return false;
  const before = periods[i - 1];
  return before === undefined || before.end <= one.start;
}

/** Whether there is something to send, and all of it fits. */
export function complete(groups: readonly DayHours[]): boolean {
  const used = groups.filter((group) => group.weekdays.length > 0);
  return used.length > 0 && used.every((group) => group.periods.length > 0 && group.periods.every((_, i) => fits(group.periods, i)));
}

/** The next period of a day: as long as the last one, and right after it. */
export function periodAfter(periods: readonly PeriodHours[]): PeriodHours {
  const last = periods[periods.length - 1];
  if (!last || last.start === "" || last.end === "") return { start: "08:30", end: "09:30" };
  const minutes = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
  const text = (m: number): string => `${String(Math.floor(m / 60)).padStart(2, "0")}:${String(m % 60).padStart(2, "0")}`;
  const end = minutes(last.end) + Math.max(0, minutes(last.end) - minutes(last.start));
  return { start: last.end, end: end < 24 * 60 ? text(end) : "" };
}
