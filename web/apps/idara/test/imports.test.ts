import { expect, test } from "vitest";
import type { Import, ImportIssue } from "../src/parts/types.ts";
import { remember, type Handed } from "../src/parts/handed.ts";
import { matching, outcomeOf, queryOf, reasonsOf } from "../src/screens/imports/model.ts";

test("a kind sends only what it has: a class list cannot be tried, whatever was chosen before", () => {
  const asked = { classId: "12345A.c", from: "2026-11-30", dryRun: true };
  expect(queryOf({ ...asked, kind: "CLASS_LIST" }, "لائحة 1.xlsx")).toBe("kind=CLASS_LIST&fileName=%D9%84%D8%A7%D8%A6%D8%AD%D8%A9+1.xlsx");
  expect(queryOf({ ...asked, kind: "TIMETABLE" }, "a.csv")).toBe("kind=TIMETABLE&fileName=a.csv&from=2026-11-30&dryRun=true");
  expect(queryOf({ ...asked, kind: "ABSENCES", dryRun: false }, "a.xlsx")).toBe("kind=ABSENCES&fileName=a.xlsx&classId=12345A.c");
  expect(queryOf({ ...asked, kind: "STAFF" }, "a.xlsx")).toBe("kind=STAFF&fileName=a.xlsx&dryRun=true");
});

test("a file that was only tried is never said to be written", () => {
  const one = (state: Import["state"], dryRun: boolean): Import => ({ importId: "i", kind: "STAFF", state, dryRun, accepted: 1, refused: [], warnings: [] });
  expect(outcomeOf(one("DONE", false))).toBe("done");
  expect(outcomeOf(one("DONE", true))).toBe("tried");
  expect(outcomeOf(one("REFUSED", true))).toBe("refused");
  expect(outcomeOf(one("RUNNING", false))).toBe("running");
});

const issue = (cell: string, reason: string, message: string, value = ""): ImportIssue => ({ sheet: "NotesCC", cell, reason, message, value });

test("the filter finds cells by address and words by any order", () => {
  const all = [issue("G18", "MARK", "نقطة أكبر من 20"), issue("G19", "MARK", "نقطة ليست عددا"), issue("A1", "HEAD", "G18", "2APIC-1")];
  expect(matching(all, "g18").map((i) => i.cell)).toEqual(["G18", "A1"]);
  expect(matching(all, " عددا  نقطة ").map((i) => i.cell)).toEqual(["G19"]);
  expect(matching(all, "2apic-1").map((i) => i.cell)).toEqual(["A1"]);
  expect(matching(all, "  ")).toHaveLength(3);
});

test("reasons are counted, the commonest first", () => {
  expect(reasonsOf([issue("A1", "X", "x"), issue("A2", "Y", "y"), issue("A3", "Y", "y2")])).toEqual([
    { reason: "Y", message: "y", n: 2 },
    { reason: "X", message: "x", n: 1 },
  ]);
});

test("files are remembered newest first, once each, twenty at most", () => {
  const one = (importId: string): Handed => ({ importId, kind: "STAFF", fileName: importId, at: "", outcome: "done", refused: 0 });
  let all: Handed[] = [];
  for (let i = 0; i < 25; i++) all = remember(all, one(String(i)));
  all = remember(all, one("20"));
  expect(all).toHaveLength(20);
  expect(all.slice(0, 3).map((h) => h.importId)).toEqual(["20", "24", "23"]);
});
