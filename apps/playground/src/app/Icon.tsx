import type { ReactElement } from 'react';

/** Outlines in a box of 24 by 24. */
const PATHS = {
  speak: 'M4 9v6h4l5 4V5L8 9H4Zm12.5-.5a5 5 0 0 1 0 7M19 6a8.5 8.5 0 0 1 0 12',
  listen: 'M12 3a3 3 0 0 0-3 3v5a3 3 0 0 0 6 0V6a3 3 0 0 0-3-3ZM5.5 11a6.5 6.5 0 0 0 13 0M12 17.5V21',
  talk: 'M4 5h12v9H9l-3.5 3v-3H4V5Zm15 4h1.5v9H19v3l-3.5-3H10',
  clone:
    'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7Zm-6 9c.3-3.5 2.5-5.5 6-5.5s5.7 2 6 5.5M15.5 4.3a3.5 3.5 0 0 1 0 6.4M18 15c1.9.8 2.9 2.5 3 5',
  'convert-voice': 'M4 8h13l-3.5-3.5M20 16H7l3.5 3.5',
  delivery: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM8.5 14.5a4.2 4.2 0 0 0 7 0M9 9.5v.5M15 9.5v.5',
  translate: 'M3.5 6h9M8 3.5V6m3 0c-.8 4-3.3 7-6.5 8.5M5.5 9c1 2.5 3 4.5 5.5 5.5M12 20l4-10 4 10m-6.7-3h5.4',
  enhance: 'M12 3v4M12 17v4M3 12h4M17 12h4M6 6l2.5 2.5M15.5 15.5 18 18M18 6l-2.5 2.5M8.5 15.5 6 18',
  dereverb:
    'M12 12h.01M8.5 8.5a5 5 0 0 0 0 7M15.5 8.5a5 5 0 0 1 0 7M5.5 5.5a9.2 9.2 0 0 0 0 13M18.5 5.5a9.2 9.2 0 0 1 0 13',
  separate: 'M3 12h5l4-6h9M8 12l4 6h9M12 12h9',
  analyze: 'M4 20V10M9.3 20V4M14.7 20v-7M20 20V8',
  convert: 'M6 3h8l4 4v14H6V3Zm8 0v4h4M9.5 13h5l-2-2m2 4h-5l2 2',
  jobs: 'M4 6h10M4 12h10M4 18h10M18 5.5l1 1 2-2M18 11.5l1 1 2-2M18 17.5l1 1 2-2',
  models: 'M12 3 4 7v10l8 4 8-4V7l-8-4Zm-8 4 8 4 8-4M12 11v10',
  usage: 'M8 14a4 4 0 1 0 0-8 4 4 0 0 0 0 8Zm3.5-2H21v3m-4-3v2.5M4 20h16',
  menu: 'M4 7h16M4 12h16M4 17h16',
  close: 'M6 6l12 12M18 6 6 18',
} as const;

/** Name of a drawing. */
export type IconName = keyof typeof PATHS;

/** A drawing in the colour of the text. Says nothing: what it stands on has a name. */
export function Icon({ name }: { readonly name: IconName }): ReactElement {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
