import type { StudentAbsences } from "../../parts/types.ts";

/** How far a reason that came on paper is sent. What is sent once is not sent again. */
export interface Sent {
  /** Id of the justification; empty until it is recorded. */
  id: string;
  /** Numbers of the papers that the server has. */
  papers: readonly number[];
  accepted: boolean;
}

/** One write of those that a paper takes. */
export type Step = { kind: "record" } | { kind: "paper"; id: number } | { kind: "accept" };

/** What is to be sent next: the reason first, then its papers while it waits, the decision last. Undefined: nothing is left. */
export function nextStep(sent: Sent, papers: readonly number[], accept: boolean): Step | undefined {
  if (sent.id === "") return { kind: "record" };
  const left = papers.find((id) => !sent.papers.includes(id));
  if (left !== undefined) return { kind: "paper", id: left };
  return accept && !sent.accepted ? { kind: "accept" } : undefined;
}

/** Days that a justification would be about, newest first: those with an absence that is not justified. */
export function openDays(absences: StudentAbsences["absences"]): string[] {
  const open = absences.filter((one) => one.state === "ABSENT" && one.standing !== "JUSTIFIED").map((one) => one.date);
  return [...new Set(open)].sort().reverse();
}

/** Lessons missed from a day to a day, both included. */
export function missedIn(absences: StudentAbsences["absences"], from: string, to: string): number {
  return absences.filter((one) => one.state === "ABSENT" && one.date >= from && one.date <= to).length;
}
