// Every screen that links lead to, in both languages, narrow and wide, light and dark: nothing cut off, nothing
// untranslated, nothing in reverse, nothing that a screen reader cannot use.
import type { Page } from "@playwright/test";
import { contrast, drawn, faults } from "../checks.ts";
import { appOf, person, type Person } from "../stand.ts";
import { expect, forgiveAnswer, go, settled, signIn, test } from "../watch.ts";

/** Who sees most of each app. */
const seers: [Person["role"], number][] = [["student", 0], ["guardian", 0], ["teacher", 12], ["school_office", 2], ["province", 0]];

/** "#/marks/2026-2027/1/AR" is one of many "marks-x": one screen is looked at once or twice, not for each subject. */
function kindOf(hash: string): string {
  const parts = hash.replace(/^#\/?/, "").split("/").map((part) => (/\d|%|^[A-Z]{2,}/.test(part) ? "x" : part));
  return parts.join("-").replace(/(-x)+/g, "-one").replace(/-$/, "") || "home";
}

async function check(page: Page, name: string, lang: "ar" | "fr", narrow: boolean): Promise<string[]> {
  // axe looks at each language once, and at each width once: that is what it can tell apart.
  const axe = narrow === (lang === "ar");
  const found = axe ? await faults(page, lang) : await drawn(page, lang);
  if (axe) {
    await page.evaluate(() => document.documentElement.setAttribute("data-theme", "dark"));
    await settled(page);
    found.push(...(await contrast(page)).map((fault) => `dark: ${fault}`));
    await page.evaluate(() => document.documentElement.removeAttribute("data-theme"));
  }
  return found.map((fault) => `${name}: ${fault}`);
}

for (const [role, number] of seers) {
  const app = appOf[role];
  test(`${app}: every screen of a ${role}`, async ({ page, lang, narrow, quiet }) => {
    test.setTimeout(180_000);
    const found: string[] = [];
    await page.goto(`/${app}/`);
    await expect(page.locator('input[name="username"]')).toBeVisible();
    found.push(...(await check(page, `${app}-sign-in`, lang, narrow)));
    await signIn(page, person(role, number), { lang });
    // To be asked for a second factor is an answer of its own.
    if (person(role, number).totpSecret !== undefined) forgiveAnswer(quiet, 401);
    await settled(page);

    const seen = new Set<string>();
    const open = ["#/"];
    for (let hash = open.shift(); hash !== undefined; hash = open.shift()) {
      const kind = kindOf(hash);
      if (seen.has(kind)) continue;
      seen.add(kind);
      await go(page, hash);
      found.push(...(await check(page, `${app}-${kind}`, lang, narrow)));
      open.push(...(await page.locator('a[href^="#/"]').evaluateAll((links) => links.map((a) => a.getAttribute("href") ?? ""))));
    }
    expect(seen.size, `screens of ${app}: ${[...seen].join(", ")}`).toBeGreaterThan(5);
    expect(found).toEqual([]);
  });
}
