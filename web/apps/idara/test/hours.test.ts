import { expect, test } from "vitest";
import { complete, fits, groupsOf, periodAfter, periodsFrom, withDay, type DayHours } from "../src/screens/timetable/hours.ts";
import type { BellPeriod } from "../src/screens/timetable/model.ts";

const day = (weekday: number, ...hours: [string, string, string][]): BellPeriod[] => hours.map(([start, end, half], i) => ({ weekday, period: i + 1, start, end, half }));
const national = [
  ...day(1, ["08:30", "09:30", "AM"], ["09:30", "10:30", "AM"], ["14:30", "15:30", "PM"]),
  ...day(2, ["08:30", "09:30", "AM"], ["09:30", "10:30", "AM"], ["14:30", "15:30", "PM"]),
  ...day(3, ["08:30", "09:30", "AM"], ["09:30", "10:30", "AM"]),
];

test("days that share all their hours stand together, and give back the same periods", () => {
  const groups = groupsOf([...national].reverse());
  expect(groups.map((group) => [group.weekdays, group.periods.length])).toEqual([[[1, 2], 3], [[3], 2]]);
  expect(periodsFrom(groups)).toEqual(national);
});

test("a day has the hours of one group only; a day that leaves has no lessons", () => {
  const groups = groupsOf(national);
  expect(withDay(groups, 1, 2, true).map((group) => group.weekdays)).toEqual([[1], [2, 3]]);
  expect(withDay(groups, 1, 3, false).map((group) => group.weekdays)).toEqual([[1, 2], []]);
  expect(periodsFrom(withDay(groups, 1, 3, false)).some((one) => one.weekday === 3)).toBe(false);
});

test("a noon that the school counts to the afternoon stays there until its hour is typed anew", () => {
  const periods = day(1, ["08:00", "12:45", "AM"], ["12:45", "16:00", "PM"]);
  const [group] = groupsOf(periods) as [DayHours];
  expect(periodsFrom([group])).toEqual(periods);
  expect(periodsFrom([{ weekdays: [1], periods: [{ start: "12:45", end: "16:00" }] }])[0]?.half).toBe("AM");
});

test("a period that is taken out leaves no gap in the numbers", () => {
  const [first] = groupsOf(national) as [DayHours];
  expect(periodsFrom([{ weekdays: [1], periods: first.periods.slice(1) }]).map((one) => one.period)).toEqual([1, 2]);
});

test("periods that overlap, end before they begin or lack an hour are not sent", () => {
  const periods = [{ start: "08:30", end: "09:30" }, { start: "09:20", end: "10:20" }, { start: "11:00", end: "10:00" }, { start: "", end: "12:00" }];
  expect(periods.map((_, i) => fits(periods, i))).toEqual([true, false, false, false]);
  expect(complete([{ weekdays: [1], periods }])).toBe(false);
  expect(complete([{ weekdays: [1], periods: periods.slice(0, 1) }, { weekdays: [], periods }])).toBe(true);
  expect(complete([{ weekdays: [], periods: [] }])).toBe(false);
  expect(complete([{ weekdays: [1], periods: [] }])).toBe(false);
});

test("the next period follows the last and is as long; midnight ends the day", () => {
  expect(periodAfter([{ start: "08:30", end: "09:20" }])).toEqual({ start: "09:20", end: "10:10" });
  expect(periodAfter([])).toEqual({ start: "08:30", end: "09:30" });
  expect(periodAfter([{ start: "21:00", end: "23:00" }])).toEqual({ start: "23:00", end: "" });
});
