// The words of the apps, from the catalogues themselves, so that a story in two languages is written once.
import ar from "../packages/i18n/src/catalogues/ar/common.ts";
import arIdara from "../packages/i18n/src/catalogues/ar/idara.ts";
import arIdaraAttendance from "../packages/i18n/src/catalogues/ar/idaraAttendance.ts";
import arIdaraImports from "../packages/i18n/src/catalogues/ar/idaraImports.ts";
import arIdaraMarks from "../packages/i18n/src/catalogues/ar/idaraMarks.ts";
import arIdaraPeople from "../packages/i18n/src/catalogues/ar/idaraPeople.ts";
import arIdaraPlaces from "../packages/i18n/src/catalogues/ar/idaraPlaces.ts";
import arIdaraSettings from "../packages/i18n/src/catalogues/ar/idaraSettings.ts";
import arIdaraTimetable from "../packages/i18n/src/catalogues/ar/idaraTimetable.ts";
import arMoudaris from "../packages/i18n/src/catalogues/ar/moudaris.ts";
import arSession from "../packages/i18n/src/catalogues/ar/session.ts";
import arStudy from "../packages/i18n/src/catalogues/ar/study.ts";
import arWaliye from "../packages/i18n/src/catalogues/ar/waliye.ts";
import fr from "../packages/i18n/src/catalogues/fr/common.ts";
import frIdara from "../packages/i18n/src/catalogues/fr/idara.ts";
import frIdaraAttendance from "../packages/i18n/src/catalogues/fr/idaraAttendance.ts";
import frIdaraImports from "../packages/i18n/src/catalogues/fr/idaraImports.ts";
import frIdaraMarks from "../packages/i18n/src/catalogues/fr/idaraMarks.ts";
import frIdaraPeople from "../packages/i18n/src/catalogues/fr/idaraPeople.ts";
import frIdaraPlaces from "../packages/i18n/src/catalogues/fr/idaraPlaces.ts";
import frIdaraSettings from "../packages/i18n/src/catalogues/fr/idaraSettings.ts";
import frIdaraTimetable from "../packages/i18n/src/catalogues/fr/idaraTimetable.ts";
import frMoudaris from "../packages/i18n/src/catalogues/fr/moudaris.ts";
import frSession from "../packages/i18n/src/catalogues/fr/session.ts";
import frStudy from "../packages/i18n/src/catalogues/fr/study.ts";
import frWaliye from "../packages/i18n/src/catalogues/fr/waliye.ts";

export type Lang = "ar" | "fr";
type Message = string | { readonly [form: string]: string | undefined; readonly other: string };
type Catalogue = { readonly [key: string]: unknown };

const catalogues: Record<Lang, Record<string, Catalogue>> = {
  ar: { common: ar, session: arSession, study: arStudy, moudaris: arMoudaris, waliye: arWaliye, idara: arIdara, idaraAttendance: arIdaraAttendance, idaraImports: arIdaraImports, idaraMarks: arIdaraMarks, idaraPeople: arIdaraPeople, idaraPlaces: arIdaraPlaces, idaraSettings: arIdaraSettings, idaraTimetable: arIdaraTimetable },
  fr: { common: fr, session: frSession, study: frStudy, moudaris: frMoudaris, waliye: frWaliye, idara: frIdara, idaraAttendance: frIdaraAttendance, idaraImports: frIdaraImports, idaraMarks: frIdaraMarks, idaraPeople: frIdaraPeople, idaraPlaces: frIdaraPlaces, idaraSettings: frIdaraSettings, idaraTimetable: frIdaraTimetable },
};

/**
 * What a key says, as a pattern for all that may stand in its places. Pieces of the other script are isolated on the
 * page by characters that nobody sees, so they are allowed for.
 */
export function say(lang: Lang, key: string, params: Record<string, string | number> = {}): RegExp {
  return new RegExp(`^\\s*${pattern(lang, key, params)}\\s*$`);
}

/** The same where other words stand around it. */
export function within(lang: Lang, key: string, params: Record<string, string | number> = {}): RegExp {
  return new RegExp(pattern(lang, key, params));
}

function pattern(lang: Lang, key: string, params: Record<string, string | number>): string {
  const dot = key.indexOf(".");
  const message = catalogues[lang][key.slice(0, dot)]?.[key.slice(dot + 1)] as Message | undefined;
  if (message === undefined) throw new Error(`no text has the key ${key}`);
  const form = typeof message === "string" ? message : message[new Intl.PluralRules(lang).select(Number(params["n"] ?? 0))] ?? message.other;
  // Before the signs of French the page has a space at which no line ends.
  const escaped = form.replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace(/ /g, "[ \u00a0]");
  return escaped.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = params[name];
    return value === undefined ? ".+" : `\u2068?${String(value).replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}\u2069?`;
  });
}
