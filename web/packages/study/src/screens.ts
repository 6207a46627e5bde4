/** The screens beside the first, as one file: a phone fetches it once, after the first screen stands. */
export { default as Absences } from "./Absences.svelte";
export { default as Calendar } from "./Calendar.svelte";
export { default as Marks } from "./Marks.svelte";
export { default as Path } from "./Path.svelte";
export { default as Report } from "./Report.svelte";
export { default as Subject } from "./Subject.svelte";
export { default as Week } from "./Week.svelte";
export { default as WhatIf } from "./WhatIf.svelte";
