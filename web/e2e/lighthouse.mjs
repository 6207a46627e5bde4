// Lighthouse's marks for the apps: a phone on slow 4G, simulated; the median of five. Fails below the marks that are due.
//
//   npm run lighthouse              beside a demo of its own
//   npm run lighthouse -- waliye    one app
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const due = { performance: 95, accessibility: 100, "best-practices": 100 };
const runs = 5;
const apps = process.argv.length > 2 ? process.argv.slice(2) : ["moutamadris", "waliye", "moudaris", "idara"];
const flags = ["--headless=new", ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])].join(" ");
const folder = mkdtempSync(join(tmpdir(), "massar-lighthouse-"));

async function measure(app) {
  const file = join(folder, "report.json");
  const args = [`${process.env.MASSAR_URL}/${app}/`, "--quiet", "--output=json", `--output-path=${file}`, `--only-categories=${Object.keys(due).join(",")}`, `--chrome-flags=${flags}`];
  const child = spawn("lighthouse", args, { stdio: ["ignore", "inherit", "inherit"], env: { CHROME_PATH: "/usr/bin/chromium", ...process.env } });
  const code = await new Promise((done) => child.once("exit", done));
  if (code !== 0) throw new Error(`lighthouse ended with ${code}`);
  return JSON.parse(readFileSync(file, "utf8"));
}

let failed = false;
console.log(`Lighthouse, mobile, slow 4G simulated, median of ${runs}`);
for (const app of apps) {
  const reports = [];
  for (let run = 0; run < runs; run++) reports.push(await measure(app));
  const cells = Object.entries(due).map(([category, wanted]) => {
    const marks = reports.map((report) => Math.round(report.categories[category].score * 100)).sort((a, b) => a - b);
    const median = marks[Math.floor(runs / 2)];
    if (median < wanted) failed = true;
    return `${category} ${median}${median < wanted ? ` BELOW ${wanted}` : ""}`;
  });
  console.log(`  ${app.padEnd(12)} ${cells.join(", ")}`);
  const missed = Object.values(reports[0].audits).filter((audit) => audit.score !== null && audit.score < 0.9 && audit.scoreDisplayMode === "binary");
  for (const audit of missed) console.log(`    ${audit.id}: ${audit.title}`);
}
rmSync(folder, { recursive: true, force: true });
process.exit(failed ? 1 : 0);
