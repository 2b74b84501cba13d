import type { Transcript, TranscriptionRequest } from '@potoo/core';
import { InternalError } from '@potoo/core/errors';
import type { EngineCall } from './engine-call.ts';
import { startListening } from './start-listening.ts';

/**
 * Writes down the whole of a recording.
 * @param into - Language to write it down in, where the recogniser that is named translates. @default The one that is spoken.
 */
export async function transcribe(request: TranscriptionRequest, call: EngineCall, into?: string): Promise<Transcript> {
  for await (const event of startListening(request, call, { partials: false, into })) {
    if (event.type === 'done') return event.transcript;
  }
  throw new InternalError('The recognition ended without a result.');
}
