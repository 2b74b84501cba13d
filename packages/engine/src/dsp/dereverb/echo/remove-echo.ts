import type { Pcm } from '@potoo/core';
import type { PcmSource } from '../../../audio/pcm-source.ts';
import { createEchoCanceller, type EchoTaps } from './echo-canceller.ts';
import { findEchoes } from './find-echoes.ts';

/** Samples of a channel that echoes are looked for in: half a minute at 48 kHz. */
const SEARCHED_SAMPLES = 1_500_000;
/** Stretches that they are taken from where a recording is longer. */
const STRETCHES = 4;

/**
 * Finds the echoes of each channel of a recording, in all of it or in stretches spread over it.
 * @param onTurn - Called now and then with the share that is done, 0 to 1; may wait, and may throw to end the search.
 */
export async function findChannelEchoes(
  source: PcmSource,
  onTurn: (share: number) => Promise<void>,
): Promise<EchoTaps[][]> {
  const echoes: EchoTaps[][] = [];
  let before: readonly Float32Array[] = [];
  for (let channel = 0; channel < source.channels; channel++) {
    const share = channel / source.channels;
    await onTurn(share);
    const stretches = await readStretches(source, channel);
    // One voice on both channels has its echoes on both.
    const last = echoes.at(-1);
    echoes.push(
      last && same(stretches, before)
        ? last
        : await findEchoes(stretches, source.sampleRate, last ?? [], () => onTurn(share)),
    );
    before = stretches;
  }
  return echoes;
}

/** Takes the echoes that were found out of a stream. */
export async function* removeEchoes(
  blocks: AsyncIterable<Pcm>,
  echoes: readonly (readonly EchoTaps[])[],
): AsyncGenerator<Pcm> {
  const cancellers = echoes.map(createEchoCanceller);
  for await (const { channels, sampleRate } of blocks) {
    const clean = channels.map((channel) => channel.slice());
    for (const [index, samples] of clean.entries()) cancellers[index]?.process(samples);
    yield { channels: clean, sampleRate };
  }
}

async function readStretches(source: PcmSource, channel: number): Promise<Float32Array[]> {
  const count = source.frames > SEARCHED_SAMPLES ? STRETCHES : 1;
  const length = Math.min(source.frames, Math.floor(SEARCHED_SAMPLES / count));
  const stretches: Float32Array[] = [];
  for (let index = 0; index < count; index++) {
    const from = count > 1 ? Math.round((index * (source.frames - length)) / (count - 1)) : 0;
    const stretch = new Float32Array(length);
    let at = 0;
    for await (const { channels } of source.read({ from, to: from + length })) {
      const samples = channels[channel] ?? new Float32Array(0);
      stretch.set(samples, at);
      at += samples.length;
    }
    stretches.push(stretch);
  }
  return stretches;
}

function same(first: readonly Float32Array[], second: readonly Float32Array[]): boolean {
  return (
    first.length === second.length && first.every((each, at) => each.every((value, t) => value === second[at]?.[t]))
  );
}
