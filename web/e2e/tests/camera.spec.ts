// The paper of the school, held before a camera.
import type { Page } from "@playwright/test";
import { Camera } from "../camera.ts";
import { Api, people, serverUrl } from "../stand.ts";
import { expect, speak, test, watch } from "../watch.ts";
import { say, type Lang } from "../words.ts";

/** Codes for a guardian of two children, as the office prints them. */
async function printed(): Promise<string[]> {
  const office = await Api.of(people("school_office")[0]!);
  const group = (await office.get("classes?pageSize=500"))["classes"]!.find((c) => Number(c["studentCount"]) > 4)!;
  const students = (await office.get(`classes/${group["classId"]}/students?pageSize=500`))["students"]!;
  const codes: string[] = [];
  for (const at of [-1, -2]) {
    const answer = await office.post(`students/${students.at(at)!["studentId"]}:issueActivationCode`, { relation: "MOTHER" });
    codes.push(String(answer["code"]!["activationCode"]));
  }
  return codes;
}

async function scan(page: Page, lang: Lang): Promise<void> {
  await page.getByRole("button", { name: say(lang, "session.activate.scan") }).click();
}

test("a guardian's account from a printed code that the camera reads, and a second child", async ({ lang, quiet }, info) => {
  const [first, second] = await printed();
  const paper = (code: string): string => `${serverUrl}/waliye/#/activate/${code}`;
  const camera = await Camera.open(info.project.use.launchOptions ?? {});
  try {
    const context = await camera.browser.newContext({ viewport: info.project.use.viewport ?? null, locale: "ar-MA", timezoneId: "Africa/Casablanca" });
    await watch(context, quiet);
    await speak(context, lang);
    const page = await context.newPage();
    await page.goto(`${serverUrl}/waliye/`);
    await page.getByRole("button", { name: say(lang, "session.signIn.activate") }).click();

    camera.show("https://menu.example/table/7");
    await scan(page, lang);
    await expect(page.getByText(say(lang, "session.activate.scan.not"))).toBeVisible();
    const code = page.locator('input[name="activation-code"]');
    await expect(code).toHaveValue("");

    camera.show(paper(first!));
    await scan(page, lang);
    await expect(code).toHaveValue(first!);
    await expect(page.getByText(say(lang, "session.activate.scan.not"))).toHaveCount(0);
    await page.locator('input[autocomplete="new-password"]').fill("trois mots sans lien 48");
    await page.locator('button[type="submit"]').click();
    await page.getByRole("button", { name: say(lang, "session.pin.skip") }).click();
    await expect(page.locator('main article a[href^="#/child/"]').first()).toBeVisible();

    await page.goto(`${serverUrl}/waliye/#/join`);
    camera.show(paper(second!));
    await scan(page, lang);
    await expect(page.locator('input[name="activation-code"]')).toHaveValue(second!);
    await page.locator('main button[type="submit"]').click();
    await expect(page).toHaveURL(/#\/child\//);
    await page.goto(`${serverUrl}/waliye/#/`);
    await expect(page.locator("main article")).toHaveCount(2);
  } finally {
    await camera.close();
  }
});
