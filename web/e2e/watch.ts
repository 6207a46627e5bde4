// What every story is held to beside its own steps, and what all of them begin with.
import { test as base, expect, type BrowserContext, type Locator, type Page } from "@playwright/test";
import { appOf, serverUrl, type Person } from "./stand.ts";
import { totp } from "./totp.ts";
import { say, type Lang } from "./words.ts";

export interface Fixtures {
  /** What went wrong unseen: errors in the console, in scripts, breaches of the policy. Must be empty at the end. */
  quiet: string[];
  /** The language that the project is for. */
  lang: Lang;
  /** 360 px wide? */
  narrow: boolean;
  /** Which of the four projects this is: stories that write take a person each. */
  number: number;
}

const projects = ["ar-360", "fr-360", "ar-desktop", "fr-desktop"];

/** A page on which nothing may go wrong unseen: no error in the console, none in a script, no breach of the policy. */
export const test = base.extend<Fixtures>({
  lang: async ({}, use, info) => use(info.project.name.startsWith("fr") ? "fr" : "ar"),
  narrow: async ({}, use, info) => use(!info.project.name.endsWith("desktop")),
  number: async ({}, use, info) => use(Math.max(0, projects.indexOf(info.project.name))),
  quiet: [
    async ({ context, lang }, use) => {
      const complaints: string[] = [];
      await watch(context, complaints);
      await speak(context, lang);
      await use(complaints);
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
});

/** Writes down what goes wrong unseen in any page of a context. */
export async function watch(context: BrowserContext, complaints: string[]): Promise<void> {
  context.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(`${message.type()}: ${message.text()} ${message.location().url}`);
  });
  context.on("weberror", (error) => complaints.push(`script: ${error.error().message}`));
  context.on("requestfailed", (request) => complaints.push(`request: ${request.url()} ${request.failure()?.errorText ?? ""}`));
  await context.exposeBinding("massarBreach", (_source, breach: string) => void complaints.push(`policy: ${breach}`));
  await context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      const tell = (globalThis as unknown as { massarBreach: (breach: string) => void }).massarBreach;
      tell(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
    });
  });
}

/** The language that this phone chose before. */
export async function speak(context: BrowserContext, lang: Lang): Promise<void> {
  await context.addInitScript((chosen) => {
    try {
      localStorage.getItem("massar.lang") ?? localStorage.setItem("massar.lang", chosen);
    } catch {
      // A page that is no page of ours has no storage.
    }
  }, lang);
}

/** Without network the browser itself complains of each request that it cannot make; that is no fault of the page. */
export function forgiveNetwork(complaints: string[]): void {
  const network = /ERR_(INTERNET_DISCONNECTED|CONNECTION_\w+|EMPTY_RESPONSE|NETWORK_CHANGED|SOCKET_NOT_CONNECTED|ABORTED)/;
  complaints.splice(0, complaints.length, ...complaints.filter((line) => !network.test(line)));
}

export interface SignIn {
  lang: Lang;
  pin?: string;
  url?: string;
  /** Others have accounts on this phone. */
  beside?: boolean;
}

/** Signs a person in for the first time on this phone, with a PIN or without. */
export async function signIn(page: Page, who: Person, { lang, pin, url = serverUrl, beside = false }: SignIn): Promise<void> {
  await page.goto(`${url}/${appOf[who.role]}/`);
  if (beside) await page.getByRole("button", { name: say(lang, "session.accounts.add") }).click();
  await page.locator('input[name="username"]').fill(who.identifier);
  await page.locator('input[autocomplete="current-password"]').fill(who.password);
  await page.locator('button[type="submit"]').click();
  const skip = page.getByRole("button", { name: say(lang, "session.pin.skip") });
  if (who.totpSecret !== undefined) await secondFactor(page, who.totpSecret, skip);
  await expect(skip).toBeVisible();
  if (pin === undefined) {
    await skip.click();
  } else {
    await typePin(page, pin, lang, "session.pin.next");
    await expect(page.getByText(say(lang, "session.pin.repeat"))).toBeVisible();
    await typePin(page, pin, lang, "common.do.confirm");
  }
  await expect(page.locator("nav a[aria-current=page]")).toBeVisible();
}

/** Types the code of an authenticator; where this step's was used a moment ago, the next one's. */
async function secondFactor(page: Page, secret: string, done: Locator): Promise<void> {
  const code = page.locator('input[autocomplete="one-time-code"]');
  for (const ahead of [0, 1]) {
    await code.fill(totp(secret, ahead));
    await page.locator('button[type="submit"]').click();
    await expect(done.or(page.locator("form [role=alert]"))).toBeVisible();
    if (await done.isVisible()) return;
  }
}

/** What the browser says of an answer that is no success; where one is asked for, it is no fault of the page. */
export function forgiveAnswer(complaints: string[], status: number): void {
  complaints.splice(0, complaints.length, ...complaints.filter((line) => !line.includes(`status of ${status}`)));
}

/** Types a PIN on the pad, as a finger does. */
export async function typePin(page: Page, pin: string, lang: Lang, done: string): Promise<void> {
  for (const digit of pin) await page.getByRole("button", { name: digit, exact: true }).click();
  await page.getByRole("button", { name: say(lang, done) }).click();
}

/** Goes to a screen of the app that is open. */
export async function go(page: Page, hash: string): Promise<void> {
  // A dialog that has just closed still takes its entry out of the history: an address set now would go with it. A page
  // that was loaded again under a dialog keeps the entry, and nothing will take it out.
  const still = () => document.querySelector("dialog[open]") !== null || !(history.state as { over?: number } | null)?.over;
  await page.waitForFunction(still, undefined, { timeout: 1000 }).catch(() => undefined);
  await page.evaluate((to) => void (location.hash = to), hash);
  await settled(page);
}

/** Waits until a screen has drawn what it has: nothing that says that it waits. */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  await expect(page.locator(".bone")).toHaveCount(0);
}

export { expect };
