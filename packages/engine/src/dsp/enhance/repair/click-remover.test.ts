import { describe, expect, it } from 'vitest';
import { addClicks } from '../../../testing/mixtures/clicks.ts';
import { siSdr } from '../../../testing/si-sdr.ts';
import { NO_RECORDINGS, recording } from '../__fixtures__/recordings.ts';
import { runStage } from '../__fixtures__/run-stage.ts';
import { createClickRemover } from './click-remover.ts';

const RATE = 16_000;
/** A chord, so that what belongs under a click is known. */
const chord = Float32Array.from({ length: 3 * RATE }, (_, frame) => {
  const seconds = frame / RATE;
  return 0.1 * [220, 277, 330, 1100].reduce((sum, hertz) => sum + Math.sin(2 * Math.PI * hertz * seconds), 0);
});

const clean = (samples: Float32Array, sampleRate: number, block?: number) => {
  return runStage(createClickRemover(sampleRate, 1), samples, block);
};

describe('createClickRemover', () => {
  it('writes what was there where clicks were', () => {
    const { signal, at } = addClicks(chord, RATE, { rate: 8 });
    const output = clean(signal, RATE);
    expect(at.length).toBeGreaterThan(15);
    expect(siSdr(signal, chord)).toBeLessThan(20);
    expect(siSdr(output, chord)).toBeGreaterThan(35);
  });

  it('finds single values that are wrong', () => {
    const signal = chord.slice();
    for (let at = 500; at < signal.length; at += 3101) signal[at] = -0.9;
    expect(siSdr(clean(signal, RATE), chord)).toBeGreaterThan(40);
  });

  it('leaves a chord and silence as they are', () => {
    expect(clean(chord, RATE)).toEqual(chord);
    expect(clean(new Float32Array(RATE), RATE)).toEqual(new Float32Array(RATE));
  });

  it.each([0, 1, 500, 20_001])('gives %d frames for as many, whatever the blocks', (frames) => {
    const { signal } = addClicks(chord.subarray(0, frames), RATE, { rate: 8 });
    const whole = clean(signal, RATE, RATE);
    expect(whole).toHaveLength(frames);
    expect(clean(signal, RATE, 777)).toEqual(whole);
  });

  it.skipIf(NO_RECORDINGS).each(['noise/clean_freesound_33711.wav', 'speech/LJ001-0005.wav', 'speech/leopard_fr.wav'])(
    'takes nine of ten clicks out of %s, and leaves its consonants alone',
    async (file) => {
      const { samples, sampleRate } = await recording(file, 8);
      expect(siSdr(clean(samples, sampleRate), samples)).toBeGreaterThan(40);
      const { signal, at } = addClicks(samples, sampleRate, { rate: 4 });
      const output = clean(signal, sampleRate);
      const longest = Math.round(0.0011 * sampleRate);
      const peak = (values: Float32Array, start: number) => {
        return values.slice(start, start + longest).reduce((highest, value, offset) => {
          return Math.max(highest, Math.abs(value - (samples[start + offset] ?? 0)));
        }, 0);
      };
      const left = at.filter((start) => peak(output, start) > peak(signal, start) / 2);
      expect(left.length).toBeLessThanOrEqual(at.length / 10);
      expect(siSdr(output, samples)).toBeGreaterThan(siSdr(signal, samples) + 6);
    },
  );
});
