import { createHash } from 'node:crypto';
import { BadRequestError } from '@potoo/core/errors';
import { parseStoredVoice, type StoredVoice } from './stored-voice.ts';

const FORMAT = 'potoo-voice';
const VERSION = 1;

/** Writes a voice and its recording as one file: JSON, the recording in base64. */
export function writeVoiceFile(voice: StoredVoice, recording: Uint8Array): Uint8Array<ArrayBuffer> {
  const hash = createHash('sha256').update(recording).digest('hex');
  const file = {
    format: FORMAT,
    version: VERSION,
    voice,
    recording: { format: 'flac', sha256: hash, data: Buffer.from(recording).toString('base64') },
  };
  return new TextEncoder().encode(`${JSON.stringify(file, null, 2)}\n`);
}

/** Reads such a file. @throws {BadRequestError} `invalid_voice_file` if it is none, or was damaged on its way. */
export function readVoiceFile(bytes: Uint8Array): {
  readonly voice: StoredVoice;
  readonly recording: Uint8Array<ArrayBuffer>;
} {
  const file = parse(bytes);
  if (file['format'] !== FORMAT) throw noVoiceFile('it is no voice file of Potoo');
  if (file['version'] !== VERSION) throw noVoiceFile('it was written by another version of Potoo');
  const { recording } = file;
  if (!isRecord(recording) || typeof recording['data'] !== 'string') throw noVoiceFile('it holds no recording');
  const data = Uint8Array.from(Buffer.from(recording['data'], 'base64'));
  if (createHash('sha256').update(data).digest('hex') !== recording['sha256']) {
    throw noVoiceFile('its recording was damaged');
  }
  return { voice: parseStoredVoice(file['voice']), recording: data };
}

function parse(bytes: Uint8Array): Readonly<Record<string, unknown>> {
  let file: unknown;
  try {
    file = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw noVoiceFile('it is no voice file of Potoo');
  }
  if (!isRecord(file)) throw noVoiceFile('it is no voice file of Potoo');
  return file;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function noVoiceFile(why: string): BadRequestError {
  return new BadRequestError(`The file cannot be imported: ${why}.`, {
    reason: 'invalid_voice_file',
    param: 'file',
    hint: 'Give a file that `potoo voices export` or exportVoice() has written, unchanged.',
  });
}
