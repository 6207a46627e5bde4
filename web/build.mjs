// Builds the apps into dist/, one folder each, with a compressed form beside every text file.
//
//   npm run build              does nothing when nothing changed since the last one
//   npm run build -- --force   builds all the same
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build } from "vite";

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, "dist");
const fresh = join(here, "dist.new");
const stamp = join(here, "dist.stamp");

/** What compresses; pictures are compressed already. */
const text = /\.(html|js|css|svg|json|webmanifest|txt)$/;

const apps = readdirSync(join(here, "apps"))
  .filter((name) => existsSync(join(here, "apps", name, "vite.config.ts")))
  .sort();
const sum = sources();
if (!process.argv.includes("--force") && existsSync(dist) && existsSync(stamp) && readFileSync(stamp, "utf8") === sum) {
  process.exit(0);
}

// Built aside and then moved: a build of the server that runs meanwhile sees the old apps or the new ones.
rmSync(fresh, { recursive: true, force: true });
process.env.MASSAR_WEB_DIST = fresh;
// Vite's advice about how configurations will be loaded one day.
process.env.VITE_CONFIG_NATIVE_IGNORE_WARNING = "true";
for (const name of apps) {
  const root = join(here, "apps", name);
  const began = performance.now();
  await build({ root, configFile: join(root, "vite.config.ts"), logLevel: "warn" });
  const files = compress(join(fresh, name));
  console.log(`${name}: ${files} files in ${((performance.now() - began) / 1000).toFixed(1)} s`);
}
rmSync(stamp, { force: true });
rmSync(dist, { recursive: true, force: true });
if (apps.length > 0) renameSync(fresh, dist);
writeFileSync(stamp, sum);

/** The hash of all that the apps are made of: their sources, the tools' versions, and this file. */
function sources() {
  const hash = createHash("sha256").update(process.versions.node.split(".")[0]);
  const roots = ["apps", "packages", "package.json", "package-lock.json", ...readdirSync(here).filter((f) => /\.(ts|mjs)$/.test(f))];
  for (const file of roots.flatMap((root) => list(join(here, root))).sort()) {
    hash.update(`${relative(here, file)}\0`).update(readFileSync(file)).update("\0");
  }
  return hash.digest("hex");
}

/** Files below a path, without what is installed and without tests. */
function list(path) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .filter((name) => name !== "node_modules" && name !== "test" && !name.startsWith("."))
    .flatMap((name) => list(join(path, name)));
}

/** Writes the forms that the gateway hands out as they are; one that saves nothing is left out. */
function compress(folder) {
  const files = list(folder);
  for (const file of files.filter((f) => text.test(f))) {
    const plain = readFileSync(file);
    const forms = {
      br: brotliCompressSync(plain, {
        params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length },
      }),
      gz: gzipSync(plain, { level: 9 }),
    };
    for (const [ending, bytes] of Object.entries(forms)) {
      if (bytes.length < plain.length) writeFileSync(`${file}.${ending}`, bytes);
    }
  }
  return files.length;
}
