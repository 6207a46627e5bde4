import { lang } from "./lang.svelte.js";
import type { Catalogues, Forms, Key, Lang, Like, Message, Namespace, Params } from "./types";

type Catalogue = Readonly<Record<string, Message>>;

const catalogues = new Map<string, Record<Lang, Catalogue>>();
const plurals: Record<Lang, Intl.PluralRules> = {
  ar: new Intl.PluralRules("ar"),
  fr: new Intl.PluralRules("fr"),
};

/** Makes a namespace known to t. Done by importing `@massar/i18n/<namespace>`. */
export function register<N extends Namespace>(namespace: N, texts: { ar: Catalogues[N]; fr: Like<Catalogues[N]> }): void {
  catalogues.set(namespace, texts as Record<Lang, Catalogue>);
}

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

function pick(forms: Forms, n: number, language: Lang): string {
  return forms[plurals[language].select(n)] ?? forms.other;
}

/** The text of a key in a language; the key itself where its namespace is not registered. */
export function translate(language: Lang, key: Key, params: Params = {}): string {
  const dot = key.indexOf(".");
  const message = catalogues.get(key.slice(0, dot))?.[language][key.slice(dot + 1)];
  if (message === undefined) return key;
  const text = typeof message === "string" ? message : pick(message, Number(params["n"] ?? 0), language);
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = params[name];
    if (value === undefined) return whole;
    return typeof value === "number" ? String(value) : isolate(value, language);
  });
}

/** The text of a key in the language of the pages. */
export function t(key: Key, params?: Params): string {
  return translate(lang.value, key, params);
}
