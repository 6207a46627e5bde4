import { expect, test } from "vitest";
import { byOf, draftOf, hoursOf, periodsOf, type BellPeriod, type Slot } from "../src/screens/timetable/model.ts";

test("lines of equal hours give back the same periods", () => {
  const periods: BellPeriod[] = [1, 2, 3].flatMap((weekday) => [
    { weekday, period: 1, start: "08:30", end: "09:30", half: "AM" },
    { weekday, period: 2, start: weekday === 3 ? "09:40" : "09:30", end: "10:30", half: "AM" },
  ]);
  const lines = hoursOf(periods);
  expect(lines).toEqual([
    { period: 1, half: "AM", weekdays: [1, 2, 3], start: "08:30", end: "09:30" },
    { period: 2, half: "AM", weekdays: [1, 2], start: "09:30", end: "10:30" },
    { period: 2, half: "AM", weekdays: [3], start: "09:40", end: "10:30" },
  ]);
  expect(periodsOf(lines)).toEqual(periods);
});

const slot: Slot = { slotId: "s", class: { classId: "c", label: "1AC-1" }, group: "G1", subject: { code: "MA", name: "" }, teacher: { staffId: "t", name: { ar: "", latin: "" } }, room: "S1", weekday: 3, period: 2, periods: 2, from: "2026-09-07", to: "", version: "v" };

test("a change holds from today, or from the first day of what is to come", () => {
  expect(draftOf(slot, {}, "2026-11-23")).toEqual({ classId: "c", group: "G1", subject: "MA", staffId: "t", room: "S1", weekday: "3", period: "2", periods: "2", from: "2026-11-23" });
  expect(draftOf({ ...slot, from: "2027-01-04" }, {}, "2026-11-23").from).toBe("2027-01-04");
  expect(draftOf(undefined, { room: "S1" }, "2026-11-23")).toMatchObject({ room: "S1", classId: "", from: "2026-11-23" });
});

test("an address that names nobody is a class's", () => {
  expect(["class", "staff", "room", "x"].map(byOf)).toEqual(["class", "staff", "room", "class"]);
});
