// Budgets: each is asserted where it is measured, and all are printed together at the end of a run.
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "@playwright/test";
import { here } from "./stand.ts";

const file = join(here, "../../.cache/e2e-budgets.tsv");

/** Writes a figure down and fails above its limit; without a limit it is for the reader only. */
export function spend(name: string, value: number, unit: string, limit?: number): void {
  mkdirSync(dirname(file), { recursive: true });
  const shown = Number.isInteger(value) ? String(value) : value.toFixed(1);
  appendFileSync(file, `${name}\t${shown} ${unit}\t${limit === undefined ? "" : `of ${limit} ${unit}`}\t${limit !== undefined && value > limit ? "OVER" : ""}\n`);
  if (limit !== undefined) expect.soft(value, `${name}, in ${unit}`).toBeLessThanOrEqual(limit);
}

/** Forgets the figures of the run before. */
export function forget(): void {
  rmSync(file, { force: true });
}

/** Prints what was measured. */
export function print(): void {
  if (!existsSync(file)) return;
  const rows = readFileSync(file, "utf8").trim().split("\n").map((row) => row.split("\t"));
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  console.log("\nbudgets, as a real browser spends them");
  for (const row of rows) console.log(`  ${row.map((cell, i) => (i === 1 ? cell.padStart(widths[1]!) : cell.padEnd(widths[i] ?? 0))).join("  ").trimEnd()}`);
}
