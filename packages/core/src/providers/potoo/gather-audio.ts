import { AudioOutput } from '../../audio/audio-output.ts';
import type { TurnEvent } from '../../contract/conversation.ts';
import type { SpeechEvent } from '../../contract/speech.ts';
import { joinBytes } from '../../transport/byte-streams.ts';
import { truncated } from '../../transport/lines.ts';
import { invalidResponse } from '../../wire/json.ts';

type Start = Extract<SpeechEvent | TurnEvent, { readonly type: 'start' }>;

/** An event of speech or of a turn, which end with different details. */
type AudioEvent<Details> =
  | Exclude<SpeechEvent | TurnEvent, { readonly type: 'done' }>
  | { readonly type: 'done'; readonly details: Details };

/** Reads a stream of speech, or of a turn, to its end. @param maxBytes - Most bytes of audio. */
export async function gatherAudio<Details extends { readonly duration: number }>(
  events: AsyncIterable<AudioEvent<Details>>,
  maxBytes: number,
): Promise<Details & { readonly audio: AudioOutput }> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  let start: Start | undefined;
  for await (const event of events) {
    if (event.type === 'start') start = event;
    if (event.type === 'audio') {
      chunks.push(event.data);
      length += event.data.length;
      if (length > maxBytes) throw invalidResponse(`its audio is longer than ${maxBytes} bytes`);
    }
    if (event.type === 'done' && start) {
      const { format, sampleRate, channels } = start;
      const { duration } = event.details;
      return {
        ...event.details,
        audio: new AudioOutput(joinBytes(chunks), { format, sampleRate, channels, duration }),
      };
    }
  }
  throw truncated();
}
