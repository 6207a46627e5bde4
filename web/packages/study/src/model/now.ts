import type { SchoolMoment } from "@massar/i18n";
import type { Lesson } from "./types";

/** The lesson that runs and the next one; several where groups have theirs at the same hour. */
export interface NowNext {
  now: Lesson[];
  next: Lesson[];
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
