import "./tokens.css";
import "./base.css";
import { initLang } from "@massar/i18n";
import { mount, type Component } from "svelte";
import { initTheme } from "./theme.svelte.js";

/** The apps; the name is the folder they are served from, and their hue. */
export type AppName = "moutamadris" | "waliye" | "moudaris" | "idara";

/** Puts an app on the page: language, direction and theme first, so that nothing is drawn twice. */
export async function start(app: AppName, root: Component): Promise<void> {
  initTheme();
  await initLang();
  document.documentElement.dataset["app"] = app;
  const target = document.getElementById("app");
  if (target === null) throw new Error("the page has no element #app");
  // The name of the app, for who waits on a slow line.
  target.replaceChildren();
  mount(root, { target });
}
