import { describe, expect, it } from "vitest";
import { countThings } from "../src/things.ts";
import type { CellState, OpState, QueuedOp } from "../src/types.ts";

const op = (opId: string, kind: QueuedOp["kind"], resource: string, state: OpState, cells: Record<string, OpState> = {}): QueuedOp => ({
  opId, kind, resource, state, createdAt: new Date(0),
  edits: Object.entries(cells).map(([cell, of]): CellState => ({ opId, cell, value: {}, version: 0, state: of })),
});

describe("what waits, as a person counts it", () => {
  it.each<[string, QueuedOp[], number]>([
    ["nothing", [], 0],
    ["two cells of one operation", [op("1", "MARKS", "sheet/a", "PHONE", { "s/C1": "PHONE", "t/C1": "PHONE" })], 2],
    ["a cell that was typed over while the first was on its way", [op("1", "MARKS", "sheet/a", "SENDING", { "s/C1": "SENDING" }), op("2", "MARKS", "sheet/a", "PHONE", { "s/C1": "PHONE" })], 1],
    ["the same place in two sheets", [op("1", "MARKS", "sheet/a", "PHONE", { "s/C1": "PHONE" }), op("2", "MARKS", "sheet/b", "PHONE", { "s/C1": "PHONE" })], 2],
    ["what was not received of an operation", [op("1", "MARKS", "sheet/a", "CONFLICT", { "s/C1": "RECEIVED", "t/C1": "CONFLICT", "u/C1": "REFUSED" })], 2],
    ["a register, whoever is away in it", [op("1", "REGISTER", "register/l", "PHONE", { s: "PHONE", t: "PHONE" })], 1],
    ["a register in which nobody is away", [op("1", "REGISTER", "register/l", "PHONE")], 1],
    ["a register that was saved twice", [op("1", "REGISTER", "register/l", "SENDING", { s: "SENDING" }), op("2", "REGISTER", "register/l", "PHONE", { s: "PHONE" })], 1],
    ["two justifications of a child", [op("1", "JUSTIFICATION", "child/c/justifications", "PHONE"), op("2", "JUSTIFICATION", "child/c/justifications", "PHONE")], 2],
    ["what the server has", [op("1", "REGISTER", "register/l", "RECEIVED", { s: "RECEIVED" }), op("2", "JUSTIFICATION", "child/c/justifications", "RECEIVED")], 0],
  ])("%s", (_, ops, n) => expect(countThings(ops)).toBe(n));
});
