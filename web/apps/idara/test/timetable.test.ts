import { expect, test } from "vitest";
import { becomesOf, byOf, distinct, draftOf, nextOn, periodOf, periodsOn, spanAt, spansOf, takenRooms, type BellPeriod, type BellSchedule, type Lesson, type Slot, type SlotConflict } from "../src/screens/timetable/model.ts";

const slot: Slot = { slotId: "s", class: { classId: "c", label: "1AC-1" }, group: "G1", subject: { code: "MA", name: "" }, teacher: { staffId: "t", name: { ar: "", latin: "" } }, room: "S1", weekday: 3, period: 2, periods: 2, from: "2026-09-07", to: "", version: "v" };

test("a change holds from today, or from the first day of what is to come", () => {
  expect(draftOf(slot, {}, "2026-11-23")).toEqual({ classId: "c", group: "G1", subject: "MA", staffId: "t", room: "S1", weekday: "3", period: "2", periods: "2", from: "2026-11-23" });
  expect(draftOf({ ...slot, from: "2027-01-04" }, {}, "2026-11-23").from).toBe("2027-01-04");
  expect(draftOf(undefined, { room: "S1" }, "2026-11-23")).toMatchObject({ room: "S1", classId: "", from: "2026-11-23" });
});

test("an address that names nobody is a class's", () => {
  expect(["class", "staff", "room", "x"].map(byOf)).toEqual(["class", "staff", "room", "class"]);
});

test("a long lesson goes over the rows below it, up to a row with a lesson of its own", () => {
  const rows = [
    { start: "08:30", cells: [[{ end: "10:30" }], [{ end: "09:30" }], [{ end: "11:30" }]] },
    { start: "09:30", cells: [[], [{ end: "10:30" }], [{ end: "10:30" }]] },
    { start: "10:30", cells: [[{ end: "11:30" }], [], []] },
  ];
  expect(spansOf(rows)).toEqual([
    [2, 1, 1],
    [0, 1, 1],
    [1, 1, 1],
  ]);
});

test("the hours of a day are the school's own where it has some, and those of its weekday", () => {
  const hour = (weekday: number, period: number, start: string): BellPeriod => ({ weekday, period, start, end: "", half: "AM" });
  const national: BellSchedule = { bellScheduleId: "", name: "", from: "", to: "", season: "ALL", periods: [hour(1, 2, "09:30"), hour(1, 1, "08:30"), hour(2, 1, "08:00")] };
  const own: BellSchedule = { ...national, bellScheduleId: "x", from: "2026-12-01", to: "2026-12-31", periods: [hour(2, 1, "09:00")] };
  expect(periodsOn([own, national], "2026-11-23").map((one) => one.start)).toEqual(["08:30", "09:30"]);
  expect(periodsOn([own, national], "2026-12-01").map((one) => one.start)).toEqual(["09:00"]);
  expect(periodsOn([own, national], "2026-11-28")).toEqual([]);
  expect([nextOn("2026-11-23", 1), nextOn("2026-11-23", 6), nextOn("2026-11-24", 1)]).toEqual(["2026-11-23", "2026-11-28", "2026-11-30"]);
});

test("a collision that is told for a pattern and for its days is one", () => {
  const slot = (slotId: string): Slot => ({ slotId, class: { classId: "c", label: "" }, weekday: 1, period: 1 }) as Slot;
  const conflict = (kind: string, slotId: string, date: string): SlotConflict => ({ kind, first: slot(""), second: slot(slotId), date, message: "" });
  const told = [conflict("CLASS", "s", "2026-11-23"), conflict("TEACHER", "s", "2026-11-23"), conflict("CLASS", "s", "2026-11-24"), conflict("CLASS", "other", "2026-11-23")];
  expect(distinct(told).map(({ kind, second, date }) => [kind, second.slotId, date])).toEqual([
    ["CLASS", "s", "2026-11-23"],
    ["TEACHER", "s", "2026-11-23"],
    ["CLASS", "other", "2026-11-23"],
  ]);
});

test("another room alone is no move, except of a lesson that has moved", () => {
  expect(becomesOf("room", true, "PLANNED")).toBe("REPLACED");
  expect(becomesOf("move", true, "PLANNED")).toBe("REPLACED");
  expect(becomesOf("move", false, "REPLACED")).toBe("MOVED");
  expect(becomesOf("room", true, "MOVED")).toBe("MOVED");
  expect(becomesOf("room", false, "REPLACED")).toBe("REPLACED");
  expect([becomesOf("cancel", false, "MOVED"), becomesOf("replace", true, "MOVED")]).toEqual(["CANCELLED", "REPLACED"]);
});

test("a lesson of two hours has two where it goes, and none where the day is too short", () => {
  const hours: BellPeriod[] = ["08:30", "09:30", "10:45"].map((start, i) => ({ weekday: 1, period: i + 1, start, end: ["09:30", "10:30", "11:45"][i]!, half: "AM" }));
  const two = { start: "08:30", end: "10:30" };
  expect(periodOf(hours, { start: "09:30", end: "10:30" })).toBe(2);
  expect(periodOf(hours, { start: "09:00", end: "10:00" })).toBeUndefined();
  expect(spanAt(hours, 2, hours, two)).toEqual({ start: "09:30", end: "11:45" });
  expect(spanAt(hours, 3, hours, two)).toBeUndefined();
  // Its own hours are no longer those of the day: one is what is known of it.
  expect(spanAt(hours, 3, [], two)).toEqual({ start: "10:45", end: "11:45" });
});

test("a room is taken by whoever is in it at some time of the lesson, and by nobody who is not held", () => {
  const lesson = (lessonId: string, room: string, start: string, end: string, status: Lesson["status"] = "PLANNED"): Lesson => ({ lessonId, room, start, end, status }) as Lesson;
  const day = [lesson("own", "S1", "08:30", "10:30"), lesson("a", "S2", "09:30", "10:30"), lesson("b", "S3", "10:30", "11:30"), lesson("c", "S4", "08:30", "09:30", "CANCELLED"), lesson("d", "S5", "07:30", "08:31", "MOVED")];
  expect([...takenRooms(day, { start: "08:30", end: "10:30" }, "own")]).toEqual(["S2", "S5"]);
  expect([...takenRooms(day, undefined, "own")]).toEqual([]);
});
