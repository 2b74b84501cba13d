import { ModelLoadingError, PotooError } from '@potoo/core/errors';
import type { HostPool } from '../hosts/contract.ts';
import { createHostPool } from '../hosts/host-pool.ts';
import { siblingModule } from '../hosts/module-url.ts';
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

interface Job {
  readonly startedAt: number;
  fraction: number;
  failure?: { readonly error: PotooError; readonly at: number };
}

/** Pulls models in a process of its own while requests for them are told to come again. */
export class ModelPuller implements AsyncDisposable {
  readonly #pool: HostPool;
  readonly #jobs = new Map<string, Job>();

  constructor(options: PullHostOptions) {
    this.#pool = createHostPool({
      name: 'model pull',
      module: siblingModule(import.meta.url, './store/pull-host'),
      options,
      size: 2,
      limits: { stallMs: STALL_MS, idleMs: 10_000 },
    });
  }

  /** Whether a variant is on its way. */
  isPulling(variant: string): boolean {
    const job = this.#jobs.get(variant);
    return job !== undefined && job.failure === undefined;
  }

  /**
   * Sees to it that a variant is on its way.
   * @throws {ModelLoadingError} Always: with the time that it may still take. Or what the pull failed with a moment ago.
   */
  request(variant: string): never {
    const job = this.#jobs.get(variant);
    const now = performance.now();
    if (job?.failure && now - job.failure.at < FAILURE_KEPT_MS) throw job.failure.error;
    const running = job && !job.failure ? job : this.#start(variant, now);
    const percent = Math.floor(running.fraction * 100);
    throw new ModelLoadingError(`The model ${variant} is being fetched (${percent} %).`, {
      reason: 'model_downloading',
      hint: 'Send the request again after the time in Retry-After.',
      retryAfterMs: waitFor(running, now),
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#pool.close();
  }

  #start(variant: string, now: number): Job {
    const job: Job = { startedAt: now, fraction: 0 };
    this.#jobs.set(variant, job);
    void this.#pull(variant, job).then(
      () => this.#jobs.delete(variant),
      (error: unknown) => {
        const failed = new ModelLoadingError(`The model ${variant} could not be fetched.`, { cause: error });
        job.failure = { error: PotooError.isInstance(error) ? error : failed, at: performance.now() };
      },
    );
    return job;
  }

  async #pull(variant: string, job: Job): Promise<void> {
    const call = this.#pool.open<PullEvent, void>('pull', { variant });
    for await (const { fraction } of call) job.fraction = fraction;
    await call.result;
  }
}

/** What is left at the pace so far. */
function waitFor({ startedAt, fraction }: Job, now: number): number {
  if (fraction < 0.01) return FIRST_WAIT_MS;
  const left = ((now - startedAt) / fraction) * (1 - fraction);
  return Math.round(Math.min(LONGEST_WAIT_MS, Math.max(SHORTEST_WAIT_MS, left)));
}
