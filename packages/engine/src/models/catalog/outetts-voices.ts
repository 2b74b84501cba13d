import type { CardVoice } from './card.ts';

const SPEAKERS: ReadonlyArray<readonly [id: string, name: string, language: string]> = [
  ['EN-FEMALE-1-NEUTRAL', 'Olivia', 'en-GB'],
  ['EN-MALE-1-NEUTRAL', 'James', 'en-US'],
  ['DE-MALE-1-NEUTRAL', 'Hans', 'de'],
  ['FR-MALE-1-NEUTRAL', 'Pierre', 'fr'],
  ['HU-MALE-1-NEUTRAL', 'István', 'hu'],
  ['IT-MALE-1-NEUTRAL', 'Marco', 'it'],
  ['JP-FEMALE-1-NEUTRAL', 'Yuki', 'ja'],
  ['JP-MALE-1-NEUTRAL', 'Hiroshi', 'ja'],
  ['KO-FEMALE-1-NEUTRAL', 'Hana', 'ko'],
  ['LV-MALE-1-NEUTRAL', 'Jānis', 'lv'],
  ['NL-FEMALE-1-NEUTRAL', 'Anna', 'nl'],
  ['PL-FEMALE-1-NEUTRAL', 'Katarzyna', 'pl'],
  ['RU-MALE-1-NEUTRAL', 'Dmitri', 'ru'],
  ['ZH-FEMALE-1-NEUTRAL', 'Jide', 'zh'],
];

/** OuteAI's fourteen default speakers. */
export function outeSpeakers(): CardVoice[] {
  return SPEAKERS.map(([id, name, language]) => ({
    id,
    name,
    languages: [language],
    gender: id.includes('-FEMALE-') ? 'female' : 'male',
    // The only one whose profile is published.
    ...(id === 'EN-FEMALE-1-NEUTRAL' && { speaker: 0 }),
  }));
}
