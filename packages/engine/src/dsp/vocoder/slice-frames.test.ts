import { expect, it } from 'vitest';
import { harmonicVoice } from './__fixtures__/voices.ts';
import { analyzeVoice } from './analyze-voice.ts';
import { estimateAperiodicity } from './estimate-aperiodicity.ts';
import { estimateEnvelope } from './estimate-envelope.ts';
import { estimatePitch } from './estimate-pitch.ts';
import { joinFrames } from './join-frames.ts';
import { sliceFrames } from './slice-frames.ts';

const samples = harmonicVoice({ pitch: () => 150, sampleRate: 22_050, seconds: 0.7 });
const voice = analyzeVoice(samples, 22_050);

it('cuts frames into stretches that make the whole again', () => {
  const cuts = [0, 1, 2, 50, 99, voice.frames];
  const parts = cuts.slice(1).map((to, index) => sliceFrames(voice, cuts[index] ?? 0, to));
  expect(joinFrames(parts)).toEqual(voice);
  expect(parts.map(({ length }) => length).slice(0, 2)).toEqual([110, 111]);
});

it('cuts nothing beyond the ends', () => {
  expect(sliceFrames(voice, -5, 1e6)).toEqual(voice);
  expect(sliceFrames(voice, 1e6)).toMatchObject({ frames: 0, length: 0 });
});

it('joins only frames of one format, and not none', () => {
  const other = analyzeVoice(samples, 16_000);
  expect(() => joinFrames([voice, other])).toThrow(RangeError);
  expect(() => joinFrames([])).toThrow(RangeError);
});

it('is made of what the estimators of pitch, envelope and aperiodicity give for themselves', () => {
  const track = estimatePitch(samples, 22_050);
  expect(track.f0).toEqual(voice.f0);
  expect(estimateEnvelope(samples, 22_050, track)).toEqual(voice.envelope);
  const middle = (matrix: Float32Array) => matrix.subarray(60 * voice.bands, 80 * voice.bands);
  expect(middle(estimateAperiodicity(samples, 22_050, track))).toEqual(middle(voice.aperiodicity));
});
