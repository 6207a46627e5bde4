// What-if: marks that are typed in place of those to come change the average as the rule on the screen says.
import type { Locator, Page } from "@playwright/test";
import { wrong } from "../checks.ts";
import { hundredths, weighed } from "../exact.ts";
import { Api, people, type Person } from "../stand.ts";
import { expect, go, settled, signIn, test } from "../watch.ts";
import { say, within, type Lang } from "../words.ts";

/** A child whose class is not published, with a subject of controls and activities, and his guardian. */
async function undecided(): Promise<{ guardian: Person; child: string; subject: string; hash: string }> {
  for (const guardian of people("guardian").reverse()) {
    const api = await Api.of(guardian);
    for (const child of (await api.get("children"))["children"]!.map((one) => String(one["studentId"]))) {
      const marks = await api.get(`children/${child}/marks`);
      const subject = marks["subjects"]!.find((s) => s["activities"]?.["state"] === "NOT_PUBLISHED" && s["controls"]!.filter((c) => c["state"] === "GRADED").length === 1);
      if (marks["average"]!["state"] !== "NOT_PUBLISHED" || !subject) continue;
      return { guardian, child: `#/child/${child}`, subject: String(subject["subject"]!["name"]), hash: `/marks/${marks["schoolYear"]}/${marks["semester"]}/${subject["subject"]!["code"]}` };
    }
  }
  throw new Error("the demo has no child with marks that are still to come");
}

/** Every subject of the screen with its coefficient and the mark that stands beside its name. */
async function subjects(page: Page, lang: Lang): Promise<{ value: number; weight: number }[]> {
  const found: { value: number; weight: number }[] = [];
  for (const card of await cards(page).all()) {
    const weight = hundredths(await card.getByText(say(lang, "study.marks.coefficient")).innerText());
    const value = hundredths(await card.locator("strong").innerText());
    if (value !== undefined) found.push({ value, weight: weight! / 100 });
  }
  return found;
}

const cards = (page: Page): Locator => page.locator("main section").filter({ has: page.locator('input[inputmode="decimal"]') });

test("what-if: typed marks change the subject by its share and the average by the coefficients", async ({ page, lang }) => {
  const { guardian, child, subject, hash } = await undecided();
  await signIn(page, guardian, { lang });
  // What stands, and what the activities weigh, as the subject's own screen says it.
  await go(page, child + hash);
  const share = /(\d+)\/(\d+)/.exec(await page.getByText(say(lang, "study.marks.share")).innerText())!;
  const standing = hundredths(await page.locator("main ul li .line strong bdi").first().innerText())!;

  await go(page, `${child}/what-if`);
  const average = page.locator("main .result .value bdi");
  const before = weighed(await subjects(page, lang));
  expect((await subjects(page, lang)).length).toBeGreaterThan(5);
  await expect(average).toHaveText(new RegExp(`^${before}/`));

  const card = cards(page).filter({ has: page.getByRole("heading", { name: subject, exact: true }) });
  const cells = card.locator("input");
  const count = await cells.count();
  // As people type: a comma, a point, and the digits and the separator of an Arabic keyboard.
  const typed = ["13,25", "9.5", "١٧٫٧٥", "8"].slice(0, count - 1);
  for (const [i, mark] of typed.entries()) await cells.nth(i).fill(mark);
  await cells.nth(count - 1).fill("19,5");
  const controls = [standing, ...[1325, 950, 1775, 800].slice(0, count - 1)];
  const [part, whole] = [Number(share[1]), Number(share[2])];
  const expected = weighed([...controls.map((value) => ({ value, weight: whole - part })), { value: 1950, weight: part * controls.length }]);
  await expect(card.locator("strong bdi")).toHaveText(new RegExp(`^${expected}/`));
  const possible = weighed(await subjects(page, lang));
  expect(possible).not.toBe(before);
  await expect(average).toHaveText(new RegExp(`^${possible}/`));
  await expect(page.locator("main .result").getByText(within(lang, "study.try.now"))).toContainText(before);

  // What is no mark is said to be none and changes nothing; the next is typed over it.
  await cells.first().fill("20,5");
  await expect(cells.first()).toHaveAttribute("aria-invalid", "true");
  await expect(card.getByRole("alert")).toHaveText(say(lang, "study.try.bad", { scale: 20 }));
  expect(await wrong(page, lang, true)).toEqual([]);
  const without = weighed([...[standing, ...controls.slice(2)].map((value) => ({ value, weight: whole - part })), { value: 1950, weight: part * (controls.length - 1) }]);
  await expect(card.locator("strong bdi")).toHaveText(new RegExp(`^${without}/`));
  await page.getByRole("button", { name: say(lang, "study.try.clear") }).click();
  await expect(average).toHaveText(new RegExp(`^${before}/`));
  await expect(cells.first()).toHaveValue("");
  // Nobody sees it and nothing is kept: another look begins without it.
  await cells.first().fill("11");
  await page.reload();
  await settled(page);
  await expect(average).toHaveText(new RegExp(`^${before}/`));
});
