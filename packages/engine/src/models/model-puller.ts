import type { ModelPull, ModelPullStatus } from '@potoo/core';
import { ModelLoadingError, NotFoundError, PotooError } from '@potoo/core/errors';
import type { HostPool } from '../hosts/contract.ts';
import { createHostPool } from '../hosts/host-pool.ts';
import { siblingModule } from '../hosts/module-url.ts';
import type { ModelVariant } from './catalog/card.ts';
import type { HubAccess } from './store/hub-access.ts';

/** Requests after a failure get it told for so long; then the next one tries again. */
const FAILURE_KEPT_MS = 30_000;
const SHORTEST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 60_000;
/** What a caller is told to wait while nothing is known yet. */
const FIRST_WAIT_MS = 5000;
/** The whole of a large model's unpacking goes without a sign of life. */
const STALL_MS = 600_000;

/** What the host that pulls has to know. */
export interface PullHostOptions {
  readonly folder: string;
  readonly access: HubAccess;
  /** Variables that name proxies. */
  readonly proxy: Readonly<Record<string, string>>;
}

/** Events of its method `pull`. */
export interface PullEvent {
  readonly fraction: number;
}

/** A pull, under way or over. */
interface Task {
  readonly variant: ModelVariant;
  readonly startedAt: number;
  readonly stopping: AbortController;
  status: ModelPullStatus;
  fraction: number;
  failure?: { readonly error: PotooError; readonly at: number };
  /** Settles at the next change. */
  changed: PromiseWithResolvers<void>;
}

/** Pulls models in processes of their own, each model once at a time, and tells whoever asks how far it is. */
export class ModelPuller implements AsyncDisposable {
  readonly #pool: HostPool;
  /** Those under way and those that failed last, by the id of the variant. */
  readonly #tasks = new Map<string, Task>();

  constructor(options: PullHostOptions) {
    this.#pool = createHostPool({
      name: 'model pull',
      module: siblingModule(import.meta.url, './store/pull-host'),
      options,
      size: 2,
      limits: { stallMs: STALL_MS, idleMs: 10_000 },
    });
  }

  /** The pull of a variant that is under way, or that failed last. */
  find(variant: string): ModelPull | undefined {
    const task = this.#tasks.get(variant);
    return task && describe(task);
  }

  /** Begins to pull a variant, unless it is on its way. */
  start(variant: ModelVariant): ModelPull {
    const known = this.#tasks.get(variant.id);
    return describe(known?.status === 'running' ? known : this.#start(variant));
  }

  /** Tells where a pull stands, now and after each change, until it has ended. @throws {NotFoundError} `pull_not_found`. */
  async *watch(variant: string, signal: AbortSignal): AsyncGenerator<ModelPull> {
    const task = this.#tasks.get(variant);
    if (!task) throw noPull(variant);
    const aborted = Promise.withResolvers<void>();
    const leave = () => aborted.resolve();
    signal.addEventListener('abort', leave);
    try {
      for (;;) {
        signal.throwIfAborted();
        const change = task.changed.promise;
        const pull = describe(task);
        yield pull;
        if (pull.status !== 'running') return;
        await Promise.race([change, aborted.promise]);
      }
    } finally {
      signal.removeEventListener('abort', leave);
    }
  }

  /** Stops a pull; what has arrived stays. @throws {NotFoundError} `pull_not_found`, if none is under way. */
  cancel(variant: string): ModelPull {
    const task = this.#tasks.get(variant);
    if (task?.status !== 'running') throw noPull(variant);
    task.stopping.abort();
    this.#end(task, 'cancelled');
    return describe(task);
  }

  /**
   * Sees to it that a variant is on its way.
   * @throws {ModelLoadingError} Always: with the time that it may still take. Or what the pull failed with a moment ago.
   */
  request(variant: ModelVariant): never {
    const known = this.#tasks.get(variant.id);
    const now = performance.now();
    if (known?.failure && now - known.failure.at < FAILURE_KEPT_MS) throw known.failure.error;
    const running = known?.status === 'running' ? known : this.#start(variant);
    const percent = Math.floor(running.fraction * 100);
    throw new ModelLoadingError(`The model ${variant.id} is being fetched (${percent} %).`, {
      reason: 'model_downloading',
      hint: 'Send the request again after the time in Retry-After.',
      retryAfterMs: waitFor(running, now),
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#pool.close();
  }

  #start(variant: ModelVariant): Task {
    const startedAt = performance.now();
    const changed = Promise.withResolvers<void>();
    const task: Task = { variant, startedAt, stopping: new AbortController(), status: 'running', fraction: 0, changed };
    this.#tasks.set(variant.id, task);
    void this.#pull(task).then(
      () => this.#end(task, 'completed'),
      (error: unknown) => {
        const failed = new ModelLoadingError(`The model ${variant.id} could not be fetched.`, { cause: error });
        task.failure = { error: PotooError.isInstance(error) ? error : failed, at: performance.now() };
        this.#end(task, 'failed');
      },
    );
    return task;
  }

  async #pull(task: Task): Promise<void> {
    const { stopping, variant } = task;
    const call = this.#pool.open<PullEvent, void>('pull', { variant: variant.id }, { signal: stopping.signal });
    for await (const { fraction } of call) {
      task.fraction = fraction;
      tell(task);
    }
    await call.result;
  }

  /** What ended stays as it ended: a pull that was cancelled also fails. */
  #end(task: Task, status: ModelPullStatus): void {
    if (task.status !== 'running') return;
    task.status = status;
    if (status === 'completed') task.fraction = 1;
    if (status !== 'failed') this.#tasks.delete(task.variant.id);
    tell(task);
  }
}

function tell(task: Task): void {
  const { changed } = task;
  task.changed = Promise.withResolvers();
  changed.resolve();
}

function describe({ variant, status, fraction, failure }: Task): ModelPull {
  const { id: model, bytes } = variant;
  return {
    model,
    status,
    progress: fraction,
    bytes,
    ...(status === 'failed' && failure && { error: failure.error.toJSON() }),
  };
}

/** What is left at the pace so far. */
function waitFor({ startedAt, fraction }: Task, now: number): number {
  if (fraction < 0.01) return FIRST_WAIT_MS;
  const left = ((now - startedAt) / fraction) * (1 - fraction);
  return Math.round(Math.min(LONGEST_WAIT_MS, Math.max(SHORTEST_WAIT_MS, left)));
}

function noPull(variant: string): NotFoundError {
  return new NotFoundError(`${variant} is not being pulled.`, {
    reason: 'pull_not_found',
    hint: 'Begin with pullModel(), or POST /v1/models/{id}/pull.',
  });
}
