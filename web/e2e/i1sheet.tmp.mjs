import { chromium } from "playwright"; import fs from "node:fs";
const [out, w, ...names] = process.argv.slice(2);
const b = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
const p = await b.newPage({ viewport: { width: 1600, height: 1000 } });
await p.setContent(`<body style="margin:4px;background:#888;display:flex;flex-wrap:wrap;gap:4px">${names.map(n=>`<img style="width:${w}px" src="data:image/png;base64,${fs.readFileSync(`/tmp/i1shots/${n}.png`).toString("base64")}">`).join("")}</body>`);
await p.waitForTimeout(300); await p.screenshot({ path: out, fullPage: true }); await b.close();
