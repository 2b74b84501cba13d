import { describe, expect, it } from 'vitest';
import { pitchErrors } from './__fixtures__/pitch-errors.ts';
import { harmonicVoice, recording, whiteNoise } from './__fixtures__/voices.ts';
import { estimatePitch } from './estimate-pitch.ts';
import { PitchTracker } from './pitch-tracker.ts';

/** Melodies between 70 and 500 Hz: level, rising, falling, with vibrato, as in speech. */
const MELODIES: ReadonlyArray<readonly [string, (seconds: number) => number]> = [
  ['70 Hz', () => 70],
  ['100 Hz', () => 100],
  ['500 Hz', () => 500],
  ['70 to 140 Hz', (t) => 70 * 2 ** (t / 2)],
  ['500 to 250 Hz', (t) => 500 * 2 ** (-t / 2)],
  ['200 Hz with vibrato', (t) => 200 * 2 ** (0.1 * Math.sin(2 * Math.PI * 5 * t))],
  ['a sentence', (t) => 130 * 2 ** (0.5 * Math.sin(2 * Math.PI * 0.7 * t) + 0.15 * Math.sin(2 * Math.PI * 2.3 * t))],
];
const NOISES = [undefined, -20, -10, -5] as const;

describe('estimatePitch', () => {
  it.each(MELODIES)('finds %s, clean and in noise', (_, pitch) => {
    for (const noiseDb of NOISES) {
      const samples = harmonicVoice({ pitch, seconds: 2, ...(noiseDb !== undefined && { noiseDb }) });
      const { f0 } = estimatePitch(samples, 16_000);
      // The ends are left out: half a window there is silence.
      const truth = f0.map((_pitch, frame) => (frame > 8 && frame < f0.length - 8 ? pitch(frame * 0.005) : 0));
      const errors = pitchErrors(
        f0.map((found, frame) => ((truth[frame] ?? 0) > 0 ? found : 0)),
        truth,
      );
      expect(errors.gross).toBeLessThan(0.03);
      expect(errors.missed).toBeLessThan(0.05);
      // 1 % are 17.2 cents.
      expect(errors.meanCents).toBeLessThan(17.2);
      expect(errors.medianCents).toBeLessThan(noiseDb === undefined ? 3 : 12);
    }
  });

  it('finds no pitch in silence, noise, clicks and less than a period', () => {
    const clicks = Float32Array.from({ length: 16_000 }, (_, index) => (index % 3571 === 0 ? 0.9 : 0));
    for (const samples of [new Float32Array(16_000), whiteNoise(32_000), clicks, whiteNoise(160)]) {
      const { f0 } = estimatePitch(samples, 16_000);
      expect(f0.filter((pitch) => pitch > 0).length / f0.length).toBeLessThan(0.03);
    }
    expect(estimatePitch(new Float32Array(), 16_000).f0).toHaveLength(0);
  });

  it.each([8000, 11_025, 22_050, 44_100, 48_000])('finds the same pitch at %d Hz', (sampleRate) => {
    const { f0 } = estimatePitch(harmonicVoice({ pitch: () => 160, sampleRate }), sampleRate);
    expect(f0).toHaveLength(201);
    for (const pitch of f0.subarray(10, 190)) expect(Math.abs(pitch / 160 - 1)).toBeLessThan(0.001);
  });

  it('takes what is no number for silence', () => {
    const samples = harmonicVoice({ pitch: () => 160 });
    samples.fill(Number.NaN, 8000, 8100);
    samples[3000] = Number.POSITIVE_INFINITY;
    const { f0 } = estimatePitch(samples, 16_000);
    expect(f0.every(Number.isFinite)).toBe(true);
    expect(f0.filter((pitch) => Math.abs(pitch / 160 - 1) < 0.01).length).toBeGreaterThan(180);
  });

  it('finds a pitch whose lowest partials are missing, as over the telephone', () => {
    const full = harmonicVoice({ pitch: () => 110, sampleRate: 8000, seconds: 1 });
    const { f0 } = estimatePitch(withoutBelow(full, 300, 8000), 8000);
    for (const pitch of f0.subarray(20, 180)) expect(Math.abs(pitch / 110 - 1)).toBeLessThan(0.01);
  });

  it('keeps to its floor, its ceiling and its frames', () => {
    const samples = harmonicVoice({ pitch: (t) => 100 + 300 * t });
    const { f0, frameSeconds } = estimatePitch(samples, 16_000, { floor: 150, ceiling: 300, frameSeconds: 0.01 });
    expect(frameSeconds).toBe(0.01);
    expect(f0).toHaveLength(101);
    expect(f0.every((pitch) => pitch === 0 || (pitch > 135 && pitch < 330))).toBe(true);
    expect(f0[40]).toBeCloseTo(220, -1);
  });

  it('gives the same frames however the samples come', () => {
    const samples = harmonicVoice({ pitch: (t) => 120 + 40 * t, seconds: 3, noiseDb: -20 });
    const whole = estimatePitch(samples, 16_000).f0;
    const tracker = new PitchTracker(16_000);
    const parts: number[] = [];
    for (let at = 0; at < samples.length; at += 777) parts.push(...tracker.push(samples.subarray(at, at + 777)));
    // The look-ahead is bounded: most frames are known before the end.
    expect(parts.length).toBeGreaterThan(whole.length - 150);
    parts.push(...tracker.flush());
    expect(Float32Array.from(parts)).toEqual(whole);
  });

  it('keeps its melody when real noise is added to a real voice', async ({ skip }) => {
    const clean = await recording('noise/speech.wav');
    const noisy = await recording('noise/speech_bab_0dB.wav');
    if (!clean || !noisy) return skip('the shared data is absent');
    const truth = estimatePitch(clean.samples, clean.sampleRate).f0;
    const babble = noisy.samples.map((value, index) => value - (clean.samples[index] ?? 0));
    const mixed = clean.samples.map((value, index) => value + 0.3 * (babble[index] ?? 0));
    const errors = pitchErrors(estimatePitch(mixed, clean.sampleRate).f0, truth);
    expect(errors.gross).toBeLessThan(0.05);
    expect(errors.medianCents).toBeLessThan(15);
    expect(errors.agreement).toBeGreaterThan(0.8);
  });

  it.each([
    [7999, {}],
    [96_000, {}],
    [16_000, { floor: 39 }],
    [16_000, { ceiling: 1001 }],
    [16_000, { floor: 300, ceiling: 200 }],
    [16_000, { frameSeconds: 0 }],
    [16_000, { frameSeconds: Number.NaN }],
  ])('refuses %d Hz with %o', (sampleRate, options) => {
    expect(() => estimatePitch(new Float32Array(100), sampleRate, options)).toThrow(RangeError);
  });
});

/** Takes away what lies below a frequency, by a windowed sinc. */
function withoutBelow(samples: Float32Array, hertz: number, sampleRate: number): Float32Array {
  const half = 200;
  const cutoff = (2 * hertz) / sampleRate;
  const taps = Float64Array.from({ length: 2 * half + 1 }, (_, tap) => {
    const x = tap - half;
    const sinc = x === 0 ? cutoff : Math.sin(Math.PI * cutoff * x) / (Math.PI * x);
    return (x === 0 ? 1 : 0) - sinc * (0.5 + 0.5 * Math.cos((Math.PI * x) / (half + 1)));
  });
  return samples.map((_, at) => taps.reduce((sum, tap, index) => sum + tap * (samples[at + index - half] ?? 0), 0));
}
