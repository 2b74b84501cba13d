import type { PcmReadOptions, PcmSource } from '../../audio/pcm-source.ts';

/** What a value is held to, so that sums of squares stay finite. */
const LARGEST_VALUE = 1e6;

/**
 * A source whose values are all numbers: what is none, and infinity, becomes silence.
 * @param onFound - Called for each block in which there was such a value.
 */
export function numberSource(source: PcmSource, onFound: () => void): PcmSource {
  const checked = (values: Float32Array): Float32Array => {
    for (const value of values) {
      if (Math.abs(value) <= LARGEST_VALUE) continue;
      onFound();
      return values.map((any) => (Number.isFinite(any) ? Math.max(-LARGEST_VALUE, Math.min(LARGEST_VALUE, any)) : 0));
    }
    return values;
  };
  return {
    sampleRate: source.sampleRate,
    channels: source.channels,
    frames: source.frames,
    async *read(options?: PcmReadOptions) {
      for await (const { channels, sampleRate } of source.read(options)) {
        yield { channels: channels.map(checked), sampleRate };
      }
    },
  };
}
