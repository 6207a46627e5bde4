import type { QueuedOp } from "@massar/offline";
import type { Absence } from "@massar/study";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { missedDays, notRefused } from "../src/model/rule";
import { fateOf } from "../src/model/sent";

const added = { opId: "a", resource: "child/x/justifications", state: "PHONE" } as QueuedOp;

function phone(): { queue: Parameters<typeof fateOf>[0]; turn: (state: QueuedOp["state"] | undefined) => void; watched: () => number } {
  let ops: QueuedOp[] = [added];
  const watchers = new Set<() => void>();
  return {
    queue: {
      list: () => ops,
      subscribe: (fn) => {
        watchers.add(fn);
        return () => watchers.delete(fn);
      },
    },
    turn: (state) => {
      ops = state ? [{ ...added, state }] : [];
      for (const fn of [...watchers]) fn();
    },
    watched: () => watchers.size,
  };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test.each<[string, (QueuedOp["state"] | undefined)[], string]>([
  ["arrived", ["SENDING", "RECEIVED"], "RECEIVED"],
  ["arrived and in the server's list already", ["SENDING", undefined], "RECEIVED"],
  ["was refused", ["SENDING", "REFUSED"], "REFUSED"],
  ["met no network after all", ["PHONE", "SENDING", "PHONE"], "PHONE"],
])("with network it %s", async (_, states, fate) => {
  const { queue, turn, watched } = phone();
  const told = fateOf(queue, added, () => true);
  states.forEach(turn);
  expect(await told).toBe(fate);
  expect(watched()).toBe(0);
});

test("without network it is on the phone at once", async () => {
  expect(await fateOf(phone().queue, added, () => false)).toBe("PHONE");
});

test("nothing is said of what is still being sent", async () => {
  const { queue, turn, watched } = phone();
  const told = fateOf(queue, added, () => true, 1000);
  turn("SENDING");
  await vi.advanceTimersByTimeAsync(1000);
  expect(await told).toBeUndefined();
  expect(watched()).toBe(0);
});

test("a day that was refused is not counted among those that wait for a reason, unless something else of it does", () => {
  const missed = (date: string, start: string, justification: Absence["justification"]): Absence => ({
    lessonId: `${date} ${start}`, date, start, end: "", subject: { code: "M", name: "M" }, state: "ABSENT", minutesLate: 0, justification,
    standing: "UNDECIDED", justifyBy: "2026-11-26",
  });
  const days = missedDays(
    [missed("2026-11-20", "08:00", "REFUSED"), missed("2026-11-23", "08:00", "REFUSED"), missed("2026-11-23", "09:00", "NONE"), missed("2026-11-24", "08:00", "NONE")],
    "2026-11-24",
  );
  expect(days).toHaveLength(3);
  expect(notRefused(days).map((d) => d.date)).toEqual(["2026-11-24", "2026-11-23"]);
});
