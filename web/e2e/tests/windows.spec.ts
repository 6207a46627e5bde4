// Windows beside each other, with the network off and on in the middle: an absence from the register to the family and
// its justification back, a week that changes, a mark from the teacher's keyboard to the student and his guardian.
import type { Locator, Page } from "@playwright/test";
import { Api, people, type Person } from "../stand.ts";
import { expect, forgiveNetwork, go, settled, test } from "../watch.ts";
import { activated, justify, registersOf, type InRegister } from "../family.ts";
import { validate } from "../office.ts";
import { received, registered } from "../teacher.ts";
import { until, window, year } from "../window.ts";
import { say, within } from "../words.ts";

/** A child with an account of his own, and a guardian of his. */
interface Family {
  student: Person;
  studentId: string;
  classId: string;
  guardian: Person;
}

/** Families of which both sides have a password. */
async function* families(): AsyncGenerator<Family> {
  const guardians = new Map<string, Person>();
  for (const guardian of people("guardian")) {
    for (const child of (await (await Api.of(guardian)).get("children"))["children"]!.map((one) => one)) guardians.set(String(child["studentId"]), guardian);
  }
  for (const student of people("student")) {
    const me = (await (await Api.of(student)).get("me"))["student"]!;
    const guardian = guardians.get(String(me["studentId"]));
    if (guardian) yield { student, studentId: String(me["studentId"]), classId: String(me["class"]!["classId"]), guardian };
  }
}

type Taken = Family & InRegister;

/** A family whose child has a lesson of which the register may be written now; one where he is present, if there is any. */
async function registerOf(): Promise<Taken> {
  let corrected: Taken | undefined;
  for await (const family of families()) {
    for await (const found of registersOf(family.studentId, family.student.schoolCode, family.student.classes?.[0] ?? "")) {
      if (!found.absent) return { ...family, ...found };
      corrected ??= { ...family, ...found };
    }
    if (corrected) return corrected;
  }
  throw new Error("nobody teaches a child of a family with a register that is open");
}

test("three windows: an absence without network, seen by the student and his guardian when it returns", async ({ browser, lang, quiet }) => {
  const { student, studentId, guardian, teacher, lesson, row, absent, start, end } = await registerOf();
  const desk = await window(browser, teacher, lang, quiet);
  const pupil = await window(browser, student, lang, quiet);
  const family = await window(browser, guardian, lang, quiet);
  const hour = pupil.locator("main li").filter({ hasText: `${start}-${end}` });

  await desk.context().setOffline(true);
  await go(desk, `#/register/${lesson}`);
  await desk.locator("main ul li button.tap").nth(row).click();
  await desk.getByRole("button", { name: say(lang, "moudaris.register.save") }).click();
  await expect(desk.getByText(say(lang, "common.op.phone")).first()).toBeVisible();
  await go(pupil, "#/absences");
  const after = (await hour.count()) + (absent ? -1 : 1);

  await desk.context().setOffline(false);
  await registered(desk, lang);
  await until(pupil, () => expect(hour).toHaveCount(after, { timeout: 2000 }));

  await go(family, `#/child/${studentId}/absences`);
  await until(family, () => expect(family.locator("main li").filter({ hasText: `${start}-${end}` })).toHaveCount(after, { timeout: 2000 }));
  await expect(family.locator("main li").filter({ hasText: `${start}-${end}` })).toHaveCount(after);

  // What was read stays readable without network, and says how old it is.
  await family.context().setOffline(true);
  await family.reload();
  await expect(family.locator("main li").filter({ hasText: `${start}-${end}` })).toHaveCount(after);
  await expect(family.getByText(say(lang, "common.net.offline")).first()).toBeVisible();
  for (const page of [desk, pupil, family]) await page.context().close();
  forgiveNetwork(quiet);
});

/** A student whose family has said nothing yet of a day that he missed, and how many lessons he missed on it. */
async function unexcused(): Promise<Family & { date: string; missed: number }> {
  for await (const family of families()) {
    const absences = (await (await Api.of(family.student)).get("absences"))["absences"]!;
    const date = absences.find((a) => a["state"] === "ABSENT" && a["justification"] === "NONE" && a["standing"] === "UNDECIDED")?.["date"];
    if (date !== undefined) return { ...family, date: String(date), missed: absences.filter((a) => a["date"] === date && a["state"] === "ABSENT").length };
  }
  throw new Error("every family of the demo has excused everything");
}

test("three windows: a lesson is cancelled, a day is justified without network, and the office's answer reaches both", async ({ browser, lang, quiet }) => {
  test.setTimeout(90_000);
  const { student, guardian, studentId, classId, date, missed } = await unexcused();
  const office = people("school_office").find((p) => p.schoolCode === student.schoolCode)!;
  const desk = await window(browser, office, lang, quiet);
  const pupil = await window(browser, student, lang, quiet);
  const family = await window(browser, guardian, lang, quiet);

  // The week.
  await go(desk, `#/timetable/class/${encodeURIComponent(classId)}/${weekAfter()}`);
  await desk.locator("main button.lesson:not(.changed)").nth(2).click();
  const word = `lesson ${Date.now()}`;
  await desk.locator("dialog form input").last().fill(word);
  await desk.locator('dialog button[type="submit"]').click();
  const cancelled = desk.locator("main button.lesson").filter({ hasText: word });
  await expect(cancelled).toContainText(within(lang, "idaraTimetable.status.CANCELLED"));
  const changed = pupil.locator("main .days .lesson.cancelled").filter({ hasText: word });
  await go(pupil, "#/week");
  await until(pupil, async () => {
    await pupil.getByRole("button", { name: say(lang, "study.week.after") }).click();
    await settled(pupil);
    await expect(changed).toHaveCount(1, { timeout: 2000 });
  });
  await cancelled.click();
  await desk.getByRole("dialog").getByRole("button", { name: say(lang, "idaraTimetable.restore") }).click();
  await expect(cancelled).toHaveCount(0);

  // The day that was missed.
  await go(pupil, "#/absences");
  await go(family, `#/child/${studentId}/absences`);
  const excused = (page: Page): Locator => page.locator("main li").filter({ hasText: within(lang, "study.absence.justified") });
  const before = await excused(pupil).count();
  expect(await excused(family).count()).toBe(before);
  await family.context().setOffline(true);
  await justify(family, `#/child/${studentId}`, lang, date);
  await expect(family.getByText(say(lang, "common.op.phone")).first()).toBeVisible();
  await family.context().setOffline(false);
  await expect.poll(async () => (await (await Api.of(guardian)).get(`children/${studentId}/justifications`))["justifications"]!.find((j) => j["from"] === date)?.["documents"]!.length).toBe(1);

  const told = (await (await Api.of(guardian)).get(`children/${studentId}/justifications`))["justifications"]!.find((j) => j["from"] === date)!;
  const waiting = (await (await Api.of(office)).get("justifications?state=PENDING&pageSize=500"))["justifications"]!.map((j) => j["justificationId"]);
  await go(desk, "#/attendance/justifications");
  await desk.locator("main section").filter({ has: desk.getByRole("button", { name: say(lang, "idaraAttendance.accept") }) }).nth(waiting.indexOf(told["justificationId"])).getByRole("button", { name: say(lang, "idaraAttendance.accept") }).click();
  await desk.locator('dialog button[type="submit"]').click();
  await expect(desk.getByRole("dialog")).toHaveCount(0);
  for (const [page, hash] of [[pupil, "#/absences"], [family, `#/child/${studentId}/absences`]] as const) {
    await go(page, hash);
    await until(page, () => expect(excused(page)).toHaveCount(before + missed, { timeout: 2000 }));
  }
  for (const page of [desk, pupil, family]) await page.context().close();
  forgiveNetwork(quiet);
});

/** The week after this one, such as `2026-W49`. */
function weekAfter(): string {
  const thursday = new Date(Date.now() + 7 * 86_400_000);
  thursday.setUTCDate(thursday.getUTCDate() + 4 - (thursday.getUTCDay() || 7));
  const first = Date.UTC(thursday.getUTCFullYear(), 0, 1);
  return `${thursday.getUTCFullYear()}-W${String(Math.ceil(((thursday.getTime() - first) / 86_400_000 + 1) / 7)).padStart(2, "0")}`;
}

interface MarkPath {
  teacher: Person;
  office: Person;
  guardian: Person;
  student: Person;
  studentId: string;
  classId: string;
  sheetId: string;
  subject: string;
  /** Where the student stands in the sheet, and the last of its controls. */
  row: number;
  column: number;
}

/** A student of a class that is not published, with an account of his own, his guardian, a teacher and the office. */
async function markPath(): Promise<MarkPath> {
  for (const guardian of people("guardian")) {
    const children = (await (await Api.of(guardian)).get("children"))["children"]!;
    for (const child of children.map((one) => one)) {
      const [classId, label, studentId] = [String(child["class"]!["classId"]), String(child["class"]!["label"]), String(child["studentId"])];
      const schoolCode = classId.split(".")[0]!;
      const office = people("school_office").find((p) => p.schoolCode === schoolCode)!;
      const api = await Api.of(office);
      if ((await api.get(`classes/${classId}/publication?semester=1`))["state"] !== "NONE") continue;
      // Where the demo has made accounts for the students itself, none is made here.
      if (people("student").some((one) => one.schoolCode === schoolCode && one.classes?.includes(label))) continue;
      for (const teacher of people("teacher").filter((p) => p.schoolCode === schoolCode && p.classes?.includes(label))) {
        const found = await openRow(teacher, classId, studentId);
        if (!found) continue;
        const student = await activated(api, studentId, "SELF");
        return { teacher, office, guardian, student, studentId, classId, ...found };
      }
    }
  }
  throw new Error("no family of the demo has a child whose class is not published");
}

/** An open sheet of a class, and the student's place in it. */
async function openRow(teacher: Person, classId: string, studentId: string): Promise<{ sheetId: string; subject: string; row: number; column: number } | undefined> {
  for (const part of (await (await Api.of(teacher)).post("sync"))["parts"]!.filter((p) => p["name"]!.startsWith("sheet/"))) {
    const head = part["items"]!.find((item) => item["head"])?.["head"];
    if (head?.["class"]!["classId"] !== classId || head["state"] !== "OPEN") continue;
    const column = head["columns"]!.map((c) => c["state"] === "OPEN" && c["kind"] === "CONTROL").lastIndexOf(true);
    const rows = part["items"]!.flatMap((item) => (item["row"] ? [{ order: item["order"]!, row: item["row"] }] : [])).sort((a, b) => (a.order < b.order ? -1 : 1));
    const row = rows.findIndex((one) => one.row["studentId"] === studentId);
    if (column >= 0 && row >= 0) return { sheetId: part["name"]!.slice("sheet/".length), subject: String(head["subject"]!["code"]), row, column };
  }
  return undefined;
}

test("four windows: a mark from the teacher's keyboard, through the office, to the student and his guardian", async ({ browser, lang, quiet }) => {
  test.setTimeout(90_000);
  const path = await markPath();
  const mark = `7.${10 + Math.floor(Math.random() * 80)}`;
  const pupil = await window(browser, path.student, lang, quiet);
  const hash = `#/marks/${year()}/1/${path.subject}`;
  await go(pupil, hash);
  await expect(pupil.locator("main")).not.toContainText(mark);

  const grid = await window(browser, path.teacher, lang, quiet);
  await grid.context().setOffline(true);
  await go(grid, `#/sheet/${path.sheetId}`);
  await grid.locator(`td[data-p="${path.row}:${path.column}"]`).click();
  await grid.keyboard.type(mark.replace(".", ","));
  await grid.keyboard.press("Enter");
  await expect(grid.getByText(say(lang, "moudaris.sheet.save.phone", { n: 1 }))).toBeVisible();
  await grid.context().setOffline(false);
  await received(grid, lang);
  await grid.getByRole("button", { name: say(lang, "moudaris.submit.do") }).click();
  await grid.getByRole("dialog").getByRole("button", { name: say(lang, "moudaris.submit.confirm") }).click();
  await expect(grid.getByText(say(lang, "moudaris.sheet.locked.SUBMITTED")).first()).toBeVisible();

  const desk = await window(browser, path.office, lang, quiet);
  await go(desk, `#/marks/sheet/${encodeURIComponent(path.sheetId)}`);
  await expect(desk.locator("main table")).toContainText(mark);
  await validate(desk, lang);
  await expect(desk.locator("main").getByText(say(lang, "idaraMarks.state.VALIDATED"))).toBeVisible();
  await go(desk, `#/marks/class/${encodeURIComponent(path.classId)}/1`);
  await desk.getByRole("button", { name: say(lang, "idaraMarks.publish") }).click();
  await desk.getByRole("dialog").getByLabel(within(lang, "idaraMarks.publish.reason.all")).fill("المجلس مبكر");
  await desk.locator('dialog button[type="submit"]').click();
  await expect(desk.locator("main").getByText(say(lang, "idaraMarks.publication.PUBLISHED"))).toBeVisible();

  await until(pupil, () => expect(pupil.locator("main")).toContainText(mark, { timeout: 2000 }));
  const family = await window(browser, path.guardian, lang, quiet);
  await go(family, `#/child/${path.studentId}${hash.slice(1)}`);
  await until(family, () => expect(family.locator("main")).toContainText(mark, { timeout: 2000 }));
  // What has been read is there without network too.
  await pupil.context().setOffline(true);
  await pupil.reload();
  await expect(pupil.locator("main")).toContainText(mark);
  for (const page of [pupil, grid, desk, family]) await page.context().close();
  forgiveNetwork(quiet);
});
