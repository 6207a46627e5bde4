import { t, type Key } from "@massar/i18n";
import type { Presence } from "../model/register.ts";

const words: Readonly<Record<string, Key>> = {
  PRESENT: "common.absence.present",
  ABSENT: "common.absence.absent",
  LATE: "common.absence.late",
  EXCUSED: "common.absence.excused",
  SENT_TO_OFFICE: "moudaris.register.sent",
};

/** Whether a student was there, in a word or two. */
export function presenceWord(p: Presence): string {
  return p.state === "LATE" && p.minutesLate > 0 ? t("moudaris.register.late.by", { n: p.minutesLate }) : t(words[p.state] ?? "common.absence.present");
}
