import { describe, expect, it } from "vitest";
import { planPaste, readTable, type Target } from "../src/model/paste.ts";

const target: Target = {
  scale: 20,
  cols: [
    { column: "C1", locked: false },
    { column: "C2", locked: false },
    { column: "ACT", locked: true },
  ],
  rows: [
    { massarCode: "J100000001", name: { ar: "أحمد العلوي", latin: "El Alaoui Ahmed" }, left: false },
    { massarCode: "J100000002", name: { ar: "سارة بناني", latin: "Bennani Sara" }, left: false },
    { massarCode: "J100000003", name: { ar: "عمر برادة", latin: "Berrada Omar" }, left: true },
    { massarCode: "J100000004", name: { ar: "سارة بناني", latin: "Bennani Sara" }, left: false },
    { massarCode: "J100000005", name: { ar: "ليلى الفاسي", latin: "Fassi Leila" }, left: false },
  ],
};
const short = (plan: ReturnType<typeof planPaste>): string[] => plan.cells.map((c) => `${c.row} ${c.column} ${"mark" in c.entry ? c.entry.mark : c.entry.state}`);

describe("reading what a spreadsheet copies", () => {
  it.each([
    ["a column of Excel", "12,5\r\n13\r\n", [["12,5"], ["13"]]],
    ["empty cells within stay", "12\n\n14\n\n\n", [["12"], [""], ["14"]]],
    ["quoted cells", '"a\tb"\t"say ""hi"""\n"two\nlines"\t3', [["a\tb", 'say "hi"'], ["two\nlines", "3"]]],
    ["nothing", "", []],
  ])("%s", (_, text, want) => expect(readTable(text)).toEqual(want));
});

describe("laying it over the grid", () => {
  it("goes down from the chosen cell, and leaves empty cells alone", () => {
    const plan = planPaste("12,5\n\n", { row: 0, col: 0 }, target);
    expect(short(plan)).toEqual(["0 C1 12.50"]);
    const next = planPaste("14.25\n\nغ", { row: 0, col: 1 }, target);
    expect(short(next)).toEqual(["0 C2 14.25"]);
    expect(next.empty).toBe(1);
    // The third is for a student who has left.
    expect(next.bad).toEqual([{ line: 3, row: 2, text: "غ", why: "STUDENT_LEFT_CLASS" }]);
  });

  it("names every cell that cannot stand", () => {
    const plan = planPaste("25\t12\n12,345\t9\t8\nhello\t1", { row: 0, col: 1 }, target);
    expect(short(plan)).toEqual([]);
    expect(plan.bad.map((b) => `${b.line} ${b.text} ${b.why}`)).toEqual([
      "1 25 MARK_ABOVE_SCALE",
      "1 12 COLUMN_LOCKED",
      "2 12,345 MARK_TOO_PRECISE",
      "2 9 COLUMN_LOCKED",
      "2 8 NO_COLUMN",
      "3 hello STUDENT_LEFT_CLASS",
      "3 1 COLUMN_LOCKED",
    ]);
  });

  it("says which lines are below the last student", () => {
    const plan = planPaste("1\n2\n3", { row: 3, col: 0 }, target);
    expect(short(plan)).toEqual(["3 C1 1.00", "4 C1 2.00"]);
    expect(plan.bad).toEqual([{ line: 3, text: "3", why: "NO_STUDENT" }]);
  });

  it("follows the Massar codes wherever the lines stand", () => {
    const plan = planPaste("N\tCode\tNote\n1\tj100000005\t11\n2\tJ100000001\t12\n3\tJ999999999\t9\n4\tJ100000001\t8", { row: 3, col: 0 }, target);
    expect(plan.by).toBe("code");
    expect(plan.heading).toBe(true);
    expect(short(plan)).toEqual(["4 C1 11.00", "0 C1 12.00"]);
    expect(plan.bad.map((b) => `${b.line} ${b.why}`)).toEqual(["4 NO_STUDENT", "5 STUDENT_TWICE"]);
  });

  it("follows names in either script and order, and guesses between nobody", () => {
    const plan = planPaste("Ahmed EL ALAOUI\t15\nالفاسي ليلى\t16\nBennani Sara\t3", { row: 0, col: 0 }, target);
    expect(plan.by).toBe("name");
    expect(short(plan)).toEqual(["0 C1 15.00", "4 C1 16.00"]);
    expect(plan.bad).toEqual([{ line: 3, text: "Bennani Sara 3", why: "NO_STUDENT" }]);
  });

  it("passes other columns on its way to the marks", () => {
    const plan = planPaste("J100000001\tEl Alaoui Ahmed\t15,5\t12\nJ100000002\tBennani Sara\tabs\t13", { row: 0, col: 0 }, target);
    expect(short(plan)).toEqual(["0 C1 15.50", "0 C2 12.00", "1 C1 ABSENT", "1 C2 13.00"]);
  });
});
