import { formatShortDate, formatTime } from "@massar/i18n";

/** The day and hour of a moment on the school's clock, wherever the phone is. */
export function schoolMoment(at: Date): { date: string; time: string } {
  return { date: formatShortDate(at).split("/").reverse().join("-"), time: formatTime(at) };
}
