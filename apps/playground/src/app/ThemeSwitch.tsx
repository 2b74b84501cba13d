import { type ReactElement, useState } from 'react';
import { Segments } from '../parts/Segments.tsx';
import { keepTheme, storedTheme, THEMES, type Theme } from './theme.ts';

const LABELS: Readonly<Record<Theme, string>> = { system: 'Auto', light: 'Light', dark: 'Dark' };

/** Chooses between light, dark and what the system has. */
export function ThemeSwitch(): ReactElement {
  const [theme, setTheme] = useState(storedTheme);
  const choose = (next: Theme) => {
    setTheme(next);
    keepTheme(next);
  };
  return (
    <Segments
      label="Colours"
      hideLabel
      value={theme}
      onChange={choose}
      options={THEMES.map((id) => ({ id, label: LABELS[id] }))}
    />
  );
}
