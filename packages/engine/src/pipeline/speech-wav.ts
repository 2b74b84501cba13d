import { encodeWav } from '@potoo/core/audio';

/** Speech in memory as a WAV file of 16 bits. @param samples - Mono, [-1, 1]. */
export function speechWav(samples: Float32Array, sampleRate: number): Uint8Array<ArrayBuffer> {
  const whole = Int16Array.from(samples, (sample) => Math.round(Math.max(-1, Math.min(1, sample)) * 0x7f_ff));
  return encodeWav(whole, sampleRate, 1);
}
