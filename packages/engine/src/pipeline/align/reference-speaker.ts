import { UnsupportedError } from '@potoo/core/errors';
import type { InstalledVoice, Inventory } from '../../models/inventory.ts';
import { canonicalLanguage, primaryLanguage } from '../../models/language-tags.ts';
import type { EngineCall } from '../engine-call.ts';
import { installedSpeaker } from '../installed-speaker.ts';
import type { Speaker } from '../speaker.ts';
import type { SpeakerParts } from '../speaker-parts.ts';

/** espeak's phonemes stand where its events say, to the sample: of the voices that know, it is asked first. */
const BEST = 'espeak';

/** The voices of this machine that know when they say each word, the best references first. */
export function timedVoices({ voices }: Pick<Inventory, 'voices'>): InstalledVoice[] {
  const timed = voices.filter(({ backend }) => !backend.remote && backend.speech?.guessesWords !== true);
  return [...timed.filter(({ backend }) => backend.id === BEST), ...timed.filter(({ backend }) => backend.id !== BEST)];
}

/** The voice that reads texts of a language where words have to be known in time; `undefined` when none does. */
export function findReferenceSpeaker(
  language: string,
  call: SpeakerParts & Pick<EngineCall, 'inventory'>,
): Speaker | undefined {
  const tag = canonicalLanguage(language) ?? language;
  const primary = primaryLanguage(tag);
  const timed = timedVoices(call.inventory);
  const found =
    timed.find(({ voice }) => voice.languages.includes(tag)) ??
    timed.find(({ voice }) => voice.languages.some((spoken) => primaryLanguage(spoken) === primary));
  return found && installedSpeaker(found, call);
}

/** The error where no voice reads a language. */
export function noReference(language: string, inventory: Pick<Inventory, 'voices'>): UnsupportedError {
  const hasBest = timedVoices(inventory).some(({ backend }) => backend.id === BEST);
  return new UnsupportedError(`No installed voice that knows its own timing speaks ${language}.`, {
    reason: 'language_not_supported',
    param: 'language',
    hint: hasBest
      ? 'Check the tag of the language, or pull a recogniser that understands it: "potoo models --type stt" lists them.'
      : 'Install eSpeak NG, which speaks more than a hundred: npm install @echogarden/espeak-ng-emscripten',
  });
}
