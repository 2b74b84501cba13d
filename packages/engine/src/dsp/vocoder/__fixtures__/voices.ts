import { gather, seededRandom } from '../../../audio/__fixtures__/signals.ts';
import { decodeWav } from '../../../audio/wav/decode-wav.ts';
import { sharedData } from '../../../testing/shared-data.ts';

/** A voice made of its partials. */
export interface HarmonicVoice {
  readonly sampleRate?: number;
  readonly seconds?: number;
  /** Hertz at a time in seconds; 0 for silence. */
  readonly pitch: (seconds: number) => number;
  /** Resonances, hertz. */
  readonly formants?: readonly number[];
  /** White noise over the voice, decibels; none by default. */
  readonly noiseDb?: number;
}

/** Makes a voice whose pitch is known: partials up to 5 kHz, 6 dB lower per octave, raised near the formants. */
export function harmonicVoice(voice: HarmonicVoice): Float32Array {
  const { sampleRate = 16_000, seconds = 1, pitch, formants = [650, 1100, 2500], noiseDb } = voice;
  const samples = new Float32Array(Math.round(seconds * sampleRate));
  const highest = Math.min(5000, 0.45 * sampleRate);
  const random = seededRandom(7);
  let phase = 0;
  for (let index = 0; index < samples.length; index++) {
    const f0 = pitch(index / sampleRate);
    phase += f0 / sampleRate;
    const turn = 2 * Math.cos(2 * Math.PI * phase);
    let before = 1;
    let cosine = turn / 2;
    let sum = 0;
    for (let hertz = f0; f0 > 0 && hertz < highest; hertz += f0) {
      sum += partialLevel(hertz, f0, formants) * cosine;
      const next = turn * cosine - before;
      before = cosine;
      cosine = next;
    }
    samples[index] = sum;
  }
  const level = Math.sqrt(samples.reduce((sum, value) => sum + value * value, 0) / samples.length) || 1;
  const noise = noiseDb === undefined ? 0 : Math.sqrt(3) * 10 ** (noiseDb / 20);
  return samples.map((value) => 0.1 * (value / level + noise * (2 * random() - 1)));
}

function partialLevel(hertz: number, f0: number, formants: readonly number[]): number {
  const raised = formants.reduce((sum, formant) => sum + 4 / (1 + ((hertz - formant) / 90) ** 2), 1);
  return (f0 / hertz) * raised;
}

/** White noise of one level. */
export function whiteNoise(length: number, level = 0.1, seed = 3): Float32Array {
  const random = seededRandom(seed);
  return Float32Array.from({ length }, () => level * Math.sqrt(3) * (2 * random() - 1));
}

/** A WAV file of the shared data, its first channel; `undefined` where it is absent. */
export async function recording(file: string): Promise<{ samples: Float32Array; sampleRate: number } | undefined> {
  const path = sharedData(file);
  if (path === undefined) return undefined;
  const { channels, sampleRate } = await gather(decodeWav(path));
  return { samples: channels[0] ?? new Float32Array(), sampleRate };
}

/** Root mean square. */
export function levelOf(samples: Float32Array): number {
  return Math.sqrt(samples.reduce((sum, value) => sum + value * value, 0) / samples.length);
}
