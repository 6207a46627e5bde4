import { lang } from "./lang.svelte.js";

/** A person's name as one text, for titles and labels: the script of the page first. */
export function nameText(name: { ar?: string | undefined; latin?: string | undefined } | undefined): string {
  const { ar = "", latin = "" } = name ?? {};
  return lang.value === "ar" ? ar || latin : latin || ar;
}
