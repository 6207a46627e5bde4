// A student between two schools: one asks, the other releases him or says why not. He is in one class, and what he was
// given before stays with him.
import type { Locator, Page } from "@playwright/test";
import { Api, people, type Json, type Person } from "../stand.ts";
import { expect, forgiveAnswer, go, test } from "../watch.ts";
import { until, window } from "../window.ts";
import { say, within, type Lang } from "../words.ts";

/** The last class of a school that no office's story takes in hand, and who is in it. */
async function classOf(office: Api, fits: (label: string) => boolean): Promise<{ classId: string; label: string; students: Json[] }> {
  for (const one of (await office.get("classes?pageSize=500"))["classes"]!.filter((each) => fits(each["label"]!))) {
    const students = (await office.get(`classes/${one["classId"]!}/students`))["students"]!.filter((student) => student["status"] === "ENROLLED");
    if (students.length > 10) return { classId: String(one["classId"]), label: String(one["label"]), students };
  }
  throw new Error("the school has no such class");
}

/** The card of a request, by the words that its school gave. */
function card(page: Page, reason: string): Locator {
  return page.locator("main section, main article").filter({ hasText: reason });
}

async function ask(page: Page, lang: Lang, code: string, classId: string, reason: string): Promise<Locator> {
  await page.getByRole("button", { name: say(lang, "idaraPeople.transfer.ask") }).click();
  const dialog = page.getByRole("dialog");
  await dialog.locator('input[maxlength="10"]').fill(code);
  await dialog.locator("select").selectOption(classId);
  await dialog.locator("textarea").fill(reason);
  await dialog.locator('button[type="submit"]').click();
  return dialog;
}

test("two schools: a student is asked for, kept with a reason, asked for again and released; his path and his marks go with him", async ({ browser, lang, quiet }) => {
  const offices = people("school_office");
  const from = offices[0]!;
  const to = offices.find((one) => one.schoolCode !== from.schoolCode) as Person;
  const [leaving, receiving] = [await Api.of(from), await Api.of(to)];
  // Of the published class, so that he has marks; none of those who have accounts.
  const taken = new Set(people("student").map((one) => one.identifier));
  const published = people("student").find((one) => one.schoolCode === from.schoolCode)!.classes![0]!;
  const old = await classOf(leaving, (label) => label === published);
  const student = old.students.filter((one) => !taken.has(one["massarCode"]!)).at(-2)!;
  const code = student["massarCode"]!;
  const there = await classOf(receiving, (label) => label.startsWith("1APIC"));
  const marks = (await leaving.get(`students/${student["studentId"]!}/marks?semester=1`))["subjects"]!;
  expect(marks.length).toBeGreaterThan(3);
  const told = Date.now();
  const [first, second, refusal] = [`سكن جديد ${told}`, `شهادة السكن ${told}`, `الملف ناقص ${told}`];

  const asker = await window(browser, to, lang, quiet);
  await go(asker, "#/transfers");
  // A code that nobody has is told apart from nobody else's.
  const dialog = await ask(asker, lang, "Q000000000", there.classId, first);
  await expect(dialog.getByRole("alert")).toBeVisible();
  await dialog.locator('input[maxlength="10"]').fill(code.toLowerCase());
  await dialog.locator('button[type="submit"]').click();
  await expect(card(asker, first)).toContainText(within(lang, "idaraPeople.transfer.state.ASKED"));
  // Of a student who is not theirs they read no name yet.
  await expect(card(asker, first)).not.toContainText(student["name"]!["ar"]!);

  const keeper = await window(browser, from, lang, quiet);
  await expect(keeper.locator('main a[href="#/transfers"]')).toBeVisible();
  await go(keeper, "#/transfers");
  await expect(card(keeper, first)).toContainText(student["name"]!["ar"]!);
  await card(keeper, first).getByRole("button", { name: say(lang, "idaraPeople.transfer.refuse") }).click();
  const send = keeper.getByRole("dialog").locator('button[type="submit"]');
  await expect(send).toBeDisabled();
  await keeper.getByRole("dialog").locator("textarea").fill(refusal);
  await send.click();
  await expect(card(keeper, first)).toContainText(within(lang, "idaraPeople.transfer.state.REFUSED"));

  await until(asker, async () => {
    await asker.getByRole("tab", { name: say(lang, "idaraPeople.transfer.IN") }).click();
    await expect(card(asker, first)).toContainText(refusal, { timeout: 2000 });
  });
  await expect(card(asker, first)).toContainText(within(lang, "idaraPeople.transfer.state.REFUSED"));
  await ask(asker, lang, code, there.classId, second);
  await expect(card(asker, second)).toContainText(within(lang, "idaraPeople.transfer.state.ASKED"));

  await until(keeper, () => expect(card(keeper, second)).toBeVisible({ timeout: 2000 }));
  await card(keeper, second).getByRole("button", { name: say(lang, "idaraPeople.transfer.release") }).click();
  await send.click();
  await expect(card(keeper, second)).toContainText(within(lang, "idaraPeople.transfer.state.RELEASED"));
  await go(keeper, `#/class/${encodeURIComponent(old.classId)}`);
  const left = keeper.locator("main li").filter({ hasText: code });
  await expect(left).toContainText(within(lang, "idara.status.MOVED"));
  // His pages are the other school's now: nothing leads to them.
  await expect(left.getByRole("link")).toHaveCount(0);

  await go(asker, `#/class/${encodeURIComponent(there.classId)}`);
  await until(asker, () => expect(asker.locator("main li").filter({ hasText: code })).toBeVisible({ timeout: 2000 }));
  await asker.locator("main li").filter({ hasText: code }).getByRole("link").click();
  // Both schools stand in his path, the newer one first.
  const steps = asker.locator("main .tabs li");
  await expect(steps.nth(0)).toContainText(there.label);
  await expect(steps.nth(1)).toContainText(old.label);
  await asker.getByRole("tab", { name: say(lang, "idaraPeople.student.marks") }).click();
  for (const subject of marks.map((one) => one)) {
    const row = asker.locator("main table tbody tr").filter({ hasText: subject["subject"]!["name"]! }).first();
    if (subject["mark"] !== undefined) await expect(row).toContainText(Number(subject["mark"]).toFixed(2));
  }
  for (const page of [asker, keeper]) await page.context().close();
  forgiveAnswer(quiet, 404);
});
