import { describe, expect, it } from 'vitest';
import { gather, inBlocks, levelAt, tone } from '../audio/__fixtures__/signals.ts';
import { decodeWav } from '../audio/wav/decode-wav.ts';
import { sharedData } from '../testing/shared-data.ts';
import { changeTempo } from './tempo.ts';

const SPEEDS = [0.5, 0.8, 1.25, 2];

describe('changeTempo', () => {
  it.each(SPEEDS)('takes the exact time at speed %d, and keeps the pitch of a tone', async (speed) => {
    const changed = await gather(changeTempo(inBlocks(tone(220, 3)), speed));
    const [channel = new Float32Array()] = changed.channels;
    expect(channel).toHaveLength(Math.round(72_000 / speed));
    expect(pitchOf(channel, 24_000)).toBeCloseTo(220, -0.5);
    expect(Math.abs(pitchOf(channel, 24_000) / 220 - 1)).toBeLessThan(0.01);
    expect(levelAt(channel.slice(4000, 28_000), 220, 24_000)).toBeGreaterThan(0.4);
  });

  it.each(SPEEDS)('keeps the pitch of a voice at speed %d', async (speed) => {
    const path = sharedData('speech/LJ001-0001.wav');
    if (!path) return;
    const voice = await gather(decodeWav(path));
    const changed = await gather(changeTempo([voice], speed));
    expect(changed.channels[0]).toHaveLength(Math.round((voice.channels[0]?.length ?? 0) / speed));
    const ratios = pitchRatios(
      voice.channels[0] ?? new Float32Array(),
      changed.channels[0] ?? new Float32Array(),
      speed,
    );
    expect(ratios.length).toBeGreaterThan(50);
    expect(Math.abs((ratios[ratios.length >> 1] ?? 0) - 1)).toBeLessThan(0.01);
  });

  it('keeps two channels apart', async () => {
    const [left, right] = [tone(220, 1), tone(330, 1)];
    const stereo = { channels: [...left.channels, ...right.channels], sampleRate: 24_000 };
    const { channels } = await gather(changeTempo([stereo], 1.5));
    expect(channels).toHaveLength(2);
    expect(channels[0]).toHaveLength(16_000);
    expect(levelAt(channels[0] ?? new Float32Array(), 330, 24_000)).toBeLessThan(0.02);
    expect(levelAt(channels[1] ?? new Float32Array(), 330, 24_000)).toBeGreaterThan(0.3);
  });

  it('passes the audio through at speed 1, and nothing through from nothing', async () => {
    const pcm = tone(440, 0.1);
    expect((await gather(changeTempo([pcm], 1))).channels).toEqual(pcm.channels);
    expect((await gather(changeTempo([], 2))).channels[0]).toHaveLength(0);
  });

  it.each([0, 0.49, 2.01, Number.NaN])('refuses speed %d', async (speed) => {
    await expect(gather(changeTempo([tone(440, 0.1)], speed))).rejects.toThrow(RangeError);
  });
});

/** Pitch by autocorrelation, hertz, between 60 and 500; the peak is refined by a parabola. */
function pitchOf(channel: Float32Array, sampleRate: number, from = 6000, length = 2400): number {
  const correlate = (lag: number) => {
    let sum = 0;
    let energy = 0;
    for (let frame = from; frame < from + length; frame++) {
      sum += (channel[frame] ?? 0) * (channel[frame + lag] ?? 0);
      energy += (channel[frame] ?? 0) ** 2 + (channel[frame + lag] ?? 0) ** 2;
    }
    return energy === 0 ? 0 : (2 * sum) / energy;
  };
  const lowest = Math.floor(sampleRate / 500);
  const values = Array.from({ length: Math.ceil(sampleRate / 60) - lowest }, (_, index) => correlate(lowest + index));
  const best = Math.max(...values);
  if (best < 0.8) return 0;
  // The first peak that is nearly as high as the highest: later ones are multiples of the period.
  const index = values.findIndex((value, at) => value > best * 0.95 && value >= (values[at + 1] ?? 0));
  const [a = 0, b = 0, c = 0] = [values[index - 1], values[index], values[index + 1]];
  return sampleRate / (lowest + index + (a - c) / (2 * (a - 2 * b + c) || 1));
}

/** Pitch after over pitch before, wherever both have one at corresponding times; sorted. */
function pitchRatios(before: Float32Array, after: Float32Array, speed: number): number[] {
  const sampleRate = 22_050;
  const length = Math.round(sampleRate * 0.03);
  const ratios: number[] = [];
  for (let from = 0; from + 3 * length < before.length; from += length) {
    const [was, is] = [
      pitchOf(before, sampleRate, from, length),
      pitchOf(after, sampleRate, Math.round(from / speed), length),
    ];
    if (was > 0 && is > 0) ratios.push(is / was);
  }
  return ratios.sort((a, b) => a - b);
}
