// An account that sees the data of many: it is not made before its second factor works.
import { person, serverUrl, type Person } from "../stand.ts";
import { totp } from "../totp.ts";
import { expect, forgiveAnswer, test } from "../watch.ts";
import { say } from "../words.ts";

/** The token of an officer; where a code was used by another story a moment ago, the next one is waited for. */
async function token(who: Person): Promise<string> {
  let token: string | undefined;
  const ask = async (): Promise<boolean> => {
    const body = JSON.stringify({ identifier: who.identifier, password: who.password, app: "idara", totp: totp(who.totpSecret ?? "") });
    const answer = await fetch(`${serverUrl}/v1/auth/sessions`, { method: "POST", body });
    token = ((await answer.json()) as { accessToken?: string }).accessToken;
    return token !== undefined;
  };
  await expect.poll(ask, { timeout: 40_000, intervals: [5000] }).toBe(true);
  return token ?? "";
}

test("an officer's account with its second factor, from the code to the first screen", async ({ page, lang, number, quiet }) => {
  const headers = { Authorization: `Bearer ${await token(person("ministry", 0))}`, "Idempotency-Key": crypto.randomUUID(), "Content-Type": "application/json" };
  const email = `officer.with.a.long.name.${Date.now()}@academy-${number}.example`;
  const made = await fetch(`${serverUrl}/v1/idara/officers`, { method: "POST", headers, body: JSON.stringify({ email, name: { ar: "سعيد البكري", latin: "Said Bakri" }, role: "ACADEMY", node: "ma/07" }) });
  const { activationCode } = (await made.json()) as { activationCode: string };

  await page.goto(`${serverUrl}/idara/#/activate/${activationCode}`);
  await page.locator('input[autocomplete="new-password"]').fill("trois mots sans lien 48");
  await page.locator('button[type="submit"]').click();
  const secret = await page.locator(".secret").innerText();
  await page.getByText(say(lang, "session.factor.kept")).click();
  const code = page.locator('input[name="totp"]');
  const right = totp(secret);
  await code.fill(right === "000000" ? "000001" : "000000");
  await page.locator('button[type="submit"]').click();
  await expect(page.getByRole("alert")).toBeVisible();
  // The key stays: what was scanned is not for nothing.
  await expect(page.locator(".secret")).toHaveText(secret);

  await code.fill(totp(secret));
  await page.locator('button[type="submit"]').click();
  await expect(page.getByText(email)).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  await page.getByRole("button", { name: say(lang, "session.pin.skip") }).click();
  await expect(page.locator("nav a[aria-current=page]").first()).toBeVisible();
  forgiveAnswer(quiet, 401);
});
