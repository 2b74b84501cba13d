import { joinArrays } from '../join-arrays.ts';
import type { Pcm } from '@potoo/core';

/** A tone. @param level - Linear. */
export function tone(hertz: number, seconds: number, { sampleRate = 24_000, level = 0.5, channels = 1 } = {}): Pcm {
  const frames = Math.round(seconds * sampleRate);
  const channel = Float32Array.from(
    { length: frames },
    (_, frame) => level * Math.sin((2 * Math.PI * hertz * frame) / sampleRate),
  );
  return { channels: Array.from({ length: channels }, () => channel.slice()), sampleRate };
}

/** Tones that begin one after another, so that a shift in time shows: between 200 and 2600 Hz, each 0.2 s long. */
export function melody(seconds: number, { sampleRate = 24_000, channels = 1 } = {}): Pcm {
  const frames = Math.round(seconds * sampleRate);
  const noteFrames = Math.round(0.2 * sampleRate);
  const channel = Float32Array.from({ length: frames }, (_, frame) => {
    const note = Math.floor(frame / noteFrames);
    const within = frame % noteFrames;
    const hertz = 200 + ((note * 7) % 13) * 200;
    return 0.4 * Math.sin((Math.PI * within) / noteFrames) * Math.sin((2 * Math.PI * hertz * within) / sampleRate);
  });
  return { channels: Array.from({ length: channels }, () => channel.slice()), sampleRate };
}

/** Cuts audio into blocks, as a stream. */
export async function* inBlocks(pcm: Pcm, frames = 7919): AsyncGenerator<Pcm, void> {
  const length = pcm.channels[0]?.length ?? 0;
  for (let start = 0; start < length; start += frames) {
    yield { channels: pcm.channels.map((channel) => channel.slice(start, start + frames)), sampleRate: pcm.sampleRate };
  }
}

/** Puts a stream of blocks together. */
export async function gather(blocks: AsyncIterable<Pcm>): Promise<Pcm> {
  const all: Pcm[] = [];
  for await (const block of blocks) all.push(block);
  const [first] = all;
  if (!first) return { channels: [new Float32Array()], sampleRate: 0 };
  const channels = first.channels.map((_, index) =>
    joinArrays(all.map((block) => block.channels[index] ?? new Float32Array())),
  );
  return { channels, sampleRate: first.sampleRate };
}

/** Puts a stream of bytes together. */
export async function gatherBytes(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Uint8Array.from(Buffer.concat(all));
}

/** Level of one frequency in a signal, linear: the Goertzel algorithm in a Hann window. */
export function levelAt(channel: Float32Array, hertz: number, sampleRate: number): number {
  let real = 0;
  let imaginary = 0;
  for (const [frame, value] of channel.entries()) {
    const weighted = value * (1 - Math.cos((2 * Math.PI * (frame + 0.5)) / channel.length));
    const angle = (2 * Math.PI * hertz * frame) / sampleRate;
    real += weighted * Math.cos(angle);
    imaginary += weighted * Math.sin(angle);
  }
  return (2 * Math.hypot(real, imaginary)) / channel.length;
}

/** How many frames a copy lags behind the original: where their correlation is highest. */
export function lagOf(copy: Float32Array, original: Float32Array, furthest = 3000): number {
  const length = Math.min(copy.length, original.length) - 2 * furthest;
  let best = { lag: 0, sum: Number.NEGATIVE_INFINITY };
  for (let lag = -furthest; lag <= furthest; lag++) {
    let sum = 0;
    for (let frame = furthest; frame < furthest + length; frame += 3) {
      sum += (copy[frame + lag] ?? 0) * (original[frame] ?? 0);
    }
    if (sum > best.sum) best = { lag, sum };
  }
  return best.lag;
}

/** Signal-to-noise ratio of a copy, decibels. */
export function snrDb(copy: Float32Array, original: Float32Array): number {
  let signal = 0;
  let noise = 0;
  for (const [frame, value] of original.entries()) {
    signal += value * value;
    noise += ((copy[frame] ?? 0) - value) ** 2;
  }
  return 10 * Math.log10(signal / noise);
}

/** A generator of numbers in [0, 1) that gives the same ones for the same seed. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
