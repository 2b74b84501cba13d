import type { Progress } from '@potoo/core';

/** How far a call is, for a person. */
export interface ProgressNote {
  /** 0 to 1; each is more than the one before. */
  readonly fraction: number;
  readonly message: string;
}

/** Tells a host how far a call is. */
export interface ProgressReporter {
  report(progress: Progress): void;
  /** Stops telling, and waits until what was told last cannot be overtaken by the result. */
  stop(): Promise<void>;
}

/** Hosts need no more than a few a second. */
const LEAST_GAP_MS = 250;
/** Many hosts give up on a call that is silent for long. */
const HEARTBEAT_MS = 3_000;
/** A client that reads the result in the same turn as a note drops the note. */
const BEFORE_RESULT_MS = 15;
/** What a heartbeat adds, since each note has to be more than the last. */
const HEARTBEAT_STEP = 1e-6;

/** Makes a reporter. @param send - Hands a note to the host; what it does not want is lost, and that is no failure. */
export function createProgressReporter(send: (note: ProgressNote) => Promise<void>): ProgressReporter {
  const startedAt = performance.now();
  let told = 0;
  let toldAt = Number.NEGATIVE_INFINITY;
  let stage = 'working';
  let stopped = false;
  const tell = (fraction: number, message: string) => {
    told = Math.max(fraction, told + HEARTBEAT_STEP);
    toldAt = performance.now();
    send({ fraction: told, message }).catch(() => {});
  };
  const heartbeat = setInterval(() => {
    if (performance.now() - toldAt < HEARTBEAT_MS) return;
    tell(told, `${stage}, ${Math.round((performance.now() - startedAt) / 1000)} s`);
  }, HEARTBEAT_MS / 3);
  heartbeat.unref();
  return {
    report: ({ fraction, stage: next }) => {
      if (next !== undefined) stage = next;
      // The end is told by the result.
      if (stopped || fraction >= 1 || performance.now() - toldAt < LEAST_GAP_MS) return;
      tell(fraction, stage);
    },
    stop: async () => {
      stopped = true;
      clearInterval(heartbeat);
      const wait = BEFORE_RESULT_MS - (performance.now() - toldAt);
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    },
  };
}
