import "./common";

export { formatAgo, formatDate, formatDay, formatMark, formatNumber, formatPercent, formatShortDate, formatTime, dayOf, locales, monthName, weekdayName, ZONE } from "./format";
export { initLang, lang, setLang } from "./lang.svelte.js";
export { isolate, register, t, translate } from "./t";
export type { Catalogues, Forms, Key, Lang, Like, Message, Namespace, Params } from "./types";
