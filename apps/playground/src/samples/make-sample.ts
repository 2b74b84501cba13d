import type { VoiceService } from '@potoo/core';
import { makeNoisy, makeReverberant } from './damage.ts';
import { makeDialogue, makeSpeech } from './speech.ts';
import { makeTune } from './tune.ts';

/** A recording that the page can make by itself. */
export type SampleId = 'speech' | 'dialogue' | 'noisy' | 'reverberant' | 'tune';

/** What the samples are called. */
export const SAMPLE_NAMES: Readonly<Record<SampleId, string>> = {
  speech: 'Speech',
  dialogue: 'Two speakers',
  noisy: 'Speech in noise',
  reverberant: 'Speech in a hall',
  tune: 'A short tune',
};

/** Makes a sample: what is spoken, by the server; everything else, in the page. A WAV file. */
export async function makeSample(id: SampleId, service: VoiceService, signal: AbortSignal): Promise<Blob> {
  if (id === 'tune') return makeTune();
  if (id === 'dialogue') return makeDialogue(service, signal);
  const speech = await makeSpeech(service, signal);
  if (id === 'noisy') return makeNoisy(speech);
  return id === 'reverberant' ? makeReverberant(speech) : speech;
}
