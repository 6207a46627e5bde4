// What changed since the last look, on the first screen of a guardian: shown until the child is looked at, and not again.
import { registersOf, type InRegister } from "../family.ts";
import { Api, people, type Json, type Person } from "../stand.ts";
import { expect, go, test } from "../watch.ts";
import { until, window } from "../window.ts";
import { say, within } from "../words.ts";

interface Watched extends InRegister {
  guardian: Person;
  studentId: string;
  /** The brothers and sisters of the child. */
  others: string[];
}

/** A guardian of several children, one of whom is present in a register that may be written now. */
async function watched(): Promise<Watched> {
  // The families with the most children come last.
  for (const guardian of people("guardian").reverse()) {
    const children = (await (await Api.of(guardian)).get("children"))["children"]!.map((child) => child);
    if (children.length < 2) continue;
    for (const child of children) {
      const studentId = String(child["studentId"]);
      const school = String(child["class"]!["classId"]).split(".")[0]!;
      for await (const found of registersOf(studentId, school, String(child["class"]!["label"]))) {
        const others = children.map((one) => String(one["studentId"])).filter((id) => id !== studentId);
        if (!found.absent) return { ...found, guardian, studentId, others };
      }
    }
  }
  throw new Error("no guardian of several children has one whose register is open");
}

/** Writes a child down in the register, and waits until his guardian may read it. */
async function write({ teacher, lesson, studentId, guardian }: Watched, state: "ABSENT" | "LATE" | "PRESENT"): Promise<Json | undefined> {
  const api = await Api.of(teacher);
  const register = (await api.get(`lessons/${lesson}/register`))["register"]!;
  const { version } = register["entries"]!.find((entry) => entry["studentId"] === studentId)!;
  await api.put(`lessons/${lesson}/register`, { entries: [{ studentId, state, minutesLate: state === "LATE" ? 5 : 0, version }] });
  const home = await Api.of(guardian);
  let told: Json | undefined;
  const read = async (): Promise<unknown> => (told = (await home.get(`children/${studentId}/absences`))["absences"]!.find((a) => a["lessonId"] === lesson))?.["state"];
  await expect.poll(read, { timeout: 30_000 }).toBe(state === "PRESENT" ? undefined : state);
  return told;
}

test("an absence is news on the guardian's first screen until the child is looked at, and its change is news again", async ({ browser, lang, quiet }) => {
  const story = await watched();
  const page = await window(browser, story.guardian, lang, quiet);
  const card = page.locator("main article").filter({ has: page.locator(`a.who[href="#/child/${story.studentId}"]`) });
  const badge = card.getByText(say(lang, "waliye.card.news", { n: 1 }));
  const others = page.locator("main article").filter({ hasNot: page.locator(`a.who[href="#/child/${story.studentId}"]`) });
  const heading = page.getByRole("heading", { name: say(lang, "study.news") });
  // Whoever sees a child for the first time has no news of it.
  await expect(page.locator("main article")).toHaveCount(1 + story.others.length);
  await expect(heading).toHaveCount(0);

  const subject = String((await write(story, "ABSENT"))!["subject"]!["name"]);
  await until(page, () => expect(badge).toBeVisible({ timeout: 2000 }));
  const line = card.getByRole("link", { name: within(lang, "study.news.absence", { subject }) });
  await expect(line).toContainText(story.start);
  await expect(others.getByRole("heading", { name: say(lang, "study.news") })).toHaveCount(0);
  // The first screen only counts: it is news still when it is opened once more.
  await page.reload();
  await expect(badge).toBeVisible();

  await line.click();
  await expect(page).toHaveURL(new RegExp(`#/child/${story.studentId}/absences$`));
  const missed = (await (await Api.of(story.guardian)).get(`children/${story.studentId}/absences`))["absences"]!.filter((a) => a["start"] === story.start && a["end"] === story.end);
  await expect(page.locator("main li").filter({ hasText: `${story.start}-${story.end}` })).toHaveCount(missed.length);
  await go(page, "#/");
  await expect(card).toBeVisible();
  await expect(heading).toHaveCount(0);
  await page.reload();
  await expect(card.locator("a.who")).toBeVisible();
  await expect(page.getByText(within(lang, "waliye.card.newest")).first()).toBeVisible();
  await expect(heading).toHaveCount(0);

  // What was seen and is another now is news once more, and says that it changed.
  await write(story, "LATE");
  await until(page, () => expect(badge).toBeVisible({ timeout: 2000 }));
  await expect(card.getByRole("link", { name: within(lang, "study.news.absence.changed", { subject }) })).toBeVisible();
  await card.locator("a.who").click();
  await expect(heading).toBeVisible();
  await page.getByRole("link", { name: say(lang, "waliye.children") }).first().click();
  await expect(card).toBeVisible();
  await expect(heading).toHaveCount(0);

  // An absence that was none leaves nothing to tell.
  await write(story, "PRESENT");
  const hour = page.locator("main li").filter({ hasText: `${story.start}-${story.end}` });
  await go(page, `#/child/${story.studentId}/absences`);
  await until(page, () => expect(hour).toHaveCount(missed.length - 1, { timeout: 2000 }));
  await go(page, "#/");
  await expect(card).toBeVisible();
  await expect(heading).toHaveCount(0);
  await page.context().close();
});
