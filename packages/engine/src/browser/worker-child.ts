import type { PotooError } from '@potoo/core';
import { InternalError } from '@potoo/core/errors';
import type { Child, ChildOwner } from '../hosts/child.ts';
import { isFromHost, type ToHost } from '../hosts/messages.ts';

/** A Worker as a host runs in it. */
export class WorkerChild implements Child {
  readonly pid = 0;
  readonly exited: Promise<void>;
  readonly #worker: Worker;
  readonly #exit: () => void;
  #complaint = '';

  /** @param start - Starts the Worker. */
  constructor(start: () => Worker, owner: ChildOwner) {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.exited = promise;
    this.#exit = resolve;
    this.#worker = start();
    this.#worker.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (isFromHost(data)) owner.onMessage(data);
    };
    this.#worker.onerror = (event) => {
      // An error that nobody caught, or a script that could not be loaded: then there is no message.
      event.preventDefault();
      this.#complaint = event.message ?? '';
      this.kill();
      owner.onGone('an error');
    };
  }

  send(message: ToHost): void {
    try {
      this.#worker.postMessage(message);
    } catch (cause) {
      throw new TypeError('What the Worker was to be sent cannot be copied.', { cause });
    }
  }

  /** A page is not told what a Worker holds. */
  memory(): number {
    return 0;
  }

  kill(): void {
    this.#worker.terminate();
    this.#exit();
  }

  /** A page ends when it is left. */
  keepProcessAlive(): void {}

  failure(reason: 'host_crashed' | 'host_stalled' | 'host_memory', what: string): PotooError {
    const hint = this.#complaint
      ? 'Try again: the next call gets a new Worker.'
      : 'Check that the script of the Worker is served from the address that the page asks for, and that the policy of the page allows it (worker-src); then try again.';
    return new InternalError(`The Worker of the voices ${what}.`, { reason, hint, retryable: true });
  }

  complaint(): string {
    return this.#complaint;
  }
}
