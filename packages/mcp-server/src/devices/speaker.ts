import { withSpeaker } from './speaker-lock.ts';

/** The loudspeaker, as the calls of one server share it. */
export interface Speaker {
  /**
   * Does something that is heard while nothing else on this machine is.
   * @param play - Is to stop when its signal aborts.
   * @returns Whether it came to its end, rather than being stopped by {@link Speaker.stop}.
   */
  use(signal: AbortSignal, play: (signal: AbortSignal) => Promise<void>): Promise<boolean>;
  /** Stops what plays and what waits to be played, and tells how many that were. */
  stop(): number;
}

/** Makes the loudspeaker of a server. */
export function createSpeaker(): Speaker {
  const using = new Set<AbortController>();
  return {
    use: async (signal, play) => {
      const hush = new AbortController();
      using.add(hush);
      const either = AbortSignal.any([signal, hush.signal]);
      try {
        await withSpeaker(either, () => play(either));
        return true;
      } catch (error) {
        if (signal.aborted || !hush.signal.aborted) throw error;
        return false;
      } finally {
        using.delete(hush);
      }
    },
    stop: () => {
      const stopped = [...using];
      for (const hush of stopped) hush.abort(new Error('The loudspeaker was told to stop.'));
      return stopped.length;
    },
  };
}
