// Several accounts on one phone, each behind a PIN: what is one's is not in sight of the other, on the screen or on the
// disk, and who signs out leaves nothing behind and takes nothing of the other's with him.
import type { Locator, Page } from "@playwright/test";
import { cookies, disk } from "../disk.ts";
import { justify } from "../family.ts";
import { Api, person, type Json, type Person } from "../stand.ts";
import { expect, forgiveNetwork, go, signIn, test, typePin } from "../watch.ts";
import { say, within, type Lang } from "../words.ts";

interface Owner {
  who: Person;
  pin: string;
  api: Api;
  children: Json[];
  /** What stands in the list of accounts for who has no name: the end of his identifier. */
  row: (page: Page) => Locator;
}

async function owner(number: number, pin: string): Promise<Owner> {
  const who = person("guardian", number);
  const api = await Api.of(who);
  const children = (await api.get("children"))["children"]!.map((child) => child);
  const row = (page: Page): Locator => page.locator("li button").filter({ hasText: who.identifier.slice(-4) });
  return { who, pin, api, children, row };
}

/** The words that belong to one family alone. */
function words({ children, who }: Owner): string[] {
  return [...children.flatMap((child) => [String(child["name"]!["ar"]), String(child["studentId"])]), who.identifier];
}

async function shows(page: Page, of: Owner, not: Owner): Promise<void> {
  await expect(page.locator('main a.who[href^="#/child/"]')).toHaveCount(of.children.length);
  const text = await page.locator("body").innerText();
  for (const child of of.children) expect(text).toContain(child["name"]!["ar"]);
  for (const word of words(not)) expect(text).not.toContain(word);
}

/** From the list of accounts to the screens of one. */
async function unlock(page: Page, of: Owner, lang: Lang): Promise<void> {
  await of.row(page).click();
  await typePin(page, of.pin, lang, "common.do.open");
  await expect(page.locator("nav a[aria-current=page]")).toBeVisible();
}

/** From inside one account to the list of all. */
async function leave(page: Page, lang: Lang): Promise<void> {
  await page.locator("button.chip").click();
  await page.getByRole("button", { name: say(lang, "session.account.lock") }).click();
  await expect(page.getByRole("heading", { name: say(lang, "session.accounts") })).toBeVisible();
}

test("two guardians on one phone: each behind a PIN, and a sign-out that leaves nothing and takes nothing else", async ({ page, context, lang, quiet }) => {
  const [first, second] = [await owner(24, "2468"), await owner(27, "13579")];
  const child = `#/child/${first.children[0]!["studentId"]}`;
  const path = `children/${first.children[0]!["studentId"]}/justifications`;
  const before = (await first.api.get(path))["justifications"]!.length;

  await signIn(page, first.who, { lang, pin: first.pin });
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  await shows(page, first, second);
  await go(page, `${child}/marks`);
  await signIn(page, second.who, { lang, pin: second.pin, beside: true });
  await shows(page, second, first);

  // A closed page opens with nobody's: two rows, and no word of either family on the screen or the disk.
  await page.reload();
  await expect(page.locator("li button")).toHaveCount(2);
  const locked = await page.locator("body").innerText();
  const kept = await disk(page, "waliye");
  expect(kept.slots).toMatchObject([{ slot: 0, locked: true }, { slot: 1, locked: true }]);
  expect(Object.keys(kept.rows)).toHaveLength(2);
  for (const word of [...words(first), ...words(second)]) {
    expect(locked).not.toContain(word);
    expect(kept.text).not.toContain(word);
  }
  expect(kept.text).not.toContain("/v1/");
  expect(await cookies(context)).toEqual(["waliye.0", "waliye.1"]);

  // The PIN of one does not open the other.
  await first.row(page).click();
  await typePin(page, second.pin, lang, "common.do.open");
  await expect(page.getByRole("alert")).toHaveText(say(lang, "session.pin.wrong"));
  await expect(page.locator("nav")).toHaveCount(0);
  await typePin(page, first.pin, lang, "common.do.open");
  await shows(page, first, second);

  // What one writes waits under his name alone.
  await context.setOffline(true);
  await justify(page, child, lang);
  await expect(page.getByText(say(lang, "common.op.phone")).first()).toBeVisible();
  await leave(page, lang);
  await expect(first.row(page)).toContainText(within(lang, "common.op.waiting", { n: 1 }));
  await expect(second.row(page)).not.toContainText(within(lang, "common.op.waiting", { n: 1 }));
  await unlock(page, second, lang);
  // The address was of a screen of the first.
  await shows(page, second, first);
  await expect(page).toHaveURL(/#\/$/);
  await go(page, `#/child/${second.children[0]!["studentId"]}/justifications`);
  await expect(page.getByText(say(lang, "common.op.phone"))).toHaveCount(0);
  const rows = (await disk(page, "waliye")).rows;

  // The way out says first what would be lost, and loses it only when it is told to.
  await leave(page, lang);
  await unlock(page, first, lang);
  await go(page, "#/account");
  const out = page.getByRole("button", { name: say(lang, "session.out") });
  await out.click();
  const dialog = page.locator("dialog[open]");
  await expect(dialog.getByText(say(lang, "session.out.waiting", { n: 1 }))).toBeVisible();
  await dialog.getByRole("button", { name: say(lang, "session.out.do") }).click();
  await expect(dialog.getByText(say(lang, "session.out.kept"))).toBeVisible();
  await dialog.getByRole("button", { name: say(lang, "common.do.cancel") }).click();
  await go(page, `${child}/justifications`);
  await expect(page.getByText(say(lang, "common.op.phone")).first()).toBeVisible();
  await go(page, "#/account");
  await out.click();
  await dialog.getByRole("button", { name: say(lang, "session.out.do") }).click();
  await dialog.getByRole("button", { name: say(lang, "session.out.force") }).click();

  // One account is left, behind its PIN; of the other there is no row, no key and no name.
  await expect(page.getByRole("heading", { name: say(lang, "session.pin") })).toBeVisible();
  const gone = kept.slots.find((slot) => slot.slot === 0)!.store;
  const left = await disk(page, "waliye");
  expect(left.rows).toEqual(Object.fromEntries(Object.entries(rows).filter(([name]) => name !== gone)));
  expect(left.slots).toMatchObject([{ slot: 0, shown: "", locked: false, ending: true }, { slot: 1, locked: true, ending: false }]);
  await typePin(page, second.pin, lang, "common.do.open");
  await shows(page, second, first);

  // Without network the session could not be ended: it is at the next start, and nothing was sent.
  await context.setOffline(false);
  await page.reload();
  await expect.poll(() => cookies(context)).toEqual(["waliye.1"]);
  await expect.poll(async () => (await disk(page, "waliye")).slots.map((slot) => slot.slot)).toEqual([1]);
  // The end of a session takes back all tokens that the person had.
  expect((await (await Api.of(first.who)).get(path))["justifications"]!.length).toBe(before);
  forgiveNetwork(quiet);
});
