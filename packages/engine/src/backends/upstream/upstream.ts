import type { VoiceService } from '@potoo/core';
import { PotooError, RequestTimeoutError } from '@potoo/core/errors';
import { FairQueue } from '../../hosts/fair-queue.ts';
import type { Backend, RemoteCall, RemoteSide } from '../contract.ts';
import { isOutage, leftAlone, upstreamError } from './upstream-errors.ts';
import { UpstreamHealth } from './upstream-health.ts';
import { lookAtUpstream, NOTHING, type UpstreamLists } from './upstream-lists.ts';
import type { UpstreamOptions } from './upstream-options.ts';

const DEFAULT_PARALLEL = 8;
/** What a server has is asked for anew after this long; one that does not answer is asked more often. */
const FRESH_MS = 60_000;
/** Longest that lists may take, and longest that a first request waits for them: others have no part in it. */
const LOOK_MS = 10_000;
const FIRST_LOOK_MS = 5_000;

/** Makes a backend of another server. One whose key cannot be used is unavailable, and says why. */
export function upstream(options: UpstreamOptions): Backend {
  const remote = new Upstream(options);
  return {
    id: options.name,
    summary: `Another server, asked over the interface of ${options.dialect}.`,
    licence: 'LicenseRef-upstream',
    dependencies: [],
    check: () => remote.check(),
    remote,
    get speech() {
      const { speech: models, voices } = remote.lists;
      return { models, voices, range: { rate: [0.5, 2], pitch: [1, 1] } } as const;
    },
    get recognition() {
      return { models: remote.lists.recognition, sampleRate: 16_000 };
    },
    get tools() {
      return { models: remote.lists.tools };
    },
  };
}

class Upstream implements RemoteSide {
  readonly name: string;
  readonly parallel: number;
  readonly #options: UpstreamOptions;
  #connected: Promise<VoiceService> | undefined;
  readonly #health = new UpstreamHealth();
  readonly #waiting = new FairQueue<() => void>();
  #running = 0;
  #lists: UpstreamLists = NOTHING;
  #version = 0;
  #lookedAt = Number.NEGATIVE_INFINITY;
  #looking: Promise<void> | undefined;
  readonly #closing = new AbortController();

  constructor(options: UpstreamOptions) {
    this.name = options.name;
    this.parallel = options.parallel ?? DEFAULT_PARALLEL;
    this.#options = options;
  }

  get lists(): UpstreamLists {
    return this.#lists;
  }

  get lexicon(): boolean {
    return this.#lists.lexicon;
  }

  nameOf(model: string): string {
    return this.#options.models?.[model] ?? model;
  }

  stamp(): string {
    const stale = this.#health.problem !== undefined || performance.now() - this.#lookedAt > FRESH_MS;
    if (stale && this.#health.waitMs === 0) void this.#look();
    return `${this.name} ${this.#version}`;
  }

  async check(): Promise<Awaited<ReturnType<Backend['check']>>> {
    if (this.#lookedAt === Number.NEGATIVE_INFINITY) await withinFirstLook(this.#look());
    const { problem } = this.#health;
    const { voices, recognition, tools } = this.#lists;
    if (problem === undefined && this.#version > 0) {
      const detail = `${voices.length} voices, ${recognition.length} recognisers, ${tools.length} tools`;
      return { available: true, detail };
    }
    return {
      available: false,
      problem: problem ?? `The upstream ${this.name} has not answered yet.`,
      install: `See that the server at ${this.#options.url ?? `the address of ${this.#options.dialect}`} answers.`,
    };
  }

  async ask<Result>(
    { signal, lane = '' }: RemoteCall,
    work: (service: VoiceService, options: { readonly signal: AbortSignal }) => Promise<Result>,
  ): Promise<Result> {
    await this.#takePlace(lane, signal);
    try {
      const { problem = 'it failed', waitMs } = this.#health;
      if (waitMs > 0) throw leftAlone(this.name, problem, waitMs);
      const result = await work(await this.#service(), { signal });
      this.#recovered();
      return result;
    } catch (error) {
      signal.throwIfAborted();
      if (isOutage(error)) throw error;
      throw this.#told(error);
    } finally {
      this.#running -= 1;
      this.#waiting.shift()?.();
    }
  }

  async close(): Promise<void> {
    this.#closing.abort();
    const service = await this.#connected?.catch(() => undefined);
    await service?.close();
    await this.#looking;
  }

  /** Its client; the clients are loaded when there is one to make. */
  #service(): Promise<VoiceService> {
    this.#connected ??= import('./connect-upstream.ts').then(({ connectUpstream }) => connectUpstream(this.#options));
    return this.#connected;
  }

  /** What a failure says of the server's health, and the error for the caller. */
  #told(error: unknown): unknown {
    const failure = upstreamError(this.name, error);
    // What it no longer has says nothing against the rest of it.
    if (!isOutage(failure) || (PotooError.isInstance(error) && error.code === 'not_found')) {
      this.#recovered();
      return failure;
    }
    const { message, retryAfterMs } = PotooError.isInstance(failure) ? failure : { message: '', retryAfterMs: 0 };
    this.#health.failed(message, retryAfterMs);
    this.#version += 1;
    return failure;
  }

  #recovered(): void {
    if (this.#health.problem !== undefined) this.#version += 1;
    this.#health.succeeded();
  }

  /** Waits for one of the places, in turn by lane. */
  async #takePlace(lane: string, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (this.#running < this.parallel) {
      this.#running += 1;
      return;
    }
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const enter = () => {
      signal.removeEventListener('abort', leave);
      this.#running += 1;
      resolve();
    };
    const leave = () => {
      this.#waiting.delete(lane, enter);
      reject(signal.reason);
    };
    signal.addEventListener('abort', leave, { once: true });
    this.#waiting.push(lane, enter);
    await promise;
  }

  /** Asks what the server has. It never rejects; one look at a time. */
  #look(): Promise<void> {
    this.#looking ??= this.#lookNow().finally(() => {
      this.#looking = undefined;
    });
    return this.#looking;
  }

  async #lookNow(): Promise<void> {
    try {
      const signal = AbortSignal.any([AbortSignal.timeout(LOOK_MS), this.#closing.signal]);
      this.#lists = await lookAtUpstream(await this.#service(), this.#options, signal);
      this.#health.succeeded();
    } catch (error) {
      const failure = upstreamError(this.name, isTimeout(error) ? new RequestTimeoutError('No lists in time.') : error);
      this.#health.failed(failure instanceof Error ? failure.message : String(failure));
    }
    this.#lookedAt = performance.now();
    this.#version += 1;
  }
}

function isTimeout(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'TimeoutError';
}

/** Whoever has not answered by then is looked at again by a later request. */
async function withinFirstLook(look: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, FIRST_LOOK_MS);
  });
  await Promise.race([look, late]);
  clearTimeout(timer);
}
