import type common from "./catalogues/ar/common";
import type front from "./catalogues/ar/front";
import type idara from "./catalogues/ar/idara";
import type idaraAttendance from "./catalogues/ar/idaraAttendance";
import type idaraImports from "./catalogues/ar/idaraImports";
import type idaraMarks from "./catalogues/ar/idaraMarks";
import type idaraPeople from "./catalogues/ar/idaraPeople";
import type idaraPlaces from "./catalogues/ar/idaraPlaces";
import type idaraSettings from "./catalogues/ar/idaraSettings";
import type idaraTimetable from "./catalogues/ar/idaraTimetable";
import type month from "./catalogues/ar/month";
import type moudaris from "./catalogues/ar/moudaris";
import type session from "./catalogues/ar/session";
import type study from "./catalogues/ar/study";
import type waliye from "./catalogues/ar/waliye";

/** The languages that are complete on every screen. */
export type Lang = "ar" | "fr";

/** The texts of one message by the plural category of `{n}` (Intl.PluralRules). */
export interface Forms {
  zero?: string;
  one?: string;
  two?: string;
  few?: string;
  many?: string;
  other: string;
}

/** A text, or its plural forms. */
export type Message = string | Forms;

/** The shape that the French catalogue must have: the keys of the Arabic one, no more, no fewer. */
export type Like<A> = { readonly [K in keyof A]: A[K] extends string ? string : Forms };

/** Every catalogue by namespace. Arabic is the reference; its keys are the type. */
export interface Catalogues {
  common: typeof common;
  front: typeof front;
  idara: typeof idara;
  idaraAttendance: typeof idaraAttendance;
  idaraImports: typeof idaraImports;
  idaraMarks: typeof idaraMarks;
  idaraPeople: typeof idaraPeople;
  idaraPlaces: typeof idaraPlaces;
  idaraSettings: typeof idaraSettings;
  idaraTimetable: typeof idaraTimetable;
  month: typeof month;
  moudaris: typeof moudaris;
  session: typeof session;
  study: typeof study;
  waliye: typeof waliye;
}

export type Namespace = keyof Catalogues;

/** Keys of messages: `<namespace>.<key of the catalogue>`. */
export type Key = { [N in Namespace]: `${N}.${keyof Catalogues[N] & string}` }[Namespace];

/** What stands for the `{names}` of a message. */
export type Params = Readonly<Record<string, string | number>>;
