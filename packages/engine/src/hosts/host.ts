import type { PotooError } from '@potoo/core';
import { InternalError } from '@potoo/core/errors';
import type { Child, LaunchChild } from './child.ts';
import type { HostLimits } from './contract.ts';
import type { FromHost } from './messages.ts';
import type { PendingCall } from './pending-call.ts';
import { unpackError } from './transfer-error.ts';
import { type Timer, unref } from './unref.ts';

/** How often a working host is looked at, at most. */
const WATCH_MS = 500;
/** Beyond this many times its memory limit a host does not finish its request. */
const MEMORY_EXCESS = 1.5;

/**
 * Why a host ended. `refused`: its module threw while it was starting. `aborted`: a method did not come back in time after
 * its caller gave up. `recycled`: it had served enough, or held too much memory between two requests.
 */
export type HostEnding = 'crashed' | 'stalled' | 'memory' | 'refused' | 'aborted' | 'recycled' | 'idle' | 'closed';

/** What a host tells its pool. */
export interface HostOwner {
  /** Its start succeeded. */
  onReady(): void;
  /** A method has returned or thrown, after so long. */
  onReturn(ms: number): void;
  /** It takes no more calls: its process is gone or has been killed. */
  onEnd(ending: HostEnding, error: PotooError | undefined): void;
}

/** What a host is made of. */
export interface HostInit {
  readonly name: string;
  readonly module: URL;
  readonly options: unknown;
  readonly launch: LaunchChild;
  readonly limits: HostLimits;
  readonly owner: HostOwner;
}

interface RunningCall {
  readonly call: PendingCall;
  readonly since: number;
  /** Runs from the moment the caller gave up. */
  grace: Timer | undefined;
  /** Whether the host has heard of that. */
  heard: boolean;
}

/** One child and the calls that run in it. */
export class Host {
  readonly #init: HostInit;
  readonly #child: Child;
  readonly #calls = new Map<number, RunningCall>();
  readonly #watchMs: number;
  #state: 'starting' | 'ready' | 'retiring' | 'ended' = 'starting';
  #startingMs = 0;
  #served = 0;
  #wasReady = false;
  #watch: Timer | undefined;
  #idle: Timer | undefined;

  constructor(init: HostInit) {
    this.#init = init;
    this.#watchMs = Math.min(WATCH_MS, Math.max(10, init.limits.stallMs / 4));
    this.#child = init.launch({
      onMessage: (message) => this.#receive(message),
      onGone: (how) => this.#onGone(how),
    });
    this.#keepWatch();
    try {
      this.#child.send({ type: 'start', module: init.module.href, options: init.options });
    } catch (cause) {
      const error = new InternalError(`The options of the ${init.name} host cannot be copied to it.`, { cause });
      // Not before its maker has heard of it.
      queueMicrotask(() => this.end('refused', error));
    }
  }

  get pid(): number {
    return this.#child.pid;
  }

  /** Resolves when the process is gone. */
  get exited(): Promise<void> {
    return this.#child.exited;
  }

  get state(): 'starting' | 'ready' | 'retiring' | 'ended' {
    return this.#state;
  }

  /** Calls that occupy it, given up or not. */
  get busy(): number {
    return this.#calls.size;
  }

  get served(): number {
    return this.#served;
  }

  /** Whether anybody still waits for one of its calls. */
  get hasCaller(): boolean {
    return [...this.#calls.values()].some(({ grace }) => !grace);
  }

  /** Whether its start succeeded. */
  get wasReady(): boolean {
    return this.#wasReady;
  }

  get hasRoom(): boolean {
    return this.#state === 'ready' && this.#calls.size < this.#init.limits.concurrency;
  }

  /** Gives it a call; only while it has room. */
  run(call: PendingCall): void {
    this.#calls.set(call.id, { call, since: performance.now(), grace: undefined, heard: false });
    try {
      call.begin((message) => this.#child.send(message));
    } catch (error) {
      // The parameters cannot be copied: the caller's mistake, of which the host has not heard.
      this.#calls.delete(call.id);
      call.fail(error);
      return;
    }
    clearTimeout(this.#idle);
    this.#keepWatch();
  }

  /** Stops a call whose caller gave up: asks first, then kills. */
  abandon(call: PendingCall): void {
    const running = this.#calls.get(call.id);
    if (!running || running.grace) return;
    running.grace = unref(setTimeout(() => this.#outOfPatience(running), this.#init.limits.abortGraceMs));
    this.#child.send({ type: 'abort', call: call.id });
  }

  /** Ends it at once; its calls fail with `error`. */
  end(ending: HostEnding, error?: PotooError): void {
    if (this.#state === 'ended') return;
    this.#state = 'ended';
    clearInterval(this.#watch);
    clearTimeout(this.#idle);
    this.#child.kill();
    const calls = [...this.#calls.values()];
    this.#calls.clear();
    for (const { call, grace } of calls) {
      clearTimeout(grace);
      call.fail(error);
    }
    this.#init.owner.onEnd(ending, error);
  }

  /** Says whether anybody waits for it: only then does it keep this process from ending. */
  keepProcessAlive(wanted: boolean): void {
    this.#child.keepProcessAlive(wanted);
  }

  #receive(message: FromHost): void {
    if (this.#state === 'ended') return;
    switch (message.type) {
      case 'ready':
        this.#state = 'ready';
        this.#wasReady = true;
        this.#restIfIdle();
        this.#init.owner.onReady();
        break;
      case 'start-failed':
        this.end('refused', unpackError(message.error, `The ${this.#init.name} host failed while it was starting.`));
        break;
      case 'memory':
        this.#judgeMemory(message.bytes);
        break;
      default: {
        const running = this.#calls.get(message.call);
        if (!running) return;
        if (message.type === 'aborting') running.heard = true;
        else if (running.call.receive(message)) this.#onReturn(running);
      }
    }
  }

  #onReturn({ call, grace, since }: RunningCall): void {
    clearTimeout(grace);
    this.#calls.delete(call.id);
    this.#served += 1;
    this.#sampleMemory();
    if (this.#served >= this.#init.limits.maxRequests) this.#retire();
    if (this.#state === 'retiring') this.#endIfUnused();
    this.#restIfIdle();
    this.#init.owner.onReturn(performance.now() - since);
  }

  #restIfIdle(): void {
    if (this.#state !== 'ready' || this.#calls.size > 0) return;
    clearInterval(this.#watch);
    this.#watch = undefined;
    clearTimeout(this.#idle);
    this.#idle = unref(setTimeout(() => this.end('idle'), this.#init.limits.idleMs));
  }

  #retire(): void {
    if (this.#state === 'ready') this.#state = 'retiring';
  }

  /** Ends a retired host once only calls that nobody waits for are left. */
  #endIfUnused(): void {
    if (!this.hasCaller) this.end('recycled');
  }

  #outOfPatience({ heard }: RunningCall): void {
    const others = [...this.#calls.values()].filter(({ grace }) => !grace);
    if (others.length > 0 && heard) {
      // Its event loop turns, so the others get on: they may finish.
      this.#retire();
      return;
    }
    this.end(
      'aborted',
      this.#child.failure('host_crashed', 'was ended because another request in it could not be stopped'),
    );
  }

  #keepWatch(): void {
    this.#watch ??= unref(setInterval(() => this.#look(), this.#watchMs));
  }

  /**
   * Silence is counted in looks, not read off a clock: when this process itself was held up, or the machine slept, the
   * host's messages have not been read yet.
   */
  #look(): void {
    const { limits } = this.#init;
    if (this.#state === 'starting') {
      this.#startingMs += this.#watchMs;
      if (this.#startingMs > limits.startMs) {
        this.end('stalled', this.#child.failure('host_stalled', `was not ready after ${limits.startMs / 1000} s`));
        return;
      }
    }
    for (const { call, grace } of this.#calls.values()) {
      if (grace || call.waitsForCaller) continue;
      call.silentMs += this.#watchMs;
      if (call.silentMs <= limits.stallMs) continue;
      this.end('stalled', this.#child.failure('host_stalled', `gave no sign of life for ${limits.stallMs / 1000} s`));
      return;
    }
    this.#sampleMemory();
  }

  #sampleMemory(): void {
    const bytes = this.#child.memory();
    if (bytes === undefined) this.#child.send({ type: 'memory' });
    else this.#judgeMemory(bytes);
  }

  #judgeMemory(bytes: number): void {
    const { memoryBytes } = this.#init.limits;
    if (bytes <= memoryBytes) return;
    this.#retire();
    const working = this.#calls.size > 0 || this.#state === 'starting';
    if (working && bytes > memoryBytes * MEMORY_EXCESS) {
      const mebibytes = Math.round(memoryBytes / 2 ** 20);
      this.end(
        'memory',
        this.#child.failure('host_memory', `used far more memory than the ${mebibytes} MiB it may have`),
      );
    } else if (this.#state === 'retiring') {
      this.#endIfUnused();
    }
  }

  #onGone(how: string): void {
    if (this.#state === 'ended') return;
    const when = this.#state === 'starting' ? ' before it was ready' : '';
    const complaint = this.#child.complaint();
    this.end(
      'crashed',
      this.#child.failure('host_crashed', `ended with ${how}${when}${complaint && `: ${complaint}`}`),
    );
  }
}
