import type { Correction } from "./types.ts";

/** The last correction that was proposed for each cell of a sheet, by `<studentId>/<column>`. */
export function proposalsOf(corrections: readonly Correction[], markSheetId: string): ReadonlyMap<string, Correction> {
  const last = new Map<string, Correction>();
  for (const one of corrections) {
    if (one.markSheetId !== markSheetId) continue;
    const cell = `${one.studentId}/${one.column}`;
    const before = last.get(cell);
    if (!before || Date.parse(before.proposedAt) < Date.parse(one.proposedAt)) last.set(cell, one);
  }
  return last;
}
