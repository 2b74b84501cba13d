import { UnreachableError } from '@potoo/core';
import { readErrorEnvelope } from '@potoo/core/wire';
import type { Server } from './ServerContext.ts';

/** How {@link ask} asks. */
export interface AskOptions {
  readonly signal: AbortSignal;
  /** @default 'GET' */
  readonly method?: 'GET' | 'POST' | 'DELETE';
  /** Sent as JSON. @default Nothing. */
  readonly body?: object;
}

/**
 * Asks the server for what no `VoiceService` has: lists of jobs, usage, keys.
 * @returns The JSON of its answer, not yet checked; nothing of an answer without a body.
 * @throws {PotooError} The server's error, or that it does not answer.
 */
export async function ask({ apiKey }: Pick<Server, 'apiKey'>, path: string, options: AskOptions): Promise<unknown> {
  const { signal, method = 'GET', body } = options;
  const headers = {
    ...(apiKey !== '' && { authorization: `Bearer ${apiKey}` }),
    ...(body && { 'content-type': 'application/json' }),
  };
  const sent = { method, headers, signal, ...(body && { body: JSON.stringify(body) }) };
  const response = await fetch(path, sent).catch((cause: unknown) => {
    if (signal.aborted) throw signal.reason;
    throw new UnreachableError('The server does not answer.', {
      hint: 'See that it is running, then try again.',
      cause,
    });
  });
  if (response.status === 204) return undefined;
  const answer: unknown = await response.json();
  if (!response.ok) throw readErrorEnvelope(answer, { status: response.status });
  return answer;
}
