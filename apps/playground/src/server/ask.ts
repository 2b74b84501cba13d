import { UnreachableError } from '@potoo/core';
import { readErrorEnvelope } from '@potoo/core/wire';
import type { Server } from './ServerContext.ts';

/** How {@link ask} asks. */
export interface AskOptions {
  readonly signal: AbortSignal;
  /** @default 'GET' */
  readonly method?: 'GET' | 'POST';
}

/**
 * Asks the server for what no `VoiceService` has: lists of jobs, usage.
 * @returns The JSON of its answer, not yet checked.
 * @throws {PotooError} The server's error, or that it does not answer.
 */
export async function ask({ apiKey }: Pick<Server, 'apiKey'>, path: string, options: AskOptions): Promise<unknown> {
  const { signal, method = 'GET' } = options;
  const headers = apiKey === '' ? {} : { authorization: `Bearer ${apiKey}` };
  const response = await fetch(path, { method, headers, signal }).catch((cause: unknown) => {
    if (signal.aborted) throw signal.reason;
    throw new UnreachableError('The server does not answer.', {
      hint: 'See that it is running, then try again.',
      cause,
    });
  });
  const body: unknown = await response.json();
  if (!response.ok) throw readErrorEnvelope(body, { status: response.status });
  return body;
}
