import { fetchTexts } from "../src/t.svelte.js";
import { beforeEach, expect, test } from "vitest";
import { addMonths, formatAgo, formatDate, formatDay, formatList, formatMark, formatMonth, formatNumber, formatPercent, formatShortDate, formatTime, lang, register, schoolMoment, setLang, setSchoolZone, t, translate } from "../src/index";

beforeEach(async () => {
  await fetchTexts("fr");
  await setLang("ar");
  setSchoolZone(60, new Date("2025-11-23T12:00:00Z"));
});

test("a day is the same day in every zone, in Moroccan words", async () => {
  expect(formatDay("2026-11-23")).toBe("الاثنين 23 نونبر");
  expect(formatDay("2026-08-31", true)).toBe("الاثنين 31 غشت 2026");
  await setLang("fr");
  expect(formatDay("2026-11-23")).toBe("lundi 23 novembre");
  expect(formatDate("2027-05-01")).toBe("1er mai 2027");
  expect(formatShortDate("2026-02-03")).toBe("03/02/2026");
});

test("the school's clock is in the school's zone", () => {
  expect(schoolMoment(new Date("2025-11-23T22:59:30Z"))).toEqual({ date: "2025-11-23", time: "23:59" });
  expect(schoolMoment(new Date("2025-11-23T23:00:00Z"))).toEqual({ date: "2025-11-24", time: "00:00" });
});

// Years that are over: what their hour was does not change any more.
test("hours are those of Casablanca, also where it puts its clocks back for Ramadan", () => {
  expect(formatTime("08:30")).toBe("08:30");
  expect(formatTime("08:30:00")).toBe("08:30");
  expect(formatTime("2025-11-23T18:01:00Z")).toBe("19:01");
  expect(formatTime("2025-03-10T18:01:00Z")).toBe("18:01");
  expect(formatShortDate("2025-11-23T23:30:00Z")).toBe("24/11/2025");
});

test("a phone that has not heard of a new hour shows the one that the server tells", () => {
  setSchoolZone(0, new Date("2025-11-23T12:00:40Z"));
  expect(formatTime("2025-11-23T18:01:00Z")).toBe("18:01");
  expect(schoolMoment(new Date("2025-11-23T23:30:00Z"))).toEqual({ date: "2025-11-23", time: "23:30" });
  expect(formatDay("2025-11-23")).toBe("الأحد 23 نونبر");
});

test.each([
  ["12.5", "12.50"],
  ["14,25", "14.25"],
  ["0", "0.00"],
  ["20", "20.00"],
  ["9.999", "9.999"],
])("the mark %s reads %s", (given, want) => expect(formatMark(given)).toBe(want));

test("months turn over the year", () => {
  expect([addMonths("2026-12", 1), addMonths("2026-01", -1), addMonths("2026-03", -14)]).toEqual(["2027-01", "2025-12", "2025-01"]);
  expect([formatMonth("2026-08"), formatMonth("2026-11", "fr")]).toEqual(["غشت 2026", "novembre 2026"]);
});

test("numbers and shares", () => {
  expect(formatNumber(12345.5).replace(/\s/g, " ")).toBe("12 345.5");
  expect(formatPercent(0.9639)).toBe("96.4 %");
  expect(formatPercent(1)).toBe("100 %");
});

const now = new Date("2026-11-23T12:00:00Z");
const ago = (minutes: number): Date => new Date(now.getTime() - minutes * 60_000);

test.each([
  [0, "الآن", "à l’instant"],
  [1, "قبل دقيقة", "il y a 1 min"],
  [2, "قبل دقيقتين", "il y a 2 min"],
  [5, "قبل 5 دقائق", "il y a 5 min"],
  [12, "قبل 12 دقيقة", "il y a 12 min"],
  [120, "قبل ساعتين", "il y a 2 h"],
  [60 * 24 * 3, "قبل 3 أيام", "il y a 3 jours"],
  [60 * 24 * 9, "يوم 14 نونبر 2026", "le 14 novembre 2026"],
])("%i minutes ago", (minutes, ar, fr) => {
  expect(formatAgo(ago(minutes), now, "ar").replace(/[\u2068\u2069]/g, "")).toBe(ar);
  expect(formatAgo(ago(minutes), now, "fr")).toBe(fr);
});

test("a clock that is behind says when, not \"now\"; a minute is no matter", () => {
  expect(formatAgo(ago(-1), now, "fr")).toBe("à l’instant");
  expect(formatAgo(ago(-1.1), now, "fr")).toBe("le 23 novembre 2026 13:01");
  expect(formatAgo(ago(-60 * 24), now, "ar").replace(/[\u2066-\u2069]/g, "")).toBe("يوم 24 نونبر 2026 13:00");
});

test("pieces of the other direction are isolated, and only those", () => {
  expect(translate("ar", "common.op.refused", { why: "12.50/20" })).toBe("مرفوض: \u206812.50/20\u2069");
  expect(translate("ar", "common.op.refused", { why: "سبب" })).toBe("مرفوض: سبب");
  expect(translate("fr", "common.op.refused", { why: "12.50/20" })).toBe("Refusé\u00a0: 12.50/20");
  expect(translate("fr", "common.op.refused", { why: "سبب" })).toBe("Refusé\u00a0: \u2068سبب\u2069");
});

test("plurals follow the number", () => {
  expect([0, 1, 2, 3, 11, 100].map((n) => t("common.absence.halfDays", { n }))).toEqual(["لا غياب", "نصف يوم واحد", "نصفا يوم", "3 أنصاف أيام", "11 نصف يوم", "100 نصف يوم"]);
  expect([0, 1, 2].map((n) => translate("fr", "common.absence.halfDays", { n }))).toEqual(["Aucune absence", "1 demi-journée", "2 demi-journées"]);
});

test("a list is joined as its language joins", () => {
  expect([[], ["أ"], ["أ", "ب"], ["أ", "ب", "ج"]].map((l) => formatList(l))).toEqual(["", "أ", "أ وب", "أ وب وج"]);
  expect([["A"], ["A", "B"], ["A", "B", "C"]].map((l) => formatList(l, "fr"))).toEqual(["A", "A et B", "A, B et C"]);
});

test("a text without its namespace shows its key, which no page may", () => {
  // @ts-expect-error: the compiler refuses it first
  expect(t("nowhere.title")).toBe("nowhere.title");
});

test("the direction follows the language", async () => {
  expect(lang.dir).toBe("rtl");
  await setLang("fr");
  expect([lang.value, lang.dir]).toEqual(["fr", "ltr"]);
});

test("a namespace that comes while the page is French brings its French, and is Arabic until then", async () => {
  await setLang("fr");
  let bring: (texts: { default: { title: string } }) => void = () => undefined;
  const french = new Promise<{ default: { title: string } }>((done) => (bring = done));
  register("front" as never, { title: "مسار" } as never, (() => french) as never);
  expect(t("front.title")).toBe("مسار");
  bring({ default: { title: "Massar" } });
  await french;
  await expect.poll(() => t("front.title")).toBe("Massar");
});

test("a language that cannot be fetched is not chosen", async () => {
  register("front" as never, { title: "مسار" } as never, () => Promise.reject(new TypeError("no network")));
  await expect(setLang("fr")).rejects.toThrow("no network");
  expect([lang.value, t("front.title")]).toEqual(["ar", "مسار"]);
});
