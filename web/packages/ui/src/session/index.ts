import "@massar/i18n/session";

export { default as AccountShell } from "./AccountShell.svelte";
export { codeLink, groupCode } from "./code";
export { default as Gate } from "./Gate.svelte";
export { useKept, useNames, type Fetched } from "./kept.svelte.js";
export { fieldProblem, problemOf, type Problem } from "./problem";
