import { ZONE } from "@massar/i18n";

/** The day of a moment in Moroccan schools, `YYYY-MM-DD`, as date fields and the API write it. */
export function isoDay(moment: Date): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone: ZONE, year: "numeric", month: "2-digit", day: "2-digit" }).format(moment);
}
