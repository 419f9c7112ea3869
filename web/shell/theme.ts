/** Light or dark: the user's choice, otherwise the system's. */

/** What the user chose. */
export type Theme = "system" | "light" | "dark";

const place = "cajal-theme";
const themes: readonly string[] = ["system", "light", "dark"];

/** The stored choice. Pages without storage (a private window) follow the system. */
export function storedTheme(): Theme {
  try {
    const found = localStorage.getItem(place) ?? "";
    return themes.includes(found) ? (found as Theme) : "system";
  } catch {
    return "system";
  }
}

/** Shows the page in a theme and remembers it. */
export function applyTheme(theme: Theme): void {
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  try {
    localStorage.setItem(place, theme);
  } catch {
    // Without storage the choice lasts until the page is left.
  }
  for (const listener of listeners) listener();
}

const listeners = new Set<() => void>();

/**
 * Calls the listener whenever colours change, such as for paper; returns a function that ends this. For canvases, which
 * read colours.
 */
export function onThemeChange(listener: () => void): () => void {
  const media = ["(prefers-color-scheme: dark)", "print"].map((query) => matchMedia(query));
  listeners.add(listener);
  for (const query of media) query.addEventListener("change", listener);
  return () => {
    listeners.delete(listener);
    for (const query of media) query.removeEventListener("change", listener);
  };
}
