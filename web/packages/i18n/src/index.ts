import "./common";

export { addMonths, formatAgo, formatDate, formatDay, formatList, formatMark, formatMonth, formatNumber, formatPercent, formatShortDate, formatTime, weekdayName } from "./format";
export { colon } from "./colon";
export { initLang, setLang } from "./choose";
export { lang } from "./lang.svelte.js";
export { isolate } from "./isolate";
export { schoolMoment, setSchoolZone, type SchoolMoment } from "./moment.svelte.js";
export { nameText } from "./name";
export { register, t, translate } from "./t.svelte.js";
export type { Catalogues, Forms, Key, Lang, Like, Message, Namespace, Params } from "./types";
