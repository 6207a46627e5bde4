// The words of the apps, from the catalogues themselves, so that a story in two languages is written once.
import ar from "../packages/i18n/src/catalogues/ar/common.ts";
import arIdara from "../packages/i18n/src/catalogues/ar/idara.ts";
import arMoudaris from "../packages/i18n/src/catalogues/ar/moudaris.ts";
import arSession from "../packages/i18n/src/catalogues/ar/session.ts";
import arStudy from "../packages/i18n/src/catalogues/ar/study.ts";
import arWaliye from "../packages/i18n/src/catalogues/ar/waliye.ts";
import fr from "../packages/i18n/src/catalogues/fr/common.ts";
import frIdara from "../packages/i18n/src/catalogues/fr/idara.ts";
import frMoudaris from "../packages/i18n/src/catalogues/fr/moudaris.ts";
import frSession from "../packages/i18n/src/catalogues/fr/session.ts";
import frStudy from "../packages/i18n/src/catalogues/fr/study.ts";
import frWaliye from "../packages/i18n/src/catalogues/fr/waliye.ts";

export type Lang = "ar" | "fr";
type Message = string | { readonly [form: string]: string | undefined; readonly other: string };
type Catalogue = { readonly [key: string]: unknown };

const catalogues: Record<Lang, Record<string, Catalogue>> = {
  ar: { common: ar, session: arSession, study: arStudy, moudaris: arMoudaris, waliye: arWaliye, idara: arIdara },
  fr: { common: fr, session: frSession, study: frStudy, moudaris: frMoudaris, waliye: frWaliye, idara: frIdara },
};

/**
 * What a key says, as a pattern for all that may stand in its places. Pieces of the other script are isolated on the
 * page by characters that nobody sees, so they are allowed for.
 */
export function say(lang: Lang, key: string, params: Record<string, string | number> = {}): RegExp {
  const dot = key.indexOf(".");
  const message = catalogues[lang][key.slice(0, dot)]?.[key.slice(dot + 1)] as Message | undefined;
  if (message === undefined) throw new Error(`no text has the key ${key}`);
  const form = typeof message === "string" ? message : message[new Intl.PluralRules(lang).select(Number(params["n"] ?? 0))] ?? message.other;
  const escaped = form.replace(/[.*+?^$()|[\]\\]/g, "\\$&");
  const filled = escaped.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = params[name];
    return value === undefined ? ".+" : `\u2068?${String(value).replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}\u2069?`;
  });
  return new RegExp(`^\\s*${filled}\\s*$`);
}
