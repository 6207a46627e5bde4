import { lang } from "./lang.svelte.js";

/** What stands between a label and its value. In French a space precedes it, at which no line ends. */
export function colon(): string {
  return lang.value === "fr" ? "\u00a0:" : ":";
}
