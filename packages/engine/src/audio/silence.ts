import type { Pcm } from '@potoo/core';
import { dbToLevel } from './measure.ts';

/** What counts as silence. */
export interface SilenceOptions {
  /** Level that sound must exceed, decibels of full scale, measured over 10 ms. @default -50 */
  readonly thresholdDb?: number;
  /** Silence to keep next to the sound, seconds. @default 0.02 */
  readonly keepSeconds?: number;
}

/** Where the sound lies in a recording. */
export interface SoundBounds {
  /** Seconds from the start to the first sound; the whole length when there is none. */
  readonly start: number;
  /** Seconds from the start to the end of the last sound; the same as `start` when there is none. */
  readonly end: number;
}

const DEFAULTS: Required<SilenceOptions> = { thresholdDb: -50, keepSeconds: 0.02 };
const WINDOW_SECONDS = 0.01;

/** Finds where the sound of a recording begins and ends, less the silence that is kept. */
export function findSound(pcm: Pcm, options: SilenceOptions = {}): SoundBounds {
  const { thresholdDb, keepSeconds } = { ...DEFAULTS, ...options };
  const frames = pcm.channels[0]?.length ?? 0;
  const windowFrames = Math.max(1, Math.round(WINDOW_SECONDS * pcm.sampleRate));
  const windows = Math.ceil(frames / windowFrames);
  const threshold = dbToLevel(thresholdDb) ** 2;
  const isLoud = (window: number) => {
    const start = window * windowFrames;
    return pcm.channels.some((channel) => meanSquare(channel.subarray(start, start + windowFrames)) > threshold);
  };
  let first = 0;
  while (first < windows && !isLoud(first)) first++;
  if (first === windows) return { start: frames / pcm.sampleRate, end: frames / pcm.sampleRate };
  let last = windows - 1;
  while (!isLoud(last)) last--;
  const total = frames / pcm.sampleRate;
  return {
    start: Math.max(0, (first * windowFrames) / pcm.sampleRate - keepSeconds),
    end: Math.min(total, ((last + 1) * windowFrames) / pcm.sampleRate + keepSeconds),
  };
}

/** The recording without the silence at both ends; views of the same values, not copies. Empty when it is all silence. */
export function trimSilence(pcm: Pcm, options: SilenceOptions = {}): Pcm {
  const { start, end } = findSound(pcm, options);
  const from = Math.round(start * pcm.sampleRate);
  const to = Math.round(end * pcm.sampleRate);
  return { channels: pcm.channels.map((channel) => channel.subarray(from, to)), sampleRate: pcm.sampleRate };
}

function meanSquare(values: Float32Array): number {
  let sum = 0;
  for (const value of values) sum += value * value;
  return values.length === 0 ? 0 : sum / values.length;
}
