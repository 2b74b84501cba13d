import type { CallOptions } from '../../contract/call-options.ts';
import { PotooError } from '../../errors/potoo-error.ts';
import type { Clock } from '../../transport/clock.ts';
import { SERVER_EVENTS_TYPE } from '../../transport/server-events.ts';
import type { Transport } from '../../transport/transport.ts';

/** How long a watcher waits before it asks again, after a connection broke. */
const REOPEN_MS = 1_000;
/** Connections in a row that may tell nothing new. */
const MOST_SILENT = 5;

/** What is followed, and how it is read. */
export interface Followed<State> {
  readonly path: string;
  readonly read: (event: unknown) => State;
  readonly hasEnded: (state: State) => boolean;
}

/** Follows something on the server until it ends. A connection that breaks is made again: the work goes on meanwhile. */
export async function* followEvents<State>(
  transport: Transport,
  clock: Clock,
  { path, read, hasEnded }: Followed<State>,
  options: CallOptions,
): AsyncGenerator<State> {
  for (let silent = 0; ; ) {
    try {
      const sent = { method: 'GET', path, accept: SERVER_EVENTS_TYPE, answersEarly: true } as const;
      const answer = await transport.send(sent, options);
      for await (const event of answer.events()) {
        silent = 0;
        const state = read(event);
        yield state;
        if (hasEnded(state)) return;
      }
    } catch (error) {
      options.signal?.throwIfAborted();
      if (!PotooError.isInstance(error) || !error.retryable || silent >= MOST_SILENT) throw error;
    }
    silent += 1;
    await clock.sleep(REOPEN_MS, options.signal ?? NEVER);
  }
}

const NEVER = new AbortController().signal;
