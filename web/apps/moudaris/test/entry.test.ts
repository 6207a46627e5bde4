import { describe, expect, it } from "vitest";
import { keyState, readEntry, sameEntry } from "../src/model/entry.ts";

describe("what is typed into a cell", () => {
  it.each([
    ["14,5", { mark: "14.50" }],
    ["14.5", { mark: "14.50" }],
    ["١٤٫٥", { mark: "14.50" }],
    ["۱۴,۲۵", { mark: "14.25" }],
    [" 7 ", { mark: "7.00" }],
    [",5", { mark: "0.50" }],
    ["20", { mark: "20.00" }],
    ["", { state: "MISSING" }],
    ["غ", { state: "ABSENT" }],
    ["غائبة", { state: "ABSENT" }],
    ["غــائب", { state: "ABSENT" }],
    ["A", { state: "ABSENT" }],
    ["abs.", { state: "ABSENT" }],
    ["معفى", { state: "EXEMPT" }],
    ["مُعفاة", { state: "EXEMPT" }],
    ["Dispensé", { state: "EXEMPT" }],
    ["20.01", { refusal: "MARK_ABOVE_SCALE" }],
    ["14.255", { refusal: "MARK_TOO_PRECISE" }],
    ["-1", { refusal: "MARK_NEGATIVE" }],
    ["1 4", { refusal: "MARK_NOT_A_NUMBER" }],
    ["quatorze", { refusal: "MARK_NOT_A_NUMBER" }],
    ["1.2.3", { refusal: "MARK_NOT_A_NUMBER" }],
  ])("%s", (text, want) => {
    expect(readEntry(text, 20)).toEqual(want);
  });

  it("keeps to the scale of a primary school", () => {
    expect(readEntry("10", 10)).toEqual({ mark: "10.00" });
    expect(readEntry("10,5", 10)).toEqual({ refusal: "MARK_ABOVE_SCALE" });
  });

  it("knows the one-key states of both keyboards", () => {
    expect(["a", "غ", "e", "م", "D", "5", "x"].map(keyState)).toEqual(["ABSENT", "ABSENT", "EXEMPT", "EXEMPT", "EXEMPT", undefined, undefined]);
  });

  it("does not take an undecided absence for a change", () => {
    expect(sameEntry({ state: "ABSENT" }, { state: "PENDING" })).toBe(true);
    expect(sameEntry({ mark: "14.50" }, { mark: "14.50", state: "GRADED" })).toBe(true);
    expect(sameEntry({ state: "MISSING" }, {})).toBe(true);
    expect(sameEntry({ mark: "0.00" }, { state: "MISSING" })).toBe(false);
  });
});
