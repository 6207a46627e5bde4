// Exits with 0 when node_modules holds what the lockfile says, so that nobody waits for npm without need.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const packages = (file) => JSON.parse(readFileSync(join(here, file), "utf8")).packages;
try {
  const installed = packages("node_modules/.package-lock.json");
  const differ = Object.entries(packages("package-lock.json")).some(
    // A package for another system is optional, and a link leads into this very tree.
    ([path, { version, optional, link }]) => path.includes("node_modules/") && !optional && !link && installed[path]?.version !== version,
  );
  process.exit(differ ? 1 : 0);
} catch {
  process.exit(1);
}
