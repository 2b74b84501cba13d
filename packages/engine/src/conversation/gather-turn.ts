import type { Turn, TurnEvent } from '@potoo/core';
import { AudioOutput } from '@potoo/core/audio';
import { InternalError } from '@potoo/core/errors';

/** Reads a stream of a turn to its end. */
export async function gatherTurn(events: AsyncIterable<TurnEvent>): Promise<Turn> {
  const chunks: Uint8Array[] = [];
  let start: Extract<TurnEvent, { type: 'start' }> | undefined;
  for await (const event of events) {
    if (event.type === 'start') start = event;
    if (event.type === 'audio') chunks.push(event.data);
    if (event.type === 'done' && start) {
      const { format, sampleRate, channels } = start;
      const { duration } = event.details;
      const bytes = Uint8Array.from(Buffer.concat(chunks));
      return { ...event.details, audio: new AudioOutput(bytes, { format, duration, sampleRate, channels }) };
    }
  }
  throw new InternalError('The turn ended without a reply.');
}
