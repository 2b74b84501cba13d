import { readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pcm } from '@potoo/core';
import { afterAll, describe, expect, it } from 'vitest';
import { levelAt } from '../../audio/__fixtures__/signals.ts';
import { measureLoudness } from '../../audio/loudness.ts';
import { pcmSource } from '../../audio/pcm-source.ts';
import { addClicks } from '../../testing/mixtures/clicks.ts';
import { mixAtSnr } from '../../testing/mixtures/mix-at-snr.ts';
import { mainsHum, pinkNoise } from '../../testing/mixtures/noises.ts';
import { siSdr } from '../../testing/si-sdr.ts';
import { enhance, enhanceMono } from './__fixtures__/enhance.ts';
import { NO_RECORDINGS, recording } from './__fixtures__/recordings.ts';
import { enhanceAudio } from './enhance-audio.ts';

const folder = await mkdtemp(join(tmpdir(), 'potoo-enhance-'));
afterAll(() => rm(folder, { recursive: true }));
const EVERYTHING = { denoise: true, clarity: true, superResolution: true, directory: folder } as const;

const noise = (seconds: number, sampleRate: number) => pinkNoise(Math.round(seconds * sampleRate));
const mono = (samples: Float32Array, sampleRate: number): Pcm => ({ channels: [samples], sampleRate });
const mean = (samples: Float32Array) => samples.reduce((sum, value) => sum + value, 0) / samples.length;
const allFinite = ({ channels }: Pcm) => channels.every((channel) => channel.every(Number.isFinite));

describe('enhanceAudio', () => {
  it.each([
    ['a hundred milliseconds', 0.1, 16_000, 1],
    ['one value', 1 / 48_000, 48_000, 1],
    ['eight channels', 0.5, 48_000, 8],
    ['192 kHz', 0.4, 192_000, 1],
    ['8 kHz', 1.3, 8000, 2],
  ])('keeps rate, channels and length of %s', async (_, seconds, sampleRate, channels) => {
    const pcm = { channels: Array.from({ length: channels }, () => noise(seconds, sampleRate)), sampleRate };
    const frames = pcm.channels[0]?.length ?? 0;
    for (const options of [{ denoise: true }, { clarity: true }, { denoise: true, clarity: true }]) {
      const output = await enhance(pcm, { ...options, directory: folder });
      expect(output.sampleRate).toBe(sampleRate);
      expect(output.channels.map((channel) => channel.length)).toEqual(Array(channels).fill(frames));
      expect(allFinite(output)).toBe(true);
    }
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([
    [8000, undefined, 48_000],
    [11_025, undefined, 44_100],
    [16_000, 44_100, 44_100],
    [44_100, undefined, 44_100],
    [96_000, undefined, 96_000],
  ])('brings %d Hz to the rate asked for, %s, in step', async (sampleRate, outputRate, expected) => {
    const pcm = mono(noise(0.7, sampleRate), sampleRate);
    const output = await enhance(pcm, { ...EVERYTHING, outputRate });
    expect(output.sampleRate).toBe(expected);
    expect(output.channels[0]).toHaveLength(Math.round(((pcm.channels[0]?.length ?? 0) * expected) / sampleRate));
  });

  it('refuses an output rate below that of the recording, and gives nothing for nothing', async () => {
    const pcm = mono(noise(0.1, 48_000), 48_000);
    await expect(enhance(pcm, { superResolution: true, outputRate: 44_100 })).rejects.toThrow(RangeError);
    expect((await enhance(mono(new Float32Array(0), 48_000), EVERYTHING)).channels[0]).toHaveLength(0);
  });

  it('keeps silence silent', async () => {
    const { channels } = await enhance(mono(new Float32Array(32_000), 16_000), EVERYTHING);
    expect(channels[0]?.every((value) => value === 0)).toBe(true);
  });

  it('takes what is no number for silence, and says so once for all that hear it', async () => {
    const broken = noise(1, 16_000);
    broken[700] = Number.NaN;
    broken[9000] = Number.POSITIVE_INFINITY;
    const warnings = new Set<string>();
    const output = await enhance(mono(broken, 16_000), { ...EVERYTHING, onWarning: (text) => warnings.add(text) });
    expect(allFinite(output)).toBe(true);
    expect([...warnings].filter((text) => text.includes('no numbers'))).toHaveLength(1);
  });

  it('gives all channels the same gain', async () => {
    const left = noise(2, 16_000);
    const { channels } = await enhance(
      { channels: [left, left.map((value) => value / 4)], sampleRate: 16_000 },
      { denoise: true, clarity: true, directory: folder },
    );
    const [first = left, second = left] = channels;
    expect(siSdr(second, first)).toBeGreaterThan(80);
    const ratio =
      first.reduce((sum, value) => sum + value * value, 0) / second.reduce((sum, value) => sum + value * value, 0);
    expect(ratio).toBeCloseTo(16, 2);
  });

  it('tells of its progress to the end', async () => {
    const told: number[] = [];
    await enhance(mono(noise(3, 16_000), 16_000), { ...EVERYTHING, onProgress: (fraction) => told.push(fraction) });
    expect(told).toEqual(told.slice().sort((first, second) => first - second));
    expect(told[0]).toBe(0);
    expect(told.at(-1)).toBe(1);
  });

  it('stops when told to, and leaves no file behind', async () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    const onProgress = (fraction: number) => fraction > 0.5 && controller.abort(reason);
    const work = enhance(mono(noise(10, 16_000), 16_000), { ...EVERYTHING, signal: controller.signal, onProgress });
    await expect(work).rejects.toBe(reason);
    expect(readdirSync(folder)).toEqual([]);
    const late = enhanceAudio(pcmSource(mono(noise(1, 16_000), 16_000)), {
      ...EVERYTHING,
      strength: 1,
      signal: controller.signal,
    });
    await expect(late.next()).rejects.toBe(reason);
  });
});

describe.skipIf(NO_RECORDINGS)('enhanceAudio of speech', async () => {
  const { samples: speech, sampleRate } = NO_RECORDINGS
    ? { samples: new Float32Array(1), sampleRate: 16_000 }
    : await recording('speech/leopard_fr.wav');

  it('takes an offset, hum, clicks and noise out together', async () => {
    const hum = mainsHum(speech.length, sampleRate, { hertz: 50.02 });
    const { signal } = addClicks(mixAtSnr(mixAtSnr(speech, hum, 5), pinkNoise(speech.length), 10), sampleRate);
    const spoilt = signal.map((value) => value + 0.05);
    const output = await enhanceMono(spoilt, sampleRate, { denoise: true });
    expect(Math.abs(mean(output))).toBeLessThan(0.001);
    for (const line of [50.02, 150.06, 250.1]) {
      expect(levelAt(output, line, sampleRate)).toBeLessThan(levelAt(spoilt, line, sampleRate) / 10);
    }
    expect(siSdr(output, speech)).toBeGreaterThan(siSdr(spoilt, speech) + 10);
  });

  it.each([1, 2, 3] as const)('leaves clean speech as it is at strength %d', async (strength) => {
    const output = await enhanceMono(speech, sampleRate, { denoise: true, strength });
    expect(siSdr(output, speech)).toBeGreaterThan(35);
  });

  it('makes noisy speech clear: at its loudness, with its peaks held', async () => {
    const noisy = mixAtSnr(speech, pinkNoise(speech.length), 8).map((value) => value / 8);
    const output = await enhance(mono(noisy, sampleRate), EVERYTHING);
    const { integrated, truePeak } = measureLoudness(output);
    expect(Math.abs(integrated + 16)).toBeLessThan(0.5);
    expect(truePeak).toBeLessThanOrEqual(-1);
  });
});

describe.skipIf(NO_RECORDINGS)('enhanceAudio of music', () => {
  it('takes out no more than noise would miss, and says that it is music', async () => {
    const tune = Float32Array.from({ length: 8 * 16_000 }, (_, frame) => {
      const seconds = frame / 16_000;
      const hertz = 262 * 2 ** (([0, 4, 7, 12, 9, 5, 2, 11][Math.floor(4 * seconds) % 8] ?? 0) / 12);
      return (
        0.2 *
        Math.exp(-3 * (seconds % 0.25)) *
        (Math.sin(2 * Math.PI * hertz * seconds) + 0.4 * Math.sin(4 * Math.PI * hertz * seconds))
      );
    });
    const warnings: string[] = [];
    const output = await enhanceMono(tune, 16_000, { denoise: true, onWarning: (text) => warnings.push(text) });
    expect(siSdr(output, tune)).toBeGreaterThan(15);
    expect(warnings.join()).toContain('music');
  });
});
