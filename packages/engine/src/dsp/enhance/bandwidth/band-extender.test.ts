import { describe, expect, it } from 'vitest';
import { resample } from '../../../audio/resample.ts';
import { whiteNoise } from '../../../testing/mixtures/noises.ts';
import { createRealFft } from '../../fft.ts';
import { NO_RECORDINGS, recording } from '../__fixtures__/recordings.ts';
import { runStage } from '../__fixtures__/run-stage.ts';
import { BandEdgeMeter } from './band-edge.ts';
import { createBandExtender, planExtension } from './band-extender.ts';

function edgeOf(samples: Float32Array, sampleRate: number): number {
  const meter = new BandEdgeMeter(sampleRate, 1);
  meter.push([samples]);
  return meter.edge();
}

const converted = (samples: Float32Array, from: number, to: number) => {
  return resample({ channels: [samples], sampleRate: from }, to).channels[0] ?? new Float32Array(0);
};

function widened(samples: Float32Array, from: number, to: number, block?: number): Float32Array {
  return runStage(createBandExtender(from, to, 1, planExtension(from, to, edgeOf(samples, from))), samples, block);
}

/** Level of a band over time, decibels of its mean power. */
function bandDb(samples: Float32Array, sampleRate: number, low: number, high: number): number {
  const fft = createRealFft(2048);
  const [re, im] = [new Float32Array(1025), new Float32Array(1025)];
  let sum = 1e-20;
  for (let start = 0; start + 2048 <= samples.length; start += 1024) {
    const window = samples.slice(start, start + 2048).map((value, at) => value * Math.sin((Math.PI * at) / 2048) ** 2);
    fft.forward(window, re, im);
    for (let bin = Math.ceil((low * 2048) / sampleRate); bin < (high * 2048) / sampleRate; bin++) {
      sum += (re[bin] ?? 0) ** 2 + (im[bin] ?? 0) ** 2;
    }
  }
  return 10 * Math.log10(sum / samples.length);
}

describe('BandEdgeMeter', () => {
  it('finds where a narrower recording ends, and no edge where there is none', () => {
    const noise = whiteNoise(48_000);
    expect(edgeOf(noise, 48_000)).toBe(24_000);
    for (const rate of [8000, 16_000, 22_050, 32_000]) {
      const narrow = converted(converted(noise, 48_000, rate), rate, 48_000);
      expect(Math.abs(edgeOf(narrow, 48_000) / (rate / 2) - 0.94)).toBeLessThan(0.07);
    }
  });

  it('finds none in silence', () => {
    expect(edgeOf(new Float32Array(48_000), 48_000)).toBe(24_000);
  });
});

describe('createBandExtender', () => {
  it.each([
    [8000, 48_000],
    [22_050, 44_100],
    [16_000, 44_100],
    [48_000, 48_000],
  ])('goes from %d to %d Hz in step, whatever the blocks', (from, to) => {
    const noise = whiteNoise(Math.round(0.7 * from));
    const whole = widened(noise, from, to, from);
    expect(whole).toHaveLength(Math.ceil((noise.length * to) / from));
    expect(widened(noise, from, to, 501)).toEqual(whole);
  });

  it('makes nothing of silence', () => {
    expect(widened(new Float32Array(4000), 8000, 48_000).every((value) => value === 0)).toBe(true);
  });

  it('has nothing to add to what has all frequencies', () => {
    expect(planExtension(48_000, 48_000, 24_000)).toBeUndefined();
    expect(planExtension(44_100, 44_100, 19_500)).toBeUndefined();
  });

  it.skipIf(NO_RECORDINGS).each([8000, 16_000])(
    'comes near to what speech at %d Hz has lost, and adds nothing below',
    async (rate) => {
      const { samples: full } = await recording('noise/clean_freesound_33711.wav', 6);
      const narrow = converted(full, 48_000, rate);
      const plain = converted(narrow, rate, 48_000);
      const wide = widened(narrow, rate, 48_000);
      const added = wide.map((value, at) => value - (plain[at] ?? 0));
      const edge = planExtension(rate, 48_000, edgeOf(narrow, rate))?.from ?? 0;
      expect(bandDb(added, 48_000, 0, edge - 100) - bandDb(plain, 48_000, 0, edge)).toBeLessThan(-60);
      for (let low = rate / 2; low < 15_000; low *= 1.5) {
        const truth = bandDb(full, 48_000, low, low * 1.5);
        expect(Math.abs(bandDb(wide, 48_000, low, low * 1.5) - truth)).toBeLessThan(15);
        expect(bandDb(plain, 48_000, low, low * 1.5) - truth).toBeLessThan(-6);
      }
    },
  );

  it.skipIf(NO_RECORDINGS)('widens a narrow recording that is kept at a high rate', async () => {
    const { samples: full } = await recording('noise/clean_freesound_33711.wav', 4);
    const narrow = converted(converted(full, 48_000, 8000), 8000, 48_000);
    const wide = widened(narrow, 48_000, 48_000);
    expect(bandDb(wide, 48_000, 5000, 8000) - bandDb(narrow, 48_000, 5000, 8000)).toBeGreaterThan(20);
    const added = wide.map((value, at) => value - (narrow[at] ?? 0));
    expect(bandDb(added, 48_000, 0, 3300) - bandDb(narrow, 48_000, 0, 3300)).toBeLessThan(-60);
  });
});
