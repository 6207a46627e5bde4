// Windows beside each other: people of different sides, each on a device of his own, who see what the others do.
import type { Browser, Page } from "@playwright/test";
import { serverUrl, type Person } from "./stand.ts";
import { expect, settled, signIn, speak, watch } from "./watch.ts";
import type { Lang } from "./words.ts";

/** A window of somebody who has just signed in, with a PIN or without, and whose app is there without network too. */
export async function window(browser: Browser, who: Person, lang: Lang, quiet: string[], pin?: string): Promise<Page> {
  // An office sits at a desk, everybody else holds a phone.
  const viewport = who.role === "school_office" ? { width: 1280, height: 800 } : { width: 360, height: 740 };
  const context = await browser.newContext({ baseURL: serverUrl, viewport, timezoneId: "Africa/Casablanca" });
  await watch(context, quiet);
  await speak(context, lang);
  const page = await context.newPage();
  await signIn(page, who, { lang, ...(pin === undefined ? {} : { pin }) });
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  return page;
}

/** Opens the page again until it shows what has just happened elsewhere: a change takes a moment to get there. */
export async function until(page: Page, seen: () => Promise<void>): Promise<void> {
  await expect(async () => {
    await page.reload();
    await settled(page);
    await seen();
  }).toPass({ timeout: 30_000 });
}

/** The school year of today, such as `2026-2027`. */
export function year(): string {
  const today = new Date();
  const first = today.getFullYear() - (today.getMonth() < 7 ? 1 : 0);
  return `${first}-${first + 1}`;
}
