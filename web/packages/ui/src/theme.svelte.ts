/** The look of the pages: as the phone says, or as the person says. */
export type Theme = "auto" | "light" | "dark";

const STORED = "massar.theme";

let current = $state<Theme>("auto");

/** The theme as a rune. */
export const theme = {
  get value(): Theme {
    return current;
  },
};

function show(next: Theme): void {
  current = next;
  const root = document.documentElement;
  if (next === "auto") root.removeAttribute("data-theme");
  else root.setAttribute("data-theme", next);
}

/** Changes the theme and remembers it on this phone. */
export function setTheme(next: Theme): void {
  show(next);
  try {
    localStorage.setItem(STORED, next);
  } catch {
    // Forbidden storage: the choice lasts until the page closes.
  }
}

/** Shows the theme chosen before. */
export function initTheme(): void {
  let stored: string | null = null;
  try {
    stored = localStorage.getItem(STORED);
  } catch {
    // As above.
  }
  show(stored === "light" || stored === "dark" ? stored : "auto");
}
