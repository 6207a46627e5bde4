import fc from "fast-check";
import { ApiError, Offline } from "@massar/api";
import { describe, expect, it } from "vitest";
import { MemoryStore } from "../src/memory.ts";
import { PhoneMirror, type SyncAnswer } from "../src/mirror.ts";
import { channels, FakeClock } from "../src/testing.ts";
import { plainSealer } from "../src/vault.ts";

type State = Record<string, Record<string, { order: string; v: number }>>;

const tag = fc.constantFrom("aaaaaaaa", "bbbbbbbb", "cccccccc", "dddddddd", "eeeeeeee");
const item = fc.record({ order: fc.constantFrom("01", "02", "03"), v: fc.nat(9) });
const state: fc.Arbitrary<State> = fc.dictionary(fc.constantFrom("me", "week/2026-W47", "marks/2026-2027/1"), fc.dictionary(tag, item));

/** What a server answers that has `now` to a phone that says what it holds. */
function answer(now: State, held: { name: string; tags: string }[]): SyncAnswer {
  const has = new Map(held.map((h) => [h.name, new Set(h.tags.match(/.{8}/g) ?? [])]));
  const parts = Object.entries(now).flatMap(([name, items]) => {
    const tags = has.get(name) ?? new Set();
    const removed = [...tags].filter((t) => !(t in items)).join("");
    const added = Object.entries(items).filter(([t]) => !tags.has(t)).map(([t, { order, v }]) => ({ tag: t, order, thing: { v } }));
    return removed || added.length > 0 || !has.has(name) ? [{ name, removed, items: added }] : [];
  });
  return { schoolTime: "2026-11-23T08:00:00Z", parts, gone: [...has.keys()].filter((name) => !(name in now)) };
}

function open(store = new MemoryStore(), channel = channels(), clock = new FakeClock()) {
  const mirror: PhoneMirror = new PhoneMirror(store, plainSealer, channel("a", () => void mirror.load()), clock);
  return mirror;
}

function stateOf(mirror: PhoneMirror): State {
  return Object.fromEntries(
    mirror.names().map((name) => [name, Object.fromEntries((mirror.part(name)?.items ?? []).map((i) => [i.tag, { order: i.order, v: (i.value as { v: number }).v }]))]),
  );
}

/** A tag says what an item holds: the same tag never comes with two contents. */
function honest(states: State[]): State[] {
  const first = new Map<string, { order: string; v: number }>();
  return states.map((s) =>
    Object.fromEntries(
      Object.entries(s).map(([name, items]) => [
        name,
        Object.fromEntries(Object.entries(items).map(([t, i]) => [t, first.get(name + t) ?? (first.set(name + t, i), i)])),
      ]),
    ),
  );
}

describe("mirror", () => {
  it("equals the server after each sync, in order, and after a restart", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(state, { minLength: 1, maxLength: 6 }), async (raw) => {
        const store = new MemoryStore();
        const mirror = open(store);
        for (const now of honest(raw)) {
          const held = mirror.held();
          expect(await mirror.apply(answer(now, held), { held, at: 1000 })).toBe(true);
          expect(stateOf(mirror)).toEqual(now);
          for (const name of mirror.names()) {
            const orders = mirror.part(name)?.items.map((i) => i.order) ?? [];
            expect(orders).toEqual([...orders].sort());
          }
          const again = open(store);
          await again.load();
          expect(stateOf(again)).toEqual(now);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("confirms what an answer does not name, but not what is stale", async () => {
    const mirror = open();
    const thing = (n: string) => ({ name: n, items: [{ tag: "aaaaaaaa", order: "1", thing: { v: 1 } }] });
    await mirror.apply({ schoolTime: "", parts: [thing("a"), thing("b")] }, { held: [], at: 1000 });
    await mirror.apply({ schoolTime: "", stale: ["b"] }, { held: mirror.held(), at: 5000 });
    expect([mirror.at("a"), mirror.at("b")]).toEqual([new Date(5000), new Date(1000)]);
    await mirror.apply({ schoolTime: "", stale: ["b"] }, { held: mirror.held(), at: 6000 });
    expect(mirror.at("b")).toEqual(new Date(1000));
    await mirror.apply({ schoolTime: "", parts: [thing("child/1/me")] }, { held: mirror.held(), at: 6500 });
    await mirror.apply({ schoolTime: "", stale: ["b", "child/1/"] }, { held: mirror.held(), at: 6800 });
    expect([mirror.at("a"), mirror.at("b"), mirror.at("child/1/me")]).toEqual([new Date(6800), new Date(6500), new Date(6500)]);
    await mirror.apply({ schoolTime: "" }, { held: mirror.held(), at: 7000 });
    expect(mirror.at("b")).toEqual(new Date(7000));
  });

  it("does not apply an answer to what another tab has changed since", async () => {
    const [store, channel] = [new MemoryStore(), channels()];
    const [one, two] = [open(store, channel), open(store, channel)];
    const part = (t: string, removed = "") => ({ schoolTime: "", parts: [{ name: "a", removed, items: [{ tag: t, order: "1", thing: { v: 1 } }] }] });
    await one.apply(part("aaaaaaaa"), { held: [], at: 1000 });
    await two.load();
    const held = two.held();
    await one.apply(part("bbbbbbbb", "aaaaaaaa"), { held, at: 2000 });
    expect(await two.apply(part("cccccccc", "aaaaaaaa"), { held, at: 3000 })).toBe(false);
    expect(two.held()).toEqual([{ name: "a", tags: "bbbbbbbb" }]);
  });

  it("tells the other tab", async () => {
    const [store, channel] = [new MemoryStore(), channels()];
    const [one, two] = [open(store, channel), open(store, channel)];
    const told = new Promise<void>((resolve) => two.subscribe("a", resolve));
    await one.apply({ schoolTime: "", parts: [{ name: "a", items: [{ tag: "aaaaaaaa", order: "1", thing: { v: 4 } }] }] }, { held: [], at: 1 });
    await told;
    expect(two.values("a", "thing")).toEqual([{ v: 4 }]);
  });

  it("keeps other answers, with their age, and gives them when there is no network", async () => {
    const [store, clock] = [new MemoryStore(), new FakeClock(1000)];
    const mirror = open(store, channels(), clock);
    const offline = () => Promise.reject(new Offline());
    await expect(mirror.keep("/v1/x", offline)).rejects.toBeInstanceOf(Offline);
    expect(await mirror.keep("/v1/x", async () => ({ v: 1 }))).toEqual({ v: 1 });
    clock.move(9000);
    expect(await mirror.keep("/v1/x", offline)).toEqual({ v: 1 });
    expect(mirror.at("/v1/x")).toEqual(new Date(1000));
    await expect(mirror.keep("/v1/x", () => Promise.reject(new RangeError("no")))).rejects.toBeInstanceOf(RangeError);
    const again = open(store);
    await again.load();
    expect(again.kept("/v1/x")).toEqual({ value: { v: 1 }, at: new Date(1000) });
  });

  it.each([[403, "PERMISSION_DENIED"], [404, "NOT_FOUND"]])("forgets an answer that the server refuses with %i", async (status, reason) => {
    const store = new MemoryStore();
    const mirror = open(store);
    await mirror.keep("/v1/x", async () => ({ v: 1 }));
    await mirror.keep("/v1/y", async () => ({ v: 2 }));
    let told = 0;
    mirror.subscribe("/v1/x", () => told++);
    // A portal between the phone and the server knows nothing of who may read what.
    await expect(mirror.keep("/v1/x", () => Promise.reject(new ApiError(status, {})))).rejects.toBeInstanceOf(ApiError);
    expect([mirror.kept("/v1/x")?.value, told]).toEqual([{ v: 1 }, 0]);
    await expect(mirror.keep("/v1/x", () => Promise.reject(new ApiError(status, { code: reason, reason })))).rejects.toBeInstanceOf(ApiError);
    expect([mirror.kept("/v1/x"), mirror.at("/v1/x"), told]).toEqual([undefined, undefined, 1]);
    const again = open(store);
    await again.load();
    expect([again.kept("/v1/x"), again.kept("/v1/y")?.value]).toEqual([undefined, { v: 2 }]);
  });

  it("forgets what was fetched of a child with the child's last part, not with one of them", async () => {
    const store = new MemoryStore();
    const mirror = open(store);
    const [one, two] = ["12345A.0190-aa", "12345A.0190-bb"];
    const part = (name: string) => ({ name, items: [{ tag: "aaaaaaaa", order: "1", thing: { v: 1 } }] });
    const names = [`child/${one}/week/2026-W46`, `child/${one}/path`, `child/${two}/path`, "children"];
    await mirror.apply({ schoolTime: "", parts: names.map(part) }, { held: [], at: 1000 });
    const paths = [`/v1/waliye/children/${one}/marks?semester=1`, `seen/child/${one}/`, `/v1/waliye/children/${two}/marks`, "/v1/waliye/calendarFeeds"];
    for (const path of paths) await mirror.keep(path, async () => 1);
    const left = () => paths.filter((path) => mirror.kept(path) !== undefined);
    await mirror.apply({ schoolTime: "", gone: [`child/${one}/week/2026-W46`] }, { held: mirror.held(), at: 2000 });
    expect(left()).toEqual(paths);
    let told = 0;
    mirror.subscribe(`seen/child/${one}/`, () => told++);
    await mirror.apply({ schoolTime: "", gone: [`child/${one}/path`] }, { held: mirror.held(), at: 3000 });
    expect([left(), told]).toEqual([paths.slice(2), 1]);
    const again = open(store);
    await again.load();
    expect(paths.filter((path) => again.kept(path) !== undefined)).toEqual(paths.slice(2));
  });
});
