import type { Import, ImportIssue } from "../../parts/types.ts";

/** What a school hands in. */
export const kinds = ["CLASS_LIST", "ABSENCES", "STAFF", "TIMETABLE"] as const;
export type Kind = (typeof kinds)[number];

/** The endings by which the browser's file dialog shows fitting files. */
export const accepted: Record<Kind, string> = {
  CLASS_LIST: ".xlsx",
  ABSENCES: ".xlsx",
  STAFF: ".xlsx",
  TIMETABLE: ".fet,.xml,.csv",
};

/** A class list is written at once; the other files may be tried first. */
export function canTry(kind: Kind): boolean {
  return kind !== "CLASS_LIST";
}

/** The largest file that the API takes. */
export const largest = 8 * 1024 * 1024;

export interface Asked {
  kind: Kind;
  classId: string;
  from: string;
  dryRun: boolean;
}

/** The query of an import; a field that the kind does not have is left out. */
export function queryOf(asked: Asked, fileName: string): string {
  const query = new URLSearchParams({ kind: asked.kind, fileName });
  if (asked.kind === "ABSENCES" && asked.classId !== "") query.set("classId", asked.classId);
  if (asked.kind === "TIMETABLE" && asked.from !== "") query.set("from", asked.from);
  if (canTry(asked.kind) && asked.dryRun) query.set("dryRun", "true");
  return query.toString();
}

/** What a file that was only tried, or handed in, came to. */
export function outcomeOf(one: Import): "done" | "tried" | "refused" | "running" {
  if (one.state === "REFUSED") return "refused";
  if (one.state === "RUNNING") return "running";
  return one.dryRun ? "tried" : "done";
}

/** Cells whose address, content or message has all the words that were typed. */
export function matching(issues: readonly ImportIssue[], typed: string): ImportIssue[] {
  const words = typed.toLowerCase().split(/\s+/).filter((word) => word !== "");
  return issues.filter((issue) => {
    const text = `${issue.sheet} ${issue.cell} ${issue.value} ${issue.message}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** The reasons of a report with how often each occurs, the commonest first. */
export function reasonsOf(issues: readonly ImportIssue[]): { reason: string; message: string; n: number }[] {
  const found = new Map<string, { reason: string; message: string; n: number }>();
  for (const { reason, message } of issues) {
    const one = found.get(reason) ?? { reason, message, n: 0 };
    one.n += 1;
    found.set(reason, one);
  }
  return [...found.values()].sort((a, b) => b.n - a.n);
}
