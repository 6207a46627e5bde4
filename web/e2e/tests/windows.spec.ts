// Three windows beside each other, with the network off and on in the middle: a teacher takes a register, the student
// and his guardian see the absence.
import type { Browser, Page } from "@playwright/test";
import { Api, people, person, serverUrl, type Person } from "../stand.ts";
import { expect, forgiveNetwork, go, settled, signIn, speak, test, watch } from "../watch.ts";
import { registered } from "../teacher.ts";
import { say, type Lang } from "../words.ts";

/** A teacher of the student's class with a register of it that may be written now, and where the student stands in it. */
async function teacherOf(student: Person, studentId: string): Promise<{ who: Person; lesson: string; row: number; start: string; end: string }> {
  for (const who of people("teacher").filter((p) => p.schoolCode === student.schoolCode && p.classes?.includes(student.classes?.[0] ?? ""))) {
    for (const part of (await (await Api.of(who)).post("sync"))["parts"]!.filter((p) => p["name"]!.startsWith("register/"))) {
      const register = part["items"]!.find((item) => item["register"])?.["register"];
      const entries = part["items"]!.flatMap((item) => (item["entry"] ? [{ order: item["order"]!, entry: item["entry"] }] : []));
      const sorted = entries.sort((a, b) => (a.order < b.order ? -1 : 1)).map(({ entry }) => entry);
      const row = sorted.findIndex((entry) => entry["studentId"] === studentId && entry["state"] === "PRESENT");
      const lesson = register?.["lesson"];
      if (lesson && register["window"] === "OPEN" && row >= 0) return { who, lesson: String(lesson["lessonId"]), row, start: String(lesson["start"]), end: String(lesson["end"]) };
    }
  }
  throw new Error("nobody teaches this student with a register that is open");
}

/** A guardian whose child the student is. */
async function guardianOf(student: Person, studentId: string): Promise<Person> {
  for (const who of people("guardian").filter((p) => p.schoolCode === student.schoolCode)) {
    const children = (await (await Api.of(who)).get("children"))["children"]!;
    if (children.some((child) => (child["student"] ?? child)["studentId"] === studentId)) return who;
  }
  throw new Error("no guardian of the student has a password");
}

async function window(browser: Browser, who: Person, lang: Lang, quiet: string[]): Promise<Page> {
  const context = await browser.newContext({ baseURL: serverUrl, viewport: { width: 360, height: 740 }, timezoneId: "Africa/Casablanca" });
  await watch(context, quiet);
  await speak(context, lang);
  const page = await context.newPage();
  await signIn(page, who, { lang });
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  return page;
}

test("three windows: an absence without network, seen by the student and his guardian when it returns", async ({ browser, lang, quiet }) => {
  const student = person("student", 0);
  const studentId = String((await (await Api.of(student)).get("me"))["student"]!["studentId"]);
  const guardian = await guardianOf(student, studentId);
  const { who, lesson, row, start, end } = await teacherOf(student, studentId);
  const desk = await window(browser, who, lang, quiet);
  const pupil = await window(browser, student, lang, quiet);
  const family = await window(browser, guardian, lang, quiet);
  const hour = pupil.locator("main li").filter({ hasText: `${start}-${end}` });

  await desk.context().setOffline(true);
  await go(desk, `#/register/${lesson}`);
  await desk.locator("main ul li button.tap").nth(row).click();
  await desk.getByRole("button", { name: say(lang, "moudaris.register.save") }).click();
  await expect(desk.getByText(say(lang, "common.op.phone")).first()).toBeVisible();
  await go(pupil, "#/absences");
  const before = await hour.count();

  await desk.context().setOffline(false);
  await registered(desk, lang);
  await expect(async () => {
    await pupil.reload();
    await settled(pupil);
    await expect(hour).toHaveCount(before + 1, { timeout: 2000 });
  }).toPass({ timeout: 30_000 });

  await family.reload();
  await go(family, `#/child/${studentId}/absences`);
  await expect(family.locator("main li").filter({ hasText: `${start}-${end}` })).toHaveCount(before + 1);

  // What was read stays readable without network, and says how old it is.
  await family.context().setOffline(true);
  await family.reload();
  await expect(family.locator("main li").filter({ hasText: `${start}-${end}` })).toHaveCount(before + 1);
  await expect(family.getByText(say(lang, "common.net.offline")).first()).toBeVisible();
  for (const page of [desk, pupil, family]) await page.context().close();
  forgiveNetwork(quiet);
});
