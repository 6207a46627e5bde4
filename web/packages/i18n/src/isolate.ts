import type { Lang } from "./types";

const FSI = "\u2068";
const PDI = "\u2069";
const ARABIC = /[\u0600-\u06ff]/;
const LATIN = /[A-Za-z\u00c0-\u024f0-9]/;

/**
 * Keeps the order of a piece of text of the other direction: a French name inside an Arabic
 * sentence, "12.50/20", an hour. Text of the sentence's own script is left as it is.
 */
export function isolate(text: string, within: Lang): string {
  const foreign = within === "ar" ? LATIN.test(text) : ARABIC.test(text);
  return foreign ? FSI + text + PDI : text;
}
