import type { Progress } from '@potoo/core';

/** Least time between two writes of progress. */
const INTERVAL_MS = 500;

/**
 * Passes progress on, at most twice a second, one write at a time, and always the latest. A write that fails is let go:
 * the next one tells more.
 */
export function createProgressReporter(write: (progress: Progress) => Promise<void>) {
  let latest: Progress | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;

  const pass = async () => {
    const progress = latest;
    latest = undefined;
    if (progress === undefined || isStopped) {
      timer = undefined;
      return;
    }
    await write(progress).catch(() => {});
    timer = setTimeout(() => void pass(), INTERVAL_MS);
  };

  return {
    report(progress: Progress): void {
      latest = progress;
      if (timer !== undefined || isStopped) return;
      timer = setTimeout(() => void pass(), 0);
    },
    /** Forgets what was not written. */
    stop(): void {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}
