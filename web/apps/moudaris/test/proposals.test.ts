import { describe, expect, it } from "vitest";
import { proposalsOf } from "../src/model/proposals.ts";
import type { Correction } from "../src/model/types.ts";

const proposed = (correctionId: string, state: Correction["state"], minute: string, more: Partial<Correction> = {}): Correction =>
  ({ correctionId, state, markSheetId: "S.1", studentId: "a", column: "C1", proposedAt: `2026-11-24T09:${minute}:00+01:00`, ...more }) as Correction;
const found = (...all: Correction[]): [string, string][] => [...proposalsOf(all, "S.1")].map(([cell, one]) => [cell, one.correctionId]);

describe("what was proposed for the cells of a sheet", () => {
  it("is the last of each cell, in whatever order they came", () => {
    const [old, last] = [proposed("1", "REFUSED", "05"), proposed("2", "PROPOSED", "40")];
    expect(found(old, last)).toEqual([["a/C1", "2"]]);
    expect(found(last, old)).toEqual([["a/C1", "2"]]);
  });
  it("tells the hours of two days of other clocks apart", () => {
    expect(found(proposed("1", "REFUSED", "30"), proposed("2", "PROPOSED", "00", { proposedAt: "2026-11-24T08:45:00Z" }))).toEqual([["a/C1", "2"]]);
  });
  it("is of this sheet and of its own cell", () => {
    expect(found(proposed("1", "PROPOSED", "00", { markSheetId: "S.2" }), proposed("2", "PROPOSED", "00", { column: "C2" }), proposed("3", "APPROVED", "00", { studentId: "b" }))).toEqual([["a/C2", "2"], ["b/C1", "3"]]);
  });
});
