/** The guardian's own screens beside the first, as one file: a phone fetches it once. */
export { default as Guardians } from "./screens/Guardians.svelte";
export { default as Join } from "./screens/Join.svelte";
export { default as Justifications } from "./screens/Justifications.svelte";
export { default as Justify } from "./screens/Justify.svelte";
