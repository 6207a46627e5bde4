import { describe, expect, it } from "vitest";
import type { Cell } from "@massar/study/model/subjectmark.ts";
import { columnFigures, runningMark } from "../src/model/average.ts";

const g = (mark: string): Cell => ({ mark, state: "GRADED" });
const is = (state: string, justified?: boolean): Cell => ({ state, ...(justified === undefined ? {} : { justified }) });

// The cases are those of services/grade/internal/grading/grading_test.go: both must print the same.
describe("the running average, as the server computes it", () => {
  it.each([
    ["activities without a mark leave with their weight", [g("10"), g("13")], undefined, "1/4", "11.50"],
    ["activities alone", [is("MISSING")], g("15"), "1/4", "15.00"],
    ["activities that weigh 0 are not looked at", [g("10")], is("PENDING"), "", "10.00"],
    ["controls that weigh 0 are not looked at", [is("PENDING")], g("12"), "1", "12.00"],
    ["an undecided absence as entered", [g("10"), is("ABSENT")], undefined, "", "PENDING"],
    ["pending activities", [g("10")], is("PENDING"), "1/4", "PENDING"],
    ["an unjustified absence only", [is("ABSENT", false)], undefined, "", "0.00"],
    ["an unjustified absence counts", [g("12"), is("ABSENT", false)], undefined, "", "6.00"],
    ["a justified absence only", [is("ABSENT", true)], undefined, "", "MISSING"],
    ["a justified absence leaves", [g("12"), is("ABSENT", true)], undefined, "", "12.00"],
    ["an exempt control leaves", [g("12"), is("EXEMPT")], undefined, "", "12.00"],
    ["exempt and nothing else", [is("EXEMPT"), is("MISSING")], undefined, "", "EXEMPT"],
    ["exempt in the activities only", [is("MISSING")], is("EXEMPT"), "1/4", "EXEMPT"],
    ["pending beats exempt", [is("EXEMPT"), is("ABSENT")], undefined, "", "PENDING"],
    ["no cells", [], undefined, "1/4", "MISSING"],
    ["a half is rounded up", [g("10.00"), g("10.01")], undefined, "", "10.01"],
    ["thirds", [g("10"), g("10"), g("11")], g("14"), "1/3", "11.56"],
  ])("%s", (_, controls, activities, weight, want) => {
    const got = runningMark(controls, activities, weight);
    expect(got.mark ?? got.state).toBe(want);
  });

  it("gives the figures of a column", () => {
    const cells = [g("10.00"), g("9.99"), g("20.00"), is("ABSENT", false), is("ABSENT", true), is("PENDING"), is("EXEMPT"), is("MISSING")];
    expect(columnFigures(cells, 20)).toEqual({ count: 4, missing: 1, absent: 3, passed: 2, low: "0.00", average: "10.00", high: "20.00" });
    expect(columnFigures([is("MISSING")], 20)).toEqual({ count: 0, missing: 1, absent: 0, passed: 0 });
  });
});
