import { describe, expect, it } from 'vitest';
import { envelopeLevel, envelopePeak, framePower } from './__fixtures__/envelope-peaks.ts';
import { harmonicVoice, levelOf, recording, whiteNoise } from './__fixtures__/voices.ts';
import { analyzeVoice } from './analyze-voice.ts';
import { aperiodicityBands } from './aperiodicity-bands.ts';
import { joinFrames } from './join-frames.ts';
import { synthesizeVoice } from './synthesize-voice.ts';
import { VoiceAnalyzer } from './voice-analyzer.ts';
import type { VoiceFrames } from './voice-frames.ts';

const MIDDLE = 100;

describe('analyzeVoice', () => {
  it.each([
    [8000, 512],
    [16_000, 1024],
    [22_050, 1024],
    [24_000, 1024],
    [44_100, 2048],
    [48_000, 2048],
  ])('gives arrays of the shapes that it tells at %d Hz', (sampleRate, fftSize) => {
    const samples = harmonicVoice({ pitch: () => 130, sampleRate });
    const frames = analyzeVoice(samples, sampleRate);
    expect(frames).toMatchObject({ sampleRate, fftSize, bins: fftSize / 2 + 1, frames: 201, frameSeconds: 0.005 });
    expect(frames.length).toBe(samples.length);
    expect(frames.bands).toBe(aperiodicityBands(sampleRate).length);
    expect(frames.f0).toHaveLength(frames.frames);
    expect(frames.envelope).toHaveLength(frames.frames * frames.bins);
    expect(frames.aperiodicity).toHaveLength(frames.frames * frames.bands);
    expect(sound(frames)).toBe(true);
    expect(synthesizeVoice(frames)).toHaveLength(samples.length);
  });

  it.each([90, 140, 220, 330])('finds the formants and the power of a voice at %d Hz', (pitch) => {
    const samples = harmonicVoice({ pitch: () => pitch, formants: [700, 1500, 2700] });
    const frames = analyzeVoice(samples, 16_000);
    for (const formant of [700, 1500, 2700]) {
      // A formant can lie anywhere between two partials, of which one is highest.
      const peak = envelopePeak(frames, MIDDLE, formant - 300, formant + 300);
      expect(Math.abs(peak - formant)).toBeLessThan(Math.max(40, 0.7 * pitch));
    }
    expect(Math.abs(10 * Math.log10(framePower(frames, MIDDLE) / levelOf(samples) ** 2))).toBeLessThan(1.5);
  });

  it('gives white noise its density in every band, and no voice', () => {
    const frames = analyzeVoice(whiteNoise(32_000, 0.1), 16_000);
    expect(frames.aperiodicity.every((share) => share === 1)).toBe(true);
    for (const hertz of [200, 1000, 3000, 7000]) {
      const levels = Array.from({ length: 300 }, (_, frame) => envelopeLevel(frames, frame + 50, hertz, hertz + 500));
      const mean = levels.reduce((sum, level) => sum + level, 0) / levels.length;
      expect(Math.abs(mean + 20)).toBeLessThan(1);
    }
  });

  it('tells a clear voice from a breathy one', () => {
    const shares = [undefined, -30, -20, -10].map((noiseDb) => {
      const samples = harmonicVoice({ pitch: () => 150, ...(noiseDb !== undefined && { noiseDb }) });
      const frames = analyzeVoice(samples, 16_000);
      return frames.aperiodicity[MIDDLE * frames.bands + aperiodicityBands(16_000).indexOf(3000)] ?? 0;
    });
    expect(shares[0]).toBeLessThan(0.01);
    for (let index = 1; index < shares.length; index++) expect(shares[index]).toBeGreaterThan(shares[index - 1] ?? 1);
  });

  it('gives the same frames however the samples come, with bounded look-ahead', () => {
    const samples = harmonicVoice({ pitch: (t) => 110 + 30 * t, seconds: 4, noiseDb: -25 });
    const analyzer = new VoiceAnalyzer(16_000);
    const parts: VoiceFrames[] = [];
    let frames = 0;
    for (let at = 0; at < samples.length; at += 1000) {
      const part = analyzer.push(samples.subarray(at, at + 1000));
      parts.push(part);
      frames += part.frames;
      expect(at / 80 - frames).toBeLessThan(160);
    }
    parts.push(analyzer.flush());
    expect(joinFrames(parts)).toEqual(analyzeVoice(samples, 16_000));
  });
});

describe('whatever is put in', () => {
  const odd: ReadonlyArray<readonly [string, Float32Array]> = [
    ['nothing', new Float32Array()],
    ['one sample', Float32Array.of(0.5)],
    ['0.05 s', harmonicVoice({ pitch: () => 120, seconds: 0.05 })],
    ['silence', new Float32Array(16_000)],
    ['a constant', new Float32Array(16_000).fill(0.7)],
    ['noise', whiteNoise(16_000, 0.5)],
    ['what is no number', new Float32Array(16_000).fill(Number.NaN)],
    ['numbers and none', whiteNoise(16_000).map((value, index) => (index % 50 === 0 ? Number.NaN : value))],
    ['a click', Float32Array.from({ length: 16_000 }, (_, index) => Number(index === 8000))],
    ['full scale', Float32Array.from({ length: 16_000 }, (_, index) => (index % 100 < 50 ? 1 : -1))],
    ['far too loud', whiteNoise(16_000, 1e6)],
    ['hardly anything', whiteNoise(16_000, 1e-7)],
  ];

  it.each(odd)('%s comes out as finite sound of the same length', (_, samples) => {
    for (const sampleRate of [8000, 16_000, 48_000]) {
      const frames = analyzeVoice(samples, sampleRate);
      expect(sound(frames)).toBe(true);
      const output = synthesizeVoice(frames);
      expect(output).toHaveLength(samples.length);
      expect(output.every(Number.isFinite)).toBe(true);
      const finite = samples.map((value) => (Number.isFinite(value) ? value : 0));
      const loudest = finite.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-6);
      expect(output.every((value) => Math.abs(value) <= 8 * loudest)).toBe(true);
    }
  });

  it('silence stays silence', () => {
    expect(levelOf(synthesizeVoice(analyzeVoice(new Float32Array(16_000), 16_000)))).toBeLessThan(1e-6);
  });

  it('music does no harm', async ({ skip }) => {
    const noisy = await recording('noise/noisy_snr0.wav');
    if (!noisy) return skip('the shared data is absent');
    const samples = noisy.samples.subarray(0, 3 * noisy.sampleRate);
    const frames = analyzeVoice(samples, noisy.sampleRate);
    expect(sound(frames)).toBe(true);
    expect(Math.abs(20 * Math.log10(levelOf(synthesizeVoice(frames)) / levelOf(samples)))).toBeLessThan(2);
  });

  it.each([7999, 48_001, Number.NaN])('refuses the rate %d', (sampleRate) => {
    expect(() => analyzeVoice(new Float32Array(10), sampleRate)).toThrow(RangeError);
  });
});

/** Whether all values are of the kind that `VoiceFrames` tells. */
function sound({ f0, envelope, aperiodicity }: VoiceFrames): boolean {
  return (
    f0.every((pitch) => pitch === 0 || (pitch >= 40 && pitch <= 1000)) &&
    envelope.every((density) => density >= 0 && Number.isFinite(density)) &&
    aperiodicity.every((share) => share > 0 && share <= 1)
  );
}
