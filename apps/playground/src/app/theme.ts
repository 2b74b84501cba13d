/** Light, dark, or whatever the system has. */
export type Theme = 'system' | 'light' | 'dark';

/** The choices, in the order that they are offered in. */
export const THEMES: readonly Theme[] = ['system', 'light', 'dark'];

const KEY = 'potoo-theme';

/** The choice of an earlier visit. */
export function storedTheme(): Theme {
  try {
    const stored = localStorage.getItem(KEY);
    return THEMES.find((theme) => theme === stored) ?? 'system';
  } catch {
    // Storage is forbidden.
    return 'system';
  }
}

/** Shows the page in a theme: every colour follows from `color-scheme`. */
export function applyTheme(theme: Theme): void {
  const root = document.documentElement;
  if (theme === 'system') delete root.dataset['potooTheme'];
  else root.dataset['potooTheme'] = theme;
}

/** Shows a theme, and keeps it for the next visit. */
export function keepTheme(theme: Theme): void {
  applyTheme(theme);
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // Storage is forbidden or full: the choice lasts as long as the page.
  }
}
