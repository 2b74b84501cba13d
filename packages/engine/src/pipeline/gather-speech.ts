import type { SpeechEvent, SpeechResult } from '@potoo/core';
import { AudioOutput } from '@potoo/core/audio';
import { InternalError } from '@potoo/core/errors';
import { collectBytes } from '../audio/collect-bytes.ts';

/** Reads a stream of speech to its end. */
export async function gatherSpeech(events: AsyncIterable<SpeechEvent>): Promise<SpeechResult> {
  const parts: Uint8Array[] = [];
  let start: Extract<SpeechEvent, { type: 'start' }> | undefined;
  for await (const event of events) {
    if (event.type === 'start') start = event;
    else if (event.type === 'audio') parts.push(event.data);
    else if (event.type === 'done' && start) {
      const { format, sampleRate, channels } = start;
      const { duration } = event.details;
      const bytes = await collectBytes(
        parts,
        parts.reduce((sum, part) => sum + part.length, 0),
      );
      const audio = new AudioOutput(bytes, { format, duration, sampleRate, channels });
      return { ...event.details, audio };
    }
  }
  throw new InternalError('The synthesis ended without a result.');
}
