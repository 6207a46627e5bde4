import type { Lang } from "./types";

const STORED = "massar.lang";

/** The direction of a language. */
export function dirOf(lang: Lang): "rtl" | "ltr" {
  return lang === "ar" ? "rtl" : "ltr";
}

/** The language this phone chose before; Arabic when it never chose. */
export function storedLang(): Lang {
  try {
    return localStorage.getItem(STORED) === "fr" ? "fr" : "ar";
  } catch {
    return "ar"; // a browser may forbid storage
  }
}

/** Remembers the language on this phone. */
export function storeLang(lang: Lang): void {
  try {
    localStorage.setItem(STORED, lang);
  } catch {
    // A browser that keeps nothing still shows the language until the page closes.
  }
}

/** Puts a language and its direction on the page. */
export function showLang(lang: Lang): void {
  if (typeof document === "undefined") return;
  document.documentElement.lang = lang;
  document.documentElement.dir = dirOf(lang);
}
