import { openAccount, useAccount, usePart } from "@massar/ui";
import { useKept, useNames } from "@massar/ui/session/kept.svelte.ts";
import { isShown, otherSemester, progress, type Semester } from "./model/marks";
import { readAbsences, readMarks, readPath, readWeek, semestersOf } from "./model/parts";
import type { PathStep, StudentAbsences, StudentMarks, Week } from "./model/types";
import type { Study } from "./source";

/** What a screen reads: the mirror's part where the sync brings it, else an answer that was fetched and kept. */
export interface Reading<T> {
  readonly value: T | undefined;
  readonly at: Date | undefined;
  readonly error: unknown;
  readonly loading: boolean;
  reload(): void;
}

/** The semesters that the sync brings. */
interface SemestersRune {
  /** Newest first. */
  readonly all: Semester[];
  /** The newest of which anything can be read, else the first of the year; undefined where there is none. */
  readonly current: Semester | undefined;
  /** What stands in each. */
  readonly marks: StudentMarks[];
}

export function useSemesters(study: Study): SemestersRune {
  const { mirror } = useAccount();
  const names = useNames();
  const all = $derived(semestersOf(names.current, study.prefix));
  const marks = $derived(
    all.map((s) => readMarks(mirror.part(`${study.prefix}marks/${s.year}/${s.semester}`)?.items ?? [])).filter((m) => m !== undefined),
  );
  const current = $derived.by((): Semester | undefined => {
    const shown = marks.find((m) => isShown(m.average.state) || progress(m).shown > 0);
    if (shown) return { year: shown.schoolYear, semester: shown.semester };
    return all.filter((s) => s.year === all[0]?.year).at(-1);
  });
  return {
    get all() {
      return all;
    },
    get current() {
      return current;
    },
    get marks() {
      return marks;
    },
  };
}

// Before the first sync has answered, a part that is not there may be on its way: nothing is asked for twice.
function reading<T>(part: { readonly value: T | undefined; readonly at: Date | undefined }, path: () => string | undefined, fetch: () => Promise<T>): Reading<T> {
  const account = useAccount();
  const kept = useKept<T>(() => (part.value === undefined && openAccount()?.syncedAt ? path() : undefined), fetch);
  return {
    get value() {
      return part.value ?? kept.value;
    },
    get at() {
      return part.value === undefined ? kept.at : part.at;
    },
    get error() {
      return part.value === undefined ? kept.error : undefined;
    },
    get loading() {
      return part.value === undefined && kept.loading;
    },
    reload: () => (part.value === undefined ? kept.reload() : void account.sync()),
  };
}

/** A semester's marks. */
export function useMarks(study: Study, of: () => Semester | undefined): Reading<StudentMarks> {
  const name = (): string => `${study.prefix}marks/${of()?.year}/${of()?.semester}`;
  const part = usePart(name);
  const marks = $derived(part.part && readMarks(part.part.items));
  const held = {
    get value() {
      return marks;
    },
    get at() {
      return part.at;
    },
  };
  const path = (): string | undefined => {
    const semester = of();
    return semester && study.path(`marks?schoolYear=${semester.year}&semester=${semester.semester}`);
  };
  return reading(held, path, () => study.marks(of() ?? { year: "", semester: 0 }));
}

/** A week. */
export function useWeek(study: Study, of: () => string): Reading<Week> {
  const part = usePart(() => `${study.prefix}week/${of()}`);
  const week = $derived(part.part && readWeek(part.part.items));
  const held = {
    get value() {
      return week;
    },
    get at() {
      return part.at;
    },
  };
  return reading(held, () => study.path(`timetable?week=${of()}`), () => study.week(of()));
}

/** Absences since the beginning of the school year. */
export function useAbsences(study: Study): { readonly value: StudentAbsences | undefined; readonly at: Date | undefined } {
  const part = usePart(() => `${study.prefix}absences`);
  const absences = $derived(part.part && readAbsences(part.part.items));
  return {
    get value() {
      return absences;
    },
    get at() {
      return part.at;
    },
  };
}

/** The classes and schools over the years. */
export function usePath(study: Study): { readonly value: PathStep[] | undefined; readonly at: Date | undefined } {
  const part = usePart(() => `${study.prefix}path`);
  const steps = $derived(part.part && readPath(part.part.items));
  return {
    get value() {
      return steps;
    },
    get at() {
      return part.at;
    },
  };
}

/** Both semesters of the year of a semester, the first one first. */
export function bothOf(semester: Semester): [Semester, Semester] {
  return semester.semester === 1 ? [semester, otherSemester(semester)] : [otherSemester(semester), semester];
}
