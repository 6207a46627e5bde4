/** The smaller screens in one file: each in its own would cost more lines of HTTP than code. */
export { default as account } from "./Account.svelte";
export { default as class } from "./Class.svelte";
export { default as classes } from "./Classes.svelte";
export { default as corrections } from "./Corrections.svelte";
export { default as more } from "./More.svelte";
export { default as register } from "./Register.svelte";
export { default as sheets } from "./Sheets.svelte";
export { default as week } from "./Week.svelte";
