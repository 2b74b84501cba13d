import { type PcmFile, pcmFileSource } from '../audio/pcm-file.ts';
import type { PcmSource } from '../audio/pcm-source.ts';
import type { HostContext } from '../hosts/contract.ts';

/** What a tool in a host works with. */
export interface HostedAudio {
  readonly source: PcmSource;
  /** For the options of the tool. */
  readonly notes: {
    readonly signal: AbortSignal;
    readonly onProgress: (fraction: number) => void;
    readonly onWarning: (message: string) => void;
  };
  /** The sentences that `onWarning` was given, each once. */
  readonly warnings: readonly string[];
}

/** Steps of progress that are worth a message. */
const STEP = 0.01;

/** Opens the audio of a request. Each block that is read tells the watchdog that the work goes on. */
export function hostedAudio(audio: PcmFile, { signal, alive, emit }: HostContext): HostedAudio {
  const source = pcmFileSource(audio);
  const warnings: string[] = [];
  let told = 0;
  return {
    source: {
      ...source,
      async *read(options) {
        for await (const block of source.read(options)) {
          signal.throwIfAborted();
          alive();
          yield block;
        }
      },
    },
    notes: {
      signal,
      onProgress(fraction) {
        if (fraction < told + STEP) return;
        told = fraction;
        // Nobody waits for it; what stops it also stops the next block.
        emit({ type: 'progress', fraction: Math.min(1, fraction) }).catch(() => {});
      },
      onWarning(message) {
        if (!warnings.includes(message)) warnings.push(message);
      },
    },
    warnings,
  };
}
