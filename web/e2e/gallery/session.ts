// What stands before an app: the front page, signing in, a code, a PIN, several people on one phone, no network.
import type { Browser, Page } from "@playwright/test";
import { serverUrl } from "../stand.ts";
import { expect, settled, typePin } from "../watch.ts";
import { say, type Lang } from "../words.ts";
import { seen } from "./demo.ts";
import { identify, openPage, snap, turn } from "./take.ts";

const pin = "4931";
const album = "session";

export async function sessionTour(browser: Browser): Promise<string[]> {
  const found: string[] = [];
  for (const size of ["360", "1280"] as const) {
    const page = await openPage(browser, size);
    const take = async (name: string, lang: Lang, dark = false): Promise<void> => void found.push(...(await snap(page, album, name, lang, size, dark)));
    for (const lang of ["ar", "fr"] as const) {
      await page.goto("/");
      await turn(page, lang);
      await take("front", lang, true);
      await page.goto("/moutamadris/");
      await expect(page.locator('input[name="username"]')).toBeVisible();
      await take("sign-in", lang, size === "360");
    }
    if (size === "360") await phone(page, take);
    await page.context().close();
  }
  return found;
}

type Take = (name: string, lang: Lang, dark?: boolean) => Promise<void>;

async function phone(page: Page, take: Take): Promise<void> {
  for (const lang of ["ar", "fr"] as const) {
    await page.goto("/waliye/");
    await turn(page, lang);
    await press(page, lang, "session.signIn.activate");
    await page.locator('input[name="activation-code"]').fill("K7QMX2PA9");
    await take("activation", lang);
    await page.goto("/waliye/");
    await press(page, lang, "session.signIn.forgot");
    await take("forgotten", lang);
  }

  // Two people, each behind a PIN.
  await page.goto("/moutamadris/");
  await turn(page, "ar");
  await identify(page, seen.student);
  await expect(page.getByRole("button", { name: say("ar", "session.pin.skip") })).toBeVisible();
  await take("pin-new", "ar");
  await typePin(page, pin, "ar", "session.pin.next");
  await expect(page.getByText(say("ar", "session.pin.repeat"))).toBeVisible();
  await typePin(page, pin, "ar", "common.do.confirm");
  await expect(page.locator("nav a[aria-current=page]")).toBeVisible();
  await turn(page, "fr");
  await press(page, "fr", "session.accounts.add");
  await identify(page, seen.otherStudent);
  await expect(page.getByRole("button", { name: say("fr", "session.pin.skip") })).toBeVisible();
  await take("pin-new", "fr");
  await press(page, "fr", "session.pin.skip");
  await expect(page.locator("nav a[aria-current=page]")).toBeVisible();

  for (const lang of ["ar", "fr"] as const) {
    await page.goto(`${serverUrl}/moutamadris/`);
    await turn(page, lang);
    await take("accounts", lang);
    await page.locator("main li").filter({ has: page.getByLabel(say(lang, "session.accounts.pin")) }).getByRole("button").first().click();
    await expect(page.locator(".pad")).toBeVisible();
    await take("pin", lang, true);
    await typePin(page, pin, lang, "common.do.open");
    await expect(page.locator("nav a[aria-current=page]")).toBeVisible();
    await settled(page);
    await page.context().setOffline(true);
    // A page learns of it when something is asked for.
    await page.locator("button.fresh").click();
    await expect(page.getByText(say(lang, "common.net.offline"))).toBeVisible();
    await take("offline", lang, true);
    await page.context().setOffline(false);
  }
}

async function press(page: Page, lang: Lang, key: string): Promise<void> {
  await page.getByRole("button", { name: say(lang, key) }).first().click();
}
