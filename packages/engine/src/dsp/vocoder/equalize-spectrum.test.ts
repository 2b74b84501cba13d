import { expect, it } from 'vitest';
import { envelopeLevel } from './__fixtures__/envelope-peaks.ts';
import { harmonicVoice } from './__fixtures__/voices.ts';
import { analyzeVoice } from './analyze-voice.ts';
import { equalizeSpectrum } from './equalize-spectrum.ts';
import { synthesizeVoice } from './synthesize-voice.ts';
import { tiltSpectrum } from './tilt-spectrum.ts';

const voice = analyzeVoice(harmonicVoice({ pitch: () => 140, noiseDb: -30 }), 16_000);
const MIDDLE = 100;

it('raises and lowers what the curve says, also when it sounds', () => {
  const equalized = equalizeSpectrum(voice, (hertz) => (hertz < 1500 ? -6 : 6));
  const heard = analyzeVoice(synthesizeVoice(equalized), 16_000);
  const before = analyzeVoice(synthesizeVoice(voice), 16_000);
  expect(envelopeLevel(equalized, MIDDLE, 200, 1400) - envelopeLevel(voice, MIDDLE, 200, 1400)).toBeCloseTo(-6, 3);
  expect(Math.abs(envelopeLevel(heard, MIDDLE, 200, 1300) - envelopeLevel(before, MIDDLE, 200, 1300) + 6)).toBeLessThan(
    1,
  );
  expect(
    Math.abs(envelopeLevel(heard, MIDDLE, 1800, 3500) - envelopeLevel(before, MIDDLE, 1800, 3500) - 6),
  ).toBeLessThan(1);
});

it('tilts around 1 kHz by decibels per octave', () => {
  const tilted = tiltSpectrum(voice, 3);
  const change = (hertz: number) =>
    envelopeLevel(tilted, MIDDLE, hertz - 10, hertz + 10) - envelopeLevel(voice, MIDDLE, hertz - 10, hertz + 10);
  expect(change(1000)).toBeCloseTo(0, 1);
  expect(change(4000)).toBeCloseTo(6, 1);
  expect(change(250)).toBeCloseTo(-6, 1);
});

it('refuses gains that are none', () => {
  expect(() => equalizeSpectrum(voice, () => Number.NEGATIVE_INFINITY)).toThrow(RangeError);
  expect(() => tiltSpectrum(voice, 13)).toThrow(RangeError);
  expect(() => tiltSpectrum(voice, Number.NaN)).toThrow(RangeError);
});
