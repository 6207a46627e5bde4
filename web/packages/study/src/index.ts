import "@massar/i18n/study";

export { momentIn, nowNext, type NowNext, type SchoolMoment } from "./model/now";
export { newestMarks, type Semester } from "./model/marks";
export { useNews, type NewsRune } from "./news.svelte.js";
export { bothOf, useAbsences, useMarks, useMoment, usePath, useSemesters, useWeek, type Reading } from "./read.svelte.js";
export { childStudy, ownStudy, type Links, type Study } from "./source";
export type * from "./model/types";
