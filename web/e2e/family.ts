// What stories about guardians need.
import type { Page } from "@playwright/test";
import { expect, go } from "./watch.ts";
import { say, type Lang } from "./words.ts";

/** Announces two days with a photo. */
export async function justify(page: Page, child: string, lang: Lang): Promise<void> {
  await go(page, `${child}/justify`);
  await page.getByRole("radio", { name: say(lang, "waliye.justify.dates") }).or(page.getByRole("button", { name: say(lang, "waliye.justify.dates") })).first().click();
  const days = page.locator('input[type="date"]');
  await days.nth(0).fill("2026-12-07");
  await days.nth(1).fill("2026-12-08");
  await page.locator("main select").selectOption("ILLNESS");
  const photo = await page.screenshot({ scale: "css" });
  await page.locator('input[type="file"]').first().setInputFiles({ name: "paper.png", mimeType: "image/png", buffer: photo });
  await expect(page.getByRole("button", { name: say(lang, "waliye.justify.paper.remove", { n: 1 }) })).toBeVisible();
  await page.getByRole("button", { name: say(lang, "waliye.justify.send") }).click();
  await expect(page).toHaveURL(/justifications$/);
}
