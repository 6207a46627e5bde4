// The calendar link: made in the app, read by a program that knows the address alone, with every lesson of the week and
// what changes in it, until it is ended.
import { fetchCalendar } from "../calendar.ts";
import { wrong } from "../checks.ts";
import { Api, people, person, type Json } from "../stand.ts";
import { expect, go, signIn, test } from "../watch.ts";
import { say } from "../words.ts";

/** A lesson as its event says when it is. */
function moment(lesson: Json, which: "start" | "end"): string {
  return `${lesson["date"]} ${lesson[which]}`.replace(/[-:]/g, "").replace(" ", "T") + "00";
}

test("a calendar link: the lessons of the student, a lesson that is cancelled, and nothing once it is ended", async ({ page, lang }) => {
  const who = person("student", 7);
  const api = await Api.of(who);
  const me = (await api.get("me"))["student"]!;
  const label = `telephone ${Date.now()}`;
  await signIn(page, who, { lang });
  await go(page, "#/calendar");
  await page.locator("main form input").fill(label);
  await page.getByRole("button", { name: say(lang, "study.feed.create") }).click();
  await expect(page.getByText(say(lang, "study.feed.secret"))).toBeVisible();
  const address = await page.locator("main .address bdi").innerText();
  expect(await page.getByRole("link", { name: say(lang, "study.feed.open") }).getAttribute("href")).toBe(address.replace(/^https?:/, "webcal:"));
  const row = page.locator("main li").filter({ hasText: label });
  await expect(row).toBeVisible();
  expect(await wrong(page, lang, true)).toEqual([]);

  const first = await fetchCalendar(address);
  expect([first.status, first.type]).toEqual([200, "text/calendar; charset=utf-8"]);
  expect(first.text).toMatch(/^BEGIN:VCALENDAR\r\nVERSION:2\.0\r\n/);
  const lessons = (await api.get("timetable"))["lessons"]!.filter((lesson) => lesson["status"] === "PLANNED");
  expect(lessons.length).toBeGreaterThan(10);
  for (const lesson of lessons) {
    const event = first.events.find((one) => one["DTSTART"] === moment(lesson, "start") && one["SUMMARY"] === lesson["subject"]!["name"]);
    expect(event, `${lesson["date"]} ${lesson["start"]}`).toMatchObject({ DTEND: moment(lesson, "end"), STATUS: "CONFIRMED", LOCATION: lesson["room"] });
  }
  // Whoever has the address learns when a class has which lesson, not whose week this is.
  for (const own of [me["name"]!["ar"], me["name"]!["latin"], me["massarCode"]]) expect(first.text).not.toContain(own);

  const office = await Api.of(people("school_office").find((p) => p.schoolCode === who.schoolCode)!);
  const last = lessons.at(lessons.length - 1)!;
  await office.post(`lessons/${last["lessonId"]}:cancel`, { note: "Formation" });
  const state = async (): Promise<string | undefined> => (await fetchCalendar(address)).events.find((one) => one["DTSTART"] === moment(last, "start"))?.["STATUS"];
  await expect.poll(state, { timeout: 30_000 }).toBe("CANCELLED");
  await office.post(`lessons/${last["lessonId"]}:restore`);
  await expect.poll(state, { timeout: 30_000 }).toBe("CONFIRMED");

  // Shown once: who comes back sees that there is a link, not what it is.
  await page.reload();
  await expect(row).toBeVisible();
  await expect(page.locator("body")).not.toContainText(address);
  await row.getByRole("button", { name: say(lang, "study.feed.end") }).click();
  await page.locator("dialog[open]").getByRole("button", { name: say(lang, "study.feed.end") }).click();
  await expect(row).toHaveCount(0);
  await expect.poll(async () => (await fetchCalendar(address)).status).toBe(404);
});
