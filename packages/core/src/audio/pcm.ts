/**
 * Decoded audio: one array per channel, all of one length.
 *
 * Lengths are counted in *frames*, one value per channel each.
 */
export interface Pcm {
  /** At least one array; values in [-1, 1]. */
  readonly channels: readonly Float32Array[];
  /** Hertz. */
  readonly sampleRate: number;
}

/** Length of decoded audio, in seconds. */
export function pcmDuration(pcm: Pcm): number {
  return (pcm.channels[0]?.length ?? 0) / pcm.sampleRate;
}
