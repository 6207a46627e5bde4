import { justificationResource } from "@massar/offline";
import type { Study } from "@massar/study";
import { useMoment, usePart, useQueue, type IconName } from "@massar/ui";
import { standingOf, type Standing } from "../model/ops";
import type { Justification } from "../model/types";

/** One line about where justifications stand. */
interface StandingLine {
  what: keyof Standing;
  n: number;
  tone: "quiet" | "new" | "bad";
  icon: IconName;
}

const looks = {
  failed: { tone: "bad", icon: "alert" },
  refused: { tone: "bad", icon: "close" },
  held: { tone: "new", icon: "phone" },
  pending: { tone: "quiet", icon: "clock" },
} as const;

/** Where the justifications of a child stand, what needs the guardian first, as a rune. */
export function useStanding(study: Study, studentId: string): { readonly lines: StandingLine[] } {
  const part = usePart(() => `${study.prefix}justifications`);
  const queue = useQueue(() => justificationResource(studentId));
  const moment = useMoment();
  const standing = $derived(standingOf(queue.ops, part.values<Justification>("justification"), moment.current.date));
  const lines = $derived((Object.keys(looks) as (keyof Standing)[]).map((what) => ({ what, n: standing[what], ...looks[what] })).filter((line) => line.n > 0));
  return {
    get lines() {
      return lines;
    },
  };
}
