import { isolate } from "./isolate";
import { lang } from "./lang.svelte.js";
import type { Catalogues, Forms, Key, Lang, Like, Message, Namespace, Params } from "./types";

type Catalogue = Readonly<Record<string, Message>>;
type Fetch = () => Promise<{ default: Catalogue }>;

/** The texts of a namespace. Arabic is a part of the app; French is fetched for whom it serves. */
interface Texts {
  ar: Catalogue;
  fr?: Catalogue;
  fetchFr: Fetch;
}

const catalogues = new Map<string, Texts>();
const plurals: Record<Lang, Intl.PluralRules> = {
  ar: new Intl.PluralRules("ar"),
  fr: new Intl.PluralRules("fr"),
};
/** Texts that came after the page was drawn draw it again. */
let arrived = $state(0);

/** Makes a namespace known to t. Done by importing `@massar/i18n/<namespace>`. */
export function register<N extends Namespace>(namespace: N, ar: Catalogues[N], fetchFr: () => Promise<{ default: Like<Catalogues[N]> }>): void {
  catalogues.set(namespace, { ar: ar as Catalogue, fetchFr: fetchFr as Fetch });
  // A screen that is opened later brings its namespace; its French came with the app's.
  if (lang.value === "fr") void fetchTexts("fr").catch(() => undefined);
}

/** Fetches what is missing of the texts of a language. Throws where that needs the network and there is none. */
export async function fetchTexts(language: Lang): Promise<void> {
  if (language === "ar") return;
  const missing = [...catalogues.values()].filter((texts) => texts.fr === undefined);
  await Promise.all(
    missing.map(async (texts) => {
      texts.fr = (await texts.fetchFr()).default;
    }),
  );
  if (missing.length > 0) arrived += 1;
}

function pick(forms: Forms, n: number, language: Lang): string {
  // French has no form for none of its own; where a text has one, it is meant.
  return (n === 0 ? forms.zero : undefined) ?? forms[plurals[language].select(n)] ?? forms.other;
}

/** French sets a space before some signs and inside its quotes, at which a line must not end. */
function joined(text: string): string {
  return text.replace(/ ([:;?!%»])/g, "\u00a0$1").replace(/« /g, "«\u00a0");
}

/** The text of a key in a language, in Arabic while that language is not fetched; the key itself where its namespace is not registered. */
export function translate(language: Lang, key: Key, params: Params = {}): string {
  void arrived;
  const dot = key.indexOf(".");
  const texts = catalogues.get(key.slice(0, dot));
  const message = (texts?.[language] ?? texts?.ar)?.[key.slice(dot + 1)];
  if (message === undefined) return key;
  const text = typeof message === "string" ? message : pick(message, Number(params["n"] ?? 0), language);
  return joined(text).replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = params[name];
    if (value === undefined) return whole;
    return typeof value === "number" ? String(value) : isolate(value, language);
  });
}

/** The text of a key in the language of the pages. */
export function t(key: Key, params?: Params): string {
  return translate(lang.value, key, params);
}
