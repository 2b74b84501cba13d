import type { Pcm } from '@potoo/core';
import { joinArrays } from '../../audio/join-arrays.ts';
import { type PcmSource, pcmSource } from '../../audio/pcm-source.ts';
import { enhanceAudio } from '../enhance/enhance-audio.ts';
import type { SlicedWork } from './interruptible.ts';
import { type MeasuredVoice, measureInterruptibly } from './measure-voice.ts';
import { signalToNoise } from './signal-to-noise.ts';

/** Seconds of the recording that its voice is measured in. */
const MEASURED_SECONDS = 60;
/** Speech over noise below which a recording is cleaned before it becomes another voice, decibels. */
const NOISY = 30;
/** As `enhance` does it unless told otherwise. */
const DENOISE = { denoise: true, clarity: false, superResolution: false, strength: 2 } as const;
/** Frames in a block that is read. */
const BLOCK_FRAMES = 16_384;

/** A recording that is to be said again. */
export interface OpenedRecording {
  /** Its voice; `undefined` where hardly anything is voiced. */
  readonly measured: MeasuredVoice | undefined;
  /** The whole of it. */
  readonly blocks: AsyncIterable<Pcm>;
}

/**
 * Measures the voice of a recording, and opens it for reading.
 * @param clean - Whether noise is taken out first. Where it becomes another voice, noise would be bent and coloured with the
 *   voice, and cover words that were understood before.
 */
export async function openRecording(
  source: PcmSource,
  { clean, signal, onProgress }: SlicedWork & { readonly clean: boolean },
): Promise<OpenedRecording> {
  const { sampleRate } = source;
  const plain = source.read({ blockFrames: BLOCK_FRAMES });
  const beginning = await joined(source.read({ to: Math.round(MEASURED_SECONDS * sampleRate) }), signal);
  const measured = await measureInterruptibly(beginning, sampleRate, { signal, onProgress });
  if (!measured || !clean || signalToNoise(measured.powers) >= NOISY) return { measured, blocks: plain };
  const denoise = (noisy: PcmSource) => enhanceAudio(noisy, { ...DENOISE, signal });
  const quiet = await joined(denoise(pcmSource({ channels: [beginning], sampleRate })), signal);
  return { measured: await measureInterruptibly(quiet, sampleRate, { signal }), blocks: denoise(source) };
}

async function joined(blocks: AsyncIterable<Pcm>, signal: AbortSignal): Promise<Float32Array> {
  const samples: Float32Array[] = [];
  for await (const { channels } of blocks) {
    signal.throwIfAborted();
    if (channels[0]) samples.push(channels[0]);
  }
  return joinArrays(samples);
}
