import { openAsBlob } from 'node:fs';
import {
  BadRequestError,
  type ConvertAudioRequest,
  type Transcript,
  type TranscriptionRequest,
  type TranscriptSegment,
} from '@potoo/core';
import { measureWav } from '@potoo/core/testing';
import { TONE_SECONDS } from './tone-wav.ts';

/**
 * Opens the audio of a request; a file is not read yet.
 * @throws {BadRequestError} If it is empty.
 */
export async function openAudio({ audio }: TranscriptionRequest | ConvertAudioRequest): Promise<Blob> {
  if (audio instanceof URL) throw new TypeError('The engine reads what is at an address itself.');
  const body = audio instanceof Uint8Array ? Uint8Array.from(audio) : audio;
  const blob = 'path' in body ? await openAsBlob(body.path) : await new Response(body).blob();
  if (blob.size > 0) return blob;
  throw new BadRequestError('The file is empty.', { reason: 'undecodable_audio', param: 'audio', hint: '-' });
}

/** Writes down one word for every tone of a WAV file; of anything else, how large it is. Each is a segment. */
export async function transcriptOf(blob: Blob, { words, diarize }: TranscriptionRequest): Promise<Transcript> {
  const texts = await textsIn(blob);
  const segments = texts.map((text, index): TranscriptSegment => {
    const word = { text, start: index * TONE_SECONDS, end: (index + 1) * TONE_SECONDS };
    const speaker = diarize ? { speaker: 'SPEAKER_00' } : {};
    return { ...word, words: words ? [{ ...word, confidence: 0.5 }] : [], ...speaker };
  });
  return {
    text: texts.join(' '),
    language: 'en',
    duration: texts.length * TONE_SECONDS,
    segments,
    model: 'ear',
    warnings: [],
    usage: {},
    response: {},
  };
}

async function textsIn(blob: Blob): Promise<string[]> {
  if ((await blob.slice(0, 4).text()) !== 'RIFF') return [`${blob.size} bytes`];
  const { duration } = measureWav(new Uint8Array(await blob.arrayBuffer()));
  return Array.from({ length: Math.round(duration / TONE_SECONDS) }, (_, index) => `beep${index + 1}`);
}
