import { describe, expect, it } from 'vitest';
import { pitchErrors } from './__fixtures__/pitch-errors.ts';
import { harmonicVoice } from './__fixtures__/voices.ts';
import { analyzeVoice } from './analyze-voice.ts';
import { medianOfVoiced, shiftPitch } from './shift-pitch.ts';
import { synthesizeVoice } from './synthesize-voice.ts';

const voice = analyzeVoice(harmonicVoice({ pitch: (t) => 150 * 2 ** (0.3 * Math.sin(2 * Math.PI * 2 * t)) }), 16_000);

describe('shiftPitch', () => {
  it.each([-7, -2, 3, 9])('moves the melody by %d semitones, also when it sounds', (semitones) => {
    const shifted = shiftPitch(voice, { semitones });
    expect(medianOfVoiced(shifted.f0) / medianOfVoiced(voice.f0)).toBeCloseTo(2 ** (semitones / 12), 4);
    const heard = analyzeVoice(synthesizeVoice(shifted), 16_000);
    const errors = pitchErrors(heard.f0, shifted.f0);
    expect(errors.medianCents).toBeLessThan(10);
    expect(errors.gross).toBeLessThan(0.01);
    expect(errors.agreement).toBeGreaterThan(0.97);
    expect(shifted.envelope).toBe(voice.envelope);
  });

  it('scales the range around the median', () => {
    const median = medianOfVoiced(voice.f0);
    const flat = shiftPitch(voice, { rangeScale: 0 });
    const lively = shiftPitch(voice, { rangeScale: 1.5 });
    for (const [frame, pitch] of voice.f0.entries()) {
      if (pitch === 0) continue;
      expect(flat.f0[frame]).toBeCloseTo(median, 3);
      expect(Math.log2((lively.f0[frame] ?? 0) / median)).toBeCloseTo(1.5 * Math.log2(pitch / median), 4);
    }
  });

  it('scales around a given median, for a part of a whole', () => {
    expect(medianOfVoiced(shiftPitch(voice, { rangeScale: 0, median: 120 }).f0)).toBeCloseTo(120, 3);
  });

  it('bends along a contour', () => {
    const bent = shiftPitch(voice, { contour: (seconds) => 4 * seconds });
    expect(12 * Math.log2((bent.f0[100] ?? 0) / (voice.f0[100] ?? 0))).toBeCloseTo(2, 3);
  });

  it('keeps within 40 and 1000 Hz, and leaves unvoiced frames', () => {
    const voiced = voice.f0.map((pitch) => Number(pitch > 0));
    for (const [semitones, least, most] of [[60, 999, 1000] as const, [-60, 40, 41] as const]) {
      const { f0 } = shiftPitch(voice, { semitones });
      expect(f0.map((pitch) => Number(pitch > 0))).toEqual(voiced);
      expect(f0.every((pitch) => pitch === 0 || (pitch >= least && pitch <= most))).toBe(true);
    }
  });

  it('leaves a voice without pitch', () => {
    const silent = { ...voice, f0: new Float32Array(voice.frames) };
    expect(shiftPitch(silent, { semitones: 5, rangeScale: 2 }).f0).toEqual(silent.f0);
  });

  it.each([{ semitones: Number.NaN }, { rangeScale: -1 }, { median: Number.NaN }, { contour: () => Number.NaN }])(
    'refuses %o',
    (shift) => {
      expect(() => shiftPitch(voice, shift)).toThrow(RangeError);
    },
  );
});
