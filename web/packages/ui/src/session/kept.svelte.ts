import { lang } from "@massar/i18n";
import type { Mirror } from "@massar/offline/types.ts";
import { createSubscriber } from "svelte/reactivity";
import { useAccount } from "../account.svelte.js";

/** An answer of an ordinary GET: at once what was kept, then what the server says. */
export interface Fetched<T> {
  readonly value: T | undefined;
  /** When the server said so. */
  readonly at: Date | undefined;
  /** Why the last try failed; undefined while it did not. */
  readonly error: unknown;
  readonly loading: boolean;
  reload(): void;
}

/** The language that an answer was last asked for in, by its path, for each account: the names of subjects, levels and reasons come in it. */
const spoken = new WeakMap<Mirror, Map<string, string>>();

/**
 * Fetches an answer and keeps it on the phone under its path, as a rune. Without a path nothing is fetched. Both are
 * functions: they may follow the page. What was kept less than freshFor milliseconds ago is not asked for again,
 * unless the language of the pages changed: then all that is shown is.
 */
export function useKept<T>(path: () => string | undefined, fetch: () => Promise<T>, freshFor = 0): Fetched<T> {
  const { mirror } = useAccount();
  let error = $state.raw<unknown>();
  let loading = $state(false);
  let round = $state(0);
  const watched = $derived.by(() => {
    const at = path();
    return { at, watch: at === undefined ? () => undefined : createSubscriber((update) => mirror.subscribe(at, update)) };
  });
  const kept = (): { value: T; at: Date } | undefined => {
    watched.watch();
    return watched.at === undefined ? undefined : mirror.kept<T>(watched.at);
  };
  $effect(() => {
    const at = path();
    void round;
    error = undefined;
    loading = at !== undefined;
    if (at === undefined) return;
    const before = mirror.kept<T>(at);
    const asked = spoken.get(mirror) ?? new Map<string, string>();
    const heard = asked.get(at) ?? lang.value;
    spoken.set(mirror, asked.set(at, lang.value));
    if (round === 0 && heard === lang.value && before && Date.now() - before.at.getTime() < freshFor) {
      loading = false;
      return;
    }
    let current = true;
    mirror.keep(at, fetch).then(
      () => current && (loading = false),
      (e: unknown) => {
        if (!current) return;
        error = e;
        loading = false;
      },
    );
    return () => {
      current = false;
    };
  });
  return {
    get value() {
      return kept()?.value;
    },
    get at() {
      return kept()?.at;
    },
    get error() {
      return error;
    },
    get loading() {
      return loading;
    },
    reload: () => {
      round += 1;
    },
  };
}

/** The names of all parts that the phone holds, as a rune. */
export function useNames(): { readonly current: string[] } {
  const { mirror } = useAccount();
  const watch = createSubscriber((update) => mirror.subscribe("*", update));
  return {
    get current() {
      watch();
      return mirror.names();
    },
  };
}
