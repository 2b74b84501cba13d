import type { Pcm } from '@potoo/core';
import type { PcmSource } from '../../audio/pcm-source.ts';
import { separateSegment } from './separate-segment.ts';
import type { StemCount } from './stem-names.ts';

export { type StemCount, stemNames } from './stem-names.ts';

/** How a recording is separated. */
export interface SeparationOptions {
  readonly stems: StemCount;
  /** Stops the work at the next step, within a second or two. */
  readonly signal?: AbortSignal | undefined;
  /** Told how much is done, 0 to 1. */
  readonly onProgress?: ((fraction: number) => void) | undefined;
  /** Told, once each, what makes the stems worse than they could be. */
  readonly onWarning?: ((message: string) => void) | undefined;
}

/** Seconds that are looked at together: enough for chords and beats to come round again. */
const SEGMENT_SECONDS = 30;
/** Values of such a segment in stereo at 48 kHz. More channels and higher rates make shorter ones, to need no more memory. */
const SEGMENT_VALUES = SEGMENT_SECONDS * 2 * 48_000;
const LEAST_SECONDS = 12;
/** Seconds over which one segment fades into the next. */
const FADE_SECONDS = 2;
const BLOCK_SECONDS = 1;

/**
 * Separates music into voice and instruments, by signal processing alone: no learnt model takes part.
 *
 * The voice is told by its pitch, by its place in the middle, and by not repeating; drums by being short and alike; bass by
 * being low. See `modelVoice`, `voiceFilter` and `splitAccompaniment` for the methods and their sources.
 * @returns Blocks of one Pcm a stem, in the order of `stemNames`. Rate, channels and length are those of the source, and the
 * stems sum to it. Values that are not finite count as 0.
 */
export async function* separateStems(
  source: PcmSource,
  { stems, signal, onProgress, onWarning }: SeparationOptions,
): AsyncGenerator<readonly Pcm[], void> {
  const { frames, sampleRate } = source;
  const segments = planSegments(source);
  const warned = new Set<string>();
  let tail: readonly Float32Array[][] = [];
  for (const [index, { start, end }] of segments.entries()) {
    const channels = await readChannels(source, start, end, signal);
    const pause = async (fraction: number): Promise<void> => {
      await new Promise((resolve) => setImmediate(resolve));
      signal?.throwIfAborted();
      onProgress?.((start + fraction * (end - start)) / frames);
    };
    const warn = (message: string): void => {
      if (!warned.has(message)) onWarning?.(message);
      warned.add(message);
    };
    const made = await separateSegment(channels, sampleRate, stems, { pause, warn });
    fadeIn(made, tail);
    const done = (segments[index + 1]?.start ?? end) - start;
    tail = made.map((stem) => stem.map((channel) => channel.slice(done)));
    yield* blocksOf(made, done, sampleRate);
  }
  onProgress?.(1);
}

interface Segment {
  readonly start: number;
  /** Frame after the last. */
  readonly end: number;
}

/** Cuts a recording into segments of one length, each of which begins before the one before it ends. */
function planSegments({ frames, sampleRate, channels }: PcmSource): Segment[] {
  if (frames === 0) return [];
  const seconds = Math.max(LEAST_SECONDS, Math.min(SEGMENT_SECONDS, SEGMENT_VALUES / channels / sampleRate));
  const longest = Math.floor(seconds * sampleRate);
  const fade = Math.round(FADE_SECONDS * sampleRate);
  const count = Math.max(1, Math.ceil((frames - fade) / (longest - fade)));
  const step = Math.ceil((frames - fade) / count);
  return Array.from({ length: count }, (_, index) => ({
    start: index * step,
    end: index === count - 1 ? frames : (index + 1) * step + fade,
  }));
}

async function readChannels(
  source: PcmSource,
  from: number,
  to: number,
  signal: AbortSignal | undefined,
): Promise<Float32Array[]> {
  const channels = Array.from({ length: source.channels }, () => new Float32Array(to - from));
  let place = 0;
  for await (const block of source.read({ from, to })) {
    signal?.throwIfAborted();
    for (const [index, channel] of channels.entries()) copyFinite(block.channels[index], channel, place);
    place += block.channels[0]?.length ?? 0;
  }
  return channels;
}

function copyFinite(from: Float32Array | undefined, to: Float32Array, place: number): void {
  if (!from) return;
  for (let frame = 0; frame < from.length; frame++) {
    const value = from[frame] ?? 0;
    to[place + frame] = Number.isFinite(value) ? value : 0;
  }
}

/** Fades the beginning of a segment in over the end of the one before. */
function fadeIn(made: readonly Float32Array[][], tail: readonly Float32Array[][]): void {
  for (const [stem, channels] of tail.entries()) {
    for (const [index, old] of channels.entries()) {
      const channel = made[stem]?.[index];
      if (!channel) continue;
      for (let frame = 0; frame < old.length; frame++) {
        const before = old[frame] ?? 0;
        channel[frame] = before + ((frame + 0.5) / old.length) * ((channel[frame] ?? 0) - before);
      }
    }
  }
}

function* blocksOf(
  made: readonly Float32Array[][],
  frames: number,
  sampleRate: number,
): Generator<readonly Pcm[], void> {
  const step = Math.ceil(BLOCK_SECONDS * sampleRate);
  for (let start = 0; start < frames; start += step) {
    const end = Math.min(frames, start + step);
    yield made.map((stem) => ({ channels: stem.map((channel) => channel.subarray(start, end)), sampleRate }));
  }
}
