import { expect, test } from "vitest";
import type { NodeSummary } from "../src/parts/types.ts";
import { share } from "../src/parts/share.ts";
import { above, csv, gresaOf, measure, monthsOfYear, roleToMake, worstFirst } from "../src/screens/places/model.ts";

const row = (code: string, over: object): NodeSummary => ({ classId: "", node: { node: `ma/${code}`, code, kind: "ACADEMY", name: code }, ...over }) as NodeSummary;

test("a share of nothing is no share", () => {
  expect(share(0, 0)).toBeUndefined();
  expect(share(1, 4)).toBe(0.25);
});

test("the worst stands first, and what has no figure last", () => {
  const rows = [row("01", { absence: { rate: "97.00" } }), row("02", { absence: { rate: "" } }), row("03", { absence: { rate: "9.50" } }), row("04", {})];
  expect(worstFirst(rows, "absence").map((r) => r.node?.code)).toEqual(["03", "01", "02", "04"]);
  const sizes = [row("01", { enrolment: { students: 5 } }), row("02", { enrolment: { students: 50 } })];
  expect(worstFirst(sizes, "enrolment").map((r) => r.node?.code)).toEqual(["02", "01"]);
  expect(measure(row("05", { entry: { entered: 1, expected: 0 } }), "entry")).toBeUndefined();
});

test("nobody climbs above his own places", () => {
  expect(above("ma/07/351", ["ma/07"])).toBe("ma/07");
  expect(above("ma/07", ["ma/07"])).toBeUndefined();
  expect(above("ma/071/351", ["ma/07"])).toBeUndefined();
  expect(above("ma", ["ma"])).toBeUndefined();
});

test("a GRESA is the last part of a school's path, also of an annex", () => {
  expect(gresaOf("ma/07/351/12345A")).toBe("12345A");
  expect(gresaOf("ma/07/351/12345A/54321B")).toBe("54321B");
  expect(gresaOf("ma/07/351")).toBe("");
});

test("accounts are made below one's own role only", () => {
  expect(roleToMake("SCHOOL", "PROVINCE")).toBe("SCHOOL_OFFICE");
  expect(roleToMake("DIRECTORATE", "PROVINCE")).toBeUndefined();
  expect(roleToMake("DIRECTORATE", "ACADEMY")).toBe("PROVINCE");
  expect(roleToMake("MINISTRY", "MINISTRY")).toBeUndefined();
  expect(roleToMake("SCHOOL", "SCHOOL_OFFICE")).toBeUndefined();
});

test("a file for a spreadsheet keeps Arabic, quotes what must be, and holds no formula", () => {
  expect(csv([["الاسم", 'a "b", c'], ["=1+1", -3], ["x\ny", 0.5]])).toBe('\ufeffالاسم,"a ""b"", c"\r\n\'=1+1,-3\r\n"x\ny",0.5\r\n');
});

test("the months of a school year begin in September and go over the new year", () => {
  expect(monthsOfYear("2026-11")).toEqual(["2026-11", "2026-10", "2026-09"]);
  expect(monthsOfYear("2027-02")).toEqual(["2027-02", "2027-01", "2026-12", "2026-11", "2026-10", "2026-09"]);
  expect(monthsOfYear("2026-09")).toEqual(["2026-09"]);
  expect(monthsOfYear("2027-08")).toHaveLength(12);
});
