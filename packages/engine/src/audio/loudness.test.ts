import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { sharedData } from '../testing/shared-data.ts';
import { hasProgram, runProgram } from './__fixtures__/programs.ts';
import { gather, gatherBytes, inBlocks, tone } from './__fixtures__/signals.ts';
import { encodeWav } from './encode/encode-wav.ts';
import { measureLoudness, normalizeLoudness } from './loudness.ts';
import { decodeWav } from './wav/decode-wav.ts';

const folder = mkdtempSync(join(tmpdir(), 'potoo-loudness-'));
afterAll(() => rmSync(folder, { recursive: true }));
const hasFfmpeg = hasProgram('ffmpeg');
const RECORDINGS = ['speech/jfk.wav', 'speech/LJ001-0001.wav', 'noise/clean_freesound_33711.wav'];

describe('measureLoudness', () => {
  it('gives -23 LUFS for a stereo tone of 1 kHz at -23 dBFS (EBU Tech 3341, case 1)', () => {
    const { integrated, truePeak } = measureLoudness(
      tone(1000, 5, { sampleRate: 48_000, level: 10 ** (-23 / 20), channels: 2 }),
    );
    expect(integrated).toBeCloseTo(-23, 1);
    expect(truePeak).toBeCloseTo(-23, 1);
  });

  it('finds the peak between two values', () => {
    // A quarter of the rate, sampled at 45 degrees: every value is 3 dB below the crest.
    const channel = Float32Array.from(
      { length: 24_000 },
      (_, frame) => Math.sin((Math.PI / 2) * frame + Math.PI / 4) * 0.5,
    );
    expect(measureLoudness({ channels: [channel], sampleRate: 24_000 }).truePeak).toBeCloseTo(-6, 0);
  });

  it('gives -Infinity for silence and for nothing', () => {
    expect(measureLoudness({ channels: [new Float32Array(48_000)], sampleRate: 24_000 }).integrated).toBe(-Infinity);
    expect(measureLoudness({ channels: [new Float32Array()], sampleRate: 24_000 }).truePeak).toBe(-Infinity);
  });

  it.skipIf(!hasFfmpeg).each(RECORDINGS)('agrees with ffmpeg within 0.2 LU on %s', async (name) => {
    const path = sharedData(name);
    if (!path) return;
    const { integrated, truePeak } = measureLoudness(await gather(decodeWav(path)));
    const { stderr } = runProgram('ffmpeg', '-nostdin', '-i', path, '-af', 'ebur128=peak=true', '-f', 'null', '-');
    const summary = stderr.slice(stderr.lastIndexOf('Summary'));
    expect(Math.abs(integrated - Number(/I:\s+(-?[\d.]+) LUFS/.exec(summary)?.[1]))).toBeLessThan(0.2);
    expect(Math.abs(truePeak - Number(/Peak:\s+(-?[\d.]+) dBFS/.exec(summary)?.[1]))).toBeLessThan(0.3);
  });
});

describe('normalizeLoudness', () => {
  it.each(RECORDINGS)('brings %s to its target without a true peak above -1 dBTP', async (name) => {
    const path = sharedData(name);
    if (!path) return;
    const pcm = await gather(decodeWav(path));
    for (const target of [-23, -16]) {
      const { integrated, truePeak } = measureLoudness(normalizeLoudness(pcm, target));
      expect(Math.abs(integrated - target)).toBeLessThan(0.2);
      expect(truePeak).toBeLessThanOrEqual(-1);
    }
  });

  it('brings speech as near to a target that is too loud for it as the limit on peaks allows', async () => {
    const path = sharedData('speech/jfk.wav');
    if (!path) return;
    const pcm = await gather(decodeWav(path));
    const loudest = measureLoudness(normalizeLoudness(pcm, -8));
    expect(loudest.truePeak).toBeLessThanOrEqual(-1);
    expect(loudest.integrated).toBeGreaterThan(-12);
  });

  it('keeps the length, and leaves silence alone', () => {
    const silence = { channels: [new Float32Array(24_000)], sampleRate: 24_000 };
    expect(normalizeLoudness(silence, -16)).toBe(silence);
    expect(normalizeLoudness(tone(440, 1), -5).channels[0]).toHaveLength(24_000);
  });

  it.skipIf(!hasFfmpeg)('has its result confirmed by ffmpeg', async () => {
    const louder = normalizeLoudness(tone(700, 4, { level: 0.02 }), -16);
    const path = join(folder, 'louder.wav');
    const wav = encodeWav(inBlocks(louder), { sampleRate: 24_000, channels: 1, streaming: false });
    writeFileSync(path, await gatherBytes(wav));
    const { stderr } = runProgram('ffmpeg', '-nostdin', '-i', path, '-af', 'ebur128', '-f', 'null', '-');
    expect(stderr.slice(stderr.lastIndexOf('Summary'))).toMatch(/I:\s+-1(6\.[01]|5\.9) LUFS/);
  });
});
