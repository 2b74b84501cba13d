import type { Pcm } from '@potoo/core';
import { joinArrays } from '../../audio/join-arrays.ts';
import { resample } from '../../audio/resample.ts';
import { decodeWav } from '../../audio/wav/decode-wav.ts';
import { sharedData } from '../shared-data.ts';

/** Recordings without a room to speak of, by five speakers; at 16, 22.05 and 48 kHz. */
export const DRY_SPEECH = [
  'speech/jfk.wav',
  'speech/LJ001-0003.wav',
  'speech/leopard_en.wav',
  'speakers/speaker_1_utt_1.wav',
  'speakers/speaker_2_test_utt.wav',
  'noise/clean_freesound_33711.wav',
] as const;

/**
 * A recording of the shared data as one channel of samples.
 * @param sampleRate - Hertz.
 * @returns `undefined` where the data is absent.
 */
export async function drySpeech(file: string, sampleRate: number): Promise<Float32Array | undefined> {
  const path = sharedData(file);
  if (path === undefined) return undefined;
  const parts: Float32Array[] = [];
  let rate = sampleRate;
  for await (const block of decodeWav(path)) {
    parts.push(block.channels[0] ?? new Float32Array(0));
    rate = block.sampleRate;
  }
  const whole: Pcm = { channels: [joinArrays(parts)], sampleRate: rate };
  return resample(whole, sampleRate).channels[0];
}
