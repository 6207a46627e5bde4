// The teacher's phone with the keypad up, what today says of what was not sent, and a workbook that comes back from home.
import { readFileSync } from "node:fs";
import type { Locator } from "@playwright/test";
import { Api, person, type Person } from "../stand.ts";
import { lessonToTake, openSheet, received, registered } from "../teacher.ts";
import { expect, forgiveNetwork, go, signIn, test } from "../watch.ts";
import { say, within } from "../words.ts";
import { fill } from "../workbook.ts";

/** What is left of a small phone when a keypad is up. */
const keypadUp = { width: 360, height: 380 };

test("with the keypad up at least four students are seen, the cell in hand always", async ({ page, lang }) => {
  const who = person("teacher", 11);
  const sheet = await openSheet(who);
  await signIn(page, who, { lang });
  await go(page, `#/sheet/${sheet.id}`);
  await page.locator(`td[data-p="0:${sheet.column}"]`).tap();
  await page.setViewportSize(keypadUp);
  const input = page.locator("input.editor");
  await expect(input).toBeFocused();
  await expect(input).toHaveAttribute("inputmode", "decimal");
  const whole = page.locator(".page.typing");
  await expect(whole).toBeVisible();
  expect(await whole.boundingBox()).toEqual({ x: 0, y: 0, ...keypadUp });

  const seen = (): Promise<{ rows: number; cell: boolean }> =>
    page.evaluate(() => {
      const box = (selector: string): DOMRect => document.querySelector(selector)!.getBoundingClientRect();
      const [top, bottom] = [box("thead").bottom - 1, box(".foot").top + 1];
      const inside = ({ top: t, bottom: b }: DOMRect): boolean => t >= top && b <= bottom;
      return { rows: [...document.querySelectorAll("tbody tr")].filter((row) => inside(row.getBoundingClientRect())).length, cell: inside(box("input.editor")) };
    });
  await expect(async () => {
    const { rows, cell } = await seen();
    expect(rows).toBeGreaterThanOrEqual(4);
    expect(cell).toBe(true);
  }).toPass({ timeout: 5000 });
  // Enter goes on to the next student, through the whole sheet, and never out of sight.
  const marks = ["4,5", "5.25", "٦٫٥", "7", "8", "3", "2.75", "6"];
  for (const mark of marks) {
    await page.keyboard.type(mark);
    await page.keyboard.press("Enter");
    await expect.poll(async () => (await seen()).cell).toBe(true);
  }
  await page.getByRole("button", { name: say(lang, "moudaris.sheet.next") }).tap();
  await page.getByRole("button", { name: say(lang, "moudaris.sheet.previous") }).tap();
  await expect(input).toBeFocused();
  await expect.poll(seen).toMatchObject({ cell: true });
  await expect(page.locator(".foot").getByText(say(lang, "moudaris.sheet.sign.received"))).toBeVisible({ timeout: 20_000 });
  // The keypad goes down: everything is where it was.
  await input.blur();
  await page.setViewportSize({ width: 360, height: 740 });
  await received(page, lang);
  await expect(whole).toHaveCount(0);
  for (const [row, mark] of ["4.50", "5.25", "6.50", "7.00", "8.00", "3.00", "2.75", "6.00"].entries()) await expect(page.locator(`td[data-p="${row}:${sheet.column}"]`)).toHaveText(mark);
});

test("today says what was tapped and not saved, and what was saved and not sent", async ({ page, context, lang, quiet }) => {
  const who = person("teacher", 12);
  const { lesson } = await lessonToTake(who);
  await signIn(page, who, { lang });
  await go(page, `#/register/${lesson}`);
  for (const row of [0, 1]) await page.locator("main ul li:is(.present, .absent) button.tap").nth(row).tap();
  await go(page, "#/");
  const card = (title: RegExp): Locator => page.locator("section").filter({ has: page.getByRole("heading", { name: title }) });
  await card(say(lang, "moudaris.register.unsaved", { n: 2 })).getByRole("link").tap();
  await context.setOffline(true);
  await page.getByRole("button", { name: say(lang, "moudaris.register.save") }).tap();
  await expect(page.getByText(say(lang, "common.op.phone")).first()).toBeVisible();
  await go(page, "#/");
  // Two of them are away: it is one register that waits.
  const waits = card(say(lang, "common.op.waiting", { n: 1 }));
  await expect(waits.getByRole("link")).toHaveCount(1);
  await context.setOffline(false);
  await expect(waits).toHaveCount(0, { timeout: 30_000 });
  await go(page, `#/register/${lesson}`);
  await registered(page, lang);
  forgiveNetwork(quiet);
});

/** The marks of the first control, as the server has them. */
async function firstControl(who: Person, id: string): Promise<{ studentId: string; mark: string; version: number }[]> {
  const rows = (await (await Api.of(who)).get(`markSheets/${id}`))["markSheet"]!["rows"]!;
  return rows.map((row) => ({ studentId: String(row["studentId"]), mark: String(row["cells"]!.at(0)!["mark"] ?? ""), version: Number(row["cells"]!.at(0)!["version"]) }));
}

test("a workbook filled at home: what changed meanwhile is decided cell by cell, nothing is lost", async ({ page, lang }) => {
  const who = person("teacher", 13);
  const { id } = await openSheet(who);
  const api = await Api.of(who);
  await signIn(page, who, { lang });
  await go(page, `#/sheet/${id}`);
  const tool = async (key: string): Promise<void> => {
    await page.getByRole("button", { name: say(lang, "moudaris.sheet.tools") }).tap();
    await page.locator("dialog").getByRole("button", { name: say(lang, key) }).tap();
  };
  // Values of its own, however often the story is told to one server.
  const before = await firstControl(who, id);
  const fresh = (row: number, base: number): string => (before[row]!.mark === base.toFixed(2) ? base + 0.25 : base).toFixed(2);
  const filled = [fresh(0, 1), fresh(1, 2), fresh(2, 3)] as const;
  const moved = [fresh(0, 8), fresh(1, 9)] as const;
  const [file] = await Promise.all([page.waitForEvent("download"), tool("moudaris.excel.out")]);
  const home = fill(readFileSync(await file.path()), { G18: Number(filled[0]), G19: Number(filled[1]), G20: Number(filled[2]) });

  const meanwhile = before.slice(0, 2).map(({ studentId, version }, i) => ({ studentId, column: "C1", mark: moved[i], version }));
  expect((await api.post(`markSheets/${id}:save`, { cells: meanwhile }))["saved"]!.length).toBe(2);

  await tool("moudaris.excel.in");
  await page.locator('input[type="file"]').setInputFiles({ name: "home.xlsx", mimeType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", buffer: home });
  await page.getByRole("button", { name: say(lang, "moudaris.excel.send") }).tap();
  await expect(page.getByText(within(lang, "moudaris.excel.conflicts", { n: 2 }))).toBeVisible();
  const [first, second] = [page.locator(".decide li").nth(0), page.locator(".decide li").nth(1)];
  await expect(first.locator("dd")).toHaveText([String(Number(filled[0])), moved[0]]);
  await expect(second.locator("dd")).toHaveText([String(Number(filled[1])), moved[1]]);
  const send = page.getByRole("button", { name: say(lang, "moudaris.excel.sendDecided") });
  await expect(send).toBeDisabled();
  expect((await firstControl(who, id))[2]!.mark).toBe(before[2]!.mark);

  await first.getByRole("radio", { name: say(lang, "moudaris.excel.takeFile") }).check();
  await second.getByRole("radio", { name: say(lang, "moudaris.conflict.keepTheirs") }).check();
  await send.tap();
  await expect(page.getByText(say(lang, "moudaris.excel.done", { n: 2 }))).toBeVisible();
  expect((await firstControl(who, id)).slice(0, 3).map((cell) => cell.mark)).toEqual([filled[0], moved[1], filled[2]]);
  await page.locator("dialog").getByRole("button", { name: say(lang, "common.do.close") }).last().tap();
  await expect(page.locator('td[data-p="2:0"]')).toHaveText(filled[2]);
});
