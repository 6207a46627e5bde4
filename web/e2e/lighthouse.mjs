// Lighthouse's marks for the apps: a phone on slow 4G, simulated; the median of five. Fails below the marks that are due.
//
//   npm run lighthouse                    beside a demo of its own
//   npm run lighthouse -- waliye front    some of the apps
//
// Each app is measured twice: the page that somebody new sees, and the home of somebody who signed in, with data. Both
// times nothing of the app is on the phone yet but, the second time, who is signed in and what was read.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { chromium } from "@playwright/test";
import lighthouse from "lighthouse";

const due = { performance: 95, accessibility: 100, "best-practices": 100 };
const metrics = {
  FCP: "first-contentful-paint",
  LCP: "largest-contentful-paint",
  TBT: "total-blocking-time",
  CLS: "cumulative-layout-shift",
};
const explain = ["layout-shifts", "long-tasks", "bootup-time", "render-blocking-resources"];
const runs = 5;
/** Who sees most of each app; the front page is for everybody. */
const seers = { front: undefined, moutamadris: ["student", 0], waliye: ["guardian", 0], moudaris: ["teacher", 12], idara: ["school_office", 2] };
const asked = process.argv.slice(2);
for (const app of asked) if (!(app in seers)) throw new Error(`there is no app ${app}`);
const server = process.env.MASSAR_URL;

const failures = [];
console.log(`Lighthouse, a phone on slow 4G (simulated), median of ${runs}; due: ${Object.values(due).join(", ")}\n`);
row(["", "performance", "accessibility", "best practices", ...Object.keys(metrics), "machine"]);
for (const app of asked.length > 0 ? asked : Object.keys(seers)) await measureApp(app);
if (failures.length > 0) console.log(`\n${failures.join("\n")}`);
// Lighthouse keeps a line to the browser that is gone.
process.exit(failures.length > 0 ? 1 : 0);

async function measureApp(app) {
  const browser = await startBrowser();
  try {
    const url = `${server}/${app === "front" ? "" : `${app}/`}`;
    await measure(app === "front" ? "front" : `${app}, first page`, url, browser.port);
    if (seers[app] === undefined) return;
    await signedIn(browser.port, (page) => signIn(page, url, person(...seers[app])));
    await measure(`${app}, home`, url, browser.port);
    // Whoever was signed out meanwhile had the first page measured again.
    await signedIn(browser.port, (page) => page.goto(url));
  } finally {
    await browser.close();
  }
}

async function measure(name, url, port) {
  const reports = [];
  for (let run = 0; run < runs; run++) {
    const result = await lighthouse(url, { port, logLevel: "error", output: "json", onlyCategories: Object.keys(due), disableFullPageScreenshot: true });
    const report = result?.lhr;
    if (!report || report.runtimeError) throw new Error(`${name}: ${report?.runtimeError?.message ?? "Lighthouse has no report"}`);
    reports.push(report);
  }
  const marks = Object.keys(due).map((category) => median(reports.map((report) => Math.round((report.categories[category].score ?? 0) * 100))));
  const times = Object.entries(metrics).map(([short, id]) => {
    const value = median(reports.map((report) => report.audits[id].numericValue ?? 0));
    return short === "CLS" ? value.toFixed(3) : `${Math.round(value)} ms`;
  });
  // How fast Lighthouse found this machine itself: a low figure beside a long TBT says that others were using it.
  const machine = Math.round(median(reports.map((report) => report.environment.benchmarkIndex)));
  row([name, ...marks.map((mark, i) => `${mark}${mark < Object.values(due)[i] ? " LOW" : ""}`), ...times, machine]);
  Object.entries(due).forEach(([category, wanted], i) => {
    if (marks[i] >= wanted) return;
    const worst = reports.reduce((a, b) => (b.categories[category].score < a.categories[category].score ? b : a));
    const all = reports.map((report) => Math.round(report.categories[category].score * 100)).join(", ");
    failures.push(`${name}: ${category} ${marks[i]}, below ${wanted} (${all})`, ...missed(worst, category));
  });
}

/** What a report blames, with the places: the audits that weigh, and for speed those that explain. */
function missed(report, category) {
  const weighty = report.categories[category].auditRefs.filter((ref) => ref.weight > 0).map((ref) => ref.id);
  const audits = [...weighty.filter((id) => (report.audits[id]?.score ?? 1) < 0.9), ...(category === "performance" ? explain : [])].map((id) => report.audits[id]);
  return audits.flatMap((audit) => [
    `  ${audit.id}: ${audit.title}${audit.displayValue ? ` (${audit.displayValue})` : ""}`,
    ...(audit.details?.items ?? []).slice(0, 8).map((item) => `    ${item.node ? `${item.node.selector} ${item.node.snippet} ${item.node.explanation ?? ""}` : JSON.stringify(item).slice(0, 240)}`),
  ]);
}

/** A browser with a profile of its own that lives through all runs: a session is renewed at each opening. */
async function startBrowser() {
  const profile = mkdtempSync(join(tmpdir(), "massar-lighthouse-"));
  const places = (process.env.PATH ?? "").split(delimiter).map((folder) => join(folder, "chromium"));
  const program = process.env.MASSAR_CHROMIUM ?? places.find((place) => existsSync(place)) ?? "chromium";
  const quiet = ["--disable-extensions", "--disable-background-networking", "--disable-component-update", "--disable-default-apps", "--disable-sync", "--no-first-run", "--mute-audio"];
  const root = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const child = spawn(program, ["--headless=new", "--remote-debugging-port=0", `--user-data-dir=${profile}`, ...quiet, ...root, "about:blank"], { stdio: "ignore" });
  const ended = new Promise((done) => child.once("exit", done));
  const written = join(profile, "DevToolsActivePort");
  for (let waited = 0; !existsSync(written); waited += 100) {
    if (child.exitCode !== null || waited > 30_000) throw new Error("the browser does not start");
    await new Promise((done) => setTimeout(done, 100));
  }
  return {
    port: Number(readFileSync(written, "utf8").split("\n")[0]),
    async close() {
      child.kill("SIGTERM");
      await ended;
      rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}

/** Opens a page in the browser, and closes it when the app is open in it. */
async function signedIn(port, open) {
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
  const page = await browser.contexts()[0].newPage();
  await open(page);
  await page.locator("nav a[aria-current=page]").waitFor();
  await page.locator(".bone").first().waitFor({ state: "detached" });
  await page.close();
  await browser.close();
}

async function signIn(page, url, who) {
  await page.goto(url);
  await page.locator('input[name="username"]').fill(who.identifier);
  await page.locator('input[autocomplete="current-password"]').fill(who.password);
  await page.locator('button[type="submit"]').click();
  // Without a PIN: the way past it stands below the pad.
  await page.locator(".pad").waitFor();
  await page.locator("main > button").last().click();
}

function person(role, number) {
  const all = JSON.parse(readFileSync(join(process.env.MASSAR_DATA, "demo-accounts.json"), "utf8")).filter((one) => one.role === role);
  return all[number % all.length];
}

function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

function row(cells) {
  console.log(cells.map((cell, i) => (i === 0 ? String(cell).padEnd(24) : String(cell).padStart(i < 4 ? 16 : 9))).join(""));
}
