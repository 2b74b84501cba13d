import { describe, expect, it } from 'vitest';
import { levelAt, tone } from '../../../audio/__fixtures__/signals.ts';
import { measureLoudness } from '../../../audio/loudness.ts';
import { levelToDb, rmsLevel } from '../../../audio/measure.ts';
import { pcmSource } from '../../../audio/pcm-source.ts';
import { randomNormal } from '../../../testing/mixtures/random-normal.ts';
import { siSdr } from '../../../testing/si-sdr.ts';
import { NO_RECORDINGS, recording } from '../__fixtures__/recordings.ts';
import { runStage } from '../__fixtures__/run-stage.ts';
import { claritySettings } from './clarity-settings.ts';
import { createPeakLimit } from './peak-limit.ts';
import { SPEECH_LUFS, speechGain } from './settle-loudness.ts';
import { createVoicePolish } from './voice-polish.ts';

const RATE = 48_000;
const settings = claritySettings(2, 0);

const only = ({ channels }: { readonly channels: readonly Float32Array[] }) => channels[0] ?? new Float32Array(0);
const polish = (samples: Float32Array, levelDb = -20) =>
  runStage(createVoicePolish(RATE, 1, settings, levelDb), samples);
const sine = (hertz: number, level: number) => only(tone(hertz, 1, { sampleRate: RATE, level }));
/** Of a tone, decibels. */
const changeDb = (hertz: number, level: number) => {
  return levelToDb(levelAt(polish(sine(hertz, level)), hertz, RATE) / level);
};

describe('createVoicePolish', () => {
  it('takes rumble away, lifts consonants, and leaves what is between', () => {
    expect(changeDb(25, 0.02)).toBeLessThan(-30);
    expect(Math.abs(changeDb(500, 0.02))).toBeLessThan(0.3);
    expect(changeDb(10_000, 0.001)).toBeGreaterThan(2.5);
  });

  it('evens out what is loud by its ratio', () => {
    const quiet = changeDb(500, 0.02);
    const loud = changeDb(500, 0.8);
    expect(quiet - loud).toBeGreaterThan(7);
    expect(quiet - loud).toBeLessThan(12);
  });

  it('holds back sharp consonants and leaves soft ones', () => {
    expect(changeDb(6800, 0.1) - changeDb(6800, 0.005)).toBeLessThan(-4);
  });

  it('gives all channels the same gain, and as many frames as it takes', () => {
    const next = randomNormal(4);
    const noise = Float32Array.from({ length: 30_011 }, (_, at) => 0.3 * next() * Math.sin(at / 5000));
    const stage = createVoicePolish(RATE, 2, settings, -20);
    const stereo = [noise, noise.map((value) => value / 4)];
    const [left, right] = [stage.push(stereo), stage.flush()].reduce<number[][]>(
      (sum, [first = [], second = []]) => [
        [...(sum[0] ?? []), ...first],
        [...(sum[1] ?? []), ...second],
      ],
      [],
    );
    expect(left).toHaveLength(noise.length);
    expect(siSdr(Float32Array.from(right ?? []), Float32Array.from(left ?? []))).toBeGreaterThan(100);
  });

  it('does less to music', () => {
    const music = claritySettings(2, 1);
    expect(music.presenceDb).toBeLessThan(settings.presenceDb / 2);
    expect(music.rumbleHertz).toBeLessThan(settings.rumbleHertz / 2);
    expect(music.ratio - 1).toBeLessThan((settings.ratio - 1) / 2);
  });
});

describe('createPeakLimit', () => {
  it('keeps every true peak below the ceiling, and turns nothing else down', () => {
    const next = randomNormal(8);
    const spiky = Float32Array.from({ length: RATE }, (_, at) => 0.02 * next() * (at % 9000 < 40 ? 25 : 1));
    const limit = createPeakLimit(RATE, 1, 2, 0.5);
    const output = runStage(limit, spiky, 4801);
    expect(limit.limited).toBe(true);
    expect(output).toHaveLength(spiky.length);
    expect(measureLoudness({ channels: [output], sampleRate: RATE }).truePeak).toBeLessThanOrEqual(levelToDb(0.5));
    expect(output[5000]).toBeCloseTo(2 * (spiky[5000] ?? 0), 6);
  });

  it.each([0, 1, 300, 9999])('gives %d frames for as many, whatever the blocks', (frames) => {
    const input = sine(3000, 0.9).subarray(0, frames);
    const whole = runStage(createPeakLimit(RATE, 1, 1.5, 0.8), input, RATE);
    expect(whole).toHaveLength(frames);
    const pieces = runStage(createPeakLimit(RATE, 1, 1.5, 0.8), input, 97);
    for (const [at, value] of pieces.entries()) expect(value).toBeCloseTo(whole[at] ?? 0, 5);
  });

  it('only multiplies what stays below', () => {
    const input = sine(700, 0.3);
    const limit = createPeakLimit(RATE, 1, 1.25, 0.9);
    expect(runStage(limit, input)).toEqual(input.map((value) => value * 1.25));
    expect(limit.limited).toBe(false);
  });
});

describe('speechGain', () => {
  it('leaves silence alone', async () => {
    const silence = pcmSource({ channels: [new Float32Array(RATE)], sampleRate: RATE });
    expect(await speechGain(silence, Number.NEGATIVE_INFINITY)).toBe(1);
  });

  it.skipIf(NO_RECORDINGS)('finds the gain that settles speech, limiter and all', async () => {
    const { samples, sampleRate } = await recording('speech/LJ001-0005.wav');
    const pcm = { channels: [samples], sampleRate };
    const gain = await speechGain(pcmSource(pcm), measureLoudness(pcm).integrated);
    const output = runStage(createPeakLimit(sampleRate, 1, gain, 10 ** (-1 / 20)), samples);
    const settled = measureLoudness({ channels: [output], sampleRate });
    expect(Math.abs(settled.integrated - SPEECH_LUFS)).toBeLessThan(0.3);
    expect(settled.truePeak).toBeLessThanOrEqual(-1);
    expect(rmsLevel({ channels: [output], sampleRate })).toBeGreaterThan(rmsLevel(pcm));
  });
});
