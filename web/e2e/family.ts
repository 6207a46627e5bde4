// What stories about guardians need.
import type { Page } from "@playwright/test";
import { expect, go } from "./watch.ts";
import { say, type Lang } from "./words.ts";

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
