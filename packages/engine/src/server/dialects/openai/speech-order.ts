import type { CallOptions, SpeechRequest, VoiceService, Warning } from '@potoo/core';
import { definedFields } from '../../../requests/defined-fields.ts';
import type { Served } from '../../responses/result-headers.ts';
import { notFollowed, notKnown } from '../left-out.ts';
import { pacedText } from './paced-text.ts';
import { type SpeechBody, unknownFields } from './schemas/speech-body.ts';
import { servedSpeech } from './served-names.ts';

/** A request as it goes to the service, and what the answer tells beside the audio. */
export interface SpeechOrder {
  readonly request: SpeechRequest;
  /** The caller's own names. */
  readonly asked: Partial<Served>;
  /** The caller's own text, in UTF-16 units. */
  readonly characters: number;
  /** What is known before the service has said anything. */
  readonly warnings: readonly Warning[];
}

/** `pcm` is always sent at this rate, mono, as its readers cannot ask the file. Hertz. */
const PCM_RATE = 24_000;

/** Turns a checked body into a request. */
export async function speechOrder(service: VoiceService, body: SpeechBody, options: CallOptions): Promise<SpeechOrder> {
  const { model, voice, language, input, instructions, response_format: format } = body;
  const names = await servedSpeech(service, { model, voice, language, input }, options);
  const text = await pacedText(service, input, body.speed, options);
  const sampleRate = body.sample_rate ?? (format === 'pcm' ? PCM_RATE : undefined);
  return {
    request: {
      ...text.request,
      ...definedFields({ model: names.model, voice: names.voice, language, sampleRate }),
      format,
      ...(format === 'pcm' && { channels: 'mono' }),
    },
    asked: definedFields({ model, voice }),
    characters: input.length,
    warnings: [
      ...names.warnings,
      ...text.warnings,
      ...(instructions ? notFollowed(['instructions']) : []),
      ...notKnown(unknownFields(body)),
    ],
  };
}
