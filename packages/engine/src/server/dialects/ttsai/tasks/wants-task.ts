import { LOCAL_CALLER } from '../../../../accounts/caller.ts';
import type { ServerContext } from '../../../server-env.ts';

/** The fields by which a request asks for a task. */
export interface TaskWishes {
  readonly async?: boolean | undefined;
  readonly webhook_url?: string | undefined;
}

/** What an answer with the result itself may be. */
const RESULT_TYPES = /audio\/|ndjson|octet-stream|zip|multipart/;

/** Tells whether a request asks in so many words for a task, which goes on by itself, rather than for the result. */
export function asksForTask(c: ServerContext, { async, webhook_url: webhook }: TaskWishes): boolean {
  if (async !== undefined || webhook !== undefined) return async !== false;
  return /\brespond-async\b/i.test(c.req.header('prefer') ?? '');
}

/**
 * Tells whether a request whose result is a file is to be answered with a task. The documentation of TTS.ai knows
 * `webhook_url` only; its own SDKs get a task without asking for one, and are known by their paths (`/api/v1/`), by keys
 * for browsers, and by accepting JSON but no audio.
 * @param offersTasks - Whether there are any for those who do not ask in so many words.
 */
export function wantsTask(c: ServerContext, wishes: TaskWishes, offersTasks: boolean): boolean {
  if (asksForTask(c, wishes)) return true;
  const accept = c.req.header('accept') ?? '*/*';
  if (wishes.async === false || !offersTasks || RESULT_TYPES.test(accept)) return false;
  const { keyId, kind } = c.env.caller;
  const isBrowserKey = keyId !== LOCAL_CALLER.keyId && kind === 'publishable';
  const takesJsonOnly = accept.includes('application/json') && !accept.includes('*/*');
  return isBrowserKey || takesJsonOnly || isSdkPath(c);
}

/** Whether a request came by the paths of TTS.ai's Python SDK. */
export function isSdkPath(c: ServerContext): boolean {
  return c.req.path.startsWith('/api/v1/');
}
