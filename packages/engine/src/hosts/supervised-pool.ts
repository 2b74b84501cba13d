import type { PotooError } from '@potoo/core';
import { ModelLoadingError } from '@potoo/core/errors';
import type { LaunchChild } from './child.ts';
import type { HostCall, HostCallOptions, HostLimits, HostPool, HostPoolOptions, HostPoolStats } from './contract.ts';
import { FairQueue } from './fair-queue.ts';
import { Host, type HostEnding } from './host.ts';
import { resolveHostLimits } from './host-limits.ts';
import { PendingCall } from './pending-call.ts';
import { StartBreaker } from './start-breaker.ts';

const DEFAULT_MAX_QUEUE = 1000;
/** Weight of the newest request in the running mean of how long requests take. */
const MEAN_WEIGHT = 0.1;
const LONGEST_RETRY_AFTER_MS = 60_000;
/** Endings that count as crashes. */
const FAILURES: ReadonlySet<HostEnding> = new Set(['crashed', 'stalled', 'memory', 'refused']);

/** Endings of a host that served and would serve on: the next call finds another one ready, or on its way. */
const REPLACED: ReadonlySet<HostEnding> = new Set(['crashed', 'stalled', 'memory', 'recycled', 'aborted']);

/** Somebody who waits for hosts to be ready. */
interface Warmer {
  readonly count: number;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** What a pool is made of, wherever its hosts run. */
export interface SupervisedPoolOptions extends HostPoolOptions {
  readonly size: number;
  /** Starts what a host runs in. */
  readonly launch: LaunchChild;
}

/** A pool of hosts, whatever they run in: it queues calls, starts hosts for them and replaces those that fail. */
export class SupervisedPool implements HostPool {
  readonly #options: SupervisedPoolOptions;
  readonly #limits: HostLimits;
  readonly #size: number;
  readonly #maxQueue: number;
  readonly #queue = new FairQueue<PendingCall>();
  readonly #breaker: StartBreaker;
  readonly #warmers = new Set<Warmer>();
  /** Hosts that start or serve. */
  readonly #hosts = new Set<Host>();
  /** Every process that has not gone yet. */
  readonly #exits = new Map<Host, Promise<void>>();
  #calls = 0;
  #crashes = 0;
  #started = 0;
  #meanMs = 0;
  #closing: Promise<void> | undefined;

  constructor(options: SupervisedPoolOptions) {
    this.#options = options;
    this.#limits = resolveHostLimits(options.limits);
    this.#size = Math.max(1, options.size);
    this.#maxQueue = options.maxQueue ?? DEFAULT_MAX_QUEUE;
    this.#breaker = new StartBreaker(options.name);
  }

  run<Result>(method: string, params: unknown, options: HostCallOptions = {}): Promise<Result> {
    return this.#submit(method, params, options, false).handle<never, Result>().result;
  }

  open<Event, Result>(method: string, params: unknown, options: HostCallOptions = {}): HostCall<Event, Result> {
    return this.#submit(method, params, options, true).handle<Event, Result>();
  }

  async warm({ count = 1, signal }: { readonly count?: number; readonly signal?: AbortSignal } = {}): Promise<void> {
    signal?.throwIfAborted();
    if (this.#closing) throw this.#closedError();
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const warmer: Warmer = { count: Math.min(count, this.#size), resolve, reject };
    const onAbort = (): void => reject(signal?.reason);
    signal?.addEventListener('abort', onAbort, { once: true });
    this.#warmers.add(warmer);
    this.#schedule();
    try {
      await promise;
    } finally {
      signal?.removeEventListener('abort', onAbort);
      this.#warmers.delete(warmer);
      this.#keepProcessAlive();
    }
  }

  stats(): HostPoolStats {
    return {
      name: this.#options.name,
      processes: [...this.#hosts].map(({ pid, busy, served }) => ({ pid, busy, served })),
      queued: this.#queue.size,
      crashes: this.#crashes,
      started: this.#started,
    };
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    // After the assignment of `#closing`: whoever hears of the end and calls again is refused.
    await Promise.resolve();
    const error = this.#closedError();
    for (const host of this.#hosts) host.end('closed', error);
    this.#failUnserved(error);
    for (const host of this.#exits.keys()) host.keepProcessAlive(true);
    await Promise.all(this.#exits.values());
  }

  #submit(method: string, params: unknown, options: HostCallOptions, events: boolean): PendingCall {
    this.#calls += 1;
    const { name } = this.#options;
    const onCancel = (call: PendingCall): void => this.#onCancel(call);
    const call = new PendingCall({ ...options, id: this.#calls, pool: name, method, params, events, onCancel });
    if (options.signal?.aborted) {
      call.cancel(options.signal.reason);
    } else if (this.#closing) {
      call.fail(this.#closedError());
    } else if (this.#queue.size >= this.#maxQueue && !this.#leastBusy()) {
      call.fail(this.#overloadedError());
    } else {
      this.#queue.push(call.lane, call);
      this.#schedule();
    }
    return call;
  }

  /** Gives calls to hosts with room, and starts hosts for those that found none. */
  #schedule(): void {
    if (this.#closing) return;
    for (let host = this.#leastBusy(); host; host = this.#leastBusy()) {
      const call = this.#queue.shift();
      if (!call) break;
      host.run(call);
    }
    this.#startWanted();
    const serving = this.#count('ready');
    for (const { count, resolve } of this.#warmers) if (serving >= count) resolve();
    this.#keepProcessAlive();
  }

  #leastBusy(): Host | undefined {
    let best: Host | undefined;
    for (const host of this.#hosts) if (host.hasRoom && host.busy < (best?.busy ?? Infinity)) best = host;
    return best;
  }

  #startWanted(): void {
    const now = performance.now();
    const refusal = this.#breaker.refusal(now);
    if (refusal) this.#failUnserved(refusal);
    const starting = this.#count('starting');
    const toWarm = Math.max(0, ...[...this.#warmers].map(({ count }) => count)) - this.#hosts.size;
    const wanted = Math.max(this.#queue.size - starting, toWarm, this.#sharesHosts() ? 1 - starting : 0);
    const allowed = Math.min(this.#size - this.#hosts.size, this.#breaker.startsAllowed(now) - starting);
    for (let left = Math.min(wanted, allowed); left > 0; left -= 1) this.#start();
  }

  /** Whether calls share a process while another one could be had: with cores to spare each should have its own. */
  #sharesHosts(): boolean {
    let shared = false;
    for (const { busy } of this.#hosts) {
      if (busy === 0) return false;
      if (busy > 1) shared = true;
    }
    return shared;
  }

  #start(): void {
    const { name, module, options, launch } = this.#options;
    this.#started += 1;
    const host = new Host({
      name,
      module,
      options,
      launch,
      limits: this.#limits,
      owner: {
        onReady: () => {
          this.#breaker.succeeded();
          this.#schedule();
        },
        onReturn: (ms) => {
          this.#meanMs += (ms - this.#meanMs) * (this.#meanMs === 0 ? 1 : MEAN_WEIGHT);
          this.#schedule();
        },
        onEnd: (ending, error) => this.#onEnd(host, ending, error),
      },
    });
    this.#hosts.add(host);
    this.#exits.set(
      host,
      host.exited.then(() => void this.#exits.delete(host)),
    );
  }

  #onEnd(host: Host, ending: HostEnding, error: PotooError | undefined): void {
    this.#hosts.delete(host);
    if (this.#closing) return;
    if (FAILURES.has(ending)) this.#crashes += 1;
    if (!host.wasReady) {
      this.#breaker.failed(error, performance.now());
      // A crash may be bad luck and is tried again; a reason, or half a minute of waiting, is an answer.
      if (ending !== 'crashed' && error) this.#failUnserved(error);
    } else if (REPLACED.has(ending) && this.#breaker.startsAllowed(performance.now()) > 0) {
      this.#start();
    }
    this.#schedule();
  }

  #onCancel(call: PendingCall): void {
    if (!this.#queue.delete(call.lane, call)) for (const host of this.#hosts) host.abandon(call);
    this.#keepProcessAlive();
  }

  /** Fails whoever waits for a host that will not come: callers, unless another host can serve them, and warmers. */
  #failUnserved(error: PotooError): void {
    for (const { reject } of this.#warmers) reject(error);
    if (this.#hosts.size === 0) for (const call of this.#queue.drain()) call.fail(error);
  }

  #keepProcessAlive(): void {
    const awaited = this.#queue.size > 0 || this.#warmers.size > 0;
    for (const host of this.#hosts) {
      host.keepProcessAlive(host.hasCaller || (awaited && host.state === 'starting'));
    }
  }

  #count(state: Host['state']): number {
    let count = 0;
    for (const host of this.#hosts) if (host.state === state) count += 1;
    return count;
  }

  #closedError(): PotooError {
    return new ModelLoadingError(`The ${this.#options.name} hosts were closed.`, {
      reason: 'shutting_down',
      hint: 'The service is shutting down: send the request to another one, or again after its restart.',
    });
  }

  #overloadedError(): PotooError {
    const { name } = this.#options;
    const estimateMs = Math.ceil((this.#queue.size * this.#meanMs) / (this.#size * this.#limits.concurrency));
    return new ModelLoadingError(`Every ${name} host is busy, and ${this.#queue.size} requests wait already.`, {
      reason: 'overloaded',
      hint: 'Send the request again later, or give the service more hosts.',
      retryAfterMs: Math.min(LONGEST_RETRY_AFTER_MS, Math.max(1000, estimateMs)),
    });
  }
}
