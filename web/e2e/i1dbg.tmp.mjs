import { chromium } from "playwright";
const base="http://127.0.0.1:8462/idara/";
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
const ctx = await browser.newContext({ serviceWorkers: "block" });
const page = await ctx.newPage();
page.on("response", async (r) => r.url().includes("/v1/") && console.log(r.status(), r.request().method(), r.url().slice(21,70), (await r.allHeaders())["set-cookie"]?.slice(0,70), "req:", (await r.request().allHeaders()).cookie?.slice(0,90), (await r.request().allHeaders())["massar-session"], r.status()>=400 ? await r.text() : ""));
await page.goto(base);
await page.fill("input[name=username]", "fatimazahra.ouchen@90001a.massar.example");
await page.fill("input[type=password]", "k5xf-3k79-4f6m-tysr");
await page.click("button[type=submit]");
await page.waitForTimeout(2500);
const plain = page.locator("button.plain.wide");
if (await plain.count()) { await plain.first().click(); await page.waitForTimeout(800); }
console.log("RELOAD"); await page.reload(); await page.waitForTimeout(2500);
console.log("RELOAD"); await page.reload(); await page.waitForTimeout(2500);
await browser.close();
