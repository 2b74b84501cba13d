import type { CallOptions } from '@potoo/core';
import type { HostPool } from '../hosts/contract.ts';
import { DEFAULT_HOST_LIMITS } from '../hosts/host-limits.ts';
import { SupervisedPool } from '../hosts/supervised-pool.ts';
import type { WorkEvent } from './messages.ts';
import type { ResolvedBrowserOptions } from './options.ts';
import { WorkerChild } from './worker-child.ts';

/** Calls that the one Worker has under way at a time; they take turns, sentence by sentence. */
const CALLS_AT_ONCE = 64;
/** A sentence takes a slow phone a second; a Worker that does not hear of an abort for longer hangs. */
const ABORT_GRACE_MS = 5000;
/** The script of the Worker has 0.6 MB to come over a slow network. */
const START_MS = 120_000;

/** What a call to the Worker is about beside its parameters. */
interface WorkerCallOptions extends Pick<CallOptions, 'signal' | 'onProgress'> {
  /** What is sent after the parameters. */
  readonly input?: AsyncIterable<unknown> | undefined;
}

/** Calls methods of the Worker, which is started by the first, and tells whoever asks how far the work is. */
export class WorkerCalls {
  readonly #onAssetProgress: ResolvedBrowserOptions['onAssetProgress'];
  readonly #pool: HostPool;

  constructor(options: ResolvedBrowserOptions) {
    this.#onAssetProgress = options.onAssetProgress;
    this.#pool = new SupervisedPool({
      name: 'browser',
      // A Worker is made from its own script: there is nothing more to name.
      module: new URL('worker:potoo'),
      options: options.worker,
      size: 1,
      limits: {
        concurrency: CALLS_AT_ONCE,
        abortGraceMs: ABORT_GRACE_MS,
        startMs: START_MS,
        idleMs: options.idleMs,
        maxRequests: Number.POSITIVE_INFINITY,
        memoryBytes: DEFAULT_HOST_LIMITS.memoryBytes,
      },
      launch: (owner) => new WorkerChild(options.start, owner),
    });
  }

  /** Runs a method that answers with its result. */
  async run<Result>(method: string, params: unknown, { signal, onProgress }: WorkerCallOptions = {}): Promise<Result> {
    const call = this.#pool.open<WorkEvent, Result>(method, params, { signal });
    for await (const event of call) this.#tell(event, onProgress);
    return call.result;
  }

  /** Runs a method that answers with events. */
  async *stream<Event extends { readonly type: string }>(
    method: string,
    params: unknown,
    { signal, onProgress, input }: WorkerCallOptions = {},
  ): AsyncGenerator<Event> {
    const call = this.#pool.open<Event | WorkEvent, void>(method, params, { signal, input });
    for await (const event of call) {
      if (isWorkEvent(event)) this.#tell(event, onProgress);
      else yield event;
    }
    await call.result;
  }

  /** Ends the Worker. */
  async close(): Promise<void> {
    await this.#pool.close();
  }

  #tell(event: WorkEvent, onProgress: CallOptions['onProgress']): void {
    if (event.type === 'asset') this.#onAssetProgress?.(event.progress);
    else onProgress?.(event.progress);
  }
}

function isWorkEvent(event: { readonly type: string }): event is WorkEvent {
  return event.type === 'asset' || event.type === 'working';
}
