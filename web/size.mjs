// Prints what the first visit of each app costs, and fails above the budget.
//
//   npm run size
//
// Counted is all that a browser fetches for it, as it travels (brotli): the page, its scripts and styles, the
// manifest, the icons of the tab and of the installed app, the service worker, and what the worker keeps. A file with
// a hash in its name is fetched once, whoever asks; the page itself twice, because the worker wants the newest.
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const budget = 120 * 1024;
/** Of one answer's header lines, as the gateway sends them over HTTP/1.1; HTTP/2 sends fewer. */
const header = 500;

const dist = join(dirname(fileURLToPath(import.meta.url)), "dist");
if (!existsSync(dist)) {
  console.error("there is no dist/: npm run build");
  process.exit(1);
}

let failed = false;
const names = readdirSync(dist).sort();
console.log("first visit, bytes as they travel".padEnd(36) + "page  scripts  styles  worker   other headers    total");
for (const name of names) {
  const fetched = visit(join(dist, name), name === "front" ? "/" : `/${name}/`);
  const of = (...endings) => sum(fetched.filter(([file]) => endings.some((ending) => file.endsWith(ending))));
  const isWorker = ([file]) => file === "sw.js";
  const workers = sum(fetched.filter(isWorker));
  const cells = [of(".html"), of(".js") - workers, of(".css"), workers];
  const total = sum(fetched);
  const headers = fetched.length * header;
  cells.push(total - cells.reduce((a, b) => a + b, 0), headers, total + headers);
  const widths = [8, 9, 8, 8, 8, 8, 9];
  console.log(`${name.padEnd(32)}${cells.map((n, i) => String(n).padStart(widths[i])).join("")}`);
  if (total + headers > budget) {
    console.error(`${name}: ${total + headers} bytes are more than ${budget}`);
    failed = true;
  }
}
process.exit(failed ? 1 : 0);

function sum(files) {
  return files.reduce((all, [, bytes]) => all + bytes, 0);
}

/** The files that a first visit fetches, each with its size. */
function visit(folder, base) {
  const files = new Map();
  const add = (file) => files.set(file, travels(join(folder, file)));
  const local = (url) => (url.startsWith(base) ? url.slice(base.length) : url).replace(/^\.?\//, "");

  const page = readFileSync(join(folder, "index.html"), "utf8");
  add("index.html");
  for (const [, url] of page.matchAll(/(?:src|href)="([^"]+)"/g)) {
    // Phones fetch the touch icon only when somebody installs by hand.
    if (url.startsWith(base) && existsSync(join(folder, local(url))) && !/\/touch-/.test(url) && local(url) !== "") add(local(url));
  }
  const manifest = join(folder, "manifest.webmanifest");
  if (existsSync(manifest)) {
    // An installation takes the one that fits: the largest is the dearest.
    const icons = JSON.parse(readFileSync(manifest, "utf8")).icons.map((icon) => local(icon.src));
    icons.sort((a, b) => travels(join(folder, b)) - travels(join(folder, a)));
    add(icons[0]);
  }
  const out = [];
  if (existsSync(join(folder, "sw.js"))) {
    const source = readFileSync(join(folder, "sw.js"), "utf8");
    add("sw.js");
    for (const [, url] of source.matchAll(/"url":\s*"([^"]+)"/g)) {
      if (files.has(local(url)) && !local(url).startsWith("assets/")) out.push([local(url), travels(join(folder, local(url)))]);
      else add(local(url));
    }
  }
  return [...files, ...out];
}

function travels(file) {
  return statSync(existsSync(`${file}.br`) ? `${file}.br` : file).size;
}
