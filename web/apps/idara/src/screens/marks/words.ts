import "@massar/i18n/idaraMarks";
import { t } from "@massar/i18n";
import type { IconName } from "@massar/ui";
import type { SheetState } from "./model.ts";

/** How the state of a sheet looks; the word is said with it. */
export const looks: Record<SheetState, { tone: "quiet" | "new" | "good" | "accent"; icon: IconName }> = {
  OPEN: { tone: "quiet", icon: "edit" },
  SUBMITTED: { tone: "new", icon: "send" },
  VALIDATED: { tone: "good", icon: "check" },
  PUBLISHED: { tone: "accent", icon: "eye" },
};

export function stateWord(state: SheetState): string {
  return t(`idaraMarks.state.${state}`);
}

/** The name of a column: "C1" is the first control. */
export function columnWord(column: string): string {
  if (column === "ACT") return t("common.mark.activities");
  if (column === "REMARK") return t("common.mark.remark");
  return column === "" ? "" : t("common.mark.control", { n: column.slice(1) });
}

/** The head of a column: with what the teacher named it, where that says more than its number once more. */
export function headOf({ column, label }: { column: string; label: string }): string {
  const word = columnWord(column);
  return label === "" || (/^\D{0,12}\d{1,2}$/.test(label) && label.endsWith(column.slice(1))) ? word : `${word} · ${label}`;
}
