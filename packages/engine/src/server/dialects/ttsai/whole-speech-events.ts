import type { SpeechEvent, SpeechRequest, VoiceService } from '@potoo/core';

/** Bytes of audio in one event. */
const PIECE_BYTES = 48 * 1024;

/**
 * The events of speech that is made whole before it is sent: its file has its true length in its header, which that of
 * a stream cannot have.
 */
export async function* wholeSpeechEvents(
  service: VoiceService,
  request: SpeechRequest,
  signal: AbortSignal,
): AsyncGenerator<SpeechEvent> {
  const { audio, ...details } = await service.synthesize(request, { signal });
  const { format, sampleRate, channels } = audio;
  const { model, voice, warnings, words, marks } = details;
  yield { type: 'start', format, sampleRate, channels, model, voice, warnings };
  const bytes = audio.bytes();
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
    yield { type: 'audio', data: bytes.subarray(at, at + PIECE_BYTES) };
  }
  for (const word of words) yield { type: 'word', word };
  for (const mark of marks) yield { type: 'mark', mark };
  yield { type: 'done', details };
}
