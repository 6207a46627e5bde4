import { showTheme, storedTheme, storeTheme, type Theme } from "./theme";

export type { Theme } from "./theme";

let current = $state<Theme>("auto");

/** The theme as a rune. */
export const theme = {
  get value(): Theme {
    return current;
  },
};

/** Changes the theme and remembers it on this phone. */
export function setTheme(next: Theme): void {
  current = next;
  showTheme(next);
  storeTheme(next);
}

/** Shows the theme chosen before. */
export function initTheme(): void {
  current = storedTheme();
  showTheme(current);
}
