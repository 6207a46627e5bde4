// What stories about guardians and their children need.
import type { Page } from "@playwright/test";
import { Api, people, serverUrl, type Json, type Person } from "./stand.ts";
import { expect, go } from "./watch.ts";
import { say, type Lang } from "./words.ts";

/** What happens at the office's window: a code on paper, and with it an account. */
export async function activated(office: Api, studentId: string, relation: "SELF" | "FATHER" | "MOTHER"): Promise<Person> {
  const { activationCode } = (await office.post(`students/${studentId}:issueActivationCode`, { relation }))["code"]!;
  const password = "trois mots sans lien 48";
  const answer = await fetch(`${serverUrl}/v1/auth/accounts:activate`, { method: "POST", body: JSON.stringify({ activationCode, password }) });
  const { identifier, error } = (await answer.json()) as { identifier: string; error?: unknown };
  if (error) throw new Error(`activation: ${JSON.stringify(error)}`);
  return { role: relation === "SELF" ? "student" : "guardian", identifier, password, name: "", schoolCode: "" };
}

/** A child of a guardian's whose semester is published, with its marks. */
export async function published(guardian: Person): Promise<{ child: Json; marks: Json } | undefined> {
  const api = await Api.of(guardian);
  for (const child of (await api.get("children"))["children"]!.map((one) => one)) {
    const marks = await api.get(`children/${child["studentId"]!}/marks`);
    if (marks["average"]!["state"] === "GRADED") return { child, marks };
  }
  return undefined;
}

/** A student's place in a register that may be written now. */
export interface InRegister {
  teacher: Person;
  lesson: string;
  /** Where the student stands, and whether he is there; by night the last school day's is corrected. */
  row: number;
  absent: boolean;
  start: string;
  end: string;
}

/** The registers in which a student of a class may be written down now. */
export async function* registersOf(studentId: string, schoolCode: string, label: string): AsyncGenerator<InRegister> {
  for (const teacher of people("teacher").filter((p) => p.schoolCode === schoolCode && p.classes?.includes(label))) {
    for (const part of (await (await Api.of(teacher)).post("sync"))["parts"]!.filter((p) => p["name"]!.startsWith("register/"))) {
      const register = part["items"]!.find((item) => item["register"])?.["register"];
      const entries = part["items"]!.flatMap((item) => (item["entry"] ? [{ order: item["order"]!, entry: item["entry"] }] : []));
      const sorted = entries.sort((a, b) => (a.order < b.order ? -1 : 1)).map(({ entry }) => entry);
      const row = sorted.findIndex((entry) => entry["studentId"] === studentId && /^(PRESENT|ABSENT)$/.test(entry["state"]!));
      const lesson = register?.["lesson"];
      if (!lesson || register["window"] !== "OPEN" || row < 0) continue;
      yield { teacher, lesson: String(lesson["lessonId"]), row, absent: sorted[row]!["state"] === "ABSENT", start: String(lesson["start"]), end: String(lesson["end"]) };
    }
  }
}

/**
 * Justifies a day with a photo; without a day, announces one to come, which a second telling of the story does not take
 * again. Gives the day.
 */
export async function justify(page: Page, child: string, lang: Lang, about?: string): Promise<string> {
  await go(page, `${child}/justify`);
  await page.getByRole("radio", { name: say(lang, "waliye.justify.dates") }).or(page.getByRole("button", { name: say(lang, "waliye.justify.dates") })).first().click();
  const days = page.locator('input[type="date"]');
  const day = about ?? new Date(Date.now() + 2 * 86_400_000 + Math.floor(Math.random() * 25) * 86_400_000).toISOString().slice(0, 10);
  await days.nth(0).fill(day);
  await page.locator("main select").selectOption("ILLNESS");
  const photo = await page.screenshot({ scale: "css" });
  await page.locator('input[type="file"]').first().setInputFiles({ name: "paper.png", mimeType: "image/png", buffer: photo });
  await expect(page.getByRole("button", { name: say(lang, "waliye.justify.paper.remove", { n: 1 }) })).toBeVisible();
  await page.getByRole("button", { name: say(lang, "waliye.justify.send") }).click();
  await expect(page).toHaveURL(/justifications$/);
  return day;
}
