import { addMonths } from "@massar/i18n";
import { share } from "../../parts/share.ts";
import type { NodeSummary } from "../../parts/types.ts";

/** The three kinds of figures of a place. */
export const views = ["enrolment", "entry", "absence"] as const;
export type View = (typeof views)[number];

/** What a chart compares: students, the share of marks entered, the share of half days attended. */
export function measure(row: NodeSummary, view: View): number | undefined {
  if (view === "enrolment") return row.enrolment?.students;
  if (view === "entry") return row.entry && share(row.entry.entered, row.entry.expected);
  return row.absence && row.absence.rate !== "" ? Number(row.absence.rate) / 100 : undefined;
}

/** Rows with the least first, those without a figure last; of enrolment the greatest first. */
export function worstFirst(rows: readonly NodeSummary[], view: View): NodeSummary[] {
  const sign = view === "enrolment" ? -1 : 1;
  return [...rows].sort((a, b) => {
    const [x, y] = [measure(a, view), measure(b, view)];
    if (x === undefined || y === undefined) return Number(x === undefined) - Number(y === undefined);
    return sign * (x - y);
  });
}

/** The place above, where it lies at or below one of the caller's own; undefined at the top of his. */
export function above(node: string, own: readonly string[]): string | undefined {
  const parent = node.split("/").slice(0, -1).join("/");
  return own.some((top) => parent === top || parent.startsWith(`${top}/`)) ? parent : undefined;
}

/** The GRESA that a node of a school or annex ends with; empty above schools. */
export function gresaOf(node: string): string {
  const last = node.split("/").at(-1) ?? "";
  return /^[0-9]{5}[A-Z]$/.test(last) ? last : "";
}

const ranks = { SCHOOL_OFFICE: 1, PROVINCE: 2, ACADEMY: 3, MINISTRY: 4 } as const;
const roles = { SCHOOL: "SCHOOL_OFFICE", ANNEX: "SCHOOL_OFFICE", DIRECTORATE: "PROVINCE", ACADEMY: "ACADEMY" } as const;

/** The role that holds at a place of a kind, where a caller may make its accounts. */
export function roleToMake(kind: string, caller: string): "SCHOOL_OFFICE" | "PROVINCE" | "ACADEMY" | undefined {
  const role = roles[kind as keyof typeof roles];
  const rank = ranks[caller as keyof typeof ranks] ?? 0;
  return role !== undefined && rank > ranks[role] ? role : undefined;
}

/** A table as a file for a spreadsheet: with a byte order mark, or Excel spoils the Arabic; no text starts a formula. */
export function csv(rows: readonly (readonly (string | number)[])[]): string {
  const cell = (value: string | number): string => {
    const text = typeof value === "string" && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
    return /[",;\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return "\ufeff" + rows.map((row) => row.map(cell).join(",") + "\r\n").join("");
}

/** The months of the school year up to one, the newest first: `2026-11`, `2026-10`, `2026-09`. A year begins in September. */
export function monthsOfYear(month: string): string[] {
  return Array.from({ length: ((Number(month.slice(5)) + 3) % 12) + 1 }, (_, i) => addMonths(month, -i));
}
