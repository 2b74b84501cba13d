import type { PotooError } from '@potoo/core';
import type { FromHost, ToHost } from './messages.ts';

/** What a host runs in, and the channel to it: a process on Node, a Worker in a page. */
export interface Child {
  /** Resolves when it is gone. */
  readonly exited: Promise<void>;
  /** Id of its process; 0 where it is none. */
  readonly pid: number;
  /** @throws {TypeError} When the message cannot be copied. */
  send(message: ToHost): void;
  /** Bytes that it holds; `undefined` where it has to be asked itself. */
  memory(): number | undefined;
  kill(): void;
  /** Says whether this process must not end before the child does. */
  keepProcessAlive(wanted: boolean): void;
  /** The error for its callers. */
  failure(reason: 'host_crashed' | 'host_stalled' | 'host_memory', what: string): PotooError;
  /** What it said of its own end, in one line that may be shown to anybody. */
  complaint(): string;
}

/** What a child tells its host. */
export interface ChildOwner {
  onMessage(message: FromHost): void;
  /** It is gone, and everything that it said has been heard. */
  onGone(how: string): void;
}

/** Starts a child. */
export type LaunchChild = (owner: ChildOwner) => Child;
