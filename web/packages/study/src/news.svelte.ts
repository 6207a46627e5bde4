import { useAccount, useMoment } from "@massar/ui";
import { inOrder, newsOf, seenAfter, seenWith, type Look, type News, type Seen } from "./model/news";
import { addWeeks, weekOf } from "./model/week";
import { useAbsences, useSemesters, useWeek } from "./read.svelte.js";
import type { Study } from "./source";

/** What was seen before this look began, by account and student. A look ends when the page goes out of sight. */
let before = $state.raw<Readonly<Record<string, Seen>>>({});
const lookEnds = 60_000;

/** What changed since the last look. */
export interface NewsRune {
  readonly current: News[];
  /** Whether a thing is among the news, by its key. */
  has(key: string): boolean;
  /** What is new about a thing, by its key. */
  of(key: string): News | undefined;
  /** Some things were looked at where they stand: they are no news any more. */
  saw(keys: readonly string[]): void;
  /** Ends the look: all that is known now was seen. For who leaves one student for another. */
  end(): void;
}

/**
 * The news of a student. With `read` false they are only counted: they stay news until a screen of the student is
 * looked at.
 */
export function useNews(study: Study, read = true): NewsRune {
  const { mirror, me } = useAccount();
  const moment = useMoment();
  const semesters = useSemesters(study);
  const thisWeek = $derived(weekOf(moment.current.date));
  const week = useWeek(study, () => thisWeek);
  const next = useWeek(study, () => addWeeks(thisWeek, 1));
  const absences = useAbsences(study);
  const look: Look = $derived({ marks: semesters.marks, weeks: [week.value, next.value], absences: absences.value });
  const kept = `seen/${study.prefix}`;
  const key = `${me.accountId}/${kept}`;
  const stored = (): Seen => mirror.kept<Seen>(kept)?.value ?? {};
  const seen = $derived(before[key] ?? stored());
  const all = $derived(newsOf(look, seen));
  const current = $derived(inOrder(all, moment.current.date));
  const byKey = $derived(new Map(all.map((n) => [n.key, n])));

  $effect(() => {
    // What is seen for the first time at all is no news, now or later.
    const all = seenAfter(look, seen);
    const fresh = Object.keys(all).filter((group) => !(group in seen));
    if (fresh.length === 0) return;
    const next = { ...seen, ...Object.fromEntries(fresh.map((group) => [group, all[group] ?? {}])) };
    before = { ...before, [key]: next };
    void mirror.keep(kept, () => Promise.resolve(next));
  });
  $effect(() => {
    if (!read) return;
    let hidden = 0;
    const turned = (): void => {
      if (document.visibilityState === "hidden") {
        hidden = Date.now();
        const all = seenAfter(look, seen);
        void mirror.keep(kept, () => Promise.resolve(all));
      } else if (Date.now() - hidden > lookEnds) before = { ...before, [key]: stored() };
    };
    document.addEventListener("visibilitychange", turned);
    return () => document.removeEventListener("visibilitychange", turned);
  });
  return {
    get current() {
      return current;
    },
    has: (name) => byKey.has(name),
    of: (name) => byKey.get(name),
    saw: (names) => {
      const looked = new Set(names.filter((name) => byKey.has(name)));
      if (looked.size === 0) return;
      before = { ...before, [key]: seenWith(look, seen, looked) };
      // What is kept may be of a later look than the one that is shown.
      const next = seenWith(look, stored(), looked);
      mirror.keep(kept, () => Promise.resolve(next)).catch(() => undefined);
    },
    end: () => {
      // Where a decision has just taken the student away, what was seen of him went with his parts.
      if (!mirror.part(`${study.prefix}absences`)) return;
      const all = seenAfter(look, seen);
      before = { ...before, [key]: all };
      // Whoever leaves the page for good may have locked the account by then: the things stay news.
      mirror.keep(kept, () => Promise.resolve(all)).catch(() => undefined);
    },
  };
}
