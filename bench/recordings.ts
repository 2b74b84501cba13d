import { type KnownSpeech, knownSpeech } from '../packages/engine/src/testing/known-speech.ts';
import { sharedData } from '../packages/engine/src/testing/shared-data.ts';

/** The English recordings of continuous speech that lie beside the repository; none where they are absent. */
export function englishRecordings(): Array<KnownSpeech & { readonly path: string }> {
  return knownSpeech('speech', 'en').flatMap((speech) => {
    const path = sharedData(speech.file);
    return path === undefined ? [] : [{ ...speech, path }];
  });
}
