import { expect, test } from "vitest";
import { boardOf, delayHours, delayText, moroccanMoment, notReady, openEnds, progressOf, teachersOf, type MarkSheet, type SheetHead } from "../src/screens/marks/model.ts";

function sheet(label: string, code: string, state: SheetHead["state"], entered = 0): SheetHead {
  return { markSheetId: `${label}/${code}`, class: { classId: `id-${label}`, label }, subject: { code, name: code }, semester: 1, state, entered, expected: 40, schoolYear: "2026-2027" };
}

const sheets = [sheet("2BAC-10", "MA", "OPEN", 40), sheet("2BAC-2", "MA", "SUBMITTED", 40), sheet("2BAC-2", "AR", "OPEN"), sheet("2BAC-2", "MA2", "PUBLISHED", 40)];

test("classes stand in the order of their numbers, subjects by how many classes have them", () => {
  const board = boardOf(sheets, "ALL");
  expect(board.rows.map((row) => row.label)).toEqual(["2BAC-2", "2BAC-10"]);
  expect(board.subjects.map((subject) => subject.code)).toEqual(["MA", "AR", "MA2"]);
  expect(board.rows[1]?.sheets.get("AR")).toBeUndefined();
});

test("a state leaves only its sheets, and classes and subjects that have one", () => {
  const board = boardOf(sheets, "SUBMITTED");
  expect(board.rows.map((row) => row.label)).toEqual(["2BAC-2"]);
  expect(board.subjects.map((subject) => subject.code)).toEqual(["MA"]);
});

test("progress adds up cells and states", () => {
  expect(progressOf(sheets)).toEqual({ entered: 120, expected: 160, states: { OPEN: 2, SUBMITTED: 1, VALIDATED: 0, PUBLISHED: 1 } });
});

test("what is neither validated nor published needs a reason", () => {
  expect(notReady([...sheets, sheet("x", "y", "VALIDATED")]).map((one) => one.markSheetId)).toEqual(["2BAC-10/MA", "2BAC-2/MA", "2BAC-2/AR"]);
});

test("a sheet leaves open what nobody decided, and the empty cells of those who are in the class", () => {
  const row = (left: boolean, ...states: string[]): MarkSheet["rows"][number] => ({ left, cells: states.map((state) => ({ state })) }) as MarkSheet["rows"][number];
  const rows = [row(false, "GRADED", "PENDING"), row(false, "MISSING", "ABSENT"), row(false, "EXEMPT", "MISSING"), row(true, "MISSING", "MISSING")];
  expect(openEnds({ rows } as MarkSheet)).toEqual({ undecided: 1, missing: 2 });
  expect(openEnds({ rows: [] } as unknown as MarkSheet)).toEqual({ undecided: 0, missing: 0 });
});

test("an assignment counts from its first day and no longer on its last", () => {
  const one = { assignmentId: "a", class: { classId: "c", label: "" }, subject: { code: "MA", name: "" }, staffId: "s", staffName: { ar: "س", latin: "S" }, from: "2026-09-01", to: "2026-11-23" };
  expect(teachersOf([one], "c", "MA", "2026-11-22")).toEqual([one.staffName]);
  expect(teachersOf([one], "c", "MA", "2026-11-23")).toEqual([]);
  expect(teachersOf([one], "c", "MA", "2026-08-31")).toEqual([]);
  expect(teachersOf([{ ...one, to: "" }], "c", "AR", "2026-11-23")).toEqual([]);
});

test("hours are those of Moroccan schools, in Ramadan too", () => {
  expect(moroccanMoment("2025-11-23", "18:00")).toBe("2025-11-23T18:00:00+01:00");
  expect(moroccanMoment("2025-03-10", "18:00")).toBe("2025-03-10T18:00:00+00:00");
});

test("delays are whole seconds", () => {
  expect(delayText("1.5")).toBe("5400s");
  expect(delayHours("3600s")).toBe(1);
});
