import { describe, expect, it } from 'vitest';
import { envelopePeak, framePower } from './__fixtures__/envelope-peaks.ts';
import { harmonicVoice } from './__fixtures__/voices.ts';
import { analyzeVoice } from './analyze-voice.ts';
import { synthesizeVoice } from './synthesize-voice.ts';
import { warpFrequency } from './warp-frequency.ts';

const voice = analyzeVoice(harmonicVoice({ pitch: () => 110, formants: [600, 1500, 2600] }), 16_000);
const MIDDLE = 100;

describe('warpFrequency', () => {
  it.each([0.8, 0.9, 1.15, 1.3])('moves the formants by the ratio %d, and leaves pitch and power', (ratio) => {
    const warped = warpFrequency(voice, ratio);
    for (const formant of [600, 1500, 2600]) {
      const before = envelopePeak(voice, MIDDLE, formant - 250, formant + 250);
      const after = envelopePeak(warped, MIDDLE, (formant - 250) * ratio, (formant + 250) * ratio);
      expect(Math.abs(after / before / ratio - 1)).toBeLessThan(0.03);
    }
    expect(warped.f0).toEqual(voice.f0);
    expect(10 * Math.log10(framePower(warped, MIDDLE) / framePower(voice, MIDDLE))).toBeCloseTo(0, 1);
  });

  it('can be heard: formants of the sound have moved, its pitch has not', () => {
    const heard = analyzeVoice(synthesizeVoice(warpFrequency(voice, 1.2)), 16_000);
    expect(Math.abs(envelopePeak(heard, MIDDLE, 1500, 2100) / 1800 - 1)).toBeLessThan(0.04);
    expect(heard.f0[MIDDLE]).toBeCloseTo(110, 0);
  });

  it('changes nothing at the ratio 1', () => {
    const { envelope } = warpFrequency(voice, 1);
    expect(envelope.every((value, at) => Math.abs(value / (voice.envelope[at] ?? 0) - 1) < 1e-3)).toBe(true);
  });

  it('comes back when it is undone', () => {
    const back = warpFrequency(warpFrequency(voice, 1.2), 1 / 1.2);
    for (const formant of [600, 1500, 2600]) {
      const before = envelopePeak(voice, MIDDLE, formant - 250, formant + 250);
      expect(Math.abs(envelopePeak(back, MIDDLE, formant - 250, formant + 250) - before)).toBeLessThan(35);
    }
  });

  it.each([0.49, 2.1, Number.NaN])('refuses the ratio %d', (ratio) => {
    expect(() => warpFrequency(voice, ratio)).toThrow(RangeError);
  });
});
