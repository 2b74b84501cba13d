import { describe, expect, it } from 'vitest';
import { harmonicVoice, levelOf } from './__fixtures__/voices.ts';
import { analyzeVoice } from './analyze-voice.ts';
import { frameElasticity } from './frame-elasticity.ts';
import { medianOfVoiced } from './shift-pitch.ts';
import { stretchTime } from './stretch-time.ts';
import { synthesizeVoice } from './synthesize-voice.ts';

const RATE = 16_000;
const rising = (seconds: number) => 120 + 60 * seconds;
const voice = analyzeVoice(harmonicVoice({ pitch: rising }), RATE);
/** A vowel, a pause of 0.1 s, and a click of 10 ms before the next vowel. */
const clicked = analyzeVoice(withClick(), RATE);

describe('stretchTime', () => {
  it.each([0.5, 0.8, 1.3, 2])('takes %d times as long to the sample, at the same pitches', (factor) => {
    const stretched = stretchTime(voice, factor);
    expect(stretched.length).toBe(Math.round(RATE * factor));
    const sound = synthesizeVoice(stretched);
    expect(sound).toHaveLength(Math.round(RATE * factor));
    const heard = analyzeVoice(sound, RATE);
    expect(Math.abs(medianOfVoiced(heard.f0) / medianOfVoiced(voice.f0) - 1)).toBeLessThan(0.02);
    for (const share of [0.25, 0.5, 0.75]) {
      const pitch = heard.f0[Math.round(share * heard.frames)] ?? 0;
      expect(Math.abs(pitch / rising(share) - 1)).toBeLessThan(0.02);
    }
    expect(Math.abs(20 * Math.log10(levelOf(sound) / levelOf(synthesizeVoice(voice))))).toBeLessThan(0.5);
  });

  it('holds anchors', () => {
    const anchors = [
      { from: 0.2, to: 0.2 },
      { from: 0.5, to: 0.8 },
      { from: 0.9, to: 1.1 },
    ];
    const stretched = stretchTime(voice, anchors);
    expect(stretched.length).toBe(Math.round(1.2 * RATE));
    for (const { from, to } of anchors) {
      expect(Math.abs((stretched.f0[Math.round(to / 0.005)] ?? 0) / rising(from) - 1)).toBeLessThan(0.01);
    }
  });

  it('leaves a click short when all is drawn out', () => {
    const before = clickLength(synthesizeVoice(clicked));
    const after = clickLength(synthesizeVoice(stretchTime(clicked, 2)));
    expect(after).toBeLessThan(1.5 * before);
  });

  it('knows what lasts and what changes', () => {
    const elasticity = frameElasticity(clicked);
    expect(elasticity[40]).toBeGreaterThan(0.8);
    expect(Math.min(...elasticity.subarray(96, 104))).toBeLessThan(0.3);
  });

  it('changes nothing at the factor 1', () => {
    expect(stretchTime(voice, 1)).toEqual(voice);
  });

  it('stretches nothing to nothing', () => {
    const nothing = analyzeVoice(new Float32Array(), RATE);
    expect(stretchTime(nothing, 2)).toMatchObject({ frames: 0, length: 0 });
  });

  it.each([
    [0.1],
    [6],
    [Number.NaN],
    [
      [
        { from: 0.5, to: 0.5 },
        { from: 0.4, to: 0.6 },
      ],
    ],
    [[{ from: 0.1, to: 0.9 }]],
  ])('refuses %j', (map) => {
    expect(() => stretchTime(voice, map)).toThrow(RangeError);
  });
});

function withClick(): Float32Array {
  const samples = harmonicVoice({ pitch: (t) => (t > 0.45 && t < 0.55 ? 0 : 130) });
  for (let index = 0; index < 160; index++) samples[8000 + index] = index % 7 < 3 ? 0.3 : -0.3;
  return samples;
}

/** Time that the sound between the vowels stays above a twentieth of its peak, samples. */
function clickLength(sound: Float32Array): number {
  const gap = sound.subarray(Math.round(sound.length * 0.47), Math.round(sound.length * 0.53));
  const peak = gap.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return gap.filter((value) => Math.abs(value) > peak / 20).length;
}
