// A register that is written late, and one that the office writes too: the reason is asked for before anything leaves,
// and what two say of one student is decided by the teacher, not by who was last.
import type { Locator, Page } from "@playwright/test";
import { Api, people, person, type Json, type Person } from "../stand.ts";
import { lessonToTake, registered, reload } from "../teacher.ts";
import { expect, forgiveAnswer, forgiveNetwork, go, test } from "../watch.ts";
import { window } from "../window.ts";
import { say, within } from "../words.ts";

/** What the server holds of a register, in list order. */
async function register(api: Api, lesson: string): Promise<Json> {
  return (await api.get(`lessons/${lesson}/register`))["register"]!;
}

/** Places of students who are there, as far as the server knows. */
function present(entries: Json): number[] {
  return entries.flatMap((entry, i) => (entry["state"] === "PRESENT" ? [i] : []));
}

/** A lesson of some days ago, whose register is written with a reason only. */
async function lateLesson(who: Person): Promise<string> {
  const api = await Api.of(who);
  for (let days = 3; days < 16; days++) {
    const date = new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
    for (const lesson of (await api.get(`lessons?date=${date}`))["lessons"]!.map((one) => String(one["lesson"]!["lessonId"]))) {
      const found = await register(api, lesson);
      if (found["window"] === "LATE" && Number(found["entries"]!.length) > 10) return lesson;
    }
  }
  throw new Error(`${who.identifier} has no register that is late`);
}

function line(page: Page, row: number): Locator {
  return page.locator("main ul > li").nth(row);
}

test("a register after its time asks why before it is saved, also without network, and arrives once", async ({ browser, lang, quiet }) => {
  const who = person("teacher", 30);
  const lesson = await lateLesson(who);
  const api = await Api.of(who);
  const before = (await register(api, lesson))["entries"]!;
  const row = present(before)[2]!;
  const phone = await window(browser, who, lang, quiet);
  await go(phone, `#/register/${lesson}`);
  await expect(phone.getByText(say(lang, "moudaris.register.window.late"))).toBeVisible();

  await phone.context().setOffline(true);
  await line(phone, row).locator("button.tap").click();
  await phone.getByRole("button", { name: say(lang, "moudaris.register.save") }).click();
  const dialog = phone.getByRole("dialog");
  await expect(dialog.getByRole("heading", { name: say(lang, "moudaris.register.why.title") })).toBeVisible();
  // Who has no reason has saved nothing.
  await phone.keyboard.press("Escape");
  await expect(phone.getByText(say(lang, "moudaris.register.unsaved", { n: 1 }))).toBeVisible();
  await phone.getByRole("button", { name: say(lang, "moudaris.register.save") }).click();
  await dialog.getByRole("button", { name: say(lang, "moudaris.register.why.network") }).click();
  await expect(phone.locator(".counts").getByText(say(lang, "common.op.phone"))).toBeVisible();

  await reload(phone, lang);
  await expect(phone.locator(".counts").getByText(say(lang, "common.op.phone"))).toBeVisible();
  await expect(line(phone, row)).toContainText(within(lang, "common.absence.absent"));
  expect((await register(api, lesson))["entries"]).toEqual(before);

  await phone.context().setOffline(false);
  await registered(phone, lang);
  const after = (await register(api, lesson))["entries"]!;
  expect(after.map((entry, i) => (i === row ? "" : `${entry["state"]} ${entry["version"]}`))).toEqual(before.map((entry, i) => (i === row ? "" : `${entry["state"]} ${entry["version"]}`)));
  expect([after.at(row)!["state"], Number(after.at(row)!["version"])]).toEqual(["ABSENT", Number(before.at(row)!["version"]) + 1]);
  await phone.context().close();
  forgiveNetwork(quiet);
});

test("a student excused without network, of whom the office wrote something else: both are shown, the teacher decides", async ({ browser, lang, quiet }) => {
  const who = person("teacher", 32);
  const { lesson } = await lessonToTake(who);
  const api = await Api.of(who);
  const before = (await register(api, lesson))["entries"]!;
  const [first, second] = [present(before)[1]!, present(before)[3]!];
  const phone = await window(browser, who, lang, quiet);
  await go(phone, `#/register/${lesson}`);
  await phone.context().setOffline(true);
  await line(phone, first).locator("button:not(.tap)").click();
  await phone.getByRole("dialog").getByRole("button", { name: say(lang, "common.absence.excused") }).click();
  await expect(phone.getByRole("dialog")).toHaveCount(0);
  // A tap on who is excused opens the menu: it does not drop what was said of him.
  await line(phone, first).locator("button.tap").click();
  await expect(phone.getByRole("dialog")).toBeVisible();
  await phone.keyboard.press("Escape");
  await line(phone, second).locator("button.tap").click();
  await phone.getByRole("button", { name: say(lang, "moudaris.register.save") }).click();
  await expect(phone.locator(".counts").getByText(say(lang, "common.op.phone"))).toBeVisible();

  const office = await Api.of(people("school_office").find((one) => one.schoolCode === who.schoolCode)!);
  const student = before.at(first)!;
  const entries = [{ studentId: student["studentId"], state: "LATE", minutesLate: 10, version: student["version"] }];
  await office.put(`lessons/${lesson}/register`, { entries, lateReason: "ورقة تأخر" });

  await phone.context().setOffline(false);
  const conflict = line(phone, first).locator(".conflict");
  await expect(conflict).toContainText(within(lang, "common.absence.excused"), { timeout: 30_000 });
  await expect(conflict).toContainText(within(lang, "moudaris.register.late.by", { n: 10 }));
  // What nobody else wrote has come through; what is disputed stands as the office wrote it.
  const now = (await register(api, lesson))["entries"]!;
  expect([now.at(first)!["state"], now.at(second)!["state"]]).toEqual(["LATE", "ABSENT"]);
  await reload(phone, lang);
  await conflict.getByRole("button", { name: say(lang, "moudaris.conflict.keepMine") }).click();
  await expect.poll(async () => (await register(api, lesson))["entries"]!.at(first)!["state"]).toBe("EXCUSED");
  await registered(phone, lang);
  await expect(conflict).toHaveCount(0);
  await phone.context().close();
  forgiveNetwork(quiet);
  // The answer that says that somebody else was first.
  forgiveAnswer(quiet, 409);
});
