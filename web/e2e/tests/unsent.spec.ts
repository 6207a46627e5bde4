// Marks that wait on the phone while something happens to their sheet: the page is opened again, the sheet is handed in,
// given back or published from elsewhere. What waits is sent once, or is shown beside why it was refused.
import type { Locator, Page } from "@playwright/test";
import { Api, people, type Person } from "../stand.ts";
import { openSheet, received, reload } from "../teacher.ts";
import { expect, forgiveAnswer, forgiveNetwork, go, test } from "../watch.ts";
import { until, window } from "../window.ts";
import { say, within } from "../words.ts";

interface Desk {
  teacher: Person;
  office: Person;
  sheet: Awaited<ReturnType<typeof openSheet>>;
  classId: string;
}

/**
 * A teacher of one class alone, of which nothing is published, in a school where no story looks for classes that nobody
 * has begun; no other story has his number.
 */
async function deskOf(first: number): Promise<Desk> {
  const all = people("teacher");
  for (const teacher of all.slice(first).filter((one) => one.schoolCode === all[0]!.schoolCode && one.classes?.length === 1)) {
    const office = people("school_office").find((one) => one.schoolCode === teacher.schoolCode)!;
    const sheet = await openSheet(teacher).catch(() => undefined);
    if (!sheet) continue;
    const classId = String((await (await Api.of(teacher)).get(`markSheets/${sheet.id}`))["markSheet"]!["class"]!["classId"]);
    if ((await (await Api.of(office)).get(`classes/${classId}/publication?semester=1`))["state"] === "NONE") return { teacher, office, sheet, classId };
  }
  throw new Error("no teacher is left whose only class is not published");
}

/** The first marks of the column, and how often cells of it were written. */
async function held({ teacher, sheet }: Desk): Promise<{ marks: (string | undefined)[]; writes: number }> {
  const api = await Api.of(teacher);
  const rows = (await api.get(`markSheets/${sheet.id}`))["markSheet"]!["rows"]!;
  const events = (await api.get(`markSheets/${sheet.id}/events?pageSize=500`))["events"]!;
  const marks = rows.map((row) => row["cells"]!.find((cell) => cell["column"] === sheet.name)?.["mark"]);
  return { marks: marks.slice(0, 3), writes: events.filter((event) => event["column"] === sheet.name).length };
}

/** Two marks other than those that stand. */
function fresh(stands: (string | undefined)[]): [string, string] {
  const other = (mark: string | undefined, base: number): string => (mark === base.toFixed(2) ? base + 0.25 : base).toFixed(2);
  return [other(stands[0], 4.5), other(stands[1], 6.75)];
}

/** Types marks without network into the first students' cells. */
async function typeOffline(page: Page, { sheet }: Desk, marks: readonly string[]): Promise<void> {
  await page.context().setOffline(true);
  await page.locator(`td[data-p="0:${sheet.column}"]`).click();
  for (const mark of marks) {
    await page.keyboard.type(mark.replace(".", ","));
    await page.keyboard.press("Enter");
  }
}

test("marks behind a PIN outlive the page; the sheet was handed in and given back meanwhile, and they are sent once", async ({ browser, lang, quiet }) => {
  const desk = await deskOf(28);
  const { teacher, sheet } = desk;
  const before = await held(desk);
  const marks = fresh(before.marks);
  const phone = await window(browser, teacher, lang, quiet, "2468");
  await go(phone, `#/sheet/${sheet.id}`);
  await typeOffline(phone, desk, marks);
  const waits = phone.getByText(say(lang, "moudaris.sheet.save.phone", { n: 2 }));
  await expect(waits).toBeVisible();

  await reload(phone, lang, "2468");
  await expect(waits).toBeVisible();
  for (const [row, mark] of marks.entries()) {
    const cell = phone.locator(`td[data-p="${row}:${sheet.column}"]`);
    await expect(cell).toHaveText(mark);
    await expect(cell).toHaveAttribute("data-s", "phone");
  }
  await go(phone, "#/");
  await expect(phone.getByRole("heading", { name: say(lang, "common.op.waiting", { n: 2 }) })).toBeVisible();
  expect(await held(desk)).toEqual(before);

  // From elsewhere: handed in, and given back by the office.
  await (await Api.of(teacher)).post(`markSheets/${sheet.id}:submit`);
  const office = await window(browser, desk.office, lang, quiet);
  await go(office, `#/marks/sheet/${encodeURIComponent(sheet.id)}`);
  await office.getByRole("button", { name: say(lang, "idaraMarks.reopen") }).click();
  await office.getByRole("dialog").locator("textarea").fill("نقط ناقصة");
  await office.getByRole("dialog").locator('button[type="submit"]').click();
  await expect(office.locator("main").getByText(say(lang, "idaraMarks.state.OPEN"))).toBeVisible();

  await phone.context().setOffline(false);
  await go(phone, `#/sheet/${sheet.id}`);
  await received(phone, lang);
  const after = await held(desk);
  expect(after).toEqual({ marks: [...marks, before.marks[2]], writes: before.writes + 2 });
  await reload(phone, lang, "2468");
  expect(await held(desk)).toEqual(after);
  for (const page of [phone, office]) await page.context().close();
  forgiveNetwork(quiet);
});

test("marks for a sheet that was handed in from another window: refused and shown, and sent again by a tap once it is given back", async ({ browser, lang, quiet }) => {
  const desk = await deskOf(31);
  const { teacher, sheet } = desk;
  const before = await held(desk);
  const marks = fresh(before.marks);
  const phone = await window(browser, teacher, lang, quiet);
  await go(phone, `#/sheet/${sheet.id}`);
  await typeOffline(phone, desk, marks);
  await expect(phone.getByText(say(lang, "moudaris.sheet.save.phone", { n: 2 }))).toBeVisible();

  const beside = await window(browser, teacher, lang, quiet);
  await go(beside, `#/sheet/${sheet.id}`);
  await beside.getByRole("button", { name: say(lang, "moudaris.submit.do") }).click();
  await beside.getByRole("dialog").getByRole("button", { name: say(lang, "moudaris.submit.confirm") }).click();
  await expect(beside.getByText(say(lang, "moudaris.sheet.locked.SUBMITTED")).first()).toBeVisible();
  await beside.context().close();

  await phone.context().setOffline(false);
  await expect(phone.getByText(say(lang, "moudaris.sheet.save.refused", { n: 2 }))).toBeVisible({ timeout: 30_000 });
  // What the server holds stands in the grid; what was typed and did not arrive is listed until the teacher has seen it.
  await expect(phone.getByText(say(lang, "moudaris.sheet.locked.SUBMITTED")).first()).toBeVisible();
  const refused = (mark: string): Locator => phone.locator("main li bdi").filter({ hasText: mark });
  for (const again of [false, true]) {
    if (again) await reload(phone, lang);
    for (const mark of marks) await expect(refused(mark)).toBeVisible();
    await expect(phone.locator(`td[data-p="0:${sheet.column}"]`)).not.toHaveText(marks[0]);
  }
  await go(phone, "#/");
  await expect(phone.getByText(say(lang, "moudaris.day.yours.refused"))).toBeVisible();
  expect(await held(desk)).toEqual(before);

  await (await Api.of(desk.office)).post(`markSheets/${sheet.id}:reopen`, { reason: "نقط ناقصة" });
  await go(phone, `#/sheet/${sheet.id}`);
  await until(phone, () => expect(phone.getByText(say(lang, "moudaris.sheet.state.OPEN"))).toBeVisible({ timeout: 2000 }));
  for (const mark of marks) await expect(refused(mark)).toBeVisible();
  await phone.getByRole("button", { name: say(lang, "common.do.retry") }).click();
  await received(phone, lang);
  expect(await held(desk)).toEqual({ marks: [...marks, before.marks[2]], writes: before.writes + 2 });
  await expect(phone.getByRole("button", { name: say(lang, "moudaris.refused.seen") })).toHaveCount(0);
  await phone.context().close();
  forgiveNetwork(quiet);
  // The answer that says that the sheet is closed.
  forgiveAnswer(quiet, 400);
  forgiveAnswer(quiet, 409);
});

test("marks for a sheet that was published meanwhile: nothing published changes, and the way there is a correction", async ({ browser, lang, quiet }) => {
  const desk = await deskOf(35);
  const { teacher, sheet, classId } = desk;
  const before = await held(desk);
  const marks = fresh(before.marks);
  const phone = await window(browser, teacher, lang, quiet);
  await go(phone, `#/sheet/${sheet.id}`);
  await typeOffline(phone, desk, marks);
  await expect(phone.getByText(say(lang, "moudaris.sheet.save.phone", { n: 2 }))).toBeVisible();

  await (await Api.of(teacher)).post(`markSheets/${sheet.id}:submit`);
  const office = await Api.of(desk.office);
  await office.post(`markSheets/${sheet.id}:validate`);
  const lacking = (await office.get(`classes/${classId}/publication?semester=1`))["markSheets"]!.filter((one) => one["state"] !== "VALIDATED");
  await office.post(`classes/${classId}:publish`, { semester: 1, missing: lacking.map((one) => ({ markSheetId: one["markSheetId"], reason: "المجلس مبكر" })) });

  await phone.context().setOffline(false);
  await expect(phone.getByText(say(lang, "moudaris.sheet.save.refused", { n: 2 }))).toBeVisible({ timeout: 30_000 });
  await until(phone, () => expect(phone.getByText(say(lang, "moudaris.sheet.locked.PUBLISHED")).first()).toBeVisible({ timeout: 2000 }));
  for (const mark of marks) await expect(phone.locator("main li bdi").filter({ hasText: mark })).toBeVisible();
  await expect(phone.getByRole("button", { name: say(lang, "common.do.retry") })).toHaveCount(0);
  expect(await held(desk)).toEqual(before);
  // The teacher reads what he wanted beside the cell that he may ask to correct.
  await phone.locator(`td[data-p="0:${sheet.column}"]`).click();
  await phone.locator("#cell-actions").getByRole("button", { name: say(lang, "moudaris.sheet.correct") }).click();
  await expect(phone.getByRole("dialog")).toContainText(within(lang, "moudaris.correct.now"));
  await phone.keyboard.press("Escape");
  await phone.getByRole("button", { name: say(lang, "moudaris.refused.seen") }).click();
  await expect(phone.getByText(say(lang, "moudaris.sheet.save.refused", { n: 2 }))).toHaveCount(0);
  await phone.context().close();
  forgiveNetwork(quiet);
  forgiveAnswer(quiet, 400);
  forgiveAnswer(quiet, 409);
});
