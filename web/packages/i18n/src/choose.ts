import { show } from "./lang.svelte.js";
import { storedLang, storeLang } from "./stored";
import { fetchTexts } from "./t.svelte.js";
import type { Lang } from "./types";

/** Changes the language of the pages and remembers it on this phone. Throws where its texts cannot be fetched. */
export async function setLang(next: Lang): Promise<void> {
  await fetchTexts(next);
  show(next);
  storeLang(next);
}

/** Shows the language this phone chose before; Arabic when it never chose, and where the other cannot be fetched. */
export async function initLang(): Promise<void> {
  const chosen = storedLang();
  try {
    await fetchTexts(chosen);
    show(chosen);
  } catch {
    show("ar");
  }
}
