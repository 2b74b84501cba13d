import { LOCAL_CALLER } from '../../../../accounts/caller.ts';
import type { ServerContext } from '../../../server-env.ts';

/** The fields by which a request asks for a task. */
export interface TaskWishes {
  readonly async?: boolean | undefined;
  readonly webhook_url?: string | undefined;
}

/** What an answer with the result itself may be. */
const RESULT_TYPES = /audio\/|ndjson|octet-stream|zip|multipart/;

/**
 * Tells whether a request is to be answered with a task, which goes on by itself, rather than with the result. The
 * documentation of TTS.ai knows `webhook_url` only; its own SDKs get a task without asking for one, and are known by their
 * paths (`/api/v1/`), by keys for browsers, and by accepting JSON but no audio.
 * @param offersTasks - Whether there are any for those who do not ask in so many words.
 */
export function wantsTask(
  c: ServerContext,
  { async, webhook_url: webhook }: TaskWishes,
  offersTasks: boolean,
): boolean {
  if (async !== undefined || webhook !== undefined) return async !== false;
  if (/\brespond-async\b/i.test(c.req.header('prefer') ?? '')) return true;
  const accept = c.req.header('accept') ?? '*/*';
  if (!offersTasks || RESULT_TYPES.test(accept)) return false;
  const { keyId, kind } = c.env.caller;
  const isBrowserKey = keyId !== LOCAL_CALLER.keyId && kind === 'publishable';
  const takesJsonOnly = accept.includes('application/json') && !accept.includes('*/*');
  return isBrowserKey || takesJsonOnly || c.req.path.startsWith('/api/v1/');
}
