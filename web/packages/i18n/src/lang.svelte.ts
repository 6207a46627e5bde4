import { dirOf, showLang, storedLang, storeLang } from "./stored";
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

/** Changes the language of the pages and remembers it on this phone. */
export function setLang(next: Lang): void {
  current = next;
  showLang(next);
  storeLang(next);
}

/** Shows the language this phone chose before; Arabic when it never chose. */
export function initLang(): void {
  current = storedLang();
  showLang(current);
}
