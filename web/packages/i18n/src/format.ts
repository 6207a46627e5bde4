import { lang } from "./lang.svelte.js";
import { schoolMoment } from "./moment.svelte.js";
import { translate } from "./t.svelte.js";
import type { Key, Lang } from "./types";

/** Moroccan locales with Western digits, which is how Moroccan schools write. */
const locales: Record<Lang, string> = { ar: "ar-MA-u-nu-latn", fr: "fr-MA-u-nu-latn" };

/** Noon of a school day ("2026-11-23"): no zone moves it to another date. */
function dayOf(iso: string): Date {
  return new Date(iso.slice(0, 10) + "T12:00:00Z");
}

function parts(value: string | Date): Date {
  return typeof value === "string" ? (value.length === 10 ? dayOf(value) : new Date(value)) : value;
}

/** Month by number 1..12, in the words of Moroccan schools (Intl on many phones says أغسطس for غشت). */
function monthName(month: number, language: Lang = lang.value): string {
  return translate(language, `common.month.${month}` as Key);
}

/** "نونبر 2026" / "novembre 2026" of a month as the API writes it ("2026-11"). */
export function formatMonth(month: string, language: Lang = lang.value): string {
  return `${monthName(Number(month.slice(5)), language)} ${month.slice(0, 4)}`;
}

/** The month so many months later, `YYYY-MM`. */
export function addMonths(month: string, by: number): string {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number - 1 + by, 1)).toISOString().slice(0, 7);
}

/** Weekday by ISO number 1 (Monday) .. 7 (Sunday). */
export function weekdayName(weekday: number, language: Lang = lang.value): string {
  return translate(language, `common.weekday.${weekday}` as Key);
}

function fields(value: string | Date): { year: number; month: number; day: number; weekday: number } {
  const [year = 1970, month = 1, day = 1] = schoolMoment(parts(value)).date.split("-").map(Number);
  const weekday = new Date(Date.UTC(year, month - 1, day)).getUTCDay() || 7;
  return { year, month, day, weekday };
}

/** French counts the first day of a month apart: "1er mai". */
function dayOfMonth(day: number, language: Lang): string {
  return day === 1 && language === "fr" ? "1er" : String(day);
}

/** "الاثنين 23 نونبر" / "lundi 23 novembre"; with the year when `withYear`. */
export function formatDay(value: string | Date, withYear = false, language: Lang = lang.value): string {
  const f = fields(value);
  const text = `${weekdayName(f.weekday, language)} ${dayOfMonth(f.day, language)} ${monthName(f.month, language)}`;
  return withYear ? `${text} ${f.year}` : text;
}

/** "23 نونبر 2026" / "23 novembre 2026". */
export function formatDate(value: string | Date, language: Lang = lang.value): string {
  const f = fields(value);
  return `${dayOfMonth(f.day, language)} ${monthName(f.month, language)} ${f.year}`;
}

/** "23/11/2026": for tables, inside `<Num>`. */
export function formatShortDate(value: string | Date): string {
  const f = fields(value);
  return `${String(f.day).padStart(2, "0")}/${String(f.month).padStart(2, "0")}/${f.year}`;
}

/** "08:30" in school time: inside `<Num>`. */
export function formatTime(value: string | Date): string {
  if (typeof value === "string" && /^\d\d:\d\d/.test(value)) return value.slice(0, 5);
  return schoolMoment(parts(value)).time;
}

/** A mark as schools print it: two decimals, a point. Marks stay text: no float ever touches them. */
export function formatMark(value: string): string {
  const [whole = "0", decimals = ""] = value.replace(",", ".").split(".");
  return `${whole}.${decimals.padEnd(2, "0")}`;
}

/** A count with thin groups: "12 345". */
export function formatNumber(value: number): string {
  return new Intl.NumberFormat("fr-FR", { maximumFractionDigits: 2 }).format(value).replace(",", ".");
}

/** "96 %" with one decimal at most. */
export function formatPercent(ratio: number): string {
  return `${formatNumber(Math.round(ratio * 1000) / 10)} %`;
}

/** How long ago: "الآن", "قبل 5 دقائق", "il y a 5 min"; days beyond a week are said as a date, and what lies ahead as date and time. */
export function formatAgo(at: Date, now: Date = new Date(), language: Lang = lang.value): string {
  const minutes = Math.floor((now.getTime() - at.getTime()) / 60_000);
  // The clock was set back since, or runs behind the server's: what lies ahead is neither "now" nor "ago".
  if (minutes < -1) return translate(language, "common.ago.date", { date: `${formatDate(at, language)} ${formatTime(at)}` });
  if (minutes < 1) return translate(language, "common.ago.now");
  if (minutes < 60) return translate(language, "common.ago.minutes", { n: minutes });
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return translate(language, "common.ago.hours", { n: hours });
  const days = Math.floor(hours / 24);
  if (days < 8) return translate(language, "common.ago.days", { n: days });
  return translate(language, "common.ago.date", { date: formatDate(at, language) });
}

const lists = new Map<Lang, Intl.ListFormat>();

/** Several things in one line: "الاثنين والثلاثاء والأربعاء" / "lundi, mardi et mercredi". */
export function formatList(values: readonly string[], language: Lang = lang.value): string {
  const format = lists.get(language) ?? new Intl.ListFormat(locales[language], { type: "conjunction" });
  lists.set(language, format);
  return format.format(values);
}
