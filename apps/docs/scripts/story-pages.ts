/** Pages of the built site that show one story each. */
import { readFileSync } from 'node:fs';
import path from 'node:path';

/** The built site. */
export const SITE = path.join(import.meta.dirname, '..', 'storybook-static');

/** How a story is looked at. */
export interface Look {
  readonly theme: 'light' | 'dark';
  readonly width: number;
  readonly height: number;
  readonly direction?: 'ltr' | 'rtl';
  readonly forcedColors?: boolean;
  /** Whether the pointer is a finger. */
  readonly touch?: boolean;
}

const DESK = { width: 880, height: 560 } as const;
const PHONE = { width: 390, height: 720, touch: true } as const;

/** Light and dark, on a desk and on a phone; and a page that runs from right to left, and one in forced colours. */
export const LOOKS: Readonly<Record<string, Look>> = {
  'light-desktop': { theme: 'light', ...DESK },
  'dark-desktop': { theme: 'dark', ...DESK },
  'light-phone': { theme: 'light', ...PHONE },
  'dark-phone': { theme: 'dark', ...PHONE },
  rtl: { theme: 'light', direction: 'rtl', ...PHONE },
  'forced-colours': { theme: 'dark', forcedColors: true, ...PHONE },
};

/** The story of each component that shows most of it and stands still. */
const SHOWN: readonly string[] = [
  'analysiscard--music',
  'audiodropzone--idle',
  'conversationview--idle',
  'jobprogress--running',
  'languagepicker--open',
  'livetranscript--idle',
  'micselector--denied',
  'modelpicker--open',
  'narrator--idle',
  'recorder--denied',
  'speakbutton--idle',
  'spectrogram--speech',
  'speechplayer--with-text',
  'stemmixer--song',
  'transcriptview--conversation',
  'voicecloner--review',
  'voicepicker--install-states',
  'waveform--ready',
];

function siteIndex(): Readonly<Record<string, { readonly type: string }>> {
  return JSON.parse(readFileSync(path.join(SITE, 'index.json'), 'utf8')).entries;
}

/** Ids of one story of each component. @throws {Error} If the site has no such story. */
export function shownStories(): string[] {
  const entries = siteIndex();
  return SHOWN.map((name) => {
    const id = `components-${name}`;
    if (!(id in entries)) throw new Error(`The site has no story ${id}.`);
    return id;
  });
}

/** Ids of all stories of components. */
export function allStories(): string[] {
  return Object.entries(siteIndex()).flatMap(([id, { type }]) =>
    type === 'story' && id.startsWith('components-') ? [id] : [],
  );
}

/** Address of a story by itself. Whether it is accessible is checked elsewhere. */
export function storyAddress(origin: string, id: string, { theme, direction = 'ltr' }: Look): string {
  const globals = `theme:${theme};direction:${direction};motion:reduced;a11y.manual:!true`;
  return `${origin}/iframe.html?id=${id}&viewMode=story&globals=${globals}`;
}
