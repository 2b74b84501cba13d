import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AudioFormat } from '@potoo/core';
import { makeWav } from '@potoo/core/testing';
import { afterAll, describe, expect, test } from 'vitest';
import { gather, levelAt } from '../audio/__fixtures__/signals.ts';
import { createMedia } from '../audio/media.ts';
import { createEngine } from '../engine.ts';

// What the documentation of TTS.ai offers for conversion.
const FORMATS = ['mp3', 'wav', 'flac', 'ogg', 'm4a', 'aac'] as const;
const BITRATES = [64, 128, 192, 256, 320];
const SAMPLE_RATES = [22_050, 44_100, 48_000];
const CHANNELS = ['mono', 'stereo'] as const;
const LOSSLESS: readonly AudioFormat[] = ['wav', 'flac'];

const SECONDS = 1;
const RATE = 32_000;
const engine = createEngine({ hosts: 1 });
const media = createMedia();
const folder = await mkdtemp(join(tmpdir(), 'potoo-convert-'));
afterAll(async () => {
  await engine.close();
  await media.close();
  await rm(folder, { recursive: true, force: true });
});

/** A low tone on the left, a higher one on the right, over soft noise that a codec cannot leave out. */
function recording(): Uint8Array<ArrayBuffer> {
  let state = 1;
  const values = Float32Array.from({ length: 2 * RATE * SECONDS }, (_, at) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    const hertz = at % 2 === 0 ? 440 : 1250;
    return 0.3 * Math.sin((2 * Math.PI * hertz * Math.floor(at / 2)) / RATE) + 0.1 * (state / 2 ** 32 - 0.5);
  });
  return makeWav(values, RATE, 2);
}

const decibels = (ratio: number) => 20 * Math.log10(ratio);

describe.each(FORMATS)('to %s', (format) => {
  test.each(SAMPLE_RATES)('at %i Hz: every bitrate, mono and stereo', { timeout: 60_000 }, async (sampleRate) => {
    const audio = recording();
    for (const channels of CHANNELS) {
      const sizes: number[] = [];
      for (const bitrate of BITRATES) {
        const made = await engine.convertAudio({ audio, format, bitrate, sampleRate, channels });
        const { channels: count } = made.audio;
        expect([made.audio.format, made.audio.sampleRate, count]).toEqual([
          format,
          sampleRate,
          CHANNELS.indexOf(channels) + 1,
        ]);
        expect(made.warnings.filter(({ subject }) => subject !== 'bitrate')).toEqual([]);
        expect(Math.abs(made.audio.duration - SECONDS)).toBeLessThan(0.1);
        sizes.push(made.audio.bytes().length);

        const path = join(folder, `made.${format}`);
        await made.audio.save(path);
        const pcm = await gather(media.decode(path, { maxSeconds: 5 }));
        expect([pcm.sampleRate, pcm.channels.length]).toEqual([sampleRate, count]);
        const [left = new Float32Array(), right = left] = pcm.channels;
        expect(Math.abs(left.length / sampleRate - SECONDS)).toBeLessThan(0.1);
        const share = channels === 'mono' ? 0.5 : 1;
        expect(Math.abs(decibels(levelAt(left, 440, sampleRate) / (0.3 * share)))).toBeLessThan(1);
        expect(Math.abs(decibels(levelAt(right, 1250, sampleRate) / (0.3 * share)))).toBeLessThan(1);
      }
      const [smallest = 0, largest = 0] = [sizes[0], sizes.at(-1)];
      if (LOSSLESS.includes(format)) expect(new Set(sizes).size).toBe(1);
      else expect(largest).toBeGreaterThan(1.2 * smallest);
      expect(sizes).toEqual(sizes.toSorted((a, b) => a - b));
    }
  });
});
