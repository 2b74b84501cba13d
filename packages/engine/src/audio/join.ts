import type { Pcm } from '@potoo/core';

/** A piece of audio, and the silence after it. */
export interface JoinPart {
  readonly pcm: Pcm;
  /** Seconds of silence that follow. @default 0 */
  readonly pauseAfter?: number;
}

/** How pieces are joined. */
export interface JoinOptions {
  /** Length of the fades at the edges of each piece, seconds. @default 0.005 */
  readonly fadeSeconds?: number;
}

/** Short enough to spare every consonant, long enough not to click. */
const FADE_SECONDS = 0.005;

/**
 * Puts pieces of one rate and channel count one after another. Each fades in and out within its own length, so that no
 * join clicks and no timing moves.
 */
export async function* joinParts(
  parts: Iterable<JoinPart> | AsyncIterable<JoinPart>,
  options: JoinOptions = {},
): AsyncGenerator<Pcm, void> {
  for await (const { pcm, pauseAfter = 0 } of parts) {
    yield fadeEdges(pcm, options.fadeSeconds ?? FADE_SECONDS);
    const frames = Math.round(pauseAfter * pcm.sampleRate);
    if (frames > 0) yield { channels: pcm.channels.map(() => new Float32Array(frames)), sampleRate: pcm.sampleRate };
  }
}

/**
 * A copy of the audio that fades in at its start and out at its end along a raised cosine, whose slope is zero at both
 * ends. Audio shorter than two fades gets shorter ones.
 */
export function fadeEdges(pcm: Pcm, seconds: number): Pcm {
  const length = pcm.channels[0]?.length ?? 0;
  const frames = Math.min(Math.round(seconds * pcm.sampleRate), length >> 1);
  const channels = pcm.channels.map((channel) => {
    const faded = channel.slice();
    for (let frame = 0; frame < frames; frame++) {
      const gain = 0.5 - 0.5 * Math.cos((Math.PI * (frame + 0.5)) / frames);
      faded[frame] = (faded[frame] ?? 0) * gain;
      faded[length - 1 - frame] = (faded[length - 1 - frame] ?? 0) * gain;
    }
    return faded;
  });
  return { channels, sampleRate: pcm.sampleRate };
}
