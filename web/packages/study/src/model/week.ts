/** Days and weeks of the school's calendar. Days are text, `YYYY-MM-DD`: no phone's zone may move a lesson. */
import type { DayKind, Lesson, SchoolDay, SchoolEvent, Week } from "./types";

const dayLength = 86_400_000;

function utc(date: string): Date {
  return new Date(`${date}T00:00:00Z`);
}

function text(date: Date): string {
  return date.toISOString().slice(0, 10);
}

/** The day so many days later. */
export function addDays(date: string, days: number): string {
  return text(new Date(utc(date).getTime() + days * dayLength));
}

/** 1: Monday, to 7: Sunday. */
export function weekday(date: string): number {
  return utc(date).getUTCDay() || 7;
}

/** The ISO 8601 week of a day, such as `2026-W48`. */
export function weekOf(date: string): string {
  const thursday = utc(addDays(date, 4 - weekday(date)));
  const first = Date.UTC(thursday.getUTCFullYear(), 0, 1);
  const number = Math.floor((thursday.getTime() - first) / dayLength / 7) + 1;
  return `${thursday.getUTCFullYear()}-W${String(number).padStart(2, "0")}`;
}

/** The Monday of a week; undefined for what names none. */
export function mondayOf(week: string): string | undefined {
  const found = /^(\d{4})-W(\d{2})$/.exec(week);
  if (!found) return undefined;
  const fourth = `${found[1]}-01-04`;
  const monday = addDays(fourth, 1 - weekday(fourth) + (Number(found[2]) - 1) * 7);
  return weekOf(monday) === week ? monday : undefined;
}

/** The week so many weeks later. */
export function addWeeks(week: string, weeks: number): string {
  const monday = mondayOf(week);
  return monday === undefined ? week : weekOf(addDays(monday, weeks * 7));
}

/** One day of a week as it is shown. */
export interface DayView {
  date: string;
  kind: DayKind;
  label: string;
  lessons: Lesson[];
  events: SchoolEvent[];
  /** Lessons that are not as planned. */
  changes: number;
  /** Lessons that take place. */
  held: number;
}

function byHour(a: Lesson, b: Lesson): number {
  return a.start.localeCompare(b.start) || a.end.localeCompare(b.end) || a.group.localeCompare(b.group);
}

/** The days of a week with their lessons and events. Sunday is left out unless something is on it. */
export function daysOf(week: Week): DayView[] {
  const monday = mondayOf(week.week);
  const dates = monday === undefined ? [] : Array.from({ length: 7 }, (_, i) => addDays(monday, i));
  const kinds = new Map<string, SchoolDay>(week.days.map((d) => [d.date, d]));
  return dates
    .map((date): DayView => {
      const lessons = week.lessons.filter((l) => l.date === date).sort(byHour);
      const day = kinds.get(date);
      return {
        date,
        kind: day?.kind ?? (weekday(date) === 7 ? "REST" : "SCHOOL"),
        label: day?.label ?? "",
        lessons,
        events: week.events.filter((e) => e.from <= date && date <= e.to),
        changes: lessons.filter((l) => l.status !== "PLANNED").length,
        held: lessons.filter((l) => l.status !== "CANCELLED").length,
      };
    })
    .filter((d) => weekday(d.date) !== 7 || d.lessons.length > 0 || d.events.length > 0);
}

/** The day that is opened first: today, or the first that still has lessons, or Monday. */
export function openDay(days: readonly DayView[], today: string): string {
  const inWeek = days.find((d) => d.date === today);
  if (inWeek) return inWeek.date;
  const ahead = days.find((d) => d.date > today && d.lessons.length > 0);
  return (ahead ?? days[0])?.date ?? today;
}

/** One row of the grid: an hour of the week, and the lessons that begin then on each day. */
interface GridRow {
  start: string;
  end: string;
  /** Parallel to the days. */
  cells: Lesson[][];
}

/** The grid of a week: a row for each hour at which any lesson begins. A long lesson stands where it begins. */
export function gridOf(days: readonly DayView[]): GridRow[] {
  const starts = new Map<string, string>();
  for (const lesson of days.flatMap((d) => d.lessons)) {
    const end = starts.get(lesson.start);
    if (end === undefined || lesson.end < end) starts.set(lesson.start, lesson.end);
  }
  return [...starts.entries()]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([start, end]) => ({ start, end, cells: days.map((d) => d.lessons.filter((l) => l.start === start)) }));
}
