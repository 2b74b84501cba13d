import { readFile } from 'node:fs/promises';
import type { AudioInput } from '../../audio/audio-input.ts';
import type { SpeechOptions } from '../../contract/speech.ts';
import { BadRequestError, NotFoundError } from '../../errors/errors.ts';

const FIELDS = 'text model voice language speed inputType lexicon words format bitrate sampleRate channels loudness audio fileName diarize'.split(' ');

function invalid(param: string, reason = 'invalid_parameter'): BadRequestError {
  return new BadRequestError(`\`${param}\` is wrong.`, { reason, param, hint: `Look \`${param}\` up.` });
}

/** Checks a request of any kind. */
export function checkRequest(request: unknown): void {
  if (typeof request !== 'object' || request === null) throw invalid('request');
  const fields = request as Record<string, unknown>;
  for (const key of Object.keys(fields)) if (!FIELDS.includes(key)) throw invalid(key, 'unknown_parameter');
  const range = (key: string, least: number, most: number) => {
    const value = fields[key] ?? least;
    if (typeof value !== 'number' || !(value >= least && value <= most)) throw invalid(key);
  };
  const oneOf = (key: string, allowed: unknown[], reason?: string) => {
    if (fields[key] !== undefined && !allowed.includes(fields[key])) throw invalid(key, reason);
  };
  range('speed', 0.5, 2);
  range('sampleRate', 8000, 48_000);
  range('loudness', -40, -8);
  oneOf('channels', ['mono', 'stereo']);
  oneOf('words', [true, false]);
  oneOf('inputType', ['text', 'ssml']);
  oneOf('format', ['wav', 'pcm'], 'unsupported_format');
  checkNames(fields as SpeechOptions);
}

function checkNames({ model = 'auto', voice = 'auto', language = 'en' }: SpeechOptions): void {
  const unknown = (param: string, reason: string) =>
    new NotFoundError(`There is no such ${param}.`, { reason, param, hint: `Use the only ${param}.` });
  if (!['auto', 'tone'].includes(model)) throw unknown('model', 'model_not_found');
  if (!['auto', 'sine'].includes(voice)) throw unknown('voice', 'voice_not_found');
  if (!['auto', 'en'].includes(language)) throw unknown('language', 'language_not_supported');
}

/** Checks a text. */
export function checkText(text: unknown, maxCharacters: number): string {
  if (typeof text !== 'string') throw invalid('text');
  if (!/[\p{L}\p{N}]/u.test(text)) throw invalid('text', 'nothing_to_speak');
  if (text.length > maxCharacters) throw invalid('text', 'text_too_long');
  return text;
}

/** All bytes of audio in memory or of a stream. */
export async function readAudio(audio: AudioInput): Promise<Uint8Array> {
  if (audio instanceof Uint8Array) return audio;
  if (audio instanceof Blob || audio instanceof ArrayBuffer || audio instanceof ReadableStream) {
    return new Uint8Array(await new Response(audio).arrayBuffer());
  }
  if (typeof audio === 'object' && audio !== null && 'path' in audio) return readFile(audio.path);
  throw invalid('audio', 'missing_file');
}
