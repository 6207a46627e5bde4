import { describe, expect, test } from "vitest";

import { exact, over, parseExact, print } from "../src/model/exact";
import { readMark } from "../src/model/typed";
import type { ControlMark, MarkState, SubjectMarks } from "../src/model/types";
import { canTry, possibleAverage, possibleMark } from "../src/model/whatif";

function control(number: number, mark: string | undefined, state: MarkState = "GRADED", justified?: boolean): ControlMark {
  return {
    number, label: "", date: "", state,
    ...(mark === undefined ? {} : { mark }),
    ...(justified === undefined ? {} : { justified }),
  };
}

function subject(over: Partial<SubjectMarks> & { code?: string }): SubjectMarks {
  const { code = "PC", ...rest } = over;
  return {
    subject: { code, name: code }, coefficient: "7", scale: 20, controls: [], state: "NOT_PUBLISHED", remark: "", ...rest,
  };
}

describe("exact numbers", () => {
  test.each([
    ["7", 7, 1],
    ["0.50", 1, 2],
    ["2/3", 2, 3],
    ["14.50", 29, 2],
  ])("%s is read", (text, num, den) => expect(parseExact(text)).toEqual({ num, den }));

  test.each(["", "x", "1/0", "-1", "1.", "1,5"])("%j is no number", (text) => expect(parseExact(text)).toBeUndefined());

  test("a half hundredth goes up, as the server rounds", () => {
    expect(print(exact(13125, 1000))).toBe("13.13");
    expect(print(exact(131249, 10000))).toBe("13.12");
    expect(print(over(exact(2), exact(3)))).toBe("0.67");
    expect(print(exact(9995, 1000))).toBe("10.00");
    expect(print(exact(0))).toBe("0.00");
  });
});

describe("the mark that a subject would have", () => {
  const physics = subject({
    controls: [control(1, "10.50"), control(2, "10.75"), control(3, "14.25")],
    activities: { mark: "14.00", state: "GRADED" },
    activitiesWeight: "1/4",
  });

  test("is the one that the server prints when all is there", () => {
    expect(possibleMark(physics)).toEqual({ mark: "12.38", open: 0 });
    const english = subject({
      controls: [control(1, "11.00"), control(2, "13.00")], activities: { mark: "17.00", state: "GRADED" }, activitiesWeight: "2/5",
    });
    expect(possibleMark(english).mark).toBe("14.00");
  });

  test("takes a possible mark in place of one that is not there", () => {
    const open = { ...physics, controls: [control(1, "10.50"), control(2, "10.75"), control(3, undefined, "NOT_PUBLISHED")] };
    expect(possibleMark(open)).toEqual({ mark: "11.47", open: 1 });
    expect(possibleMark(open, { C3: "14.25" })).toEqual({ mark: "12.38", open: 0 });
  });

  test("never replaces a mark that stands", () => {
    expect(possibleMark(physics, { C1: "20.00", ACT: "20.00" }).mark).toBe("12.38");
  });

  test("without activities it is the mean of the controls, and the other way round", () => {
    const { activities: _, ...bare } = physics;
    expect(possibleMark(bare).mark).toBe("11.83");
    const none = { ...physics, controls: [control(1, undefined, "MISSING")] };
    expect(possibleMark(none)).toEqual({ mark: "14.00", open: 1 });
    expect(possibleMark({ ...physics, controls: [], activities: { state: "NOT_PUBLISHED" } })).toEqual({ open: 1 });
  });

  test.each([
    ["", "11.83", 0],
    [undefined, "11.83", 0],
    ["0", "11.83", 0],
    ["1", "14.00", 0],
  ])("a part that weighs nothing is not looked at: activities with a share of %j", (activitiesWeight, mark, open) => {
    const { activitiesWeight: _, ...bare } = physics;
    const weighed = { ...bare, ...(activitiesWeight === undefined ? {} : { activitiesWeight }) };
    expect(possibleMark(weighed)).toEqual({ mark, open });
    const [part, tries] = activitiesWeight === "1" ? ["controls", { C4: "2.00" }] as const : ["activities", { ACT: "2.00" }] as const;
    const toCome = part === "controls" ? { controls: [...physics.controls, control(4, undefined, "MISSING")] } : { activities: { state: "MISSING" as const } };
    expect(possibleMark({ ...weighed, ...toCome }, tries)).toEqual({ mark, open });
    expect(possibleMark({ ...weighed, ...toCome })).toEqual({ mark, open });
  });

  test("an absence counts 0 once it is unjustified, and leaves when it is justified or exempt", () => {
    const absent = (justified: boolean) =>
      possibleMark(subject({ controls: [control(1, "12.00"), control(2, undefined, "ABSENT", justified)] })).mark;
    expect(absent(false)).toBe("6.00");
    expect(absent(true)).toBe("12.00");
    expect(possibleMark(subject({ controls: [control(1, "12.00"), control(2, undefined, "EXEMPT")] }))).toEqual({ mark: "12.00", open: 0 });
    expect(possibleMark(subject({ controls: [control(1, undefined, "ABSENT", false)] })).mark).toBe("0.00");
  });

  test("what may be tried is only what is still to come", () => {
    const states: MarkState[] = ["GRADED", "ABSENT", "EXEMPT", "PENDING", "MISSING", "NOT_PUBLISHED"];
    expect(states.map(canTry)).toEqual([false, false, false, true, true, true]);
  });
});

describe("the average that a semester would have", () => {
  const maths = subject({ code: "MATH", coefficient: "7", state: "GRADED", mark: "9.17", controls: [control(1, "9.17")] });
  const french = subject({ code: "FR", coefficient: "4", controls: [control(1, "12.00"), control(2, undefined, "NOT_PUBLISHED")] });

  test("weighs the printed marks by their coefficients", () => {
    // (9.17 x 7 + 12 x 4) / 11 = 10.199...
    expect(possibleAverage([maths, french])).toEqual({ value: "10.20", counted: 2, open: 0 });
    // with 18 in French: (64.19 + 15 x 4) / 11 = 11.29
    expect(possibleAverage([maths, french], { FR: { C2: "18.00" } }).value).toBe("11.29");
  });

  test("leaves out what has no number and what weighs nothing", () => {
    const empty = subject({ code: "SVT", controls: [control(1, undefined, "NOT_PUBLISHED")] });
    const exempt = subject({ code: "EPS", state: "EXEMPT", controls: [control(1, undefined, "EXEMPT")] });
    const free = subject({ code: "X", coefficient: "0", state: "GRADED", mark: "20.00" });
    expect(possibleAverage([maths, empty, exempt, free])).toEqual({ value: "9.17", counted: 1, open: 1 });
    expect(possibleAverage([empty])).toEqual({ counted: 0, open: 1 });
  });

  test("knows coefficients that are fractions", () => {
    const third = subject({ code: "A", coefficient: "1/3", state: "GRADED", mark: "10.00" });
    const twoThirds = subject({ code: "B", coefficient: "2/3", state: "GRADED", mark: "16.00" });
    expect(possibleAverage([third, twoThirds]).value).toBe("14.00");
  });
});

describe("a typed mark", () => {
  test.each([
    ["14.5", "14.50"],
    ["14,5", "14.50"],
    ["١٤٫٥", "14.50"],
    ["۱۴", "14.00"],
    [" 7 ", "7.00"],
    [".5", "0.50"],
    ["20", "20.00"],
    ["\u206614.25\u2069", "14.25"],
  ])("%j is %s", (text, mark) => expect(readMark(text, 20)).toEqual({ mark }));

  test.each([
    ["-1", "MARK_NEGATIVE"],
    ["20.01", "MARK_ABOVE_SCALE"],
    ["1.255", "MARK_TOO_PRECISE"],
    ["1.2.3", "MARK_NOT_A_NUMBER"],
    ["abc", "MARK_NOT_A_NUMBER"],
    [".", "MARK_NOT_A_NUMBER"],
  ])("%j is refused: %s", (text, refusal) => expect(readMark(text, 20)).toEqual({ refusal }));

  test("nothing is nothing, and primary school ends at ten", () => {
    expect(readMark("  ", 20)).toEqual({ empty: true });
    expect(readMark("12", 10)).toEqual({ refusal: "MARK_ABOVE_SCALE" });
  });
});
