import type { AudioOutput } from '../../audio/audio-output.ts';
import type { AudioFormat } from '../../audio/formats.ts';
import type { SpeechDetails, SpeechEvent, SpeechResult } from '../../contract/speech.ts';
import { joinBytes } from '../../transport/byte-streams.ts';
import { truncated } from '../../transport/lines.ts';
import type { Transport } from '../../transport/transport.ts';
import { type AudioHead, durationOf, readAudioHead } from './audio-file.ts';

/** Bytes of audio in one event of speech that came whole. */
const PIECE_BYTES = 32 * 1024;

/** Speech that came whole, as a stream, which ends as others do when the signal aborts or the client is closed. */
export function* audioEvents(
  transport: Transport,
  { audio, ...details }: SpeechResult,
  signal: AbortSignal | undefined,
): Generator<SpeechEvent> {
  const proceed = () => {
    signal?.throwIfAborted();
    transport.throwIfClosed();
  };
  const { format, sampleRate, channels } = audio;
  yield startEvent({ format, sampleRate, channels }, details);
  const bytes = audio.bytes();
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
    proceed();
    yield { type: 'audio', data: bytes.subarray(at, at + PIECE_BYTES) };
  }
  proceed();
  yield { type: 'done', details };
}

/**
 * Speech whose file arrives piece by piece. The file is kept to its end: only all of it tells how long it is.
 * @param asked - The format that was asked for.
 * @throws {StreamTruncatedError} If it ends before it has said what it is.
 */
export async function* readAudioStream(
  pieces: AsyncIterable<Uint8Array>,
  details: Omit<SpeechDetails, 'duration'>,
  asked?: AudioFormat,
): AsyncGenerator<SpeechEvent> {
  const gathered: Uint8Array[] = [];
  let head: AudioHead | undefined;
  for await (const data of pieces) {
    gathered.push(data);
    if (head) {
      yield { type: 'audio', data };
      continue;
    }
    const soFar = joinBytes(gathered);
    head = readAudioHead(soFar, asked);
    if (!head) continue;
    yield startEvent(head, details);
    yield { type: 'audio', data: soFar };
  }
  if (!head) throw truncated();
  yield { type: 'done', details: { ...details, duration: durationOf(head.format, joinBytes(gathered)) } };
}

function startEvent(
  { format, sampleRate, channels }: Pick<AudioOutput, 'format' | 'sampleRate' | 'channels'>,
  { model, voice, warnings, usage }: Omit<SpeechDetails, 'duration'>,
): SpeechEvent {
  return { type: 'start', format, sampleRate, channels, model, voice, warnings, usage };
}
