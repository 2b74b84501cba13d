/** Pages of the built site that show one story each. */
import { readFileSync } from 'node:fs';
import path from 'node:path';

/** The built site. */
export const SITE = path.join(import.meta.dirname, '..', 'storybook-static');

/** How a story is looked at. */
export interface Look {
  readonly theme: 'light' | 'dark';
  readonly width: number;
  readonly direction?: 'ltr' | 'rtl';
  readonly forcedColors?: boolean;
}

/** Light and dark, on a desk and on a phone; and a page that runs from right to left, and one in forced colours. */
export const LOOKS: Readonly<Record<string, Look>> = {
  'light-desktop': { theme: 'light', width: 880 },
  'dark-desktop': { theme: 'dark', width: 880 },
  'light-phone': { theme: 'light', width: 390 },
  'dark-phone': { theme: 'dark', width: 390 },
  rtl: { theme: 'light', width: 390, direction: 'rtl' },
  'forced-colours': { theme: 'dark', width: 390, forcedColors: true },
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
  'voicecloner--consent',
  'voicepicker--install-states',
  'waveform--ready',
];

/** Ids of the stories that are looked at. @throws {Error} If the site has no such story. */
export function shownStories(): string[] {
  const { entries } = JSON.parse(readFileSync(path.join(SITE, 'index.json'), 'utf8'));
  return SHOWN.map((name) => {
    const id = `components-${name}`;
    if (!(id in entries)) throw new Error(`The site has no story ${id}.`);
    return id;
  });
}

/** Address of a story by itself. */
export function storyAddress(origin: string, id: string, { theme, direction = 'ltr' }: Look): string {
  return `${origin}/iframe.html?id=${id}&viewMode=story&globals=theme:${theme};direction:${direction};motion:reduced`;
}
