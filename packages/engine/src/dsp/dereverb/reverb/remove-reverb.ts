import type { Pcm } from '@potoo/core';
import { createReverbRemover, type Turn } from './reverb-remover.ts';
import type { ReverbStrength } from './reverb-strength.ts';
import {
  createSpectralAnalysis,
  createSpectralSynthesis,
  type FrameLayout,
  frameLayout,
  SYNTHESIS_LAG,
} from './spectral-analysis.ts';
import { createSpectralBlock } from './spectral-block.ts';

/** Seconds of a block at most: long enough to learn a room from. */
const BLOCK_SECONDS = 20;
/** Complex values of a block at most, of all channels: 48 MB. High rates and many channels get shorter blocks. */
const BLOCK_VALUES = 6_000_000;
/** Channels that are looked at together: those of a stereo recording tell of each other. */
const CHANNELS_TOGETHER = 2;

/** What is known of the stream before it begins. */
export interface ReverbStream {
  /** Hertz. */
  readonly sampleRate: number;
  readonly channels: number;
  /** Length, in frames. */
  readonly frames: number;
  readonly strength: ReverbStrength;
  /** Called with 0 to 1 of the whole; may wait, and may throw to end the work. */
  readonly onTurn: Turn;
  /** Told how surely a block was reverberant, 0 to 1. */
  readonly onEvidence: (evidence: number) => void;
}

/**
 * Takes the reverberation out of a stream of blocks, and passes on as many frames as it gets. It holds a block of 20 s or
 * less: what it takes does not grow with the stream.
 */
export async function* removeReverb(blocks: AsyncIterable<Pcm>, stream: ReverbStream): AsyncGenerator<Pcm> {
  const { sampleRate, channels, frames, strength, onTurn, onEvidence } = stream;
  const layout = frameLayout(sampleRate);
  const { hop, bins, hopSeconds } = layout;
  const spectra = Math.ceil(frames / hop) + SYNTHESIS_LAG;
  const most = Math.min(Math.ceil(BLOCK_SECONDS / hopSeconds), Math.ceil(BLOCK_VALUES / bins / channels));
  const blockFrames = Math.ceil(spectra / Math.ceil(spectra / most));
  const groups = Array.from({ length: Math.ceil(channels / CHANNELS_TOGETHER) }, (_, group) =>
    createGroup(layout, Math.min(CHANNELS_TOGETHER, channels - group * CHANNELS_TOGETHER), blockFrames, strength),
  );
  let [held, done, skip, left] = [0, 0, SYNTHESIS_LAG * hop, frames];

  async function finished(): Promise<Pcm | undefined> {
    const output: Float32Array[] = [];
    for (const [index, group] of groups.entries()) {
      const turn: Turn = (share) => onTurn((done + (held * (index + share)) / groups.length) / spectra);
      onEvidence(await group.process(held, turn, output));
    }
    const from = Math.min(skip, held * hop);
    const to = Math.min(held * hop, skip + left);
    [done, skip, left, held] = [done + held, skip - from, left - (to - from), 0];
    return to > from ? { channels: output.map((channel) => channel.subarray(from, to)), sampleRate } : undefined;
  }

  for await (const samples of inHops(blocks, channels, hop, spectra)) {
    for (const [index, group] of groups.entries()) {
      group.push(samples.slice(index * CHANNELS_TOGETHER, (index + 1) * CHANNELS_TOGETHER), held);
    }
    held++;
    const output = held === blockFrames ? await finished() : undefined;
    if (output) yield output;
  }
  const output = held > 0 ? await finished() : undefined;
  if (output) yield output;
}

/** Channels that are looked at together, and their block. */
interface ChannelGroup {
  /** Takes a hop of each channel in as the block's next frame. */
  push(hops: readonly Float32Array[], frame: number): void;
  /** Adds a block's samples to the output, channel by channel. @returns How surely it was reverberant. */
  process(frames: number, onTurn: Turn, output: Float32Array[]): Promise<number>;
}

function createGroup(
  layout: FrameLayout,
  channels: number,
  blockFrames: number,
  strength: ReverbStrength,
): ChannelGroup {
  const { bins, hop } = layout;
  const remover = createReverbRemover(layout, channels, blockFrames, strength);
  const block = createSpectralBlock(bins, channels, remover.history, blockFrames);
  const analyses = Array.from({ length: channels }, () => createSpectralAnalysis(layout));
  const syntheses = Array.from({ length: channels }, () => createSpectralSynthesis(layout));
  const [re, im, gains] = [new Float32Array(bins), new Float32Array(bins), new Float32Array(bins)];
  return {
    push(hops, frame) {
      for (const [channel, analysis] of analyses.entries()) {
        analysis.push(hops[channel] ?? new Float32Array(hop), re, im);
        block.write(channel, frame, re, im);
      }
    },
    async process(frames, onTurn, output) {
      const evidence = await remover.predict(block, frames, onTurn);
      const samples = Array.from({ length: channels }, () => new Float32Array(frames * hop));
      for (let frame = 0; frame < frames; frame++) {
        remover.suppress(block, frame, gains);
        for (const [channel, synthesis] of syntheses.entries()) {
          block.read(channel, frame, gains, re, im);
          synthesis.push(re, im, samples[channel]?.subarray(frame * hop, (frame + 1) * hop) ?? re);
        }
      }
      output.push(...samples);
      return evidence;
    },
  };
}

/** Cuts a stream into hops, silence after its end; the arrays of a hop are used again for the next. */
async function* inHops(
  blocks: AsyncIterable<Pcm>,
  channels: number,
  hop: number,
  count: number,
): AsyncGenerator<readonly Float32Array[]> {
  const samples = Array.from({ length: channels }, () => new Float32Array(hop));
  let [filled, given] = [0, 0];
  for await (const block of blocks) {
    const length = block.channels[0]?.length ?? 0;
    for (let from = 0; from < length; ) {
      const to = Math.min(length, from + hop - filled);
      for (const [channel, target] of samples.entries()) {
        target.set(block.channels[channel]?.subarray(from, to) ?? [], filled);
      }
      filled += to - from;
      from = to;
      if (filled < hop) continue;
      yield samples;
      given++;
      filled = 0;
    }
  }
  for (; given < count; given++) {
    for (const target of samples) target.fill(0, filled);
    filled = 0;
    yield samples;
  }
}
