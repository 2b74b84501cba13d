import type { Job, JobRequest, JobStatus } from '../../contract/jobs.ts';
import type { VoiceService } from '../../contract/voice-service.ts';
import { createError, isErrorCode } from '../../errors/create-error.ts';
import { InternalError } from '../../errors/errors.ts';
import type { PotooError } from '../../errors/potoo-error.ts';
import { asPotooError, inState, isAbort } from '../as-potoo-error.ts';
import { Controller } from '../controller.ts';

/** State of a {@link JobFollower}. */
export interface JobState {
  /** `submitting`: on its way to the service. `lost`: the service cannot be asked; the job may go on. */
  readonly status: 'idle' | 'submitting' | JobStatus | 'lost';
  readonly job: Job | null;
  /** 0 to 1. */
  readonly progress: number;
  readonly error: PotooError | null;
}

/** How a {@link JobFollower} is made. */
export interface JobFollowerOptions {
  readonly service: VoiceService;
  readonly onCompleted?: ((job: Job) => void) | undefined;
  readonly onError?: ((error: PotooError) => void) | undefined;
}

const IDLE: JobState = { status: 'idle', job: null, progress: 0, error: null };

/** Hands in long work and follows it to its end. The work goes on when nobody follows. */
export class JobFollower extends Controller<JobState, JobFollowerOptions> {
  #following: AbortController | undefined;

  constructor(options: JobFollowerOptions) {
    super(IDLE, options);
  }

  /** Hands in a job and follows it. Errors go into the state. */
  readonly submit = (request: JobRequest): void => inState(this.submitAsync(request));

  /** Like {@link submit}, and resolves with the completed job. @throws {PotooError} Why it failed, or was not taken. */
  readonly submitAsync = (request: JobRequest): Promise<Job> =>
    this.#follow('submitting', async (signal) => {
      const job = await this.options.service.submit(request, { signal });
      this.#take(job, signal);
      return job.id;
    });

  /** Follows a job that was handed in before, such as by another page. Errors go into the state. */
  readonly follow = (id: string): void => inState(this.followAsync(id));

  /** Like {@link follow}, and resolves with the completed job. @throws {PotooError} Why it failed, or is not found. */
  readonly followAsync = (id: string): Promise<Job> => this.#follow('queued', async () => id);

  /** Stops the job. Errors go into the state. */
  readonly cancel = (): void => inState(this.cancelAsync());

  /** Like {@link cancel}. @throws {PotooError} What the service throws. */
  readonly cancelAsync = async (): Promise<void> => {
    const { job } = this.getSnapshot();
    if (!job) return this.reset();
    const { life } = this;
    this.#take(await this.options.service.cancelJob(job.id, { signal: life }), life);
  };

  /** Follows no longer, and forgets the job; it goes on. */
  readonly reset = (): void => {
    this.#leave(new DOMException('The job is no longer followed.', 'AbortError'));
    this.update(IDLE);
  };

  protected override disposed(): void {
    this.#leave(this.life.reason);
  }

  async #follow(status: 'submitting' | 'queued', begin: (signal: AbortSignal) => Promise<string>): Promise<Job> {
    this.life.throwIfAborted();
    this.#leave(new DOMException('Another job is followed instead.', 'AbortError'));
    const following = new AbortController();
    const signal = AbortSignal.any([following.signal, this.life]);
    this.#following = following;
    this.update({ ...IDLE, status });
    try {
      return await this.#watch(await begin(signal), signal);
    } catch (error) {
      if (this.#following === following && !signal.aborted) this.#fail(error);
      throw signal.aborted || isAbort(error) ? error : asPotooError(error);
    } finally {
      if (this.#following === following) this.#following = undefined;
    }
  }

  async #watch(id: string, signal: AbortSignal): Promise<Job> {
    let last: Job | undefined;
    for await (const job of this.options.service.watchJob(id, { signal })) {
      this.#take(job, signal);
      last = job;
    }
    if (last?.status === 'completed') {
      this.options.onCompleted?.(last);
      return last;
    }
    throw endOf(last);
  }

  #take(job: Job, signal: AbortSignal): void {
    if (!signal.aborted) this.update({ job, status: job.status, progress: job.progress });
  }

  #fail(error: unknown): void {
    const { status } = this.getSnapshot();
    const hasEnded = status === 'failed' || status === 'cancelled';
    const known = isAbort(error) ? null : asPotooError(error);
    this.update({ error: known, ...(!hasEnded && { status: 'lost' }) });
    if (known) this.options.onError?.(known);
  }

  #leave(reason: unknown): void {
    this.#following?.abort(reason);
    this.#following = undefined;
  }
}

function endOf(job: Job | undefined): unknown {
  if (job?.status === 'cancelled') return new DOMException('The job was cancelled.', 'AbortError');
  if (!job?.error) return new InternalError('The job ended without a result and without saying why.');
  const { code, message, ...rest } = job.error;
  return createError(isErrorCode(code) ? code : 'internal_error', message, rest);
}
