import type { QueuedOp } from "@massar/offline";
import { covers, daysBetween, type Days } from "./rule";
import type { Justification } from "./types";

/** The operations that the server's own list does not show yet, newest first. */
export function notListed(ops: readonly QueuedOp[], listed: readonly Justification[]): QueuedOp[] {
  const same = (op: QueuedOp): boolean =>
    listed.some((j) => j.from === op.justification?.from && j.to === (op.justification.to || op.justification.from) && j.state === "PENDING");
  return ops
    .filter((op) => op.justification && !(op.state === "RECEIVED" && same(op)))
    .sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime());
}

/** Days that wait for nothing more from the guardian: their justification lies in the queue and was not refused. */
export function broughtDays(ops: readonly QueuedOp[]): { from: string; to?: string }[] {
  return ops.flatMap((op) => (op.justification && op.state !== "REFUSED" ? [op.justification] : []));
}

/** How many justifications of a child stand where. */
export interface Standing {
  /** On this device only. */
  held: number;
  /** Not taken by the server. */
  failed: number;
  /** With the school, which has not answered. */
  pending: number;
  /** Answered with no, not long ago, and nothing better was brought for those days since. */
  refused: number;
}

/** For so many days a guardian is told of a no on the first screen. */
const toldDays = 14;

export function standingOf(ops: readonly QueuedOp[], listed: readonly Justification[], today: string): Standing {
  const own = notListed(ops, listed);
  const count = (...states: QueuedOp["state"][]): number => own.filter((op) => states.includes(op.state)).length;
  const better: Days[] = [...listed.filter((j) => j.state !== "REFUSED"), ...broughtDays(own)];
  const isOpen = (j: Justification): boolean =>
    j.state === "REFUSED" && daysBetween((j.decidedAt ?? j.submittedAt).slice(0, 10), today) <= toldDays && !better.some((b) => covers(b, j.from) && covers(b, j.to || j.from));
  return {
    held: count("PHONE", "SENDING", "CONFLICT"),
    failed: count("REFUSED"),
    pending: count("RECEIVED") + listed.filter((j) => j.state === "PENDING").length,
    refused: listed.filter(isOpen).length,
  };
}
