import type { Voice } from '../../contract/voices.ts';

/** The one model that the API's documentation names. */
export const OUTEAI_MODEL = 'OuteTTS-1-Pro';

/** The default speakers of the API's documentation. */
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

/** The default speakers, as voices. */
export const DEFAULT_VOICES: readonly Voice[] = SPEAKERS.map(([id, name, language]) => ({
  id,
  name,
  model: OUTEAI_MODEL,
  languages: [language],
  gender: id.includes('-FEMALE-') ? 'female' : 'male',
  state: 'installed',
}));

/** The two kinds of speakers. */
export type SpeakerType = 'default' | 'custom';

/** Of which kind a speaker is, where the caller does not say: those that the documentation names are default ones. */
export function speakerTypeOf(id: string): SpeakerType {
  return DEFAULT_VOICES.some((voice) => voice.id === id) ? 'default' : 'custom';
}
