import { setImmediate } from 'node:timers/promises';
import type { PcmReadOptions, PcmSource } from '../../audio/pcm-source.ts';

/** What a value is held to, so that sums of squares stay finite. */
const LARGEST_VALUE = 1e6;

/** Who is told what while a source is read. */
export interface SourceListeners {
  readonly signal: AbortSignal | undefined;
  /** Called with the frames of each block. */
  readonly onFrames: (frames: number) => void;
  /** Called for each block with values that were no numbers. */
  readonly onBadValues?: () => void;
}

/**
 * A source whose values are all numbers: what is none, and infinity, becomes silence. Between blocks it lets other work of the
 * process go on, so that an abort gets through; the block after it throws the signal's reason.
 */
export function checkedSource(source: PcmSource, { signal, onFrames, onBadValues }: SourceListeners): PcmSource {
  const { sampleRate, channels, frames } = source;
  const checked = (values: Float32Array): Float32Array => {
    if (!onBadValues || areUsable(values)) return values;
    onBadValues();
    return values.map(usable);
  };
  return {
    sampleRate,
    channels,
    frames,
    async *read(options?: PcmReadOptions) {
      for await (const block of source.read(options)) {
        await setImmediate();
        signal?.throwIfAborted();
        yield { channels: block.channels.map(checked), sampleRate };
        onFrames(block.channels[0]?.length ?? 0);
      }
    },
  };
}

function areUsable(values: Float32Array): boolean {
  for (let index = 0; index < values.length; index++) {
    if (!(Math.abs(values[index] ?? 0) <= LARGEST_VALUE)) return false;
  }
  return true;
}

function usable(value: number): number {
  return Number.isFinite(value) ? Math.max(-LARGEST_VALUE, Math.min(LARGEST_VALUE, value)) : 0;
}
