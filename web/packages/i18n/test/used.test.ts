import { expect, test } from "vitest";
import type { Message } from "../src/types";

const catalogues = import.meta.glob<Record<string, Message>>("../src/catalogues/ar/*.ts", { import: "default", eager: true });
const sources = import.meta.glob<string>(
  ["../../../{apps,packages}/*/{src,gallery}/**/*.{ts,svelte}", "../../../{vite.app,register}.ts", "!../src/catalogues/**", "!../../api/src/schema.d.ts"],
  { query: "?raw", import: "default", eager: true },
);
const text = Object.values(sources).join("\n");

/** Every dotted name that a source writes out. */
const named = new Set(text.match(/\b[A-Za-z]\w*(?:\.\w+)+/g));
/** Names that are made of pieces, such as `common.month.${n}`: what stands for a piece has no dot. */
const made = [...new Set([...text.matchAll(/`([A-Za-z]\w*\.(?:[\w.]|\$\{[^{}`]*\})*)`/g)].map((match) => match[1] ?? ""))]
  .filter((pattern) => pattern.includes("${"))
  .map((pattern) => new RegExp(`^${pattern.replace(/\$\{[^}]*\}/g, "<>").replace(/\./g, "\\.").replace(/<>/g, "\\w+")}$`));

for (const [path, catalogue] of Object.entries(catalogues)) {
  const namespace = /(\w+)\.ts$/.exec(path)?.[1] ?? "";
  // The names of the apps are a part of common; the front page has no t(): it takes texts straight from its catalogue.
  if (namespace === "apps" || namespace === "front") continue;
  test(`${namespace}: no text that nobody shows`, () => {
    const unused = Object.keys(catalogue).filter((key) => {
      const whole = `${namespace}.${key}`;
      // The build takes what it writes into the manifest straight from the catalogue.
      return !named.has(whole) && !named.has(`ar.${key}`) && !made.some((pattern) => pattern.test(whole));
    });
    expect(unused.join("\n")).toBe("");
  });
}
