import { expect, forgiveNetwork, test } from "../watch.ts";

const apps = ["moutamadris", "waliye", "moudaris", "idara"];

test("the front page leads to the four apps", async ({ page }) => {
  await page.goto("/");
  for (const app of apps) await expect(page.locator(`a[href="/${app}/"]`)).toBeVisible();
});

test("the front page opens without network, and leads to an app that was opened before", async ({ page, context, quiet }) => {
  await page.goto("/");
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  await page.locator('a[href="/waliye/"]').click();
  await expect(page.locator('input[name="username"]')).toBeVisible();
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller?.scriptURL)).toContain("/waliye/sw.js");

  await context.setOffline(true);
  await page.goto("/");
  for (const app of apps) await expect(page.locator(`a[href="/${app}/"]`)).toBeVisible();
  await page.locator('a[href="/waliye/"]').click();
  await expect(page.locator('input[name="username"]')).toBeVisible();

  // The worker of the front page stands before nothing else.
  await context.setOffline(false);
  const docs = await page.goto("/docs");
  expect(docs?.status()).toBe(200);
  expect(docs?.fromServiceWorker()).toBe(false);
  forgiveNetwork(quiet);
});

for (const app of apps) {
  test(`${app} opens, and opens again without network`, async ({ page, context, quiet }) => {
    await page.goto(`/${app}/`);
    await expect(page.locator("#app > *").first()).toBeVisible();
    await page.evaluate(async () => void (await navigator.serviceWorker.ready));

    await context.setOffline(true);
    await page.reload();
    await expect(page.locator("#app > *").first()).toBeVisible();
    // Without network the browser itself complains of each request that it cannot make; the page has opened.
    quiet.splice(0, quiet.length, ...quiet.filter((line) => !line.includes("ERR_INTERNET_DISCONNECTED")));
  });
}
