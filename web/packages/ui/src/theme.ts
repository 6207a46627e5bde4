/** The look of the pages: as the phone says, or as the person says. */
export type Theme = "auto" | "light" | "dark";

const STORED = "massar.theme";

/** The theme this phone chose before. */
export function storedTheme(): Theme {
  try {
    const stored = localStorage.getItem(STORED);
    return stored === "light" || stored === "dark" ? stored : "auto";
  } catch {
    return "auto"; // a browser may forbid storage
  }
}

/** Remembers the theme on this phone. */
export function storeTheme(theme: Theme): void {
  try {
    localStorage.setItem(STORED, theme);
  } catch {
    // The choice lasts until the page closes.
  }
}

/** Puts a theme on the page. */
export function showTheme(theme: Theme): void {
  const root = document.documentElement;
  if (theme === "auto") root.removeAttribute("data-theme");
  else root.setAttribute("data-theme", theme);
}
