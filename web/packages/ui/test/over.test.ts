import { afterEach, beforeEach, expect, test, vi } from "vitest";

type Over = typeof import("../src/over");
let entries: { page: string; state: unknown }[];
let at: number;
let over: Over;
let popstate: () => void;

/** Back and forward arrive later, as in a browser. */
function travel(by: number): void {
  setTimeout(() => {
    at += by;
    popstate();
  });
}

function goTo(page: string): void {
  entries.splice(at + 1, entries.length, { page, state: null });
  at += 1;
  popstate();
}

beforeEach(async () => {
  vi.useFakeTimers();
  vi.resetModules();
  entries = [{ page: "#/", state: null }, { page: "#/marks", state: { entry: 2 } }];
  at = 1;
  popstate = () => undefined;
  vi.stubGlobal("addEventListener", (_: string, fn: () => void) => (popstate = fn));
  vi.stubGlobal("history", {
    get state() {
      return entries[at]?.state;
    },
    pushState(state: unknown) {
      entries.splice(at + 1, entries.length, { page: entries[at]?.page ?? "", state });
      at += 1;
    },
    go: travel,
  });
  over = await import("../src/over");
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("Back takes the dialog away and leaves the screen", () => {
  const close = vi.fn();
  const release = over.layOver(close);
  vi.runAllTimers();
  expect(entries[at]).toEqual({ page: "#/marks", state: { entry: 2, over: 1 } });
  travel(-1);
  vi.runAllTimers();
  expect(close).toHaveBeenCalledOnce();
  release();
  vi.runAllTimers();
  expect(at).toBe(1);
});

test("a dialog that was closed leaves no entry to go back through", () => {
  const close = vi.fn();
  const release = over.layOver(close);
  vi.runAllTimers();
  release();
  vi.runAllTimers();
  expect(at).toBe(1);
  expect(close).not.toHaveBeenCalled();
});

test("a dialog after a dialog takes over its entry", () => {
  const second = vi.fn();
  const release = over.layOver(vi.fn());
  vi.runAllTimers();
  release();
  over.layOver(second);
  vi.runAllTimers();
  expect([at, entries.length]).toEqual([2, 3]);
  travel(-1);
  vi.runAllTimers();
  expect(second).toHaveBeenCalledOnce();
});

test("an address that is set while the entry goes is not lost", () => {
  const release = over.layOver(vi.fn());
  vi.runAllTimers();
  release();
  vi.advanceTimersToNextTimer();
  over.whenStill(() => goTo("#/week"));
  expect(at).toBe(2);
  vi.runAllTimers();
  expect(entries.map((one) => one.page)).toEqual(["#/", "#/marks", "#/week"]);
  expect(at).toBe(2);
});

test("another screen closes the dialog, and Back from there is not held up by its entry", () => {
  const close = vi.fn();
  over.layOver(close);
  vi.runAllTimers();
  goTo("#/week");
  expect(close).toHaveBeenCalledOnce();
  vi.runAllTimers();
  travel(-1);
  vi.runAllTimers();
  expect([at, entries[at]?.page]).toEqual([1, "#/marks"]);
});
