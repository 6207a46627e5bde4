import "@massar/i18n/study";

export { nowNext, type NowNext } from "./model/now";
export { newestMarks, type Semester } from "./model/marks";
export { useNews, type NewsRune } from "./news.svelte.js";
export { useAbsences, useMarks, useSemesters, useWeek, type Reading } from "./read.svelte.js";
export { childStudy, ownStudy, type Links, type Study } from "./source";
export type * from "./model/types";
