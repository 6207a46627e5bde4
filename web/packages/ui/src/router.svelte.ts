import { tick } from "svelte";
import { whenStill } from "./over";

/** Names in a pattern: "/marks/:year/:semester" has year and semester. */
type Names<P extends string> = P extends `${string}:${infer N}/${infer Rest}` ? N | Names<`/${Rest}`> : P extends `${string}:${infer N}` ? N : never;
type ParamsOf<P extends string> = { [K in Names<P>]: string };
/** Patterns by the name of the screen. */
export type Routes = Readonly<Record<string, string>>;
/** The screen that is shown, discriminated by its name. */
export type Route<R extends Routes> = { [N in keyof R & string]: { name: N; params: ParamsOf<R[N]> } }[keyof R & string];
type Args<P extends string> = [Names<P>] extends [never] ? [] : [{ [K in Names<P>]: string | number }];

export interface Router<R extends Routes> {
  /** The route as a rune; undefined where the address fits no pattern. */
  readonly route: Route<R> | undefined;
  /** The path after "#". */
  readonly path: string;
  /** An address for `<a href>`. */
  href<N extends keyof R & string>(name: N, ...params: Args<R[N]>): string;
  /** Goes to a screen; the back button returns. */
  go<N extends keyof R & string>(name: N, ...params: Args<R[N]>): void;
  /** Goes to a screen in place of this one. */
  replace<N extends keyof R & string>(name: N, ...params: Args<R[N]>): void;
  /** Stays on this screen, also against "back", until what it returns is called; `refused` hears of each try. */
  hold(refused: () => void): () => void;
}

/** What a hand-typed address says, or undefined where its escapes are broken. */
function decode(value: string): string | undefined {
  try {
    return decodeURIComponent(value);
  } catch {
    return undefined;
  }
}

function match(pattern: string, path: string): Record<string, string> | undefined {
  const want = pattern.split("/");
  const have = path.split("/");
  if (want.length !== have.length) return undefined;
  const params: Record<string, string> = {};
  for (const [i, part] of want.entries()) {
    const value = have[i] ?? "";
    const given = part.startsWith(":") ? decode(value) : undefined;
    if (given) params[part.slice(1)] = given;
    else if (part !== value) return undefined;
  }
  return params;
}

/** The router of an app over location.hash: no server rule is needed and a page opened offline keeps its screen. */
export function createRouter<const R extends Routes>(routes: R): Router<R> {
  const read = (): string => location.hash.slice(1) || "/";
  let path = $state(read());
  const route = $derived.by(() => {
    for (const [name, pattern] of Object.entries(routes)) {
      const params = match(pattern, path);
      if (params) return { name, params } as unknown as Route<R>;
    }
    return undefined;
  });
  const href = (name: string, params: Record<string, string | number> = {}): string =>
    "#" + (routes[name] ?? "/").replace(/:(\w+)/g, (_, key: string) => encodeURIComponent(String(params[key] ?? "")));

  // Every entry of the history has a number; its scroll position is kept under it.
  history.scrollRestoration = "manual";
  const scrolls = new Map<number, number>();
  let last = 0;
  const entry = (): number => {
    const state = history.state as { entry?: number } | null;
    if (state?.entry !== undefined) return state.entry;
    last += 1;
    history.replaceState({ entry: last }, "");
    return last;
  };
  last = Math.max((history.state as { entry?: number } | null)?.entry ?? 0, 0);
  let here = entry();
  addEventListener("scroll", () => scrolls.set(here, scrollY), { passive: true });
  let held: { hash: string; refused: () => void } | undefined;
  addEventListener("hashchange", () => {
    if (held) {
      if (location.hash === held.hash) return;
      // Entries are numbered in their order; one without a number is new and lies ahead.
      const to = (history.state as { entry?: number } | null)?.entry ?? Infinity;
      history.go(to < here ? 1 : -1);
      held.refused();
      return;
    }
    here = entry();
    const y = scrolls.get(here) ?? 0;
    path = read();
    void tick().then(() => restore(y));
  });
  return {
    get route() {
      return route;
    },
    get path() {
      return path;
    },
    href: (name, ...params) => href(name, params[0]),
    go: (name, ...params) => whenStill(() => (location.hash = href(name, params[0]))),
    replace: (name, ...params) => whenStill(() => location.replace(href(name, params[0]))),
    hold: (refused) => {
      const mine = { hash: location.hash, refused };
      held = mine;
      return () => {
        if (held === mine) held = undefined;
      };
    },
  };
}

// A screen read from the phone may need some frames to grow as tall as it was.
function restore(y: number, frames = 20): void {
  scrollTo(0, y);
  if (frames > 0 && Math.abs(scrollY - y) > 2) requestAnimationFrame(() => restore(y, frames - 1));
}
