/** One file that was handed in here, as this computer remembers it. */
export interface Handed {
  importId: string;
  kind: string;
  fileName: string;
  at: string;
  outcome: "done" | "tried" | "refused" | "running";
  refused: number;
}

/** The newest first, each import once, at most twenty. */
export function remember(before: readonly Handed[], one: Handed): Handed[] {
  return [one, ...before.filter((other) => other.importId !== one.importId)].slice(0, 20);
}
