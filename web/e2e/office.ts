// What stories about a school's office need: something of its own to decide, made by those who make it.
import type { Page } from "@playwright/test";
import { Api, people, person, type Json, type Person } from "./stand.ts";
import { expect } from "./watch.ts";
import { say, type Lang } from "./words.ts";

/** Validates the sheet that is shown, whatever is still open in it: then that is asked first. */
export async function validate(page: Page, lang: Lang): Promise<void> {
  await page.getByRole("button", { name: say(lang, "idaraMarks.validate") }).click();
  const anyway = page.getByRole("dialog").getByRole("button", { name: say(lang, "idaraMarks.validate.anyway") });
  const done = page.locator("main").getByText(say(lang, "idaraMarks.validated"));
  await expect(anyway.or(done)).toBeVisible();
  if (await anyway.isVisible()) await anyway.click();
  // Where the button was stands what was done, and nothing that undoes it.
  await expect(done).toBeFocused();
}

/** The office of a story: each number has its own, in the two schools where no other story is told. */
export function officeOf(number: number): Person {
  return person("school_office", 2 + number);
}

/** Every sheet of the office's school in the first semester. */
async function sheetsOf(office: Api): Promise<Json[]> {
  const all: Json[] = [];
  for (let token = ""; ; ) {
    const page = await office.get(`markSheets?semester=1&pageSize=500&pageToken=${encodeURIComponent(token)}`);
    all.push(...page["markSheets"]!.map((sheet) => sheet));
    token = String(page["nextPageToken"] ?? "");
    if (token === "") return all;
  }
}

/** Those who teach a class, as far as the demo knows their passwords. */
function teachersOf(schoolCode: string, label: string): Person[] {
  return people("teacher").filter((p) => p.schoolCode === schoolCode && p.classes?.includes(label));
}

/** A class of the school with as many students as the demo gave it; stories import smaller ones. */
export async function classOf(office: Api, number: number): Promise<{ classId: string; label: string }> {
  const whole = (await office.get("classes?pageSize=500"))["classes"]!.filter((one) => Number(one["studentCount"]) > 20);
  const found = whole[number]!;
  return { classId: String(found["classId"]), label: String(found["label"]) };
}

/** A class of which nobody has handed in anything yet; its teacher hands in one sheet. */
export async function handIn(who: Person, number: number): Promise<{ classId: string; label: string; sheetId: string; others: number }> {
  const office = await Api.of(who);
  const sheets = await sheetsOf(office);
  const labels = [...new Set(sheets.map((sheet) => String(sheet["class"]!["label"])))].sort();
  const untouched = labels.filter((label) => sheets.every((sheet) => sheet["class"]!["label"] !== label || sheet["state"] === "OPEN"));
  // Two stories share a school: one begins at the front of the list, the other at its end.
  for (const label of number % 2 === 0 ? untouched : untouched.reverse()) {
    const own = sheets.filter((sheet) => sheet["class"]!["label"] === label);
    const classId = String(own[0]!["class"]!["classId"]);
    if ((await office.get(`classes/${classId}/publication?semester=1`))["state"] !== "NONE") continue;
    for (const teacher of teachersOf(who.schoolCode, label)) {
      const api = await Api.of(teacher);
      const taught = (await api.get("markSheets?semester=1&pageSize=500"))["markSheets"]!.find((sheet) => sheet["class"]!["classId"] === classId);
      if (!taught) continue;
      await api.post(`markSheets/${taught["markSheetId"]!}:submit`);
      return { classId, label, sheetId: String(taught["markSheetId"]), others: own.length - 1 };
    }
  }
  throw new Error(`${who.schoolCode} has no class that nobody has begun with`);
}

/** A correction that a teacher proposes for a published mark. */
export async function propose(who: Person, number: number): Promise<{ correctionId: string; sheetId: string; studentId: string; column: string; mark: string; reason: string }> {
  const office = await Api.of(who);
  const published = (await sheetsOf(office)).filter((sheet) => sheet["state"] === "PUBLISHED");
  const waiting = (await office.get("corrections?state=PROPOSED&pageSize=500"))["corrections"]!;
  for (const head of published) {
    const sheet = (await office.get(`markSheets/${head["markSheetId"]!}`))["markSheet"]!;
    const rows = sheet["rows"]!.filter((row) => !row["left"] && !waiting.some((one) => one["markSheetId"] === head["markSheetId"] && one["studentId"] === row["studentId"]));
    const row = rows[(10 + number) % rows.length]!;
    const cell = row["cells"]!.find((one) => one["state"] === "GRADED" && one["column"] === "C1");
    if (!cell) continue;
    for (const teacher of teachersOf(who.schoolCode, String(head["class"]!["label"]))) {
      const api = await Api.of(teacher);
      if (!(await api.get("markSheets?semester=1&pageSize=500"))["markSheets"]!.some((one) => one["markSheetId"] === head["markSheetId"])) continue;
      // As high as it goes, or a little below where it stands there already.
      const mark = Number(cell["mark"]) >= Number(sheet["scale"]) ? String(Number(sheet["scale"]) - 1.25) : String(sheet["scale"]);
      const reason = `copie relue ${number}-${Date.now()}`;
      const body = { studentId: row["studentId"], column: "C1", mark, reason };
      const { correction } = (await api.post(`markSheets/${head["markSheetId"]!}:proposeCorrection`, body)) as unknown as { correction: Json };
      return { correctionId: String(correction["correctionId"]), sheetId: String(head["markSheetId"]), studentId: String(row["studentId"]), column: "C1", mark: Number(mark).toFixed(2), reason };
    }
  }
  throw new Error(`${who.schoolCode} has no published mark whose teacher is known`);
}

/** A justification with a paper that a guardian of the school has sent. */
export async function bringPaper(who: Person, number: number, paper: Buffer): Promise<{ justificationId: string; text: string }> {
  const guardians = people("guardian").filter((p) => p.schoolCode === who.schoolCode);
  const api = await Api.of(guardians[(3 + number) % guardians.length]!);
  const children = (await api.get("children"))["children"]!;
  const child = children.map((one) => one["student"] ?? one).find((one) => String(one["class"]?.["classId"] ?? "").startsWith(who.schoolCode))!;
  const text = `rendez-vous ${number}-${Date.now()}`;
  const path = `children/${child["studentId"]!}/justifications`;
  const taken = (await api.get(path))["justifications"]!;
  const days = Array.from({ length: 25 }, (_, i) => new Date(Date.now() + (3 + i) * 86_400_000).toISOString().slice(0, 10));
  const day = days.find((one) => !taken.some((other) => String(other["from"]) <= one && one <= String(other["to"])));
  const made = (await api.post(path, { from: day, to: day, reason: "ILLNESS", text }))["justification"]!;
  await api.send(`${path}/${made["justificationId"]!}:attach`, paper);
  return { justificationId: String(made["justificationId"]), text };
}
