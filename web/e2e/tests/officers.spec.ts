// An officer above the schools: a second factor, and the tree from the ministry down to a class, in figures.
import { drawn, wrong } from "../checks.ts";
import { people, person } from "../stand.ts";
import { expect, forgiveAnswer, settled, signIn, test } from "../watch.ts";
import { say, within } from "../words.ts";

test("the ministry: a second factor, then the tree down to a school's classes, as table and chart", async ({ page, lang, narrow, quiet }) => {
  test.setTimeout(120_000);
  const schools = [...new Set(people("school_office").map((one) => one.schoolCode))];
  await signIn(page, person("ministry", 0), { lang });
  // To be asked for the second factor is an answer of its own.
  forgiveAnswer(quiet, 401);

  const found: string[] = [];
  const rows = page.locator("main table tbody tr");
  const students: number[] = [];
  for (const level of ["ministry", "academy", "directorate", "school"]) {
    // The places between are of the same make.
    const look = level === "ministry" || level === "school" ? wrong : drawn;
    await expect(rows.first()).toBeVisible();
    students.push(Number((await page.locator("main dl dd").first().textContent())!.replace(/\D/g, "")));
    const tabs = page.getByRole("tab");
    for (const view of ["enrolment", "entry", "absence"]) {
      await tabs.filter({ hasText: within(lang, `idaraPlaces.view.${view}`) }).click();
      await expect(rows.first().locator("td bdi").first()).not.toHaveText("");
      const figures = await rows.count();
      found.push(...(await look(page, lang, narrow)).map((fault) => `${level}, ${view}: ${fault}`));
      await page.getByRole("radio", { name: say(lang, "idaraPlaces.look.chart") }).check();
      const bars = page.getByRole("list", { name: say(lang, `idaraPlaces.chart.${view}`) }).locator("li");
      await expect(bars).toHaveCount(figures);
      found.push(...(await look(page, lang, narrow)).map((fault) => `${level}, ${view} as a chart: ${fault}`));
      await page.getByRole("radio", { name: say(lang, "idaraPlaces.look.table") }).check();
    }
    await tabs.first().click();
    // The demo's schools lie in one place; all the others are empty.
    await page.getByRole("radio", { name: say(lang, "idaraPlaces.order.greatest") }).check();
    if (level !== "school") await rows.getByRole("link").first().click();
    await settled(page);
  }
  expect(found).toEqual([]);
  // Every school is the ministry's, the academy's and the directorate's; the last is one of them. A class list of three
  // that another story has just brought may be added up while the figures are read.
  const whole = students.slice(0, 3);
  expect(whole).toEqual([...whole].sort((a, b) => a - b));
  expect(whole[2]! - whole[0]!).toBeLessThanOrEqual(3);
  expect(students[3]).toBeGreaterThan(500);
  expect(students[3]).toBeLessThan(students[0]! / (schools.length - 1));

  // An officer reads what lies below, and changes no mark.
  await rows.getByRole("link").first().click();
  await expect(page.getByRole("tab").first()).toBeVisible();
  await expect(page.getByRole("tab", { name: say(lang, "idaraPeople.tab.codes") })).toHaveCount(0);
});
