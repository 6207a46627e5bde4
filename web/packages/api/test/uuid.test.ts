import { afterEach, expect, test, vi } from "vitest";
import { idempotent, uuid } from "../src/index.ts";

afterEach(() => vi.unstubAllGlobals());

test("a UUID is made where the browser's own function is missing, as on a page by plain http", () => {
  vi.stubGlobal("crypto", { getRandomValues: (bytes: Uint8Array) => bytes.fill(0xff) });
  expect(uuid()).toBe("ffffffff-ffff-4fff-bfff-ffffffffffff");
  expect(idempotent()).toEqual({ "Idempotency-Key": "ffffffff-ffff-4fff-bfff-ffffffffffff" });
});

test("each is another, and of version 4", () => {
  const made = Array.from({ length: 500 }, uuid);
  expect(new Set(made).size).toBe(500);
  for (const id of made) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

const sources = import.meta.glob<string>("../../../{apps,packages}/*/src/**/*.{ts,svelte}", { query: "?raw", import: "default", eager: true });

test("no page asks the browser for one", () => {
  expect(Object.keys(sources).length).toBeGreaterThan(100);
  expect(Object.keys(sources).filter((path) => sources[path]?.includes("randomUUID"))).toEqual([]);
});
