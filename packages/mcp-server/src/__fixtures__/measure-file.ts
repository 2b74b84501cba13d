import { readFile } from 'node:fs/promises';
import { AUDIO_FORMATS, type AudioFormat, AudioOutput } from '@potoo/core';
import { containerDuration } from '@potoo/core/testing';
import { medianPitch } from '@potoo/engine/testing';

/** Length of an audio file, seconds, read from its container rather than from anybody's word. */
export async function measureFile(path: string): Promise<number> {
  const format = (Object.keys(AUDIO_FORMATS) as AudioFormat[]).find((each) => path.endsWith(`.${each}`));
  if (!format) throw new Error(`${path} has no extension of an audio format.`);
  const bytes = Uint8Array.from(await readFile(path));
  const duration = containerDuration(new AudioOutput(bytes, { format, duration: 0, sampleRate: 0, channels: 1 }));
  if (duration === undefined) throw new Error(`${path} is no ${format} file.`);
  return duration;
}

/** Median pitch of the voice in a WAV file of 16 bits and one channel, hertz. */
export async function pitchOfWav(path: string): Promise<number> {
  const bytes = await readFile(path);
  const data = bytes.subarray(bytes.indexOf('data', 12) + 8);
  const samples = Float32Array.from({ length: data.length >> 1 }, (_, index) => data.readInt16LE(2 * index) / 32_768);
  return medianPitch(samples, bytes.readUInt32LE(24));
}
