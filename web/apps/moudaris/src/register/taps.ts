/**
 * Taps of a register that nobody saved yet, sealed on the phone like what was read: a phone that is short of memory
 * takes the page away while the teacher looks elsewhere, and what comes back must not say that all are present. They are
 * no word of the teacher's yet, so they are never sent from here, and they last no longer than the school's day.
 */
import type { Mirror } from "@massar/offline";
import type { Presence } from "../model/register.ts";

/** Where the mirror keeps them. */
export const tapsPath = "register/taps";

interface Kept {
  /** The school's day of the last tap. */
  day: string;
  taps: [studentId: string, presence: Presence][];
}

type All = Record<string, Kept>;

/** One write after the other: each builds on the taps of the other lessons. */
const lines = new WeakMap<object, Promise<unknown>>();

/** The taps of a lesson that were made on this day and not saved. */
export function tapsKept(mirror: Pick<Mirror, "kept">, lesson: string, day: string): [string, Presence][] {
  const kept = mirror.kept<All>(tapsPath)?.value[lesson];
  return kept?.day === day ? kept.taps : [];
}

/** How many taps of this day wait for their save, by lesson. */
export function tapsWaiting(mirror: Pick<Mirror, "kept">, day: string): ReadonlyMap<string, number> {
  const all = mirror.kept<All>(tapsPath)?.value ?? {};
  return new Map(Object.entries(all).flatMap(([lesson, kept]) => (kept.day === day && kept.taps.length > 0 ? [[lesson, kept.taps.length] as const] : [])));
}

/** Keeps the taps of a lesson as they are now; none: forgets them. Those of other days go with each write. */
export function keepTaps(mirror: Pick<Mirror, "kept" | "keep">, lesson: string, day: string, taps: Iterable<[string, Presence]>): Promise<void> {
  const now = [...taps];
  const written = (lines.get(mirror) ?? Promise.resolve()).then(async () => {
    const before = mirror.kept<All>(tapsPath)?.value ?? {};
    const others = Object.entries(before).filter(([id, kept]) => id !== lesson && kept.day === day);
    if (now.length === 0 && others.length === Object.keys(before).length) return;
    const next: All = Object.fromEntries([...others, ...(now.length > 0 ? [[lesson, { day, taps: now }] as const] : [])]);
    await mirror.keep(tapsPath, () => Promise.resolve(next));
  });
  // A phone that is full keeps them on the screen only, as before; the save itself says so aloud.
  const settled = written.catch(() => undefined);
  lines.set(mirror, settled);
  return settled;
}
