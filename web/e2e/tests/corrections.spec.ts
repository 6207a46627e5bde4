// A mark that is already published: the teacher asks for another one and says why, the office decides, the student sees
// what was decided, and the teacher reads why something was refused.
import type { Locator, Page } from "@playwright/test";
import { Api, people, person, type Json, type Person } from "../stand.ts";
import { expect, go, test } from "../watch.ts";
import { until, window, year } from "../window.ts";
import { say, within } from "../words.ts";

interface Published {
  teacher: Person;
  office: Person;
  sheetId: string;
  subject: string;
  /** Where the student stands in the sheet. */
  row: number;
  cells: Json[];
  scale: number;
}

/** A published sheet with marks of a student in its first two controls, and the teacher whose it is. */
async function publishedOf(student: Person): Promise<Published> {
  const me = (await (await Api.of(student)).get("me"))["student"]!;
  for (const teacher of people("teacher").filter((p) => p.schoolCode === student.schoolCode && p.classes?.includes(String(me["class"]!["label"])))) {
    const api = await Api.of(teacher);
    const heads = (await api.get("markSheets?semester=1&pageSize=500"))["markSheets"]!.filter((one) => one["class"]!["classId"] === me["class"]!["classId"] && one["state"] === "PUBLISHED");
    for (const head of heads) {
      const sheet = (await api.get(`markSheets/${head["markSheetId"]!}`))["markSheet"]!;
      const rows = sheet["rows"]!;
      const row = rows.map((one) => String(one["studentId"])).indexOf(String(me["studentId"]));
      const cells = (rows.at(row)?.["cells"] ?? []) as Json[];
      const proposed = (await api.get("corrections?pageSize=200"))["corrections"]!.some((one) => one["state"] === "PROPOSED" && one["studentId"] === me["studentId"]);
      if (proposed || row < 0 || !cells.slice(0, 2).every((cell) => cell["state"] === "GRADED")) continue;
      const office = people("school_office").find((p) => p.schoolCode === student.schoolCode)!;
      return { teacher, office, sheetId: String(head["markSheetId"]), subject: String(head["subject"]!["code"]), row, cells, scale: Number(sheet["scale"]) };
    }
  }
  throw new Error(`nobody teaches ${student.identifier} a subject that is published`);
}

/** A mark other than the one that stands. */
function other(cell: Json, scale: number): string {
  const stands = Number(cell["mark"]);
  return (stands + 1.25 > scale ? stands - 1.25 : stands + 1.25).toFixed(2);
}

test("a published mark: one correction is approved and reaches the student, another is refused and the teacher reads why", async ({ browser, lang, quiet }) => {
  const student = person("student", 8);
  const { teacher, office, sheetId, subject, row, cells, scale } = await publishedOf(student);
  const [right, wrong] = [other(cells[0]!, scale), other(cells[1]!, scale)];
  const told = Date.now();
  const [why, whyNot] = [`نقطة لم تُنقل ${told}`, `سؤال لم يُصحح ${told}`];
  const refusal = `راجعنا الورقة ${told}`;

  const grid = await window(browser, teacher, lang, quiet);
  for (const [column, mark, reason] of [[0, right, why], [1, wrong, whyNot]] as const) {
    await go(grid, `#/sheet/${sheetId}`);
    await grid.locator(`td[data-p="${row}:${column}"]`).click();
    await grid.locator("#cell-actions").getByRole("button", { name: say(lang, "moudaris.sheet.correct") }).click();
    const dialog = grid.getByRole("dialog");
    await dialog.locator("input").fill(mark.replace(".", ","));
    // Without a reason nothing is sent.
    await dialog.getByRole("button", { name: say(lang, "moudaris.correct.send") }).click();
    await expect(dialog.locator("textarea:invalid")).toHaveCount(1);
    await dialog.locator("textarea").fill(reason);
    await dialog.getByRole("button", { name: say(lang, "moudaris.correct.send") }).click();
    await expect(dialog).toHaveCount(0);
    // What is published stands until the office decides.
    const cell = grid.locator(`td[data-p="${row}:${column}"]`);
    await expect(cell).toHaveText(Number(cells[column]!["mark"]).toFixed(2));
    // The sheet says meanwhile what waits, and asks for nothing more.
    await expect(cell).toHaveAttribute("data-s", "proposed");
    await expect(cell).toHaveAccessibleDescription(say(lang, "moudaris.sheet.sign.proposed"));
    await expect(grid.locator("#cell-words")).toContainText(mark);
    await grid.locator("#cell-actions").getByRole("button", { name: say(lang, "moudaris.correct.show") }).click();
    await expect(dialog).toContainText(reason);
    await expect(dialog.locator("form")).toHaveCount(0);
    await grid.keyboard.press("Escape");
    await expect(dialog).toHaveCount(0);
  }
  await go(grid, "#/corrections");
  await expect(item(grid, why)).toContainText(within(lang, "moudaris.corrections.PROPOSED"));

  const pupil = await window(browser, student, lang, quiet);
  await go(pupil, `#/marks/${year()}/1/${subject}`);
  const shown = pupil.locator("main section").filter({ has: pupil.getByRole("heading", { name: say(lang, "study.marks.controls") }) }).locator("li strong");
  const [was, stays] = [Number(cells[0]!["mark"]).toFixed(2), Number(cells[1]!["mark"]).toFixed(2)];
  await expect(shown.nth(0)).toContainText(was);

  const desk = await window(browser, office, lang, quiet);
  await go(desk, "#/marks/corrections");
  await expect(card(desk, why)).toContainText(right);
  await card(desk, why).getByRole("button", { name: say(lang, "idaraMarks.approve") }).click();
  await desk.getByRole("dialog").locator('button[type="submit"]').click();
  await expect(card(desk, why)).toHaveCount(0);
  await card(desk, whyNot).getByRole("button", { name: say(lang, "idaraMarks.refuse") }).click();
  const send = desk.getByRole("dialog").locator('button[type="submit"]');
  await expect(send).toBeDisabled();
  await desk.getByRole("dialog").locator("textarea").fill(refusal);
  await send.click();
  await expect(card(desk, whyNot)).toHaveCount(0);

  await until(pupil, () => expect(shown.nth(0)).toContainText(right, { timeout: 2000 }));
  await expect(shown.nth(1)).toContainText(stays);

  await until(grid, () => expect(item(grid, why)).toContainText(within(lang, "moudaris.corrections.APPROVED"), { timeout: 2000 }));
  await expect(item(grid, whyNot)).toContainText(within(lang, "moudaris.corrections.REFUSED"));
  await expect(item(grid, whyNot)).toContainText(refusal);
  await go(grid, `#/sheet/${sheetId}`);
  await expect(grid.locator(`td[data-p="${row}:0"]`)).toHaveText(right);
  await expect(grid.locator(`td[data-p="${row}:1"]`)).toHaveText(stays);
  for (const column of [0, 1]) await expect(grid.locator(`td[data-p="${row}:${column}"][data-s]`)).toHaveCount(0);
  // Who asks again reads first why it was refused.
  await grid.locator(`td[data-p="${row}:1"]`).click();
  await expect(grid.locator("#cell-words")).toContainText(within(lang, "moudaris.correct.refused"));
  await grid.locator("#cell-actions").getByRole("button", { name: say(lang, "moudaris.sheet.correct") }).click();
  await expect(grid.getByRole("dialog")).toContainText(refusal);
  await expect(grid.getByRole("dialog").locator("form")).toHaveCount(1);
  for (const page of [grid, pupil, desk]) await page.context().close();
});

/** The card of a correction at the office. */
function card(page: Page, reason: string): Locator {
  return page.locator("main section, main article").filter({ hasText: reason });
}

/** A correction in the teacher's list. */
function item(page: Page, reason: string): Locator {
  return page.locator("main li").filter({ hasText: reason });
}
