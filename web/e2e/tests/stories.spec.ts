// What each app is for, told once for each language and width.
import type { Page } from "@playwright/test";
import { Api, person, type Json } from "../stand.ts";
import { expect, go, settled, signIn, test, typePin } from "../watch.ts";
import { say, within } from "../words.ts";
import { justify } from "../family.ts";
import { lessonToTake, openSheet, received, registered, reload } from "../teacher.ts";

test("a student: a PIN, the week, a subject with its curve, what-if, and locked again", async ({ page, lang, number }) => {
  await signIn(page, person("student", 4 + number), { lang, pin: "2468" });
  await expect(page.getByRole("heading", { name: say(lang, "study.newest") })).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("dir", lang === "ar" ? "rtl" : "ltr");

  await tab(page, say(lang, "study.week"));
  await expect(page.getByText(say(lang, "study.week.this"))).toBeVisible();
  await page.getByRole("button", { name: say(lang, "study.week.after") }).click();
  await expect(page.getByText(say(lang, "study.week.next"))).toBeVisible();

  await tab(page, say(lang, "study.marks"));
  await page.locator('main a[href^="#/marks/"]').first().click();
  await expect(page.getByRole("heading", { name: say(lang, "study.marks.controls") })).toBeVisible();
  await expect(page.locator("canvas, .uplot").first()).toBeVisible();
  await go(page, "#/what-if");
  await expect(page.locator("main .result .value")).toBeVisible();
  await go(page, "#/report");
  await expect(page.locator("main table tbody tr")).not.toHaveCount(0);

  await page.reload();
  await typePin(page, "1111", lang, "common.do.open");
  await expect(page.getByText(say(lang, "session.pin.wrong"))).toBeVisible();
  await typePin(page, "2468", lang, "common.do.open");
  await expect(page.locator("main table").first()).toBeVisible();
});

test("a guardian: the children, their week, a justification with a photo of the paper", async ({ page, lang, number }) => {
  const who = person("guardian", 4 + number);
  await signIn(page, who, { lang, pin: "13579" });
  await page.locator('main a[href^="#/child/"]').first().click();
  await settled(page);
  const child = /#\/child\/[^/]+/.exec(page.url())![0];
  const api = await Api.of(who);
  const read = (what: string): Promise<Json> => api.get(`children/${child.slice("#/child/".length)}/${what}`);
  // Each screen has all that the server says of the child.
  await go(page, `${child}/week`);
  await expect(page.locator("main .days .lesson")).toHaveCount(Number((await read("timetable"))["lessons"]!.length));
  await go(page, `${child}/marks`);
  await expect(page.locator(`main li a[href^="${child}/marks/"]`)).toHaveCount(Number((await read("marks"))["subjects"]!.length));
  await go(page, `${child}/absences`);
  await expect(page.locator("main li .hour")).toHaveCount(Number((await read("absences"))["absences"]!.length));
  await go(page, `${child}/guardians`);
  await expect(page.locator("main li").filter({ hasText: within(lang, "waliye.guardians.self") })).toHaveCount(1);
  const path = `children/${child.slice("#/child/".length)}/justifications`;
  const before = (await api.get(path))["justifications"]!.length;
  await justify(page, child, lang);
  await expect(page.getByText(say(lang, "waliye.list.received")).or(page.getByText(say(lang, "waliye.list.PENDING"))).first()).toBeVisible();
  await expect.poll(async () => (await api.get(path))["justifications"]!.length).toBe(before + 1);
});

test("a teacher: the register in few taps, marks typed from the keyboard", async ({ page, lang, number }) => {
  const who = person("teacher", 24 + number);
  const { lesson, entries } = await lessonToTake(who);
  await signIn(page, who, { lang, pin: "8642" });
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(say(lang, "moudaris.tab.today"));

  await go(page, `#/register/${lesson}`);
  const students = page.locator("main ul li button.tap");
  await expect(students).toHaveCount(entries);
  const api = await Api.of(who);
  const states = async (): Promise<string[]> => (await api.get(`lessons/${lesson}/register`))["register"]!["entries"]!.map((e) => `${e["studentId"]} ${e["state"]}`);
  const before = await states();
  // Who came late or is excused is changed in the menu, not by a tap.
  const plain = page.locator("main ul li:is(.present, .absent) button.tap");
  for (const row of [1, 4, 9]) await plain.nth(row).click();
  await page.getByRole("button", { name: say(lang, "moudaris.register.save") }).click();
  await registered(page, lang);
  await expect.poll(async () => (await states()).filter((one) => !before.includes(one)).length).toBe(3);

  const sheet = await openSheet(who);
  await go(page, `#/sheet/${sheet.id}`);
  const fourth = page.locator(`td[data-p="3:${sheet.column}"]`);
  const untouched = await fourth.textContent();
  await page.locator(`td[data-p="0:${sheet.column}"]`).click();
  for (const mark of ["7,5", "8.25", "6"]) {
    await page.keyboard.type(mark);
    await page.keyboard.press("Enter");
  }
  await received(page, lang);
  await expect(fourth).toHaveText(untouched ?? "");
  await reload(page, lang, "8642");
  for (const [row, mark] of ["7.50", "8.25", "6.00"].entries()) await expect(page.locator(`td[data-p="${row}:${sheet.column}"]`)).toHaveText(mark);
});

/** One of the places of the app. */
async function tab(page: Page, name: RegExp): Promise<void> {
  await page.locator("nav").getByRole("link", { name }).click();
  await settled(page);
}
