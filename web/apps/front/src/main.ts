import arApps from "@massar/i18n/catalogues/ar/apps";
import ar from "@massar/i18n/catalogues/ar/front";
import frApps from "@massar/i18n/catalogues/fr/apps";
import fr from "@massar/i18n/catalogues/fr/front";
import { showLang, storedLang, storeLang } from "@massar/i18n/stored";
import type { Lang } from "@massar/i18n/types";
import { showTheme, storedTheme } from "@massar/ui/theme.ts";
import "@massar/ui/tokens.css";
import "@massar/ui/base.css";
import "./front.css";
import { page } from "./page";

const texts = { ar: { ...arApps, ...ar }, fr: { ...frApps, ...fr } };

/** Draws the page in a language. Plain DOM: this page alone must not cost a framework. */
function draw(lang: Lang): void {
  const target = document.getElementById("app");
  if (target === null) throw new Error("the page has no element #app");
  showLang(lang);
  document.title = texts[lang].title;
  target.replaceChildren(
    ...page(texts[lang], lang, (next) => {
      storeLang(next);
      draw(next);
      document.querySelector("button")?.focus();
    }),
  );
}

showTheme(storedTheme());
draw(storedLang());
