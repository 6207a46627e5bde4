import type { Absence, AbsenceTotals } from "./types";

/** The absences of one day. */
interface AbsenceDay {
  date: string;
  /** By hour. */
  absences: Absence[];
  /** The last day on which something of it can still be justified in time; empty when nothing waits for it. */
  justifyBy: string;
}

/** What an absence is, in the word that stands beside it. */
export type AbsenceWord = "late" | "justified" | "unjustified" | "refused" | "pending" | "undecided" | "sent";

/** Absences by day, newest day first. */
export function byDay(absences: readonly Absence[]): AbsenceDay[] {
  const days = new Map<string, Absence[]>();
  for (const a of absences) {
    const day = days.get(a.date);
    if (day) day.push(a);
    else days.set(a.date, [a]);
  }
  return [...days.entries()]
    .sort(([a], [b]) => b.localeCompare(a))
    .map(([date, list]) => ({
      date,
      absences: list.sort((a, b) => a.start.localeCompare(b.start)),
      justifyBy: list.map((a) => (canJustify(a) ? a.justifyBy : "")).sort().at(-1) ?? "",
    }));
}

/** Whether a guardian can still bring a reason. */
export function canJustify(a: Absence): boolean {
  return a.state === "ABSENT" && a.standing === "UNDECIDED" && a.justification !== "PENDING" && a.justifyBy !== "";
}

/** The state of an absence: what the office decided comes before what the calendar says. */
export function wordOf(a: Absence): AbsenceWord {
  if (a.state === "LATE") return "late";
  if (a.state === "SENT_TO_OFFICE") return "sent";
  if (a.standing === "JUSTIFIED") return "justified";
  if (a.justification === "REFUSED") return "refused";
  if (a.standing === "UNJUSTIFIED") return "unjustified";
  return a.justification === "PENDING" ? "pending" : "undecided";
}

/** The hours of absence in all, whatever became of them: `1`, `2.5`. */
export function missedHours(totals: AbsenceTotals): string {
  const sum = Number(totals.hoursJustified) + Number(totals.hoursUnjustified) + Number(totals.hoursUndecided);
  return String(Math.round(sum * 100) / 100);
}
