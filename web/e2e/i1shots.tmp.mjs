import { chromium } from "playwright";
import { execSync } from "node:child_process";
import { mkdirSync } from "node:fs";
const who = process.argv[2] ?? "office";
const only = (process.argv[3] ?? "").split(",").filter(Boolean);
const looks = (process.argv[4] ?? "ar-light-1280,ar-light-360,fr-dark-1280,fr-dark-360").split(",");
const people = { office: ["fatimazahra.ouchen@90001a.massar.example","k5xf-3k79-4f6m-tysr"], ministry: ["ministere@massar.ma","ajak-2egk-m774-zyev"], province: ["salma.chaoui@province.massar.example","85m5-9fn9-6y6q-a9qb"] };
const [id, pw] = people[who];
const base = process.env.BASE ?? "http://127.0.0.1:8462/idara/";
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
const ctx = await browser.newContext({ viewport: { width: 1280, height: 800 }, serviceWorkers: "block" });
const page = await ctx.newPage();
const errs = [];
page.on("console", (m) => m.type() === "error" && errs.push(m.text()));
page.on("pageerror", (e) => errs.push("PAGE " + e.message));
page.on("response", (r) => r.status() >= 400 && errs.push(`${r.status()} ${r.request().method()} ${r.url()}`));
await page.goto(base);
await page.fill("input[name=username]", id);
await page.fill("input[type=password]", pw);
await page.click("button[type=submit]");
if (who !== "office") {
  await page.waitForSelector("input[name=totp]");
  const code = execSync(`/work/main/bin/massar demo totp --data /tmp/i1demo ${id}`).toString().match(/\d{6}/)[0];
  await page.fill("input[name=totp]", code);
  await page.click("button[type=submit]");
}
await page.waitForTimeout(2500);
// skip PIN
const plain = page.locator("button.plain.wide");
if (await plain.count()) { await plain.first().click(); await page.waitForTimeout(800); }
mkdirSync("/tmp/i1shots", { recursive: true });
const links = async (sel) => page.$$eval(sel, (as) => as.map((a) => a.getAttribute("href")));
const shots = {};
if (who === "office") {
  await page.goto(base + "#/classes"); await page.waitForTimeout(1500);
  const cls = (await links("a[href^='#/class/']"))[0];
  await page.goto(base + cls); await page.waitForTimeout(1500);
  const st = (await links("a[href^='#/student/']"))[0];
  Object.assign(shots, { home: "#/", classes: "#/classes", class: cls, groups: cls + "/groups", teachers: cls + "/teachers", codes: cls + "/codes", student: st, staff: "#/staff", transfers: "#/transfers", imports: "#/imports", more: "#/more", account: "#/account", place: "#/place/" + encodeURIComponent(process.env.NODE ?? "") , codespick: "#/codes"});
} else {
  await page.waitForTimeout(1500);
  const kids = await links("a[href^='#/place/']");
  Object.assign(shots, { oplaces: "#/", otransfers: "#/transfers", omore: "#/more" });
  if (kids[0]) {
    shots.okid = kids[0];
    let at = kids[0];
    for (let i = 0; i < 3; i++) { await page.goto(base + at); await page.waitForTimeout(1200); const k = (await links("main a[href^='#/place/']")).filter((h) => h.length > at.length)[0]; if (!k) break; at = k; }
    shots.oschool = at;
  }
}
console.log(shots);
for (const look of looks) {
  const [lang, theme, width] = look.split("-");
  await page.evaluate(([l, t]) => { localStorage.setItem("massar.lang", l); localStorage.setItem("massar.theme", t); }, [lang, theme]);
  await page.setViewportSize({ width: Number(width), height: width === "360" ? 740 : 800 });
  await page.goto(base); await page.reload(); await page.waitForTimeout(1200);
  for (const [name, hash] of Object.entries(shots)) {
    if (only.length && !only.includes(name)) continue;
    await page.goto(base + hash); await page.waitForTimeout(900);
    const over = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth ? document.documentElement.scrollWidth : 0);
    if (over) console.log("OVERFLOW", look, name, over);
    await page.screenshot({ path: `/tmp/i1shots/${name}-${look}.png`, fullPage: false });
  }
}
console.log([...new Set(errs)].slice(0, 30));
await browser.close();
