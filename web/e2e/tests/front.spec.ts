import { expect, test } from "../watch.ts";

const apps = ["moutamadris", "waliye", "moudaris", "idara"];

test("the front page leads to the four apps", async ({ page }) => {
  await page.goto("/");
  for (const app of apps) await expect(page.locator(`a[href="/${app}/"]`)).toBeVisible();
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
