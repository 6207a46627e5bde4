import { useKept, problemOf, type Fetched, type Problem } from "@massar/ui/session/index.ts";

/** One page of a list. */
interface PageOf<T> {
  items: T[];
  /** Asks for the next page; empty on the last one. */
  next: string;
}

/** A list that is read page by page. The first page is kept on this computer; the others are read when asked for. */
export interface Paged<T> extends Fetched<T[]> {
  readonly next: string;
  readonly busy: boolean;
  /** Why the next page did not come. */
  readonly problem: Problem | undefined;
  more(): Promise<void>;
}

export function usePaged<T>(path: () => string | undefined, fetch: (pageToken: string) => Promise<PageOf<T>>): Paged<T> {
  const first = useKept<PageOf<T>>(path, () => fetch(""));
  let further = $state.raw<{ of: PageOf<T>; items: T[]; next: string }>();
  let busy = $state(false);
  let problem = $state.raw<Problem>();
  // Pages that followed another first page would repeat or leave out what moved.
  const following = $derived(further !== undefined && further.of === first.value ? further : undefined);
  return {
    get value() {
      return first.value && [...first.value.items, ...(following?.items ?? [])];
    },
    get at() {
      return first.at;
    },
    get error() {
      return first.error;
    },
    get loading() {
      return first.loading;
    },
    get next() {
      return following?.next ?? first.value?.next ?? "";
    },
    get busy() {
      return busy;
    },
    get problem() {
      return problem;
    },
    reload: () => first.reload(),
    async more() {
      const of = first.value;
      if (busy || of === undefined) return;
      busy = true;
      problem = undefined;
      try {
        const page = await fetch(following?.next ?? of.next);
        further = { of, items: [...(following?.items ?? []), ...page.items], next: page.next };
      } catch (error) {
        problem = problemOf(error);
      } finally {
        busy = false;
      }
    },
  };
}
