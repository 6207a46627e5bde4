// Pictures of screens for the documentation: docs/screens/<app>/<screen>.<lang>.<size>.png, and their index.
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page, Request } from "@playwright/test";
import { drawn } from "../checks.ts";
import { small } from "../png.ts";
import { appOf, here, serverUrl, type Person } from "../stand.ts";
import { totp } from "../totp.ts";
import { expect, go, settled, speak } from "../watch.ts";
import { say, type Lang } from "../words.ts";

export type Size = "360" | "1280";

/** One screen to be shown. */
export interface Shot {
  /** Part of the file's name; the same screen keeps it. */
  name: string;
  /** The address, or a link (a CSS selector) on the screen of an address. */
  at?: string | { from: string; link: string };
  /** What is done there before the picture is taken. */
  act?: (page: Page, lang: Lang) => Promise<void>;
  /** Widths at which it is shown; 360 alone where nothing is said. */
  sizes?: readonly Size[];
  /** Widths at which it is shown in the dark too. */
  dark?: readonly Size[];
}

const folder = join(here, "../../docs/screens");
const langs: readonly Lang[] = ["ar", "fr"];

/** A phone and a desk; a screen that is longer is shown whole, up to a limit. */
const devices = {
  "360": { viewport: { width: 360, height: 740 }, longest: 1000, hasTouch: true, isMobile: true, deviceScaleFactor: 1.5 },
  "1280": { viewport: { width: 1280, height: 800 }, longest: 900, hasTouch: false, isMobile: false, deviceScaleFactor: 1 },
} as const;

/** Opens a page of one width, in Arabic. */
export async function openPage(browser: Browser, size: Size): Promise<Page> {
  const { longest: _, ...device } = devices[size];
  const context = await browser.newContext({ ...device, locale: "ar-MA", timezoneId: "Africa/Casablanca", baseURL: serverUrl, reducedMotion: "reduce" });
  await speak(context, "ar");
  const page = await context.newPage();
  const under = new Set<Request>();
  page.on("request", (request) => void under.add(request));
  page.on("requestfinished", (request) => void under.delete(request));
  page.on("requestfailed", (request) => void under.delete(request));
  underWay.set(page, under);
  return page;
}

/** What each page has asked for and not yet been given. */
const underWay = new WeakMap<Page, Set<Request>>();

/** Waits until a screen has all that it asked for: parts of some appear when they come. */
async function complete(page: Page): Promise<void> {
  await settled(page);
  await expect.poll(() => underWay.get(page)?.size ?? 0).toBe(0);
  await settled(page);
}

/** Takes the pictures of an app as one person sees it, in both languages; gives what is wrong with them. */
export async function tour(browser: Browser, album: string, who: Person, shots: readonly Shot[]): Promise<string[]> {
  const found: string[] = [];
  for (const size of ["360", "1280"] as const) {
    const taken = shots.filter((shot) => (shot.sizes ?? ["360"]).includes(size));
    if (taken.length === 0) continue;
    const page = await openPage(browser, size);
    await page.goto(`/${appOf[who.role]}/`);
    await identify(page, who);
    await page.getByRole("button", { name: say("ar", "session.pin.skip") }).click();
    await expect(page.locator("nav a[aria-current=page]")).toBeVisible();
    for (const lang of langs) {
      await turn(page, lang);
      for (const shot of taken) {
        // One screen that cannot be reached is told with the others, and does not keep them from being taken.
        try {
          await reach(page, shot, lang);
          found.push(...(await snap(page, album, shot.name, lang, size, shot.dark?.includes(size) ?? false)));
        } catch (failed) {
          found.push(`${album}/${shot.name}.${lang}.${size}: ${String(failed).split("\n").slice(0, 4).join(" ")}`);
        }
      }
    }
    await page.context().close();
  }
  return found;
}

/** Says who one is, with a second factor where there is one. */
export async function identify(page: Page, who: Person): Promise<void> {
  await page.locator('input[name="username"]').fill(who.identifier);
  await page.locator('input[autocomplete="current-password"]').fill(who.password);
  await page.locator('button[type="submit"]').click();
  if (who.totpSecret === undefined) return;
  await page.locator('input[name="totp"]').fill(totp(who.totpSecret));
  await page.locator('button[type="submit"]').click();
}

/** Opens the app again in a language. */
export async function turn(page: Page, lang: Lang): Promise<void> {
  await page.evaluate((chosen) => localStorage.setItem("massar.lang", chosen), lang);
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("lang", lang);
}

async function reach(page: Page, { name, at = "#/", act }: Shot, lang: Lang): Promise<void> {
  // A screen that is open already would keep what was done on it.
  await go(page, "#/nowhere");
  await go(page, typeof at === "string" ? at : at.from);
  if (typeof at === "object") {
    const href = await page.locator(at.link).first().getAttribute("href");
    if (href === null) throw new Error(`${name}: ${at.link} is no link`);
    await go(page, href);
  }
  await act?.(page, lang);
}

/** Takes one picture, in the dark too where asked; gives what is wrong with what it shows. */
export async function snap(page: Page, album: string, name: string, lang: Lang, size: Size, dark = false): Promise<string[]> {
  const { viewport, longest } = devices[size];
  await complete(page);
  await page.mouse.move(0, 0);
  const whole = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ ...viewport, height: Math.min(Math.max(viewport.height, whole), longest) });
  await settled(page);
  const found = await drawn(page, lang);
  mkdirSync(join(folder, album), { recursive: true });
  for (const theme of dark ? (["light", "dark"] as const) : (["light"] as const)) {
    await page.emulateMedia({ colorScheme: theme });
    await settled(page);
    const picture = await page.screenshot({ animations: "disabled", caret: "hide" });
    writeFileSync(join(folder, album, `${name}.${lang}.${size}${theme === "dark" ? ".dark" : ""}.png`), small(picture));
  }
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize(viewport);
  return found.map((fault) => `${album}/${name}.${lang}.${size}: ${fault}`);
}

/** Removes what was taken of an app before. */
export function empty(album: string): void {
  rmSync(join(folder, album), { recursive: true, force: true });
}

/** Writes the index: Arabic beside French, each as small as a page can hold. */
export function writeIndex(albums: Readonly<Record<string, string>>): void {
  const lines = [
    "# Screens",
    "",
    "The main screens of the apps with the demo's data, Arabic beside French: 360 px wide, and 1280 px where a desk is",
    "used. `npm --prefix web run screens` takes them again. The names are invented.",
  ];
  for (const [album, title] of Object.entries(albums)) {
    if (!existsSync(join(folder, album))) continue;
    // In the order in which they were taken, which is the one of the app.
    const taken = (file: string): number => statSync(join(folder, album, file)).mtimeMs;
    const files = readdirSync(join(folder, album)).sort((a, b) => taken(a) - taken(b));
    lines.push("", `## ${title}`, "");
    const kinds = [...new Set(files.map((file) => file.replace(/\.(ar|fr)\./, ".*.")))];
    for (const [width, heading] of [[180, "360"], [420, "1280"]] as const) {
      const shown = kinds.filter((kind) => kind.includes(`.*.${heading}`));
      if (shown.length === 0) continue;
      lines.push("| Screen | Arabic | French |", "|---|---|---|");
      for (const kind of shown) {
        const name = kind.slice(0, kind.indexOf(".")).replaceAll("-", " ");
        const dark = kind.includes(".dark.");
        const cells = langs.map((lang) => files.includes(kind.replace("*", lang)) && `<img src="${album}/${kind.replace("*", lang)}" width="${width}" alt="${name}, ${lang === "ar" ? "Arabic" : "French"}${dark ? ", dark" : ""}">`);
        lines.push(`| ${name}${dark ? ", dark" : ""} | ${cells.map((cell) => cell || "").join(" | ")} |`);
      }
      lines.push("");
    }
    if (lines.at(-1) === "") lines.pop();
  }
  writeFileSync(join(folder, "README.md"), `${lines.join("\n")}\n`);
}
