// A school's office through a day: marks and their publication, families' papers, the timetable, codes, files.
import type { Locator, Page } from "@playwright/test";
import { wrong } from "../checks.ts";
import { bringPaper, classOf, handIn, officeOf, propose, validate } from "../office.ts";
import { Api, serverUrl } from "../stand.ts";
import { expect, go, settled, signIn, speak, test, watch } from "../watch.ts";
import { say, within } from "../words.ts";
import { classList } from "../xlsx.ts";

test("an office: what waits, the publication board, a sheet validated, a class published for an hour to come, a correction", async ({ page, lang, narrow, number }) => {
  const who = officeOf(number);
  const api = await Api.of(who);
  const { classId, label, sheetId, others } = await handIn(who, number);
  const correction = await propose(who, number);
  await signIn(page, who, { lang });
  await expect(page.getByRole("heading", { name: say(lang, "idara.waiting") })).toBeVisible();
  await expect(page.locator('main a[href="#/marks/corrections"]')).toBeVisible();
  await page.locator('main a[href="#/marks"]').click();

  await page.getByLabel(say(lang, "idaraMarks.wanted")).selectOption("SUBMITTED");
  const sheet = page.locator(`main a[href$="/marks/sheet/${encodeURIComponent(sheetId)}"]`);
  await expect(sheet).toBeVisible();
  await expect(page.locator("main").getByText(label, { exact: true })).toBeVisible();
  if (!narrow) await expect(sheet).toHaveAttribute("title", within(lang, "idaraMarks.state.SUBMITTED"));
  await sheet.click();
  await validate(page, lang);
  await expect(page.locator("main").getByText(say(lang, "idaraMarks.state.VALIDATED"))).toBeVisible();
  expect((await api.get(`markSheets/${sheetId}`))["markSheet"]!["state"]).toBe("VALIDATED");

  await go(page, `#/marks/class/${encodeURIComponent(classId)}/1`);
  await expect(sheet.getByText(say(lang, "idaraMarks.state.VALIDATED"))).toBeVisible();
  await page.getByRole("button", { name: say(lang, "idaraMarks.publish") }).click();
  const dialog = page.getByRole("dialog");
  const send = dialog.locator('button[type="submit"]');
  await dialog.getByRole("checkbox").uncheck();
  const day = dialog.locator('input[type="date"]');
  const tomorrow = new Date(Date.parse(await day.inputValue()) + 86_400_000).toISOString().slice(0, 10);
  await day.fill(tomorrow);
  await dialog.locator('input[type="time"]').fill("17:30");
  await dialog.locator('input[type="number"]').fill("2");
  await expect(send).toBeDisabled();
  await dialog.getByLabel(within(lang, "idaraMarks.publish.reason.all")).fill("conseil de classe avancé");
  expect(await wrong(page, lang, narrow)).toEqual([]);
  await send.click();
  await expect(page.locator("main").getByText(say(lang, "idaraMarks.publication.SCHEDULED"))).toBeVisible();
  await expect(page.locator("main").getByText(say(lang, "idaraMarks.publication.guardians", { n: 2 }))).toBeVisible();
  await expect(page.locator("main li").filter({ hasText: "conseil de classe avancé" })).toHaveCount(others);
  const publication = await api.get(`classes/${classId}/publication?semester=1`);
  expect([publication["state"], publication["guardianDelay"], publication["missing"]!.length]).toEqual(["SCHEDULED", "7200s", others]);
  // The hour is the school's, whatever the browser knows of its zone.
  const zone = String((await api.post("sync"))["schoolTime"]).slice(-6);
  expect(Date.parse(String(publication["publishAt"]))).toBe(Date.parse(`${tomorrow}T17:30:00${zone}`));

  await go(page, "#/marks/corrections");
  const card = cardOf(page, correction.reason);
  await expect(card).toContainText(correction.mark);
  await card.getByRole("button", { name: say(lang, "idaraMarks.approve") }).click();
  await page.getByRole("dialog").locator('button[type="submit"]').click();
  await expect(card).toHaveCount(0);
  const rows = (await api.get(`markSheets/${correction.sheetId}`))["markSheet"]!["rows"]!;
  const cell = rows.find((row) => row["studentId"] === correction.studentId)!["cells"]!.find((one) => one["column"] === correction.column)!;
  expect(cell["mark"]).toBe(correction.mark);
});

test("an office: a justification accepted after its paper, a lesson cancelled and taken back", async ({ page, lang, narrow, number }) => {
  const who = officeOf(number);
  const api = await Api.of(who);
  await signIn(page, who, { lang });
  const { justificationId, text } = await bringPaper(who, number, await page.screenshot({ scale: "css" }));
  await go(page, "#/attendance/justifications");
  const card = cardOf(page, text);
  await card.getByRole("button", { name: within(lang, "idaraAttendance.paper", { n: 1 }) }).click();
  const paper = card.locator("img");
  await expect(paper).toBeVisible();
  await expect.poll(() => paper.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(100);
  expect(await wrong(page, lang, narrow)).toEqual([]);
  await card.getByRole("button", { name: say(lang, "idaraAttendance.accept") }).click();
  await page.getByRole("dialog").locator('button[type="submit"]').click();
  await expect(card).toHaveCount(0);
  const accepted = (await api.get("justifications?state=ACCEPTED&pageSize=500"))["justifications"]!;
  expect(accepted.some((one) => one["justificationId"] === justificationId)).toBe(true);

  await go(page, "#/timetable");
  const classes = page.locator("main select");
  await classes.selectOption((await classOf(api, 2 + number)).label);
  await expect(page).toHaveURL(/timetable\/class\//);
  await page.getByRole("button", { name: say(lang, "idaraTimetable.week.next") }).click();
  await settled(page);
  const cancelled = page.locator("main button.lesson").filter({ hasText: within(lang, "idaraTimetable.status.CANCELLED") });
  await expect(page.locator("main button.lesson").nth(4)).toBeVisible();
  const before = await cancelled.count();
  await page.locator("main button.lesson:not(.changed)").nth(4).click();
  const dialog = page.getByRole("dialog");
  await dialog.locator("form input").last().fill("sortie");
  expect(await wrong(page, lang, narrow)).toEqual([]);
  await dialog.locator('button[type="submit"]').click();
  await expect(dialog).toHaveCount(0);
  await expect(cancelled).toHaveCount(before + 1);
  await cancelled.filter({ hasText: "sortie" }).click();
  await dialog.getByRole("button", { name: say(lang, "idaraTimetable.restore") }).click();
  await expect(dialog).toHaveCount(0);
  await expect(cancelled).toHaveCount(before);
});

test("an office: a new password on paper, whose QR code opens the app with the code typed in", async ({ page, browser, quiet, lang, narrow, number }) => {
  const who = officeOf(number);
  const api = await Api.of(who);
  const { classId } = await classOf(api, 8 + number);
  const active = (await api.get(`classes/${classId}/accounts`))["accounts"]!.filter((one) => one["active"]).map((one) => String(one["personId"]));
  const { studentId, massarCode } = (await api.get(`classes/${classId}/students?pageSize=500`))["students"]!.find((one) => !active.includes(String(one["studentId"])))!;
  const printed = (await api.post(`students/${studentId!}:issueActivationCode`, { relation: "SELF" }))["code"]!;
  const opened = await fetch(`${serverUrl}/v1/auth/accounts:activate`, { method: "POST", body: JSON.stringify({ activationCode: printed["activationCode"], password: "trois mots sans lien 48" }) });
  expect(opened.status).toBe(200);
  await signIn(page, who, { lang });
  await go(page, "#/codes");
  await page.locator(`main a[href$="/class/${encodeURIComponent(classId)}/codes"]`).click();
  const row = page.locator("main li").filter({ hasText: String(massarCode) });
  await row.getByRole("button", { name: say(lang, "idaraPeople.account.reset.do") }).click();
  await page.getByRole("dialog").locator('button[type="submit"]').click();
  const slip = page.locator(".screen-only ul.sheet > li");
  await expect(slip).toHaveCount(1);
  await expect(slip.locator("svg[role=img] path:nth-child(2)")).toHaveCount(1);
  expect(await wrong(page, lang, narrow)).toEqual([]);
  const code = (await slip.locator(".code").innerText()).trim();

  const context = await browser.newContext({ viewport: page.viewportSize(), locale: "ar-MA" });
  try {
    await watch(context, quiet);
    await speak(context, lang);
    const phone = await context.newPage();
    await phone.goto(`${serverUrl}/moutamadris/#/reset/${code}`);
    await expect(phone.locator('input[name="reset-code"]')).toHaveValue(code);
    // Whoever takes the phone next finds it neither in the address nor behind "back".
    expect(await phone.evaluate(() => [location.hash, history.length])).toEqual(["#/", 2]);
    expect(await wrong(phone, lang, narrow)).toEqual([]);
    await phone.locator('input[name="username"]').fill(String(massarCode));
    await phone.locator('input[autocomplete="new-password"]').fill("quatre autres mots 53");
    await phone.locator('button[type="submit"]').click();
    await expect(phone.getByText(say(lang, "session.reset.done"))).toBeVisible();
    await expect(phone.locator('input[name="username"]')).toHaveValue(String(massarCode));
    await phone.locator('input[autocomplete="current-password"]').fill("quatre autres mots 53");
    await phone.locator('button[type="submit"]').click();
    await phone.getByRole("button", { name: say(lang, "session.pin.skip") }).click();
    await expect(phone.locator("nav a[aria-current=page]")).toBeVisible();
  } finally {
    await context.close();
  }
});

test("an office: codes on paper, a class list with a broken cell, mended and written", async ({ page, lang, narrow, number }) => {
  const who = officeOf(number);
  const api = await Api.of(who);
  await signIn(page, who, { lang });
  await go(page, "#/codes");
  const { classId } = await classOf(api, 4 + number);
  await page.locator(`main a[href$="/class/${encodeURIComponent(classId)}/codes"]`).click();
  await page.getByRole("button", { name: say(lang, "idaraPeople.codes.issue") }).click();
  // Codes that are missing are proposed; all anew is asked for on purpose, for slips of before are worth nothing then.
  await expect(page.getByRole("radio", { name: say(lang, "idaraPeople.codes.missing") })).toBeChecked();
  await page.getByRole("radio", { name: say(lang, "idaraPeople.codes.anew") }).check();
  await page.getByRole("dialog").locator('button[type="submit"]').click();
  const slips = page.locator(".screen-only ul.sheet > li");
  await expect.poll(() => slips.count()).toBeGreaterThan(20);
  await expect(slips.locator("svg[role=img] path:nth-child(2)")).toHaveCount(await slips.count());
  expect(await wrong(page, lang, narrow)).toEqual([]);
  // A link elsewhere must not lose what is shown once.
  await page.locator("nav a").first().click();
  await expect(slips.first()).toBeVisible();
  await page.emulateMedia({ media: "print" });
  await expect(page.locator("body > .print-only ul.sheet > li").first()).toBeVisible();
  await expect(page.locator("nav").first()).toBeHidden();
  await page.emulateMedia({ media: "screen" });
  await page.getByRole("button", { name: say(lang, "idaraPeople.slips.done") }).click();
  await expect(page.getByRole("button", { name: say(lang, "idaraPeople.codes.issue") })).toBeVisible();

  const school = (await api.post("sync"))["parts"]!.find((part) => part["name"] === "school")!["items"]!.at(0)!["school"]!;
  const known = (await api.get("classes?pageSize=500"))["classes"]!;
  const level = String(known.at(0)!["label"]).replace(/-\d+$/, "");
  const label = `${level}-${60 + number}`;
  const students = [0, 1, 2].map((i) => ({ code: `R19${number}00000${i}`, family: "العلمي", first: ["سلمى", "آية", "مريم"][i]!, birth: `1${i}-03-2014` }));
  const file = (listed: typeof students): { name: string; mimeType: string; buffer: Buffer } => ({
    name: `ListEleve_${label}.xlsx`,
    mimeType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    buffer: classList(String(school["name"]!["ar"]), label, listed),
  });
  await go(page, "#/imports");
  await page.locator('input[type="file"]').setInputFiles(file(students.map((one, i) => (i === 1 ? { ...one, birth: "31-02-2014" } : one))));
  await page.getByRole("button", { name: say(lang, "idaraImports.send") }).click();
  const row = page.locator("main table tbody tr");
  await expect(row).toHaveCount(1);
  await expect(row).toContainText("H16");
  await expect(row).toContainText("31-02-2014");
  expect(await wrong(page, lang, narrow)).toEqual([]);
  await expect(page.getByText(say(lang, "idaraImports.refused", { n: 1 }))).toBeVisible();
  expect((await api.get("classes?pageSize=500"))["classes"]!.length).toBe(known.length);

  await page.locator('input[type="file"]').setInputFiles(file(students));
  await page.getByRole("button", { name: say(lang, "idaraImports.send") }).click();
  await expect(page.getByText(say(lang, "idaraImports.outcome.done"))).toBeVisible();
  await go(page, "#/classes");
  await page.getByRole("link", { name: new RegExp(label) }).click();
  await expect(page.locator("main li, main tbody tr").filter({ hasText: students[1]!.code })).toBeVisible();
});

/** The card in which a text stands. */
function cardOf(page: Page, text: string): Locator {
  return page.locator("main section, main article").filter({ hasText: text });
}
