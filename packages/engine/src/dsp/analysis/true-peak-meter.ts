import { designFilter } from '../../audio/resample-filter.ts';

/** Measures the highest point of the waveform between values, as audio comes. */
export interface TruePeakMeter {
  /** Takes the next block, one array per channel. */
  push(channels: readonly Float32Array[]): void;
  /** The highest absolute value so far, also between frames; linear. */
  peak(): number;
}

/** Rate up to which audio is looked at between its values, as in `audio/true-peak.ts`. */
const OVERSAMPLED_RATE = 192_000;
/** A value that is lower than this share of the highest so far is not looked beside: the waveform does not rise 6 dB there. */
const WORTH_A_LOOK = 0.5;

/**
 * Makes a true-peak meter after ITU-R BS.1770-5, annex 2, at least fourfold up to 48 kHz. It works points between frames out
 * only beside a frame that is higher than its neighbours and may hold the peak, which takes a tenth of the time.
 * @param sampleRate - Hertz.
 */
export function createTruePeakMeter(sampleRate: number, channels: number): TruePeakMeter {
  const factor = Math.max(1, Math.min(8, Math.ceil(OVERSAMPLED_RATE / sampleRate)));
  const { table, taps } = designFilter(sampleRate, sampleRate * factor);
  // Each block is looked at with what came before it, as far as the filter reaches to both sides.
  const held = Array.from({ length: channels }, () => new Float32Array(2 * taps));
  let highest = 0;

  const lookBetween = (values: Float32Array, frame: number) => {
    for (let phase = 1; phase < factor; phase++) {
      let sum = 0;
      const start = frame - taps / 2 + 1;
      for (let tap = 0; tap < taps; tap++) sum += (table[phase * taps + tap] ?? 0) * (values[start + tap] ?? 0);
      highest = Math.max(highest, Math.abs(sum));
    }
  };
  const search = (values: Float32Array) => {
    const end = values.length - taps;
    for (let frame = taps; frame < end; frame++) {
      const magnitude = Math.abs(values[frame] ?? 0);
      if (magnitude > highest) highest = magnitude;
      if (factor === 1 || magnitude <= WORTH_A_LOOK * highest) continue;
      if (magnitude < Math.abs(values[frame - 1] ?? 0) || magnitude < Math.abs(values[frame + 1] ?? 0)) continue;
      lookBetween(values, frame - 1);
      lookBetween(values, frame);
    }
  };
  const push = (block: readonly Float32Array[]) => {
    for (const [index, before] of held.entries()) {
      const channel = block[index] ?? new Float32Array();
      const values = new Float32Array(before.length + channel.length);
      values.set(before);
      values.set(channel, before.length);
      search(values);
      held[index] = values.slice(values.length - 2 * taps);
    }
  };
  return {
    push,
    peak() {
      // The last frames have been held back until what follows them is known; silence follows.
      push(Array.from({ length: channels }, () => new Float32Array(taps)));
      return highest;
    },
  };
}
