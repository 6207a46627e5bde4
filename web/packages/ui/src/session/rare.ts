/** What is seldom needed before an account is open, as one file. */
export { default as AccountScreen } from "./AccountScreen.svelte";
export { default as Activate } from "./Activate.svelte";
export { default as Recover } from "./Recover.svelte";
export { default as ResetPassword } from "./ResetPassword.svelte";
export { default as Unlock } from "./Unlock.svelte";
export { default as Welcome } from "./Welcome.svelte";
