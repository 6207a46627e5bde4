import type { Lang } from "./types";

const STORED = "massar.lang";

let current = $state<Lang>("ar");

/** The language of the pages, as a rune: what reads it is drawn again when it changes. */
export const lang = {
  get value(): Lang {
    return current;
  },
  get dir(): "rtl" | "ltr" {
    return current === "ar" ? "rtl" : "ltr";
  },
};

function show(next: Lang): void {
  current = next;
  if (typeof document === "undefined") return;
  document.documentElement.lang = next;
  document.documentElement.dir = lang.dir;
}

/** Changes the language of the pages and remembers it on this phone. */
export function setLang(next: Lang): void {
  show(next);
  try {
    localStorage.setItem(STORED, next);
  } catch {
    // A browser that keeps nothing still shows the language until the page closes.
  }
}

/** The language this phone chose before; Arabic when it never chose. */
export function initLang(): void {
  let stored: string | null = null;
  try {
    stored = localStorage.getItem(STORED);
  } catch {
    // As above: storage may be forbidden.
  }
  show(stored === "fr" ? "fr" : "ar");
}
