// Without network, with pages and servers that are killed, and with sessions that end meanwhile: everything that was
// written arrives once, and what somebody else wrote first is shown. The server is this file's own.
import type { BrowserContext, Page } from "@playwright/test";
import { Api, Line, person, Server, type Person } from "../stand.ts";
import { lessonToTake, openSheet, received, reload } from "../teacher.ts";
import { justify } from "../family.ts";
import { expect, forgiveNetwork, go, settled, signIn, speak, test, watch } from "../watch.ts";
import { say } from "../words.ts";

let server: Server;
let line: Line;
test.beforeAll(async () => {
  test.setTimeout(150_000);
  server = await Server.start();
  line = await Line.to(() => server.url);
});
test.afterAll(async () => {
  line.close();
  await server.close();
});

const teacher = (number: number): Person => person("teacher", number, server.folder);

/** What the server holds of some cells of a column. */
async function marks(who: Person, id: string, name: string): Promise<(string | undefined)[]> {
  const rows = (await (await Api.of(who, server.url)).get(`markSheets/${id}`))["markSheet"]!["rows"]!;
  return rows.map((row) => row["cells"]!.find((c) => c["column"] === name)?.["mark"]);
}

/** How often each cell of a column was written, as the trail of events says. */
async function writes(who: Person, id: string, name: string): Promise<number> {
  const events = (await (await Api.of(who, server.url)).get(`markSheets/${id}/events?pageSize=500`))["events"]!;
  return events.filter((event) => event["column"] === name).length;
}

async function typeColumn(page: Page, column: number, values: string[]): Promise<void> {
  await page.locator(`td[data-p="0:${column}"]`).click();
  for (const value of values) {
    await page.keyboard.type(value);
    await page.keyboard.press("Enter");
  }
}

test("a register and marks without network, the page reloaded: all arrives once", async ({ page, context, lang, quiet }) => {
  const who = teacher(3);
  const { lesson, entries } = await lessonToTake(who, server.url);
  const sheet = await openSheet(who, server.url);
  const before = await writes(who, sheet.id, sheet.name);
  await signIn(page, who, { lang, url: line.url });
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  await line.quiet();

  await context.setOffline(true);
  await go(page, `#/register/${lesson}`);
  const students = page.locator("main ul li button.tap");
  await expect(students).toHaveCount(entries);
  await page.locator("main ul li:is(.present, .absent) button.tap").nth(2).click();
  await page.getByRole("button", { name: say(lang, "moudaris.register.save") }).click();
  await expect(page.getByText(say(lang, "common.op.phone")).first()).toBeVisible();
  await go(page, `#/sheet/${sheet.id}`);
  await typeColumn(page, sheet.column, ["5", "6.5", "7,25"]);
  await expect(page.getByText(say(lang, "moudaris.sheet.save.phone", { n: 3 }))).toBeVisible();

  await reload(page, lang);
  for (const [row, mark] of ["5.00", "6.50", "7.25"].entries()) await expect(page.locator(`td[data-p="${row}:${sheet.column}"]`)).toHaveText(mark);

  await context.setOffline(false);
  await received(page, lang);
  expect((await marks(who, sheet.id, sheet.name)).slice(0, 3)).toEqual(["5.00", "6.50", "7.25"]);
  expect((await writes(who, sheet.id, sheet.name)) - before).toBe(3);
  await expect.poll(async () => (await (await Api.of(who, server.url)).get(`lessons/${lesson}/register`))["register"]!["taken"]).toBe(true);
  forgiveNetwork(quiet);
});

test("a page that dies in the middle of a save, and a server that dies too: nothing is lost or doubled", async ({ context, lang, quiet }) => {
  const who = teacher(5);
  const sheet = await openSheet(who, server.url);
  const before = await writes(who, sheet.id, sheet.name);
  const page = await context.newPage();
  await signIn(page, who, { lang, url: line.url });
  await go(page, `#/sheet/${sheet.id}`);
  await typeColumn(page, sheet.column, ["4", "5", "6"]);
  // The answer of the save is lost on its way, whether or not the server has done it; then the page goes.
  line.cut();
  await typeColumn(page, sheet.column, ["8", "9"]);
  await page.evaluate(() => new Promise((done) => setTimeout(done, 1500)));
  await page.close({ runBeforeUnload: false });
  await server.kill();
  await server.start();
  line.mend();

  const again = await context.newPage();
  await again.goto(`${line.url}/moudaris/#/sheet/${sheet.id}`);
  await expect(again.locator("tbody tr")).toHaveCount(sheet.students);
  const wanted = ["8.00", "9.00", "6.00"];
  await expect.poll(async () => (await marks(who, sheet.id, sheet.name)).slice(0, 3), { timeout: 40_000 }).toEqual(wanted);
  await settled(again);
  for (const [row, mark] of wanted.entries()) await expect(again.locator(`td[data-p="${row}:${sheet.column}"]`)).toHaveText(mark);
  // Three cells, two of them written once more: never more than each intent.
  expect((await writes(who, sheet.id, sheet.name)) - before).toBeLessThanOrEqual(5);
  await expect(again.getByText(say(lang, "moudaris.conflict.title", { n: 1 }))).toHaveCount(0);
  forgiveNetwork(quiet);
});

test("a session that was ended meanwhile: the work waits for the password, then arrives", async ({ page, context, lang, quiet }) => {
  const who = teacher(7);
  const sheet = await openSheet(who, server.url);
  await signIn(page, who, { lang, url: line.url });
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  await go(page, `#/sheet/${sheet.id}`);
  await context.setOffline(true);
  await typeColumn(page, sheet.column, ["3.25", "4.75"]);
  await expect(page.getByText(say(lang, "moudaris.sheet.save.phone", { n: 2 }))).toBeVisible();

  await endSessions(who);
  await context.setOffline(false);
  await page.getByRole("button", { name: say(lang, "session.signIn") }).click();
  const password = page.locator('dialog input[autocomplete="current-password"]');
  await password.fill(who.password);
  await page.locator('dialog button[type="submit"]').click();
  await expect.poll(async () => (await marks(who, sheet.id, sheet.name)).slice(0, 2), { timeout: 30_000 }).toEqual(["3.25", "4.75"]);
  await received(page, lang);
  forgiveNetwork(quiet);
  // What the browser says of a session that is over.
  quiet.splice(0, quiet.length, ...quiet.filter((one) => !/status of 401/.test(one)));
});

/** Ends the sessions that a person has now, and waits until every service knows. */
async function endSessions(who: Person): Promise<void> {
  const all = (await (await Api.of(who, server.url)).get("auth/sessions"))["sessions"]!;
  // Each end takes back the tokens that the person has: the next needs a new one.
  for (const id of all.map((one) => String(one["sessionId"]))) await (await Api.of(who, server.url)).delete(`auth/sessions/${id}`);
  await new Promise((done) => setTimeout(done, 1500));
}

test("a justification with a photo, without network and through a reload", async ({ page, context, lang, quiet }) => {
  const who = person("guardian", 2, server.folder);
  await signIn(page, who, { lang, url: line.url });
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  await line.quiet();
  await page.locator('main a[href^="#/child/"]').first().click();
  const child = /#\/child\/[^/]+/.exec(page.url())![0];
  const path = `children/${child.slice("#/child/".length)}/justifications`;
  const api = await Api.of(who, server.url);
  const before = (await api.get(path))["justifications"]!.length;

  await context.setOffline(true);
  await expect(page.getByText(say(lang, "common.net.offline")).first()).toBeVisible();
  const day = await justify(page, child, lang);
  await reload(page, lang);
  await expect(page.getByText(say(lang, "common.op.phone")).first()).toBeVisible();
  expect((await api.get(path))["justifications"]!.length).toBe(before);
  await context.setOffline(false);
  await expect.poll(async () => (await api.get(path))["justifications"]!.length, { timeout: 30_000 }).toBe(before + 1);
  await expect.poll(async () => (await api.get(path))["justifications"]!.some((j) => j["from"] === day && Number(j["documents"]!.length) === 1)).toBe(true);
  forgiveNetwork(quiet);
});

test("a justification that has not left the device is cancelled, and nothing arrives", async ({ page, context, lang, quiet }) => {
  const who = person("guardian", 3, server.folder);
  await signIn(page, who, { lang, url: line.url });
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  await line.quiet();
  await page.locator('main a[href^="#/child/"]').first().click();
  const child = /#\/child\/[^/]+/.exec(page.url())![0];
  const path = `children/${child.slice("#/child/".length)}/justifications`;
  const api = await Api.of(who, server.url);
  const before = (await api.get(path))["justifications"]!.length;

  await context.setOffline(true);
  await justify(page, child, lang);
  await go(page, "#/");
  await expect(page.getByText(say(lang, "waliye.standing.held", { n: 1 })).first()).toBeVisible();
  await go(page, `${child}/justifications`);
  // A reload and a wish to send do not make it one that may have left.
  await reload(page, lang);
  await page.getByRole("button", { name: say(lang, "waliye.list.cancel") }).click();
  await page.locator("dialog[open]").getByRole("button", { name: say(lang, "waliye.list.cancel") }).click();
  await expect(page.getByText(say(lang, "waliye.list.cancelled"))).toBeVisible();
  await expect(page.getByText(say(lang, "common.op.phone"))).toHaveCount(0);

  await context.setOffline(false);
  await line.quiet(1500);
  expect((await api.get(path))["justifications"]!.length).toBe(before);
  forgiveNetwork(quiet);
});

test("two windows of one teacher on one sheet: the second is shown what the first wrote", async ({ page, browser, lang, quiet }) => {
  const who = teacher(9);
  const sheet = await openSheet(who, server.url);
  const other = await second(browser.newContext.bind(browser), quiet, lang);
  const beside = await other.newPage();
  for (const window of [page, beside]) {
    await signIn(window, who, { lang, url: line.url });
    await go(window, `#/sheet/${sheet.id}`);
  }
  await other.setOffline(true);
  await typeColumn(beside, sheet.column, ["9"]);
  await expect(beside.getByText(say(lang, "moudaris.sheet.save.phone", { n: 1 }))).toBeVisible();
  await typeColumn(page, sheet.column, ["2", "3"]);
  await received(page, lang);

  await other.setOffline(false);
  await expect(beside.getByText(say(lang, "moudaris.conflict.title", { n: 1 }))).toBeVisible({ timeout: 30_000 });
  expect((await marks(who, sheet.id, sheet.name)).slice(0, 2)).toEqual(["2.00", "3.00"]);
  await beside.getByRole("button", { name: say(lang, "moudaris.conflict.keepMine") }).click();
  await expect.poll(async () => (await marks(who, sheet.id, sheet.name))[0]).toBe("9.00");
  await received(beside, lang);
  await other.close();
  forgiveNetwork(quiet);
  // The answer that says "somebody else was first".
  quiet.splice(0, quiet.length, ...quiet.filter((one) => !/status of 409/.test(one)));
});

test("two teachers on one sheet: each is shown who wrote first, and what is kept is one value", async ({ page, browser, lang, quiet }) => {
  const [who, colleague] = [teacher(11), teacher(12)];
  const sheet = await openSheet(who, server.url);
  await assign(colleague, sheet.id);
  const other = await second(browser.newContext.bind(browser), quiet, lang);
  const beside = await other.newPage();
  for (const [window, one] of [[page, who], [beside, colleague]] as const) {
    await signIn(window, one, { lang, url: line.url });
    await go(window, `#/sheet/${sheet.id}`);
  }
  await other.setOffline(true);
  await typeColumn(beside, sheet.column, ["6", "7"]);
  await expect(beside.getByText(say(lang, "moudaris.sheet.save.phone", { n: 2 }))).toBeVisible();
  await typeColumn(page, sheet.column, ["1.5"]);
  await received(page, lang);

  await other.setOffline(false);
  const conflict = beside.locator("main section").filter({ has: beside.getByRole("heading", { name: say(lang, "moudaris.conflict.title", { n: 1 }) }) });
  await expect(conflict).toContainText("1.50");
  await expect(conflict).toContainText((await (await Api.of(who, server.url)).get("me"))["name"]!["ar"]!);
  await conflict.getByRole("button", { name: say(lang, "moudaris.conflict.keepTheirs") }).click();
  await received(beside, lang);
  // The cell that nobody else wrote came through; the other is the colleague's.
  expect((await marks(who, sheet.id, sheet.name)).slice(0, 2)).toEqual(["1.50", "7.00"]);
  await expect(beside.locator(`td[data-p="0:${sheet.column}"]`)).toHaveText("1.50");
  await other.close();
  forgiveNetwork(quiet);
  quiet.splice(0, quiet.length, ...quiet.filter((one) => !/status of 409/.test(one)));
});

/** Gives a class and subject to a second teacher, as an office does while one is away, and waits until he has the sheet. */
async function assign(who: Person, sheetId: string): Promise<void> {
  const office = await Api.of(person("school_office", 0, server.folder), server.url);
  const sheet = (await office.get(`markSheets/${sheetId}`))["markSheet"]!;
  const staff = (await office.get("staff?pageSize=500"))["staff"]!.find((one) => one["email"] === who.identifier)!;
  await office.post("assignments", { classId: sheet["class"]!["classId"], subject: sheet["subject"]!["code"], staffId: staff["staffId"] });
  const own = await Api.of(who, server.url);
  await expect.poll(async () => (await own.get("markSheets?pageSize=500"))["markSheets"]!.some((one) => one["markSheetId"] === sheetId)).toBe(true);
}

async function second(make: () => Promise<BrowserContext>, quiet: string[], lang: "ar" | "fr"): Promise<BrowserContext> {
  const context = await make();
  await watch(context, quiet);
  await speak(context, lang);
  return context;
}
