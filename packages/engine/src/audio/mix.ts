import type { Pcm } from '@potoo/core';

const HALF_POWER = Math.SQRT1_2;

/**
 * How much of each channel, in the order of WAVE_FORMAT_EXTENSIBLE (FL FR FC LFE BL BR SL SR), goes to the left and to
 * the right: the downmix of ITU-R BS.775-3 table 2, without the low-frequency channel, as that table has it.
 */
const STEREO_WEIGHTS: ReadonlyArray<readonly [left: number, right: number]> = [
  [1, 0],
  [0, 1],
  [HALF_POWER, HALF_POWER],
  [0, 0],
  [HALF_POWER, 0],
  [0, HALF_POWER],
  [HALF_POWER, 0],
  [0, HALF_POWER],
];

/** Channel numbers by position, for the layouts that do not simply begin at the front left. */
const LAYOUTS: Readonly<Record<number, readonly number[]>> = {
  4: [0, 1, 4, 5],
  5: [0, 1, 2, 4, 5],
};

/**
 * Changes the number of channels, keeping the level: the loudest possible input gives no more than full scale.
 * @param channels - One array per channel; not modified, and passed on as they are when the count fits.
 * @param count - 1 or 2 to mix down or duplicate; any other count pads with silence or drops the last channels.
 */
export function mixChannels(channels: readonly Float32Array[], count: number): readonly Float32Array[] {
  const [first] = channels;
  if (!first || channels.length === count) return channels;
  if (count === 1) return [weightedSum(channels, equalWeights(channels.length))];
  if (count === 2 && channels.length === 1) return [first, first.slice()];
  if (count === 2) {
    return [
      weightedSum(channels, stereoWeights(channels.length, 0)),
      weightedSum(channels, stereoWeights(channels.length, 1)),
    ];
  }
  return Array.from({ length: count }, (_, index) => channels[index] ?? new Float32Array(first.length));
}

/** Mixes decoded audio to a number of channels, see {@link mixChannels}. */
export function mixPcm(pcm: Pcm, count: number): Pcm {
  return { channels: mixChannels(pcm.channels, count), sampleRate: pcm.sampleRate };
}

function equalWeights(count: number): readonly number[] {
  return Array.from({ length: count }, () => 1 / count);
}

function stereoWeights(count: number, side: 0 | 1): readonly number[] {
  const positions = LAYOUTS[count] ?? Array.from({ length: count }, (_, index) => index);
  const weights = positions.map((position) => STEREO_WEIGHTS[position]?.[side] ?? 0);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

function weightedSum(channels: readonly Float32Array[], weights: readonly number[]): Float32Array {
  const mixed = new Float32Array(channels[0]?.length ?? 0);
  for (const [index, channel] of channels.entries()) {
    const weight = weights[index] ?? 0;
    if (weight === 0) continue;
    for (let frame = 0; frame < mixed.length; frame++) {
      mixed[frame] = (mixed[frame] ?? 0) + weight * (channel[frame] ?? 0);
    }
  }
  return mixed;
}
