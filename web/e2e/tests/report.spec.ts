// The report card: every subject of the semester as it is published, an average that can be worked out from the page
// itself, and a page that prints.
import { wrong } from "../checks.ts";
import { hundredths, weighed } from "../exact.ts";
import { published } from "../family.ts";
import { person } from "../stand.ts";
import { expect, go, signIn, test } from "../watch.ts";
import { say, within } from "../words.ts";

test("a report card: what is published, an average that adds up from the page, and nothing of the next semester", async ({ page, lang }) => {
  const who = person("guardian", 22);
  const { child, marks } = (await published(who))!;
  await signIn(page, who, { lang });
  await go(page, `#/child/${child["studentId"]!}/report`);
  const rows = page.locator("main table tbody tr");
  await expect(rows).toHaveCount(Number(marks["subjects"]!.length));
  const shown: { value: number; weight: number }[] = [];
  for (const [i, row] of (await rows.all()).entries()) {
    const subject = marks["subjects"]!.at(i)!;
    await expect(row).toContainText(subject["subject"]!["name"]!);
    const coefficient = await row.getByText(within(lang, "study.marks.coefficient")).innerText();
    const mark = await row.locator("strong").innerText();
    expect(mark).toBe(`${subject["mark"]}/20`);
    shown.push({ value: hundredths(mark)!, weight: hundredths(coefficient)! / 100 });
  }
  const total = page.locator("main .total").first();
  await expect(total.locator("strong")).toHaveText(`${weighed(shown)}/20`);
  expect(weighed(shown)).toBe(marks["average"]!["value"]);
  await expect(total.getByText(say(lang, "study.rank", { rank: String(marks["average"]!["rank"]), size: String(marks["average"]!["classSize"]) }))).toBeVisible();
  await expect(page.getByText(say(lang, "study.report.empty"))).toHaveCount(1);
  expect(await wrong(page, lang, true)).toEqual([]);

  // On paper: the results with the name above them, nothing to tap.
  await page.emulateMedia({ media: "print" });
  await expect(rows.first()).toBeVisible();
  await expect(page.getByText(child["name"]!["ar"]!).first()).toBeVisible();
  await expect(page.locator("nav").first()).toBeHidden();
  await expect(page.getByRole("button", { name: say(lang, "common.do.print") })).toBeHidden();
});
