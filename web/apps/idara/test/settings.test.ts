import { expect, test } from "vitest";
import { hoursTyped, newest, policyAfter, policyChange, rolesToShow, timed } from "../src/screens/settings/model.ts";

const rule = (from: string) => ({ from, registerHours: 0, halfDayRule: "" });

test("of the rules of attendance the last that has begun stands; the newest is shown first", () => {
  const list = timed([rule(""), rule("2026-10-01"), rule("2026-11-23"), rule("2026-12-01")], "2026-11-23");
  expect(list.map((one) => [one.rule.from, one.time])).toEqual([["2026-12-01", "next"], ["2026-11-23", "now"], ["2026-10-01", "before"], ["", "before"]]);
  expect(timed([rule("2026-12-01")], "2026-11-23").map((one) => one.time)).toEqual(["next"]);
  expect(timed([], "2026-11-23")).toEqual([]);
});

test.each([["", 0], [" 48 ", 48], ["1", 1], ["168", 168], ["٤٨", 48], ["١٦٩", undefined], ["0", undefined], ["169", undefined], ["-1", undefined], ["1.5", undefined], ["x", undefined]])(
  "hours of a register typed as %j are %j",
  (typed, hours) => expect(hoursTyped(typed)).toBe(hours),
);

test("the answer of a write stands until a sync that was asked for after it", () => {
  const answer = { value: "ours", at: 1000 };
  expect(newest(undefined, "synced", new Date(1))).toBe("synced");
  expect(newest(answer, "before", new Date(999))).toBe("ours");
  expect(newest(answer, undefined, undefined)).toBe("ours");
  expect(newest(answer, "a colleague's", new Date(1000))).toBe("a colleague's");
});

test("roles of staff may be chosen, and what stands in the policy may be taken out", () => {
  expect(rolesToShow(["TEACHER"])).toEqual(["TEACHER", "SCHOOL_OFFICE", "PROVINCE", "ACADEMY", "MINISTRY"]);
  expect(rolesToShow(["STUDENT", "TEACHER"])[0]).toBe("STUDENT");
});

test("what was ticked is laid over the policy as it stands: a colleague's change stays", () => {
  const ticked = new Map([["TEACHER", true], ["MINISTRY", false]] as const);
  expect(policyAfter(["MINISTRY"], ticked)).toEqual(["TEACHER"]);
  expect(policyAfter(["MINISTRY", "ACADEMY"], ticked)).toEqual(["TEACHER", "ACADEMY"]);
  expect(policyAfter(["STUDENT", "TEACHER"], new Map())).toEqual(["STUDENT", "TEACHER"]);
});

test("a new policy says whom it adds and whom it takes out", () => {
  expect(policyChange(["TEACHER", "MINISTRY"], ["MINISTRY", "ACADEMY"])).toEqual({ added: ["ACADEMY"], removed: ["TEACHER"] });
  expect(policyChange(["TEACHER"], ["TEACHER"])).toEqual({ added: [], removed: [] });
});
