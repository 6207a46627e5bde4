import "@massar/i18n/idaraTimetable";
import { type Key, nameText, t, weekdayName } from "@massar/i18n";
import type { Lesson, Slot } from "./model.ts";

/** What became of a lesson; undefined where it is as planned. */
export const changes: Partial<Record<Lesson["status"], Key>> = { CANCELLED: "idaraTimetable.status.CANCELLED", MOVED: "idaraTimetable.status.MOVED", REPLACED: "idaraTimetable.status.REPLACED" };

/** A slot in a sentence: who, what, when, where. */
export function slotText(slot: Slot): string {
  return [slot.class.label + (slot.group ? ` ${slot.group}` : ""), slot.subject.name, nameText(slot.teacher.name), slot.room, `${weekdayName(slot.weekday)} ${t("idaraTimetable.period.n", { n: slot.period })}`].filter((part) => part !== "").join(" · ");
}
