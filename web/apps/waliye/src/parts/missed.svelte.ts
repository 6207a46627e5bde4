import { useAbsences, type Study } from "@massar/study";
import { justificationResource } from "@massar/offline";
import { useMoment, useQueue } from "@massar/ui";
import { broughtDays } from "../model/ops";
import { missedDays, type MissedDay } from "../model/rule";

/** The days of a child that wait for a reason, as a rune; undefined until the phone holds the absences. */
export function useMissed(study: Study, studentId: string): { readonly days: MissedDay[] | undefined } {
  const absences = useAbsences(study);
  const moment = useMoment();
  const queue = useQueue(() => justificationResource(studentId));
  const days = $derived(absences.value && missedDays(absences.value.absences, moment.current.date, broughtDays(queue.ops)));
  return {
    get days() {
      return days;
    },
  };
}
