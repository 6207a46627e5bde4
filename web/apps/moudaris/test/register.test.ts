import { describe, expect, it } from "vitest";
import type { CellState } from "@massar/offline";
import { asksReason, editsOf, forget, heldOf, isTaken, matches, minutesSince, readMinutes, registerWord, standing, tallyOf, tapped, type Presence } from "../src/model/register.ts";
import type { RegisterEntry } from "../src/model/types.ts";

const entry = (studentId: string, state: RegisterEntry["state"], version: number): RegisterEntry => ({
  studentId, state, version, massarCode: `J10000000${studentId}`, name: { ar: "أحمد العلوي", latin: "El Alaoui Ahmed" }, number: Number(studentId), minutesLate: 0, justified: false,
});
const held = (cell: string, state: CellState["state"], value: CellState["value"], version: number): [string, CellState] => [cell, { opId: "o", cell, state, value, version }];

describe("a register", () => {
  it("goes round with a tap", () => {
    expect(tapped({ state: "PRESENT", minutesLate: 0 })).toEqual({ state: "ABSENT", minutesLate: 0 });
    expect(tapped({ state: "ABSENT", minutesLate: 0 })).toEqual({ state: "PRESENT", minutesLate: 0 });
  });

  it.each(["LATE", "EXCUSED", "SENT_TO_OFFICE"] as const)("does not lose %s to a tap", (state) => {
    expect(tapped({ state, minutesLate: 5 })).toBeUndefined();
  });

  it("sends what changed, with the version that the phone or else the screen knows", () => {
    const entries = [entry("1", "PRESENT", 0), entry("2", "ABSENT", 3), entry("3", "PRESENT", 1), entry("4", "PRESENT", 0)];
    const phone = new Map([held("3", "RECEIVED", { state: "LATE", minutesLate: 5 }, 2), held("4", "PHONE", { state: "ABSENT" }, 0)]);
    const touched = new Map([
      ["1", { state: "ABSENT" as const, minutesLate: 0 }],
      ["2", { state: "ABSENT" as const, minutesLate: 0 }],
      ["3", { state: "LATE" as const, minutesLate: 10 }],
      ["4", { state: "PRESENT" as const, minutesLate: 0 }],
    ]);
    expect(editsOf(entries, touched, phone)).toEqual([
      { studentId: "1", state: "ABSENT", version: 0 },
      { studentId: "3", state: "LATE", minutesLate: 10, version: 2 },
      { studentId: "4", state: "PRESENT", version: 0 },
    ]);
    expect(editsOf(entries, new Map(), phone)).toEqual([]);
  });

  it("builds on the server's word once that is as new as what was received", () => {
    const entries = [entry("1", "PRESENT", 3), entry("2", "PRESENT", 1), entry("3", "PRESENT", 1)];
    const overlay = new Map([
      held("1", "RECEIVED", { state: "ABSENT" }, 2),
      held("2", "RECEIVED", { state: "ABSENT" }, 2),
      held("3", "PHONE", { state: "ABSENT" }, 1),
      held("9", "PHONE", { state: "ABSENT" }, 1),
    ]);
    const phone = heldOf(entries, overlay);
    expect([...phone.keys()]).toEqual(["2", "3"]);
    // The same value as the old one is a change again, and goes out with the server's version.
    expect(editsOf(entries, new Map([["1", { state: "ABSENT" as const, minutesLate: 0 }]]), phone)).toEqual([{ studentId: "1", state: "ABSENT", version: 3 }]);
  });

  it("keeps what was tapped while a save was written", () => {
    const absent = { state: "ABSENT" as const, minutesLate: 0 };
    const touched = new Map<string, Presence>([["1", absent], ["2", absent]]);
    const sent = new Map(touched);
    touched.set("2", { state: "PRESENT", minutesLate: 0 });
    touched.set("3", absent);
    forget(touched, sent);
    expect([...touched.keys()]).toEqual(["2", "3"]);
  });

  it("is not taken by a save that was refused", () => {
    const refusal = { reason: "LATE_REASON_REQUIRED", message: "", requestId: "" };
    expect(isTaken({ taken: false }, [])).toBe(false);
    expect(isTaken({ taken: false }, [{ refusal }])).toBe(false);
    expect(isTaken({ taken: false }, [{ refusal }, {}])).toBe(true);
    expect(isTaken({ taken: true }, [{ refusal }])).toBe(true);
  });

  it("wants a reason with each late save", () => {
    expect((["EARLY", "OPEN", "LATE", "CLOSED"] as const).map((window) => asksReason({ window }))).toEqual([false, false, true, false]);
  });

  it("shows the server's word where the phone's was refused", () => {
    const [, refused] = held("1", "REFUSED", { state: "LATE", minutesLate: 5 }, 0);
    const [, conflict] = held("1", "CONFLICT", { state: "LATE", minutesLate: 5 }, 0);
    expect(standing(entry("1", "ABSENT", 1), refused).state).toBe("ABSENT");
    expect(standing(entry("1", "ABSENT", 1), conflict)).toEqual({ state: "LATE", minutesLate: 5 });
  });

  it("counts", () => {
    const states = ["PRESENT", "ABSENT", "LATE", "EXCUSED", "SENT_TO_OFFICE", "PRESENT"] as const;
    expect(tallyOf(states.map((state) => ({ state, minutesLate: 0 })))).toEqual({ all: 6, present: 2, absent: 1, late: 1, other: 2 });
  });

  it("reads minutes", () => {
    expect(minutesSince("08:30", "08:42")).toBe(12);
    expect(minutesSince("08:30", "08:20")).toBe(1);
    expect(["7", "٢٥", "0", "241", "x", ""].map(readMinutes)).toEqual([7, 25, undefined, undefined, undefined, undefined]);
  });

  it("finds by number, code and both scripts", () => {
    const who = entry("7", "PRESENT", 0);
    expect(["7", "علوي احمد", "alaoui", "J100", "0007"].map((q) => matches(who, q))).toEqual([true, true, true, true, true]);
    expect(["8", "بناني"].map((q) => matches(who, q))).toEqual([false, false]);
  });

  it("says how far a register is", () => {
    const lesson = { date: "2026-11-23", start: "10:30" };
    const at = { date: "2026-11-23", time: "10:35" };
    const not = { taken: false, waiting: false };
    expect(registerWord(lesson, not, at)).toBe("take");
    expect(registerWord(lesson, not, { date: "2026-11-23", time: "08:00" })).toBe("early");
    expect(registerWord(lesson, { ...not, window: "LATE" }, at)).toBe("late");
    expect(registerWord(lesson, { ...not, window: "CLOSED" }, at)).toBe("closed");
    expect(registerWord(lesson, { taken: true, waiting: false }, at)).toBe("taken");
    expect(registerWord(lesson, { taken: false, waiting: true }, at)).toBe("phone");
    expect(registerWord({ ...lesson, status: "CANCELLED" }, not, at)).toBe("cancelled");
  });
});
