import { open } from 'node:fs/promises';
import type { Pcm } from '@potoo/core';
import { undecodable } from '../decode/undecodable.ts';
import type { DecodeNotes } from '../decode-notes.ts';
import { readSamples, SAMPLE_BYTES, type SampleEncoding } from './sample-encoding.ts';
import { readWavLayout } from './wav-layout.ts';

const BLOCK_SECONDS = 0.5;

const ENCODING_NAMES: Readonly<Record<SampleEncoding, string>> = {
  u8: 'pcm-u8',
  s16: 'pcm-s16',
  s24: 'pcm-s24',
  s24in32: 'pcm-s24',
  s32: 'pcm-s32',
  f32: 'pcm-f32',
  f64: 'pcm-f64',
  alaw: 'alaw',
  mulaw: 'mulaw',
};

/**
 * Decodes a WAV file, in blocks of half a second. Plain arithmetic on bytes, so it needs no host process.
 * @param notes - Told what the file is, before the first block, and how much of it has been read.
 * @throws {BadRequestError} Reason `undecodable_audio`.
 */
export async function* decodeWav(path: string, notes: DecodeNotes = {}): AsyncGenerator<Pcm, void> {
  await using file = await open(path);
  const { size } = await file.stat();
  const { encoding, sampleRate, channels, dataStart, dataEnd, missingBytes } = await readWavLayout(file, size);
  const frameBytes = SAMPLE_BYTES[encoding] * channels;
  if (dataEnd - dataStart < frameBytes) throw undecodable('The WAV file holds no audio: it ends after its header.');
  const missing = missingBytes > 0 ? { missingSeconds: missingBytes / frameBytes / sampleRate } : {};
  notes.onInfo?.({ format: `wav/${ENCODING_NAMES[encoding]}`, sampleRate, channels, ...missing });
  const buffer = new Uint8Array(Math.ceil(sampleRate * BLOCK_SECONDS) * frameBytes);
  for (let position = dataStart; position + frameBytes <= dataEnd; ) {
    const wanted = Math.min(buffer.length, dataEnd - position);
    const { bytesRead } = await file.read(buffer, 0, wanted, position);
    const whole = bytesRead - (bytesRead % frameBytes);
    if (whole === 0) return;
    notes.onFraction?.((position + whole - dataStart) / (dataEnd - dataStart));
    yield { channels: readSamples(buffer.subarray(0, whole), encoding, channels), sampleRate };
    position += whole;
  }
}
