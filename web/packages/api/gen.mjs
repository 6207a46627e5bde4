// Makes src/schema.d.ts from the OpenAPI document of the platform.
//
//   npm run gen                    asks bin/massar for the document
//   npm run gen -- FILE|URL        takes it from there
//   npm run gen -- FILE|URL OUT    and writes to OUT
//
// The document says which fields there are; the .proto files say which of them may be absent. The gateway writes
// defaults, so that a field is always there unless it is `optional` or of a oneof: without that knowledge every
// screen would have to ask of every field whether it exists.
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import openapiTS, { astToString } from "openapi-typescript";

const here = dirname(fileURLToPath(import.meta.url));
const repo = join(here, "../../..");
const input = process.argv[2];

const text = !input
  ? execFileSync(join(repo, "bin/massar"), ["openapi"], { encoding: "utf8", maxBuffer: 64 << 20 })
  : /^https?:/.test(input)
    ? await (await fetch(input)).text()
    : readFileSync(input, "utf8");
const document = JSON.parse(text);

const absent = optionalFields(join(repo, "proto/massar"));
for (const [name, schema] of Object.entries(document.components.schemas)) {
  tidy(schema);
  if (name.startsWith("massar.") && schema.properties) {
    schema.required = Object.keys(schema.properties).filter((field) => !absent.get(name)?.has(field));
  }
}
for (const operations of Object.values(document.paths)) tidy(operations);

const head = "// Made by `npm run gen` from the OpenAPI document and the .proto files. Not to be edited.\n\n";
writeFileSync(process.argv[3] ?? join(here, "src/schema.d.ts"), head + astToString(await openapiTS(document)));

/** Drops the value that no answer holds: with it every table of words would need an entry that nobody reads. */
function tidy(node) {
  if (Array.isArray(node)) return node.forEach(tidy);
  if (!node || typeof node !== "object") return;
  if (Array.isArray(node.enum)) node.enum = node.enum.filter((value) => value !== "VALUE_UNSPECIFIED");
  Object.values(node).forEach(tidy);
}

/** The fields of each message, by its full name, that an answer may leave out. */
function optionalFields(folder) {
  const found = new Map();
  for (const file of readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((f) => f.endsWith(".proto"))) {
    const source = readFileSync(join(folder, file), "utf8").replace(/\/\/.*$/gm, "");
    const scope = [/^package ([\w.]+);/m.exec(source)[1]];
    for (const token of source.matchAll(/\b(message|enum|oneof|service|rpc)\s+(\w+)[^{;]*\{|^\s*(optional\s+)?[\w.<>, ]+?\s(\w+)\s*=\s*\d+\s*(?:\[|;)|\{|\}/gm)) {
      const [all, block, name, optional, field] = token;
      if (block) scope.push(block === "message" ? `${scope.findLast((s) => s[0] !== "!")}.${name}` : `!${block}`);
      else if (all === "{") scope.push("!block");
      else if (all === "}") scope.pop();
      else {
        const message = scope.findLast((s) => s[0] !== "!");
        if (!optional && scope.at(-1) !== "!oneof") continue;
        if (!found.has(message)) found.set(message, new Set());
        found.get(message).add(field.replace(/_(\w)/g, (_, c) => c.toUpperCase()));
      }
    }
  }
  return found;
}
