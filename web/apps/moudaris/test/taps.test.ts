import { describe, expect, it } from "vitest";
import { MemoryStore } from "@massar/offline/memory.ts";
import { PhoneMirror } from "@massar/offline/mirror.ts";
import { channels, FakeClock } from "@massar/offline/testing.ts";
import { plainSealer } from "@massar/offline/vault.ts";
import type { Presence } from "../src/model/register.ts";
import { keepTaps, tapsKept } from "../src/register/taps.ts";

const [today, tomorrow] = ["2026-11-23", "2026-11-24"];
const absent: [string, Presence] = ["s1", { state: "ABSENT", minutesLate: 0 }];
const late: [string, Presence] = ["s2", { state: "LATE", minutesLate: 7 }];

async function open(store: MemoryStore): Promise<PhoneMirror> {
  const mirror = new PhoneMirror(store, plainSealer, channels()("a", () => undefined), new FakeClock());
  await mirror.load();
  return mirror;
}

describe("taps that were not saved", () => {
  it("are there when the page comes back, for their lesson and their day", async () => {
    const store = new MemoryStore();
    const mirror = await open(store);
    await keepTaps(mirror, "l1", today, [absent]);
    await keepTaps(mirror, "l1", today, [absent, late]);
    const again = await open(store);
    expect(tapsKept(again, "l1", today)).toEqual([absent, late]);
    expect([tapsKept(again, "l2", today), tapsKept(again, "l1", tomorrow)]).toEqual([[], []]);
  });

  it("stay whole when two lessons are written at once, and go one by one when they are saved", async () => {
    const store = new MemoryStore();
    const mirror = await open(store);
    await Promise.all([keepTaps(mirror, "l1", today, [absent]), keepTaps(mirror, "l2", today, [late])]);
    await keepTaps(mirror, "l1", today, []);
    const again = await open(store);
    expect([tapsKept(again, "l1", today), tapsKept(again, "l2", today)]).toEqual([[], [late]]);
  });

  it("leave the phone with the first register of another day", async () => {
    const store = new MemoryStore();
    const mirror = await open(store);
    await keepTaps(mirror, "l1", today, [absent]);
    await keepTaps(mirror, "l2", tomorrow, []);
    expect((await open(store)).kept("register/taps")?.value).toEqual({});
  });

  it("cost no write where nobody tapped", async () => {
    const mirror = await open(new MemoryStore());
    await keepTaps(mirror, "l1", today, []);
    expect(mirror.kept("register/taps")).toBeUndefined();
  });

  it("do not stop at a phone that is full", async () => {
    const full = { kept: () => undefined, keep: () => Promise.reject(new Error("QuotaExceededError")) };
    await expect(keepTaps(full, "l1", today, [absent])).resolves.toBeUndefined();
  });
});
