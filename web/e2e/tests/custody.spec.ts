// A custody decision: the office bars a guardian in its window, the other guardian sees it in the child's file, and the
// barred one is told so and nothing else, by no screen, no answer and no row that his phone still holds.
import type { Page } from "@playwright/test";
import { fetchCalendar } from "../calendar.ts";
import { wrong } from "../checks.ts";
import { disk } from "../disk.ts";
import { activated, published } from "../family.ts";
import { Api, people, serverUrl, type Json, type Person } from "../stand.ts";
import { expect, forgiveNetwork, go, test } from "../watch.ts";
import { until, window } from "../window.ts";
import { say, type Lang } from "../words.ts";

interface Parents {
  /** Has the child in the demo. */
  parent: Person;
  /** Was given a code for the same child. */
  barred: Person;
  office: Person;
  child: Json;
  /** Stands on the screen of its marks. */
  mark: string;
  studentId: string;
  /** Where the barred one stands in the office's list. */
  place: number;
}

/** A child with marks to see, with a second guardian who has only this child. */
async function parents(): Promise<Parents> {
  for (const parent of people("guardian").slice(21)) {
    const found = await published(parent);
    if (!found) continue;
    const { child, marks } = found;
    const studentId = String(child["studentId"]);
    const office = people("school_office").find((p) => String(child["class"]!["classId"]).startsWith(p.schoolCode))!;
    const desk = await Api.of(office);
    const guardians = async (): Promise<Json[]> => (await desk.get(`students/${studentId}/guardians`))["guardians"]!.map((one) => one);
    const before = await guardians();
    // A decision that stands keeps the office from making codes.
    if (before.some((one) => one["custodyDenied"])) continue;
    const barred = await activated(desk, studentId, child["relation"] === "FATHER" ? "MOTHER" : "FATHER");
    const place = (await guardians()).findIndex((one) => !before.some((known) => known["guardianId"] === one["guardianId"]));
    return { parent, barred, office, child, mark: String(marks["subjects"]!.at(0)!["mark"]), studentId, place };
  }
  throw new Error("a decision bars somebody from every child of the demo");
}

/** Bars one of the child's guardians in the office's window, or lets him read again. */
async function decide(desk: Page, guardian: number, key: "deny" | "lift", lang: Lang): Promise<void> {
  const row = desk.locator("main li").filter({ has: desk.getByRole("button", { name: say(lang, "idaraPeople.guardian.unlink") }) }).nth(guardian);
  await row.getByRole("button", { name: say(lang, `idaraPeople.custody.${key}`) }).click();
  const submit = desk.locator('dialog[open] button[type="submit"]');
  // A decision without its reference is none.
  await expect(submit).toBeDisabled();
  await desk.locator("dialog[open] textarea").fill("محكمة الأسرة 214/2026");
  await submit.click();
  await expect(desk.locator("dialog[open]")).toHaveCount(0);
  await expect(row.getByText(say(lang, key === "deny" ? "idaraPeople.custody.denied" : "idaraPeople.guardian.linked"))).toBeVisible();
}

test("custody: who is barred sees that he is and nothing of the child, the other guardian sees it too, until it is lifted", async ({ browser, lang, quiet }) => {
  const { parent, barred, office, child, mark, studentId, place } = await parents();
  const name = String(child["name"]!["ar"]);
  const api = await Api.of(barred);
  const parts = (await api.post("sync"))["parts"]!.filter((part) => part["name"]!.startsWith(`child/${studentId}/`));
  const feed = `${serverUrl}${(await api.post(`children/${studentId}/calendarFeeds`, { label: "telephone" }))["url"]}`;
  expect((await fetchCalendar(feed)).events.length).toBeGreaterThan(10);
  const his = await window(browser, barred, lang, quiet);
  await go(his, `#/child/${studentId}/marks`);
  await expect(his.locator("main")).toContainText(mark);
  const before = Object.values((await disk(his, "waliye")).rows)[0]!;

  const desk = await window(browser, office, lang, quiet);
  await go(desk, `#/student/${encodeURIComponent(studentId)}`);
  await desk.getByRole("tab", { name: say(lang, "idaraPeople.student.guardians") }).click();
  await decide(desk, place, "deny", lang);

  const answers: Promise<string>[] = [];
  his.on("response", (answer) => {
    if (answer.url().includes("/v1/")) answers.push(answer.text().then((text) => `${answer.status()} ${answer.url()} ${text}`));
  });
  await his.reload();
  const told = his.getByText(say(lang, "waliye.restricted.text"));
  await expect(told).toBeVisible();
  await expect(his.getByRole("heading", { name: say(lang, "waliye.restricted") })).toBeVisible();
  for (const screen of ["/marks", "/report", "/week", "/absences", "/guardians", ""]) {
    await go(his, `#/child/${studentId}${screen}`);
    await expect(told).toBeVisible();
    await expect(his.locator("main a")).toHaveCount(0);
  }
  await go(his, "#/");
  await expect(told).toBeVisible();
  expect(await his.locator("body").innerText()).not.toContain(name);
  const said = await Promise.all(answers);
  expect(said.length).toBeGreaterThan(0);
  for (const one of said) for (const word of ['"mark"', '"subject"', '"lesson"', '"absence"', name]) expect(one).not.toContain(word);
  // Of the child no part is left on his phone, and none of what was noted of it.
  expect(parts.length).toBeGreaterThan(5);
  expect(before - Object.values((await disk(his, "waliye")).rows)[0]!).toBeGreaterThan(parts.length);
  // By a token of his own making he reads no more.
  const anew = await Api.of(barred);
  for (const what of ["marks", "absences", "timetable", "guardians"]) await expect(anew.get(`children/${studentId}/${what}`)).rejects.toThrow(/: 404 /);
  // The calendar that he gave to his phone reads no more either.
  await expect.poll(async () => (await fetchCalendar(feed)).status).toBe(404);
  expect(await wrong(his, lang, true)).toEqual([]);
  // Without network it is no other.
  await his.context().setOffline(true);
  await his.reload();
  await expect(told).toBeVisible();
  await his.context().setOffline(false);

  const hers = await window(browser, parent, lang, quiet);
  await go(hers, `#/child/${studentId}/guardians`);
  const badge = hers.locator("main li").getByText(say(lang, "waliye.guardians.denied"));
  await expect(badge).toHaveCount(1);

  await decide(desk, place, "lift", lang);
  await until(his, () => expect(his.locator(`main a.who[href="#/child/${studentId}"]`)).toBeVisible({ timeout: 2000 }));
  await go(his, `#/child/${studentId}/marks`);
  await expect(his.locator("main")).toContainText(mark);
  await until(hers, () => expect(badge).toHaveCount(0, { timeout: 2000 }));
  for (const page of [his, hers, desk]) await page.context().close();
  forgiveNetwork(quiet);
});
