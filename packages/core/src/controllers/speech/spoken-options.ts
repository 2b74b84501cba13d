import type { SpeechOptions } from '../../contract/speech.ts';

const NAMES = [
  ...(['model', 'voice', 'language', 'speed', 'inputType', 'lexicon'] as const),
  ...(['sampleRate', 'channels', 'loudness'] as const),
];

/** What a session can be told about how to speak. Its format is its own affair: the one that can be played at once. */
export type SpokenOptions = Pick<SpeechOptions, (typeof NAMES)[number]>;

/** Takes from options those that go to the service; later ones win. */
export function spokenOptions(...options: ReadonlyArray<Partial<SpokenOptions>>): SpokenOptions {
  const all: Partial<SpokenOptions> = Object.assign({}, ...options);
  return Object.fromEntries(NAMES.flatMap((name) => (all[name] === undefined ? [] : [[name, all[name]]])));
}
