import { InternalError } from '@potoo/core/errors';

/**
 * Reads the WAV file that flite writes: one channel of 16-bit PCM.
 * @throws {InternalError} If it is anything else.
 */
export function readWav(file: Uint8Array): { samples: Float32Array; sampleRate: number } {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const tag = (at: number) => String.fromCharCode(...file.subarray(at, at + 4));
  let sampleRate = 0;
  for (let at = 12; at + 8 <= file.length; ) {
    const size = view.getUint32(at + 4, true);
    const body = at + 8;
    if (tag(at) === 'fmt ') {
      const isMono16 = view.getUint16(body, true) === 1 && view.getUint16(body + 2, true) === 1;
      if (!isMono16 || view.getUint16(body + 14, true) !== 16) break;
      sampleRate = view.getUint32(body + 4, true);
    }
    if (tag(at) === 'data' && sampleRate > 0) {
      const frames = Math.min(size, file.length - body) >> 1;
      const samples = new Float32Array(frames);
      for (let index = 0; index < frames; index++) samples[index] = view.getInt16(body + 2 * index, true) / 32768;
      return { samples, sampleRate };
    }
    at = body + size + (size & 1);
  }
  throw new InternalError('Flite wrote something else than mono 16-bit WAV.');
}
