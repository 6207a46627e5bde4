import type { QueuedOp } from "./types.ts";

/**
 * countThings tells how many things of some operations the server has not: each cell of a mark sheet, each register and
 * each justification is one, as the person who wrote them counts; how many operations carry them is chance.
 */
export function countThings(ops: readonly Pick<QueuedOp, "opId" | "kind" | "resource" | "state" | "edits">[]): number {
  const things = new Set<string>();
  for (const op of ops) {
    if (op.state === "RECEIVED") continue;
    if (op.kind === "JUSTIFICATION") things.add(op.opId);
    else if (op.kind === "REGISTER") things.add(op.resource);
    else for (const edit of op.edits) if (edit.state !== "RECEIVED") things.add(`${op.resource}/${edit.cell}`);
  }
  return things.size;
}
