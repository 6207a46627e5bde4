import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createRouter } from "../src/router.svelte.js";

/** As much of a browser as the router touches: a history of entries with their states. */
function browser(hash: string) {
  const entries: { hash: string; state: unknown }[] = [{ hash, state: null }];
  const listeners = new Map<string, (() => void)[]>();
  let at = 0;
  const fire = (name: string): void => listeners.get(name)?.forEach((fn) => fn());
  const here = (): { hash: string; state: unknown } => entries[at] ?? { hash: "", state: null };
  const world = {
    scrollY: 0,
    location: {
      get hash() {
        return here().hash;
      },
      set hash(next: string) {
        entries.splice(at + 1, entries.length, { hash: next, state: null });
        at += 1;
        fire("hashchange");
      },
      replace(next: string) {
        entries[at] = { hash: next, state: null };
        fire("hashchange");
      },
    },
    history: {
      scrollRestoration: "auto",
      get state() {
        return here().state;
      },
      go(by: number) {
        at += by;
        fire("hashchange");
      },
      replaceState: (state: unknown) => void (here().state = state),
    },
    addEventListener: (name: string, fn: () => void) => void listeners.set(name, [...(listeners.get(name) ?? []), fn]),
    scrollTo: (_: number, y: number) => world.scroll(y),
    requestAnimationFrame: () => 0,
    scroll(y: number) {
      world.scrollY = y;
      vi.stubGlobal("scrollY", y);
      fire("scroll");
    },
    back() {
      world.history.go(-1);
    },
    length: () => entries.length,
  };
  for (const name of ["location", "history", "addEventListener", "scrollTo", "requestAnimationFrame", "scrollY"] as const) vi.stubGlobal(name, world[name]);
  return world;
}

let page: ReturnType<typeof browser>;
beforeEach(() => {
  page = browser("");
});
afterEach(() => vi.unstubAllGlobals());

const make = () => createRouter({ home: "/", marks: "/marks/:year/:semester", lesson: "/lesson/:id" });

test("an empty address is the home", () => {
  const router = make();
  expect(router.route).toEqual({ name: "home", params: {} });
  expect(router.path).toBe("/");
});

test("parameters are read and written, whatever they hold", () => {
  const router = make();
  expect(router.href("marks", { year: "2026-2027", semester: 1 })).toBe("#/marks/2026-2027/1");
  router.go("lesson", { id: "12345A.é/ü" });
  expect(page.location.hash).toBe("#/lesson/12345A.%C3%A9%2F%C3%BC");
  expect(router.route).toEqual({ name: "lesson", params: { id: "12345A.é/ü" } });
});

test.each(["#/marks/2026-2027", "#/lesson/", "#/nowhere", "#/lesson/%E0%A4%A"])("%s fits no screen and breaks nothing", (hash) => {
  page = browser(hash);
  expect(make().route).toBeUndefined();
});

test("the back button returns, and to where the page was scrolled", async () => {
  const router = make();
  page.scroll(420);
  router.go("lesson", { id: "1" });
  await vi.waitFor(() => expect(page.scrollY).toBe(0));
  page.scroll(90);
  page.back();
  expect(router.route?.name).toBe("home");
  await vi.waitFor(() => expect(page.scrollY).toBe(420));
});

test("replace leaves nothing behind it", () => {
  const router = make();
  router.replace("marks", { year: "2026-2027", semester: 2 });
  expect(page.length()).toBe(1);
  expect(router.route).toEqual({ name: "marks", params: { year: "2026-2027", semester: "2" } });
});

test("a held screen stays against back, forward and typed addresses, until it is let go", () => {
  const router = make();
  router.go("lesson", { id: "1" });
  router.go("lesson", { id: "2" });
  router.go("lesson", { id: "3" });
  page.back();
  const refused = vi.fn();
  const release = router.hold(refused);
  page.back();
  expect([page.location.hash, router.path]).toEqual(["#/lesson/2", "/lesson/2"]);
  page.history.go(-2);
  page.history.go(1);
  page.location.hash = "#/lesson/9";
  expect([page.location.hash, router.path]).toEqual(["#/lesson/2", "/lesson/2"]);
  expect(refused).toHaveBeenCalledTimes(5);
  release();
  page.back();
  expect(router.path).toBe("/lesson/1");
});
