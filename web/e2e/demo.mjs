// Runs a command beside a server with the demo, on a port and in a folder of their own:
//
//   node e2e/demo.mjs playwright test -c e2e
//   node e2e/demo.mjs --demo-date 2026-11-24 playwright test -c e2e
//
// Where MASSAR_URL and MASSAR_DATA name a server, that one is used.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

const asked = process.argv.slice(2);
// A day of its own, where what is shown should be the same each time.
const day = asked[0] === "--demo-date" ? asked.splice(0, 2) : [];
const [command, ...args] = asked;
const web = join(import.meta.dirname, "..");
const env = { ...process.env, PATH: [join(web, "node_modules/.bin"), process.env.PATH].join(delimiter) };
env.MASSAR_BIN ??= join(web, "../bin/massar");

let server;
if (!env.MASSAR_URL) {
  env.MASSAR_DATA = mkdtempSync(join(tmpdir(), "massar-demo-"));
  server = spawn(env.MASSAR_BIN, ["run", "--demo", "--data", env.MASSAR_DATA, "--listen", "127.0.0.1:0", "--log-level", "error", ...day], {
    stdio: ["ignore", "pipe", "inherit"],
    // The settings of the tests are none of the server's. A sandbox needs a user that is not root.
    env: {
      ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("MASSAR_"))),
      MASSAR_LETTER_SANDBOX: String(process.getuid?.() !== 0),
    },
  });
  let said = "";
  server.stdout.on("data", (bytes) => (said += bytes));
  console.error("waiting for the demo");
  while (!/^JSON\s+http/m.test(said) || !existsSync(join(env.MASSAR_DATA, "demo-accounts.json"))) {
    if (server.exitCode !== null) throw new Error(`the server ended with ${server.exitCode}`);
    await new Promise((done) => setTimeout(done, 200));
  }
  env.MASSAR_URL = /^JSON\s+(http\S+)/m.exec(said)[1];
}
const child = spawn(command, args, { cwd: web, env, stdio: "inherit" });
const code = await new Promise((done) => child.once("exit", (status) => done(status ?? 1)));
if (server) {
  const ended = new Promise((done) => server.once("exit", done));
  server.kill("SIGINT");
  await ended;
  rmSync(env.MASSAR_DATA, { recursive: true, force: true });
}
process.exit(code);
