import type { Pcm } from '@potoo/core';
import { describe, expect, it } from 'vitest';
import { pcmSource } from '../../audio/pcm-source.ts';
import { siSdr } from '../../testing/si-sdr.ts';
import { renderSong, type Song } from '../../testing/songs/render-song.ts';
import { addTrack, createTrack, type StereoTrack } from '../../testing/songs/stereo-track.ts';
import { type SeparationOptions, separateStems, stemNames } from './separate-stems.ts';

const RATE = 22_050;

describe('separateStems', () => {
  it('lifts a voice in the middle and a stereo accompaniment out of each other', async () => {
    const song = renderSong({ seed: 201, vocal: 'female', seconds: 9, sampleRate: RATE });
    const [vocals, accompaniment] = await separate(stereo(song.mixture), { stems: 2 });
    expect(improvement(vocals, song.stems.vocals, song)).toBeGreaterThan(8);
    expect(improvement(accompaniment, accompanimentOf(song), song)).toBeGreaterThan(8);
  });

  it('finds voice, drums, bass and the rest in mono, and says what it goes without', async () => {
    const song = renderSong({ seed: 202, vocal: 'male', seconds: 9, sampleRate: RATE });
    const warnings: string[] = [];
    const [vocals, drums, bass] = await separate(
      { channels: [mono(song.mixture)], sampleRate: RATE },
      { stems: 4, onWarning: (message) => warnings.push(message) },
    );
    expect(improvement(vocals, song.stems.vocals, song)).toBeGreaterThan(3.5);
    expect(improvement(drums, song.stems.drums, song)).toBeGreaterThan(5);
    expect(improvement(bass, song.stems.bass, song)).toBeGreaterThan(5);
    expect(warnings).toEqual([expect.stringContaining('mono')]);
  });

  it.each([2, 4, 5, 6] as const)('gives %d stems that sum to the input, in order, block by block', async (stems) => {
    const { mixture } = renderSong({ seed: 203, seconds: 3, sampleRate: RATE });
    const input = stereo(mixture);
    const made = await separate(input, { stems });
    expect(made).toHaveLength(stems);
    expect(stemNames(stems)).toHaveLength(stems);
    expect(made.map((stem) => stem.sampleRate)).toEqual(made.map(() => RATE));
    expect(sumError(input, made)).toBeLessThan(-100);
  });

  it('joins segments without a gap or a step', async () => {
    const { mixture } = renderSong({ seed: 204, seconds: 40, sampleRate: 8000 });
    const input = stereo(mixture);
    const made = await separate(input, { stems: 4 });
    expect(sumError(input, made)).toBeLessThan(-100);
    for (const stem of made) expect(loudestStep(stem)).toBeLessThan(loudestStep(input));
  });

  it.each([
    ['a tenth of a second', 44_100, 2, 0.1],
    ['one frame', 44_100, 1, 1 / 44_100],
    ['eight channels', 48_000, 8, 1],
    ['192 kHz', 192_000, 2, 1],
    ['8 kHz', 8000, 1, 1],
  ])('takes %s', async (_, sampleRate, channels, seconds) => {
    const { mixture } = renderSong({ seed: 205, seconds: 1, sampleRate });
    const frames = Math.round(seconds * sampleRate);
    const sides = [mixture.left.subarray(0, frames), mixture.right.subarray(0, frames)];
    const input = {
      channels: Array.from({ length: channels }, (_, index) => sides[index % 2] ?? new Float32Array()),
      sampleRate,
    };
    const made = await separate(input, { stems: 6 });
    expect(sumError(input, made)).toBeLessThan(-100);
    expect(made.flatMap((stem) => stem.channels).every((channel) => channel.every(Number.isFinite))).toBe(true);
  });

  it('passes over silence, counts what is not a number as nothing, and makes nothing of nothing', async () => {
    const silence = { channels: [new Float32Array(60 * 8000)], sampleRate: 8000 };
    expect((await separate(silence, { stems: 4 })).every(({ channels }) => channels[0]?.every((v) => v === 0))).toBe(
      true,
    );

    const { mixture } = renderSong({ seed: 206, seconds: 2, sampleRate: 8000 });
    const broken = stereo(mixture, 8000);
    const whole = stereo({ left: mixture.left.slice(), right: mixture.right.slice() }, 8000);
    broken.channels[0]?.set([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY], 5000);
    whole.channels[0]?.fill(0, 5000, 5003);
    expect(await separate(broken, { stems: 2 })).toEqual(await separate(whole, { stems: 2 }));

    expect(await separate({ channels: [new Float32Array()], sampleRate: 8000 }, { stems: 2 })).toEqual([]);
  });

  it('tells its progress, and stops when asked', async () => {
    const { mixture } = renderSong({ seed: 207, seconds: 2, sampleRate: 8000 });
    const told: number[] = [];
    await separate(stereo(mixture, 8000), { stems: 2, onProgress: (fraction) => told.push(fraction) });
    expect(told).toEqual(told.toSorted((a, b) => a - b));
    expect(told.at(-1)).toBe(1);

    const controller = new AbortController();
    const reason = new Error('enough');
    const stopped = separate(stereo(mixture, 8000), {
      stems: 2,
      signal: controller.signal,
      onProgress: () => controller.abort(reason),
    });
    await expect(stopped).rejects.toBe(reason);
  });
});

async function separate(pcm: Pcm, options: SeparationOptions): Promise<Pcm[]> {
  const blocks: Array<readonly Pcm[]> = [];
  for await (const block of separateStems(pcmSource(pcm), options)) blocks.push(block);
  return (blocks[0] ?? []).map((_, stem) => join(blocks.map((block) => block[stem] ?? pcm)));
}

function join(blocks: readonly Pcm[]): Pcm {
  const [{ channels, sampleRate } = { channels: [], sampleRate: RATE }] = blocks;
  return {
    channels: channels.map((_, index) =>
      Float32Array.from(blocks.flatMap((block) => [...(block.channels[index] ?? [])])),
    ),
    sampleRate,
  };
}

function stereo({ left, right }: StereoTrack, sampleRate = RATE): Pcm {
  return { channels: [left, right], sampleRate };
}

function mono({ left, right }: StereoTrack): Float32Array {
  return left.map((value, frame) => (value + (right[frame] ?? 0)) / 2);
}

function accompanimentOf({ stems }: Song): StereoTrack {
  const track = createTrack(stems.vocals.left.length);
  for (const stem of [stems.drums, stems.bass, stems.guitar, stems.piano, stems.other]) addTrack(track, stem, 1);
  return track;
}

/** How much nearer a stem is to the truth than the mixture is, decibels. */
function improvement(stem: Pcm | undefined, truth: StereoTrack, { mixture }: Song): number {
  const flat = stem?.channels.length === 1 ? mono : endToEnd;
  const [left = new Float32Array(), right = left] = stem?.channels ?? [];
  return siSdr(flat({ left, right }), flat(truth)) - siSdr(flat(mixture), flat(truth));
}

function endToEnd({ left, right }: StereoTrack): Float32Array {
  const both = new Float32Array(left.length + right.length);
  both.set(left);
  both.set(right, left.length);
  return both;
}

/** Level of the stems' sum less the input, under the input, decibels. */
function sumError({ channels }: Pcm, stems: readonly Pcm[]): number {
  let error = 0;
  let power = 1e-30;
  for (const [index, channel] of channels.entries()) {
    for (const [frame, value] of channel.entries()) {
      const sum = stems.reduce((total, stem) => total + (stem.channels[index]?.[frame] ?? Number.NaN), 0);
      error += (sum - value) ** 2;
      power += value * value;
    }
  }
  return 10 * Math.log10(error / power + 1e-30);
}

function loudestStep({ channels }: Pcm): number {
  let loudest = 0;
  for (const channel of channels) {
    for (let frame = 1; frame < channel.length; frame++) {
      loudest = Math.max(loudest, Math.abs((channel[frame] ?? 0) - (channel[frame - 1] ?? 0)));
    }
  }
  return loudest;
}
