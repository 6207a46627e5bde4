import { dirOf, showLang } from "./stored";
import type { Lang } from "./types";

let current = $state<Lang>("ar");

/** The language of the pages, as a rune: what reads it is drawn again when it changes. */
export const lang = {
  get value(): Lang {
    return current;
  },
  get dir(): "rtl" | "ltr" {
    return dirOf(current);
  },
};

/** Shows a language whose texts are there. */
export function show(next: Lang): void {
  current = next;
  showLang(next);
}
