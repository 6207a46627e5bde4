// A teacher takes over the subject of a class: he has its sheet with what was entered, the former no longer has it, and
// what the former still had on his phone is not lost without a word.
import { Api, people, person } from "../stand.ts";
import { received, reload } from "../teacher.ts";
import { expect, forgiveAnswer, forgiveNetwork, go, test } from "../watch.ts";
import { until, window } from "../window.ts";
import { say, within } from "../words.ts";

test("a subject goes from one teacher to another: the sheet goes with it, and unsent marks of the former are shown as refused", async ({ browser, lang, quiet }) => {
  // Whoever has fewer sheets takes over, so that the story can be told again.
  const two = await Promise.all([16, 38].map(async (number) => {
    const who = person("teacher", number);
    const sheets = (await (await Api.of(who)).get("markSheets?semester=1&pageSize=500"))["markSheets"]!.filter((one) => one["state"] === "OPEN");
    return { who, sheets };
  }));
  const [former, heir] = two[0]!.sheets.length >= two[1]!.sheets.length ? [two[0]!, two[1]!] : [two[1]!, two[0]!];
  const sheet = former.sheets[0]!;
  const [sheetId, classId, code] = [String(sheet["markSheetId"]), String(sheet["class"]!["classId"]), String(sheet["subject"]!["code"])];
  const subject = String(sheet["subject"]!["name"]);
  const officer = people("school_office").find((one) => one.schoolCode === former.who.schoolCode)!;
  const office = await Api.of(officer);
  const heirs = (await office.get("staff?pageSize=500"))["staff"]!.find((one) => one["email"] === heir.who.identifier)!;
  const rows = async (): Promise<string[]> => (await office.get(`markSheets/${sheetId}`))["markSheet"]!["rows"]!.map((row) => row["cells"]!.map((cell) => `${cell["state"]} ${cell["mark"] ?? ""}`).join());
  const before = await rows();
  const firstOf = (line: string): string => line.split(",")[0]!.split(" ")[1] ?? "";
  const [unsent, own] = ["3.25", "6.75", "8.00"].filter((mark) => mark !== firstOf(before[0]!)) as [string, string];

  // The former writes without network.
  const old = await window(browser, former.who, lang, quiet);
  await go(old, `#/sheet/${sheetId}`);
  await old.context().setOffline(true);
  await old.locator('td[data-p="0:0"]').click();
  await old.keyboard.type(unsent);
  await old.keyboard.press("Enter");
  await expect(old.getByText(say(lang, "moudaris.sheet.save.phone", { n: 1 }))).toBeVisible();

  const desk = await window(browser, officer, lang, quiet);
  await go(desk, `#/class/${encodeURIComponent(classId)}/teachers`);
  const line = desk.locator("main li").filter({ has: desk.locator("strong", { hasText: new RegExp(`^${subject}$`) }) });
  const dialog = desk.getByRole("dialog");
  await line.first().getByRole("button", { name: say(lang, "idaraPeople.assignment.end") }).click();
  await dialog.locator('button[type="submit"]').click();
  await expect(dialog).toHaveCount(0);
  await expect(line.first()).toContainText(within(lang, "idaraPeople.assignment.none"));
  await line.first().getByRole("button", { name: say(lang, "idaraPeople.assignment.give") }).click();
  await dialog.locator("select").nth(1).selectOption(String(heirs["staffId"]));
  const day = (await office.post("sync"))["schoolTime"]!.slice(0, 10);
  await dialog.locator('input[type="date"]').fill(day);
  await dialog.locator('button[type="submit"]').click();
  await expect(dialog).toHaveCount(0);
  await expect(line.first()).toContainText(heirs["name"]!["ar"]!);

  const next = await window(browser, heir.who, lang, quiet);
  const link = `main a[href$="${sheetId}"]`;
  await go(next, "#/sheets");
  await until(next, () => expect(next.locator(link)).toBeVisible({ timeout: 2000 }));
  await next.locator(link).click();
  const cell = next.locator('td[data-p="0:0"]');
  await expect(cell).toHaveText(firstOf(before[0]!) === "" ? /^\s*$/ : firstOf(before[0]!));
  await cell.click();
  await next.keyboard.type(own);
  await next.keyboard.press("Enter");
  await received(next, lang);
  expect(firstOf((await rows())[0]!)).toBe(own);

  // The network of the former is back: his mark changes nothing, and he is told what became of it.
  await old.context().setOffline(false);
  await go(old, "#/");
  const told = old.getByRole("link").filter({ hasText: within(lang, "moudaris.day.yours.refused") });
  await expect(told).toBeVisible({ timeout: 30_000 });
  await reload(old, lang);
  await told.click();
  await expect(old.locator("main")).toContainText(unsent);
  await old.getByRole("button", { name: say(lang, "moudaris.refused.seen") }).click();
  await go(old, "#/");
  await expect(told).toHaveCount(0);
  await go(old, "#/sheets");
  await expect(old.locator(link)).toHaveCount(0);
  expect((await rows()).slice(1)).toEqual(before.slice(1));
  expect(firstOf((await rows())[0]!)).toBe(own);
  for (const page of [desk, old, next]) await page.context().close();
  forgiveNetwork(quiet);
  // The answers that say that the sheet is not his any more.
  forgiveAnswer(quiet, 404);
});
