import { gather } from '../../../audio/__fixtures__/signals.ts';
import { decodeWav } from '../../../audio/wav/decode-wav.ts';
import { sharedData } from '../../../testing/shared-data.ts';

/** One channel of audio. */
export interface Recording {
  readonly samples: Float32Array;
  /** Hertz. */
  readonly sampleRate: number;
}

/** Reason for a test to be skipped. */
export const NO_RECORDINGS = sharedData('speech') === undefined ? 'there is no shared data' : undefined;

/** Reads some seconds of a recording of the shared data. */
export async function recording(file: string, seconds = Number.POSITIVE_INFINITY): Promise<Recording> {
  const path = sharedData(file);
  if (path === undefined) throw new Error(`There is no ${file}.`);
  const { channels, sampleRate } = await gather(decodeWav(path));
  const [samples = new Float32Array(0)] = channels;
  return { samples: samples.slice(0, Math.min(samples.length, Math.round(seconds * sampleRate))), sampleRate };
}
