import type { QueuedOp } from "@massar/offline";
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
