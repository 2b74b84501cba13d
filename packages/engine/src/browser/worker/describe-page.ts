import type { Capabilities } from '@potoo/core';
import { spokenLanguages, understoodLanguages } from '../../models/inventory.ts';
import { pageFormats } from './page-formats.ts';
import type { PageParts } from './page-parts.ts';

/** What the engine can do in this browser. */
export async function describePage({ inventory, options }: PageParts): Promise<Capabilities> {
  return {
    service: 'potoo browser engine',
    features: [
      ...(['synthesize', 'streamSpeech', 'convertAudio'] as const),
      ...(inventory.recognizers.length > 0 ? (['transcribe', 'streamTranscript'] as const) : []),
    ],
    formats: await pageFormats(),
    speechLanguages: spokenLanguages(inventory),
    transcriptionLanguages: understoodLanguages(inventory),
    words: true,
    ssml: true,
    lexicon: true,
    diarization: false,
    maxCharacters: options.maxCharacters,
    maxAudioSeconds: options.maxAudioSeconds,
  };
}
