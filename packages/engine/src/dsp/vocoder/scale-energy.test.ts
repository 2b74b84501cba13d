import { expect, it } from 'vitest';
import { harmonicVoice, levelOf } from './__fixtures__/voices.ts';
import { analyzeVoice } from './analyze-voice.ts';
import { scaleEnergy } from './scale-energy.ts';
import { synthesizeVoice } from './synthesize-voice.ts';

const voice = analyzeVoice(harmonicVoice({ pitch: () => 140 }), 16_000);

it('makes a voice as loud as the gain says', () => {
  const plain = synthesizeVoice(voice);
  const half = synthesizeVoice(scaleEnergy(voice, 0.5));
  expect(levelOf(half) / levelOf(plain)).toBeCloseTo(0.5, 3);
});

it('follows gains frame by frame', () => {
  const gains = Float32Array.from({ length: voice.frames }, (_, frame) => (frame < voice.frames / 2 ? 2 : 0.25));
  const sound = synthesizeVoice(scaleEnergy(voice, gains));
  expect(levelOf(sound.subarray(1600, 6400)) / levelOf(sound.subarray(9600, 14_400))).toBeCloseTo(8, 0);
});

it('silences at the gain 0', () => {
  expect(levelOf(synthesizeVoice(scaleEnergy(voice, 0)))).toBeLessThan(1e-6);
});

it.each([[-1], [Number.NaN], [[1, 1]]])('refuses the gains %j', (gains) => {
  expect(() => scaleEnergy(voice, gains)).toThrow(RangeError);
});
