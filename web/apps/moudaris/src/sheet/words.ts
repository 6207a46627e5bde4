import { formatMark, t, type Key } from "@massar/i18n";
import type { Refusal } from "../model/entry.ts";
import type { SheetColumn } from "../model/types.ts";
import { remarkColumn, type Content } from "./model.svelte.js";

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

/** The name of a column over the grid. */
export function columnShort(column: SheetColumn): string {
  return column.kind === "ACTIVITIES" ? t("moudaris.sheet.short.activities") : t("moudaris.sheet.short.control", { n: column.number });
}

/** The name of a column in a sentence. */
export function columnName(column: SheetColumn | undefined): string {
  if (!column) return t("moudaris.sheet.remark");
  return column.kind === "ACTIVITIES" ? t("common.mark.activities") : t("common.mark.control", { n: column.number });
}

export function columnNamed(columns: readonly SheetColumn[], name: string): string {
  return name === remarkColumn ? t("moudaris.sheet.remark") : columnName(columns.find((c) => c.column === name));
}

export function refusalText(why: Refusal | string, scale: number): string {
  return t(`moudaris.why.${why}` as Key, { scale });
}
