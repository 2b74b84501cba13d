import type { Pcm } from '@potoo/core';
import { describe, expect, it } from 'vitest';
import { type PcmSource, pcmSource } from '../../audio/pcm-source.ts';
import { decayingNoiseResponse } from '../../testing/rooms/decaying-noise.ts';
import { drySpeech } from '../../testing/rooms/dry-speech.ts';
import { type Echo, echoResponse } from '../../testing/rooms/echo-response.ts';
import { imageSourceResponse, type Metres } from '../../testing/rooms/image-source.ts';
import { echoReduction, roomChange, roomScene } from '../../testing/rooms/room-effect.ts';
import { seededNormal } from '../../testing/rooms/seeded-random.ts';
import { siSdr } from '../../testing/si-sdr.ts';
import { dereverbAudio } from './dereverb-audio.ts';
import type { DereverbOptions } from './dereverb-options.ts';

const sampleRate = 16_000;
const speaker = await drySpeech('speech/jfk.wav', sampleRate);
const reader = await drySpeech('speech/LJ001-0003.wav', sampleRate);
const given = await drySpeech('noise/rir_sim_1001_w11.7_l2.6_h2.5_rt60_0.7919.wav', sampleRate);

interface Dried {
  readonly channels: Float32Array[];
  readonly warnings: string[];
  readonly fractions: number[];
}

/** Runs the work and holds it to its promise: rate, channels, length, numbers. */
async function dried(source: PcmSource, options: Partial<DereverbOptions> = {}): Promise<Dried> {
  const channels = Array.from({ length: source.channels }, () => new Float32Array(source.frames));
  const warnings: string[] = [];
  const fractions: number[] = [];
  let at = 0;
  for await (const block of dereverbAudio(source, {
    type: 'both',
    intensity: 3,
    onWarning: (message) => warnings.push(message),
    onProgress: (fraction) => fractions.push(fraction),
    ...options,
  })) {
    expect(block.sampleRate).toBe(source.sampleRate);
    expect(block.channels).toHaveLength(source.channels);
    for (const [index, samples] of block.channels.entries()) channels[index]?.set(samples, at);
    at += block.channels[0]?.length ?? 0;
  }
  expect(at).toBe(source.frames);
  for (const samples of channels) expect(samples.every(Number.isFinite)).toBe(true);
  return { channels, warnings, fractions };
}

function mono(samples: Float32Array, rate = sampleRate): PcmSource {
  return pcmSource({ channels: [samples], sampleRate: rate });
}

function box(microphone: Metres, rt60: number): Float32Array {
  return imageSourceResponse({ size: [6, 4.5, 2.8], source: [2, 1.5, 1.5], microphone, rt60, sampleRate });
}

function levelChange(after: Float32Array, before: Float32Array): number {
  const energy = (samples: Float32Array) => samples.reduce((sum, value) => sum + value * value, 0);
  return 10 * Math.log10(energy(after) / energy(before));
}

const first = (channels: readonly Float32Array[]): Float32Array => channels[0] ?? new Float32Array(0);

describe.skipIf(!speaker || !reader || !given)('on real speech', () => {
  const voice = (speaker ?? new Float32Array(1)).subarray(0, 8 * sampleRate);
  const other = (reader ?? new Float32Array(1)).subarray(0, 6 * sampleRate);

  it.each<[string, Float32Array, () => Float32Array]>([
    ['a box of 0.6 s', other, () => box([4.2, 3.1, 1.4], 0.6)],
    ['noise that decays in 0.8 s', voice, () => decayingNoiseResponse({ rt60: 0.8, sampleRate })],
    ['a response that was given', other, () => given ?? new Float32Array(1)],
  ])('takes %s out', async (_, dry, response) => {
    const scene = roomScene(dry, response(), sampleRate);
    const { channels, warnings, fractions } = await dried(mono(scene.wet), { type: 'reverb' });
    const { clarityGain, siSdrGain } = roomChange(scene, first(channels));
    expect(clarityGain).toBeGreaterThan(3);
    expect(siSdrGain).toBeGreaterThan(1.5);
    expect(warnings).toEqual([]);
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
    expect(fractions.at(-1)).toBe(1);
  });

  it('takes more the higher the intensity', async () => {
    const scene = roomScene(voice, box([4.2, 3.1, 1.4], 0.6), sampleRate);
    const gains: number[] = [];
    for (const intensity of [1, 3, 5] as const) {
      const { channels } = await dried(mono(scene.wet), { type: 'reverb', intensity });
      gains.push(roomChange(scene, first(channels)).clarityGain);
    }
    const [low = 0, middle = 0, high = 0] = gains;
    expect(low).toBeGreaterThan(1.5);
    expect(middle).toBeGreaterThan(low + 1);
    expect(high).toBeGreaterThan(middle + 0.5);
  });

  it('learns more of a room from two channels', async () => {
    const [left, right] = [box([4.2, 3.1, 1.4], 0.6), box([4.3, 3.2, 1.4], 0.6)];
    const scene = roomScene(voice, left, sampleRate);
    const beside = roomScene(voice, right, sampleRate);
    const { channels } = await dried(pcmSource({ channels: [scene.wet, beside.wet], sampleRate }), { type: 'reverb' });
    expect(roomChange(scene, first(channels)).clarityGain).toBeGreaterThan(6);
  });

  it('works in noise', async () => {
    const scene = roomScene(voice, decayingNoiseResponse({ rt60: 0.7, sampleRate }), sampleRate);
    const normal = seededNormal(3);
    const noisy = scene.wet.map((value) => value + 0.003 * normal());
    const { channels } = await dried(mono(noisy), { type: 'reverb' });
    expect(siSdr(first(channels), scene.early) - siSdr(noisy, scene.early)).toBeGreaterThan(1.5);
  });

  it.each(['echo', 'reverb', 'both'] as const)(
    'leaves dry speech alone when asked for %s, and says so',
    async (type) => {
      for (const dry of [voice, other]) {
        const { channels, warnings } = await dried(mono(dry), { type, intensity: 5 });
        expect(siSdr(first(channels), dry)).toBeGreaterThan(60);
        expect(Math.abs(levelChange(first(channels), dry))).toBeLessThan(0.01);
        expect(warnings).toHaveLength(type === 'both' ? 2 : 1);
      }
    },
  );

  it.each<[string, Float32Array, readonly Echo[]]>([
    ['a faint one', voice, [{ delay: 0.2, gain: 0.3 }]],
    ['a loud one', other, [{ delay: 0.2, gain: 0.7 }]],
    ['a soon one', voice, [{ delay: 0.08, gain: 0.5 }]],
    ['a late one, between two frames', other, [{ delay: 0.49997, gain: 0.5 }]],
    ['one that comes back', voice, [{ delay: 0.25, gain: 0.5, repeats: 4 }]],
    ['one upside down', other, [{ delay: 0.2, gain: -0.5 }]],
    [
      'two',
      voice,
      [
        { delay: 0.18, gain: 0.5 },
        { delay: 0.31, gain: 0.4 },
      ],
    ],
  ])('cancels an echo: %s', async (_, dry, echoes) => {
    const scene = roomScene(dry, echoResponse(echoes, sampleRate), sampleRate);
    const { channels, warnings } = await dried(mono(scene.wet), { type: 'echo' });
    expect(echoReduction(scene, first(channels))).toBeGreaterThan(15);
    expect(warnings).toEqual([]);
  });

  it('cancels an echo in a room, and then the room', async () => {
    const room = box([4.2, 3.1, 1.4], 0.6);
    const inRoom = roomScene(voice, room, sampleRate);
    const { wet } = roomScene(inRoom.wet, echoResponse([{ delay: 0.3, gain: 0.5 }], sampleRate), sampleRate);
    const { channels, warnings } = await dried(mono(wet), { type: 'both' });
    const output = first(channels).subarray(0, inRoom.wet.length);
    expect(siSdr(output, inRoom.early)).toBeGreaterThan(siSdr(inRoom.wet, inRoom.early) + 1.5);
    expect(warnings).toEqual([]);
  });

  it('gives each channel what it needs', async () => {
    const scene = roomScene(voice, echoResponse([{ delay: 0.2, gain: 0.5 }], sampleRate), sampleRate);
    const still = new Float32Array(scene.wet.length);
    const { channels } = await dried(pcmSource({ channels: [still, scene.wet, still], sampleRate }), { type: 'echo' });
    expect(echoReduction(scene, channels[1] ?? still)).toBeGreaterThan(15);
    expect(channels[2]).toEqual(still);
  });

  it('takes values that are no numbers for silence', async () => {
    const broken = voice.map((value, frame) => (frame % 5003 === 0 ? Number.NaN : value));
    const { channels } = await dried(mono(broken));
    expect(siSdr(first(channels), voice)).toBeGreaterThan(20);
  });

  it('does not hear a loop as an echo', async () => {
    const normal = seededNormal(8);
    const hit = Float32Array.from({ length: 2000 }, (_, frame) => 0.3 * normal() * Math.exp(-frame / 400));
    const loop = voice.map((value, frame) => value + (hit[frame % 8000] ?? 0));
    const { channels } = await dried(mono(loop));
    expect(siSdr(first(channels), loop)).toBeGreaterThan(60);
  });

  it('stops when aborted', async () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    const work = dried(mono(roomScene(voice, box([4.2, 3.1, 1.4], 0.6), sampleRate).wet), {
      signal: controller.signal,
      onProgress: (fraction) => {
        if (fraction > 0.3) controller.abort(reason);
      },
    });
    await expect(work).rejects.toBe(reason);
  });
});

describe('on anything', () => {
  const normal = seededNormal(5);
  const seconds = (length: number, value: (frame: number) => number) =>
    Float32Array.from({ length }, (_, at) => value(at));

  it.each<[string, Float32Array, number]>([
    ['nothing', new Float32Array(0), 48_000],
    ['one frame', new Float32Array(1).fill(0.5), 48_000],
    ['a tenth of a second', seconds(4800, () => 0.1 * normal()), 48_000],
    ['silence', new Float32Array(80_000), 16_000],
    ['a constant', new Float32Array(80_000).fill(0.5), 16_000],
    ['a tone', seconds(80_000, (frame) => 0.5 * Math.sin(frame / 5)), 16_000],
    ['noise at 8 kHz', seconds(40_000, () => 0.1 * normal()), 8000],
    ['noise at 192 kHz', seconds(192_000, () => 0.1 * normal()), 192_000],
    ['noise at 100 Hz', seconds(1000, () => 0.1 * normal()), 100],
    ['a burst in silence', seconds(160_000, (frame) => (Math.abs(frame - 80_000) < 200 ? 0.3 * normal() : 0)), 16_000],
    ['a metronome', seconds(160_000, (frame) => (frame % 8000 < 40 ? 0.5 : 0)), 16_000],
  ])('leaves %s as it is', async (_, samples, rate) => {
    const { channels } = await dried(mono(samples, rate), { intensity: 5 });
    const worst = first(channels).reduce((most, value, at) => Math.max(most, Math.abs(value - (samples[at] ?? 0))), 0);
    expect(worst).toBeLessThan(1e-4);
  });

  it('takes eight channels', async () => {
    const channels = Array.from({ length: 8 }, () => seconds(32_000, () => 0.1 * normal()));
    const output = await dried(pcmSource({ channels, sampleRate }));
    for (const [index, samples] of output.channels.entries()) {
      expect(siSdr(samples, channels[index] ?? samples)).toBeGreaterThan(60);
    }
  });

  it('reads ahead by no more than a block', async () => {
    let [read, written] = [0, 0];
    let ahead = 0;
    const frames = 50 * sampleRate;
    const block: Pcm = { channels: [seconds(sampleRate, () => 0.01 * normal())], sampleRate };
    const source: PcmSource = {
      sampleRate,
      channels: 1,
      frames,
      async *read({ from = 0, to = frames } = {}) {
        for (let at = from; at < to; at += sampleRate) {
          read = at + sampleRate;
          ahead = Math.max(ahead, read - written);
          yield block;
        }
      },
    };
    for await (const { channels } of dereverbAudio(source, { type: 'reverb', intensity: 3 })) {
      written += channels[0]?.length ?? 0;
    }
    expect(written).toBe(frames);
    expect(ahead).toBeLessThan(22 * sampleRate);
  });
});
