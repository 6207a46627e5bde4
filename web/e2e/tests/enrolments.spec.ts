// A class at the office: groups made and filled, a student who goes to another class, and one who leaves. His teachers'
// lists and sheets follow.
import type { Locator, Page } from "@playwright/test";
import { Api, people, person, type Json, type Person } from "../stand.ts";
import { expect, go, test } from "../watch.ts";
import { until, window } from "../window.ts";
import { say, within } from "../words.ts";

interface Place {
  teacher: Person;
  classId: string;
  label: string;
}

/** The one class of a teacher who has no other. */
async function placeOf(number: number): Promise<Place> {
  const teacher = person("teacher", number);
  const found = (await (await Api.of(teacher)).get("classes?pageSize=500"))["classes"]!;
  expect(found.length).toBe(1);
  return { teacher, classId: String(found.at(0)!["classId"]), label: String(found.at(0)!["label"]) };
}

/** Who is in a class today, in list order. */
async function here(office: Api, classId: string): Promise<Json[]> {
  return (await office.get(`classes/${classId}/students`))["students"]!.filter((one) => /^(ENROLLED|ARRIVED|REINTEGRATED)$/.test(one["status"]!));
}

/** Those whose name nobody else has: rows of a sheet have no other. */
function alone(students: Json[], others: Json[] = []): Json[] {
  const nameOf = (one: Json): string => one["name"]!["ar"]!;
  const all = [...students, ...others].map(nameOf);
  return students.filter((one) => all.filter((name) => name.includes(nameOf(one))).length === 1);
}

/** The row of a student on a page, by his code. */
function rowOf(page: Page, student: Json): Locator {
  return page.locator("main li").filter({ hasText: student["massarCode"]! });
}

test("a class is cut into two groups that its teacher can choose between, one of them is changed, and both end", async ({ browser, lang, quiet }) => {
  const { teacher, classId } = await placeOf(40);
  const officer = people("school_office").find((one) => one.schoolCode === teacher.schoolCode)!;
  const office = await Api.of(officer);
  const students = await here(office, classId);
  const half = Math.ceil(students.length / 2);
  const tag = String(Date.now() % 100_000);
  const desk = await window(browser, officer, lang, quiet);
  await go(desk, `#/class/${encodeURIComponent(classId)}/groups`);
  const dialog = desk.getByRole("dialog");
  const send = dialog.locator('button[type="submit"]');
  const card = (name: string): Locator => desk.locator("main section").filter({ has: desk.getByRole("heading", { name, exact: true }) });
  for (const [name, part, n] of [[`A${tag}`, "first", half], [`B${tag}`, "second", students.length - half]] as const) {
    await desk.getByRole("button", { name: say(lang, "idaraPeople.group.create") }).click();
    await expect(send).toBeDisabled();
    await dialog.locator('input[maxlength="16"]').fill(name);
    await dialog.getByRole("button", { name: say(lang, `idaraPeople.group.${part}`) }).click();
    await expect(dialog.getByRole("status").first()).toContainText(within(lang, "common.term.students", { n }));
    await send.click();
    await expect(card(name).locator("ol li")).toHaveCount(n);
  }
  // One of the first half goes over to the second.
  const who = alone(students.slice(0, half), students.slice(half))[0]!;
  for (const [name, there, n] of [[`A${tag}`, false, half - 1], [`B${tag}`, true, students.length - half + 1]] as const) {
    await card(name).getByRole("button", { name: say(lang, "common.do.edit") }).click();
    await dialog.getByRole("checkbox", { name: who["name"]!["ar"]! }).first().setChecked(there);
    await send.click();
    await expect(card(name).locator("ol li")).toHaveCount(n);
  }
  await expect(card(`B${tag}`).locator("ol")).toContainText(who["name"]!["ar"]!);

  const phone = await window(browser, teacher, lang, quiet);
  await go(phone, `#/class/${classId}`);
  const choice = phone.getByRole("radio", { name: say(lang, "moudaris.class.group", { name: `B${tag}` }) });
  await until(phone, () => expect(choice).toBeVisible({ timeout: 2000 }));
  await choice.check();
  await expect(phone.locator("main ul li")).toHaveCount(students.length - half + 1);
  await expect(rowOf(phone, who)).toHaveCount(1);

  for (const name of [`A${tag}`, `B${tag}`]) {
    await card(name).getByRole("button", { name: say(lang, "common.do.edit") }).click();
    await dialog.locator("input:checked").evaluateAll((boxes: HTMLInputElement[]) => boxes.forEach((box) => box.click()));
    await expect(dialog.getByText(say(lang, "idaraPeople.group.end"))).toBeVisible();
    await send.click();
    await expect(card(name)).toHaveCount(0);
  }
  for (const page of [desk, phone]) await page.context().close();
});

test("a student goes to another class and one leaves: the teachers' lists and sheets follow", async ({ browser, lang, quiet }) => {
  const [from, to] = [await placeOf(20), await placeOf(17)];
  const officer = people("school_office").find((one) => one.schoolCode === from.teacher.schoolCode)!;
  const office = await Api.of(officer);
  const [mover, leaver] = alone(await here(office, from.classId), await here(office, to.classId)).slice(3) as [Json, Json];
  const desk = await window(browser, officer, lang, quiet);
  const [old, next] = [await window(browser, from.teacher, lang, quiet), await window(browser, to.teacher, lang, quiet)];
  await go(old, `#/class/${from.classId}`);
  await expect(rowOf(old, mover)).toBeVisible();
  await go(next, `#/class/${to.classId}`);
  await expect(rowOf(next, mover)).toHaveCount(0);

  await go(desk, `#/student/${mover["studentId"]!}`);
  const dialog = desk.getByRole("dialog");
  const send = dialog.locator('button[type="submit"]');
  await desk.getByRole("button", { name: say(lang, "idaraPeople.move") }).click();
  await expect(send).toBeDisabled();
  await dialog.locator("select").selectOption(to.classId);
  await send.click();
  await expect(dialog).toHaveCount(0);
  await expect(desk.locator("main").getByRole("link", { name: to.label })).toBeVisible();

  await go(desk, `#/student/${leaver["studentId"]!}`);
  await desk.getByRole("button", { name: say(lang, "idaraPeople.leave") }).click();
  await dialog.locator("select").selectOption("STOPPED");
  await dialog.locator("textarea").fill("انتقال الأسرة");
  await send.click();
  await expect(dialog).toHaveCount(0);
  await expect(desk.getByRole("button", { name: say(lang, "idaraPeople.reintegrate") })).toBeVisible();

  await until(next, () => expect(rowOf(next, mover)).toBeVisible({ timeout: 2000 }));
  const gone = old.locator("main section").filter({ has: old.getByRole("heading", { name: say(lang, "moudaris.class.left") }) });
  await until(old, () => expect(rowOf(old, leaver).and(gone.locator("li"))).toBeVisible({ timeout: 2000 }));
  await expect(rowOf(old, mover).and(old.locator("main section:not(:has(h2)) li"))).toHaveCount(0);

  // In the sheet of the class that they left they keep their marks, and get no more; in the new one there is a row.
  const sheetOf = async (teacher: Person): Promise<string> => String((await (await Api.of(teacher)).get("markSheets?semester=1&pageSize=500"))["markSheets"]!.find((one) => one["state"] === "OPEN")!["markSheetId"]);
  await go(old, `#/sheet/${await sheetOf(from.teacher)}`);
  for (const who of [mover, leaver]) {
    const row = old.locator("tbody tr").filter({ hasText: who["name"]!["ar"]! });
    await expect(row).toContainText(within(lang, "moudaris.sheet.left"));
    await row.locator("td.mark").last().click();
    await old.keyboard.type("9");
    await expect(old.getByText(say(lang, "moudaris.why.STUDENT_LEFT_CLASS")).first()).toBeVisible();
  }
  await go(next, `#/sheet/${await sheetOf(to.teacher)}`);
  await expect(next.locator("tbody tr").filter({ hasText: mover["name"]!["ar"]! })).toHaveCount(1);

  // Who stopped may come back.
  await desk.getByRole("button", { name: say(lang, "idaraPeople.reintegrate") }).click();
  await dialog.locator("select").selectOption(from.classId);
  await dialog.locator("textarea").fill("عاد إلى الدراسة");
  await send.click();
  await expect(dialog).toHaveCount(0);
  await go(old, `#/class/${from.classId}`);
  await until(old, () => expect(rowOf(old, leaver)).toBeVisible({ timeout: 2000 }));
  await expect(rowOf(old, leaver).and(gone.locator("li"))).toHaveCount(0);
  for (const page of [desk, old, next]) await page.context().close();
});
