import type { Account } from "@massar/offline/types.ts";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { setAccount, syncStale } from "../src/account.svelte.js";

const start = new Date("2026-11-23T19:00:00Z");

function account(over: Partial<Account> = {}) {
  const sync = vi.fn(() => Promise.resolve());
  setAccount({ online: true, signedOut: false, syncedAt: start, sync, subscribe: () => () => undefined, ...over } as unknown as Account);
  return sync;
}

beforeEach(() => vi.useFakeTimers({ now: start }));
afterEach(() => {
  setAccount(undefined);
  vi.useRealTimers();
});

test("screens opened within a minute of a sync ask for nothing", () => {
  const sync = account();
  vi.setSystemTime(start.getTime() + 60_000);
  syncStale();
  expect(sync).not.toHaveBeenCalled();
});

test("a screen opened later asks once, and again only after another minute", () => {
  const sync = account();
  vi.setSystemTime(start.getTime() + 61_000);
  syncStale();
  syncStale();
  expect(sync).toHaveBeenCalledTimes(1);
  vi.setSystemTime(start.getTime() + 122_000);
  syncStale();
  expect(sync).toHaveBeenCalledTimes(2);
});

test.each([{ online: false }, { signedOut: true }, { syncedAt: undefined }])("nothing is asked of an account with %o", (over) => {
  const sync = account(over);
  vi.setSystemTime(start.getTime() + 3_600_000);
  syncStale();
  expect(sync).not.toHaveBeenCalled();
});
