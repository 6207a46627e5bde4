import { expect, test } from "vitest";
import { missedIn, nextStep, openDays, type Sent } from "../src/screens/attendance/brought.ts";
import type { StudentAbsences } from "../src/parts/types.ts";

const nothing: Sent = { id: "", papers: [], accepted: false };

test("the reason goes first, then each paper once, and the decision last: papers are for what waits", () => {
  expect(nextStep(nothing, [7, 8], true)).toEqual({ kind: "record" });
  expect(nextStep({ ...nothing, id: "j" }, [7, 8], true)).toEqual({ kind: "paper", id: 7 });
  expect(nextStep({ ...nothing, id: "j", papers: [7] }, [7, 8], true)).toEqual({ kind: "paper", id: 8 });
  expect(nextStep({ ...nothing, id: "j", papers: [7, 8] }, [7, 8], true)).toEqual({ kind: "accept" });
  expect(nextStep({ id: "j", papers: [7, 8], accepted: true }, [7, 8], true)).toBeUndefined();
});

test("a paper that is left out after it failed does not stop the rest", () => {
  expect(nextStep({ ...nothing, id: "j", papers: [7] }, [7], false)).toBeUndefined();
  expect(nextStep({ ...nothing, id: "j", papers: [7] }, [7, 9], false)).toEqual({ kind: "paper", id: 9 });
});

test("days that wait for a reason: absences that are not justified, each day once, newest first", () => {
  const one = (date: string, state: string, standing: string) => ({ date, state, standing });
  const absences = [
    one("2026-11-20", "ABSENT", "UNDECIDED"), one("2026-11-20", "ABSENT", "UNJUSTIFIED"), one("2026-11-18", "LATE", "UNDECIDED"),
    one("2026-11-23", "ABSENT", "UNJUSTIFIED"), one("2026-11-19", "ABSENT", "JUSTIFIED"),
  ] as unknown as StudentAbsences["absences"];
  expect(openDays(absences)).toEqual(["2026-11-23", "2026-11-20"]);
  expect(missedIn(absences, "2026-11-19", "2026-11-20")).toBe(3);
  expect(missedIn(absences, "2026-11-18", "2026-11-18")).toBe(0);
});
