import { setImmediate } from 'node:timers/promises';
import type { Pcm } from '@potoo/core';
import type { PcmReadOptions, PcmSource } from '../../audio/pcm-source.ts';
import type { DereverbOptions } from './dereverb-options.ts';
import { findChannelEchoes, removeEchoes } from './echo/remove-echo.ts';
import { removeReverb } from './reverb/remove-reverb.ts';
import { REVERB_STRENGTHS } from './reverb/reverb-strength.ts';

/** Share of the work that looking for echoes is. */
const SEARCH_SHARE = 0.2;
/** Evidence below which nothing that can be heard is done. */
const LEAST_EVIDENCE = 0.1;

/**
 * Takes echo, reverberation or both out of a recording. Echoes are found in the whole recording and cancelled exactly;
 * reverberation is predicted from the past and taken away, and what is left of its tail is suppressed, block by block, as
 * surely as each block is reverberant. What is dry stays as it is. Values that are no numbers count as silence.
 *
 * A channel at 48 kHz takes about a twentieth of real time, a tenth where there is an echo; memory is that for 20 s.
 * @returns Blocks of the recording's rate and channels, as many frames as it has.
 * @throws The signal's reason.
 */
export async function* dereverbAudio(source: PcmSource, options: DereverbOptions): AsyncGenerator<Pcm> {
  const { type, intensity, signal, onProgress, onWarning } = options;
  const searchShare = type === 'reverb' ? 0 : type === 'echo' ? 0.5 : SEARCH_SHARE;
  const turn = async (share: number): Promise<void> => {
    await setImmediate();
    signal?.throwIfAborted();
    onProgress?.(Math.min(1, share));
  };
  const numbers = numbersOnly(source);
  let stream: AsyncIterable<Pcm> = numbers.read();
  signal?.throwIfAborted();
  if (type !== 'reverb') {
    const echoes = await findChannelEchoes(numbers, (share) => turn(searchShare * share));
    if (echoes.some((found) => found.length > 0)) stream = removeEchoes(stream, echoes);
    else onWarning?.('No echo was found in the recording, so none was taken out.');
  }
  if (type === 'echo') {
    yield* counted(stream, source.frames, (share) => turn(searchShare + (1 - searchShare) * share));
    return;
  }
  let evidence = 0;
  yield* removeReverb(stream, {
    sampleRate: source.sampleRate,
    channels: source.channels,
    frames: source.frames,
    strength: REVERB_STRENGTHS[intensity],
    onTurn: (share) => turn(searchShare + (1 - searchShare) * share),
    onEvidence: (found) => {
      evidence = Math.max(evidence, found);
    },
  });
  if (evidence < LEAST_EVIDENCE) onWarning?.('No reverberation was found in the recording, so none was taken out.');
  onProgress?.(1);
}

/** A source whose values are all numbers. */
function numbersOnly(source: PcmSource): PcmSource {
  return {
    ...source,
    async *read(options?: PcmReadOptions) {
      for await (const { channels, sampleRate } of source.read(options)) {
        yield { channels: channels.map(finite), sampleRate };
      }
    },
  };
}

function finite(samples: Float32Array): Float32Array {
  return samples.every(Number.isFinite) ? samples : samples.map((value) => (Number.isFinite(value) ? value : 0));
}

/** Passes a stream on, and tells how far it is. */
async function* counted(
  blocks: AsyncIterable<Pcm>,
  frames: number,
  onTurn: (share: number) => Promise<void>,
): AsyncGenerator<Pcm> {
  let passed = 0;
  for await (const block of blocks) {
    passed += block.channels[0]?.length ?? 0;
    await onTurn(passed / frames);
    yield block;
  }
}
