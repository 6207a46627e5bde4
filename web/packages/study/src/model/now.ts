import type { Lesson } from "./types";

/** A moment on the school's clock. */
export interface SchoolMoment {
  /** `YYYY-MM-DD`. */
  date: string;
  /** `HH:MM`. */
  time: string;
}

/** The lesson that runs and the next one; several where groups have theirs at the same hour. */
export interface NowNext {
  now: Lesson[];
  next: Lesson[];
}

/** Reads the school's clock: `2026-11-23T19:01:18+01:00` is as the school writes it, whatever the phone's zone is. */
export function momentOf(schoolTime: string): SchoolMoment {
  return { date: schoolTime.slice(0, 10), time: schoolTime.slice(11, 16) };
}

/**
 * The school's clock now: what the server said it was, plus what has passed on the phone since. The phone's own clock
 * may be days wrong, and the demo's school lives on another day.
 */
export function schoolNow(schoolTime: string, heardAt: number, now: number): SchoolMoment {
  const wall = new Date(`${schoolTime.slice(0, 19)}Z`).getTime() + Math.max(0, now - heardAt);
  return momentOf(new Date(wall).toISOString());
}

/** What runs now and what comes next, from the lessons that the phone has; a cancelled lesson is neither. */
export function nowNext(lessons: readonly Lesson[], at: SchoolMoment): NowNext {
  const held = lessons.filter((l) => l.status !== "CANCELLED");
  const now = held.filter((l) => l.date === at.date && l.start <= at.time && at.time < l.end);
  const begin = (l: Lesson): string => `${l.date} ${l.start}`;
  const moment = `${at.date} ${at.time}`;
  const first = held.map(begin).filter((b) => b > moment).sort()[0];
  return { now, next: first === undefined ? [] : held.filter((l) => begin(l) === first) };
}

/** Minutes from one hour of a day to another, such as how long a lesson still runs. */
export function minutesBetween(from: string, to: string): number {
  const minutes = (t: string): number => Number(t.slice(0, 2)) * 60 + Number(t.slice(3, 5));
  return minutes(to) - minutes(from);
}
