import { expect, it } from 'vitest';
import { harmonicVoice, levelOf } from './__fixtures__/voices.ts';
import { analyzeVoice } from './analyze-voice.ts';
import { scaleAperiodicity } from './scale-aperiodicity.ts';
import { synthesizeVoice } from './synthesize-voice.ts';
import type { VoiceFrames } from './voice-frames.ts';

const PERIOD = 100;
const voice = analyzeVoice(harmonicVoice({ pitch: () => 16_000 / PERIOD, noiseDb: -20 }), 16_000);

it('makes a voice breathier and clearer, and keeps its level', () => {
  const amounts = [0, 0.1, 1, 10, 100];
  const shares = amounts.map((amount) => noiseShare(scaleAperiodicity(voice, amount)));
  for (let index = 1; index < shares.length; index++) expect(shares[index]).toBeGreaterThan(shares[index - 1] ?? 1);
  expect(shares.at(-1)).toBeGreaterThan(0.01);
  const levels = amounts.map((amount) => levelOf(synthesizeVoice(scaleAperiodicity(voice, amount))));
  for (const level of levels) expect(Math.abs(20 * Math.log10(level / (levels[2] ?? 0)))).toBeLessThan(0.5);
});

it('changes nothing at the amount 1, and leaves frames without voice', () => {
  const same = scaleAperiodicity(voice, 1);
  for (const [at, share] of same.aperiodicity.entries()) expect(share).toBeCloseTo(voice.aperiodicity[at] ?? 0, 5);
  const silent: VoiceFrames = {
    ...voice,
    f0: new Float32Array(voice.frames),
    aperiodicity: new Float32Array(voice.aperiodicity.length).fill(1),
  };
  expect(scaleAperiodicity(silent, 0).aperiodicity).toEqual(silent.aperiodicity);
});

it.each([-1, Number.NaN, Number.POSITIVE_INFINITY])('refuses the amount %d', (amount) => {
  expect(() => scaleAperiodicity(voice, amount)).toThrow(RangeError);
});

/** Power of what differs from one period to the next, over all power. */
function noiseShare(frames: VoiceFrames): number {
  const sound = synthesizeVoice(frames).subarray(4000, 12_000);
  const difference = sound.subarray(PERIOD).map((value, at) => value - (sound[at] ?? 0));
  return levelOf(difference) ** 2 / 2 / levelOf(sound) ** 2;
}
