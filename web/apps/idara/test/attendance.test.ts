import { expect, test } from "vitest";
import { heldOf, hoursOf, inputsOf, minutesOf, monthDays, registerWord, type Edit, type LessonRegister, type RegisterEntry } from "../src/screens/attendance/model.ts";

function lesson(date: string, start: string, change: Partial<LessonRegister> = {}, status: LessonRegister["lesson"]["status"] = "PLANNED"): LessonRegister {
  return { lesson: { date, start, status } as LessonRegister["lesson"], taken: false, absent: 0, late: 0, registerBy: "", registerAt: "", ...change };
}
const now = { date: "2026-11-23", time: "10:30" };

test("a register is missing once its lesson has begun", () => {
  expect(registerWord(lesson("2026-11-23", "10:30"), now)).toBe("MISSING");
  expect(registerWord(lesson("2026-11-23", "11:30"), now)).toBe("AHEAD");
  expect(registerWord(lesson("2026-11-20", "14:30"), now)).toBe("MISSING");
  expect(registerWord(lesson("2026-11-24", "08:30"), now)).toBe("AHEAD");
  expect(registerWord(lesson("2026-11-23", "08:30", { taken: true }), now)).toBe("TAKEN");
  expect(registerWord(lesson("2026-11-23", "08:30", {}, "CANCELLED"), now)).toBe("CANCELLED");
});

test("lessons stand under their hours, which say how many registers they miss and whether they are on", () => {
  const end = (item: LessonRegister, hour: string): LessonRegister => ({ ...item, lesson: { ...item.lesson, end: hour } });
  const hours = hoursOf([end(lesson("2026-11-23", "10:30"), "11:30"), end(lesson("2026-11-23", "08:30", { taken: true }), "09:30"), end(lesson("2026-11-23", "08:30"), "10:30"), end(lesson("2026-11-23", "11:30"), "12:30")], now);
  expect(hours.map(({ start, items, missing, now: on }) => [start, items.length, missing, on])).toEqual([
    ["08:30", 2, 1, false],
    ["10:30", 1, 1, true],
    ["11:30", 1, 0, false],
  ]);
});

test("a cancelled lesson is none of those of a day", () => {
  expect(heldOf([lesson("2026-11-23", "08:30"), lesson("2026-11-23", "09:30", {}, "CANCELLED"), lesson("2026-11-23", "10:30", {}, "MOVED")])).toBe(2);
});

function entry(studentId: string, state: RegisterEntry["state"], version: number, minutesLate = 0): RegisterEntry {
  return { studentId, state, version, minutesLate, massarCode: "", name: { ar: "", latin: "" }, number: 1, justified: false };
}

test("a save sends what differs, with the version that was seen", () => {
  const entries = [entry("a", "PRESENT", 0), entry("b", "ABSENT", 3), entry("c", "LATE", 2, 10), entry("d", "PRESENT", 1)];
  const edits = new Map<string, Edit>([
    ["a", { state: "ABSENT", minutes: "" }],
    ["b", { state: "ABSENT", minutes: "" }],
    ["c", { state: "LATE", minutes: "15" }],
    ["d", { state: "LATE", minutes: "0" }],
  ]);
  expect(inputsOf(entries, edits)).toEqual({
    inputs: [
      { studentId: "a", state: "ABSENT", minutesLate: 0, version: 0 },
      { studentId: "c", state: "LATE", minutesLate: 15, version: 2 },
    ],
    bad: ["d"],
  });
});

test("minutes are 1 to 240", () => {
  expect(["1", " 240 ", "٢٥", "۵", "0", "241", "٢٤١", "1.5", ""].map(minutesOf)).toEqual([1, 240, 25, 5, undefined, undefined, undefined, undefined, undefined]);
});

test("a letter's days end today in a month that runs", () => {
  expect(monthDays("2026-11", "2026-11-23")).toEqual({ from: "2026-11-01", to: "2026-11-23" });
  expect(monthDays("2026-02", "2026-11-23")).toEqual({ from: "2026-02-01", to: "2026-02-28" });
});
