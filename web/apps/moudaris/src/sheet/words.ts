import { formatMark, t, type Key } from "@massar/i18n";
import type { EditValue } from "@massar/offline";
import type { Refusal } from "../model/entry.ts";
import type { Correction, ImportIssue, MarkSheet, SheetColumn } from "../model/types.ts";
import { remarkColumn, type Content, type Sheet } from "./model.svelte.js";

const words: Readonly<Record<string, Key>> = {
  ABSENT: "common.mark.absent",
  PENDING: "common.mark.absent",
  EXEMPT: "common.mark.exempt",
};

/** What stands in a cell; empty where nothing does. */
export function contentText(content: Content): string {
  if (content.mark !== undefined && content.mark !== "") return formatMark(content.mark);
  const word = words[content.state];
  return word ? t(word) : "";
}

/** What stands in a cell, in a sentence: an empty cell has a word there. */
export function contentWord(content: Content): string {
  return contentText(content) || t("common.mark.missing");
}

/** What is recorded where a file wants to write; undefined until this page has heard of what the file ran against. */
export function recordedWord(sheet: Pick<Sheet, "rows">, { studentId, column, version }: Pick<ImportIssue, "studentId" | "column" | "version">): string | undefined {
  const row = sheet.rows.find((one) => one.id === studentId);
  const cell = column === remarkColumn ? row?.remark : row?.cells.find((one) => one.column === column);
  if (!cell || cell.server.version < version) return undefined;
  return column === remarkColumn ? cell.serverText || "–" : contentWord(cell.server);
}

/** The name of a column over the grid. */
export function columnShort(column: SheetColumn): string {
  return column.kind === "ACTIVITIES" ? t("moudaris.sheet.short.activities") : t("moudaris.sheet.short.control", { n: column.number });
}

/** The name of a column in a sentence. */
export function columnName(column: SheetColumn | undefined): string {
  if (!column) return t("moudaris.sheet.remark");
  return column.kind === "ACTIVITIES" ? t("common.mark.activities") : t("common.mark.control", { n: column.number });
}

/** The share of the subject's mark that the activities have, in percent. */
function activitiesShare(head: Pick<MarkSheet, "activitiesWeight">): number {
  const [part = 0, whole = 1] = head.activitiesWeight.split("/").map(Number);
  return Math.round((100 * part) / (whole || 1)) || 0;
}

/** What a column counts for, in a sentence. */
function columnWeight(column: SheetColumn, head: Pick<MarkSheet, "activitiesWeight" | "columns">): string {
  const share = activitiesShare(head);
  if (column.kind === "ACTIVITIES") return t("moudaris.column.weight.activities", { percent: share });
  const n = head.columns.filter((c) => c.kind === "CONTROL").length;
  return t("moudaris.column.weight.controls", { n, percent: 100 - share });
}

/** What stands over the grid in short, in words: which column it is, what it is called where that says more, what it counts. */
export function columnWords(column: SheetColumn, head: Pick<MarkSheet, "activitiesWeight" | "columns">): string {
  const known = new Set([columnName(column), columnShort(column), columnRank(column)]);
  // Many controls are called by their number alone, in either language.
  const named = column.label && !known.has(column.label) && !/^\D{0,12}\d{1,2}$/.test(column.label) ? column.label : "";
  return [`${columnShort(column)}: ${columnRank(column)}`, named, columnWeight(column, head)].filter(Boolean).join(" · ");
}

/** Which of the controls it is, in words. */
function columnRank(column: SheetColumn): string {
  return column.kind === "CONTROL" && column.number <= 6 ? t(`moudaris.column.rank.${String(column.number) as "1"}`) : columnName(column);
}

/** What a correction changes, in a sentence. */
export function proposalWord({ before, after }: Pick<Correction, "before" | "after">): string {
  return t("moudaris.corrections.change", { before: contentWord(before ?? { state: "MISSING" }), after: contentWord(after ?? { state: "MISSING" }) });
}

/** The name of a column of which nothing else is known. */
export function columnCalled(name: string): string {
  if (name === remarkColumn) return t("moudaris.sheet.remark");
  return name === "ACT" ? t("common.mark.activities") : t("common.mark.control", { n: Number(name.slice(1)) });
}

/** What was typed into a cell, in a sentence. */
export function editWord(value: EditValue): string {
  return value.text ?? contentWord({ mark: value.mark, state: value.mark === undefined ? (value.state ?? "MISSING") : "GRADED" });
}

export function columnNamed(columns: readonly SheetColumn[], name: string): string {
  return name === remarkColumn ? t("moudaris.sheet.remark") : columnName(columns.find((c) => c.column === name));
}

export function refusalText(why: Refusal | string, scale: number): string {
  return t(`moudaris.why.${why}` as Key, { scale });
}
