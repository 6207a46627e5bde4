import { expect, test } from "vitest";
import { cellAt, markTyped, proposable, type MarkSheet } from "../src/screens/marks/model.ts";

test.each([
  ["14.5", "14.50"], ["14,25", "14.25"], ["14٫5", "14.50"], ["١٥٫٥", "15.50"], ["۱۵", "15.00"], [" 20 ", "20.00"], ["0", "0.00"], [".5", "0.50"],
  ["20.25", undefined], ["12.345", undefined], ["-1", undefined], ["", undefined], ["1e1", undefined], ["A", undefined], ["٢٠٫٢٥", undefined],
])("a mark out of 20 typed as %j is %j", (typed, mark) => {
  expect(markTyped(typed, 20)).toBe(mark);
});

test("the scale of primary school bounds the mark", () => {
  expect(markTyped("10", 10)).toBe("10.00");
  expect(markTyped("10.5", 10)).toBeUndefined();
});

test("what stands in the cell of a student, and which columns have marks", () => {
  const sheet = {
    columns: [{ column: "C1" }, { column: "ACT" }, { column: "REMARK" }],
    rows: [{ studentId: "s", cells: [{ column: "C1", state: "GRADED", mark: "12.50" }] }],
  } as unknown as MarkSheet;
  expect(cellAt(sheet, "s", "C1")?.mark).toBe("12.50");
  expect(cellAt(sheet, "s", "ACT")).toBeUndefined();
  expect(cellAt(sheet, "nobody", "C1")).toBeUndefined();
  expect(proposable(sheet).map((one) => one.column)).toEqual(["C1", "ACT"]);
});
