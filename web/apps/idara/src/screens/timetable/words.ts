import "@massar/i18n/idaraTimetable";
import { type Key, nameText, t, weekdayName } from "@massar/i18n";
import type { BellPeriod, Lesson, Room, Slot } from "./model.ts";

/** What became of a lesson; undefined where it is as planned. */
export const changes: Partial<Record<Lesson["status"], Key>> = { CANCELLED: "idaraTimetable.status.CANCELLED", MOVED: "idaraTimetable.status.MOVED", REPLACED: "idaraTimetable.status.REPLACED" };

/** Who or what is in two places. */
export const conflictWords = { CLASS: "idaraTimetable.busy.CLASS", TEACHER: "idaraTimetable.busy.TEACHER", ROOM: "idaraTimetable.busy.ROOM" } as const satisfies Record<string, Key>;

/** A slot in a sentence: who, what, when, where. Each piece runs its own way, the sentence that of the page. */
export function slotText(slot: Slot): string {
  return [slot.class.label + (slot.group ? ` ${slot.group}` : ""), slot.subject.name, nameText(slot.teacher.name), slot.room, `${weekdayName(slot.weekday)} ${t("idaraTimetable.period.n", { n: slot.period })}`]
    .filter((part) => part !== "")
    .map((part) => `\u2068${part}\u2069`)
    .join(" · ");
}

/** Hours to choose from, by number and clock; what is chosen stays, though the day has no such hour. */
export function periodChoices(periods: readonly BellPeriod[], chosen: string): { value: string; label: string }[] {
  const choices = periods.map(({ period, start, end }) => ({ value: String(period), label: `${t("idaraTimetable.period.n", { n: period })} · \u2066${start}-${end}\u2069` }));
  return choices.some((one) => one.value === chosen) ? choices : [{ value: chosen, label: t("idaraTimetable.period.none", { n: chosen }) }, ...choices];
}

/** Rooms to choose from: free ones first, those where somebody is say so. */
export function roomChoices(rooms: readonly Room[], taken: ReadonlySet<string>): { value: string; label: string }[] {
  const free = rooms.filter((one) => !taken.has(one.name)).map(({ name }) => ({ value: name, label: name }));
  const busy = rooms.filter((one) => taken.has(one.name)).map(({ name }) => ({ value: name, label: t("idaraTimetable.room.taken", { name }) }));
  return [...free, ...busy];
}
