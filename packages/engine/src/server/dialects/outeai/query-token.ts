import type { IncomingMessage } from 'node:http';
import { OUTEAI_PATHS } from './paths.ts';

/** What a header can hold; a key is nothing else. */
const VISIBLE_ASCII = /^[\x21-\x7e]+$/;

/**
 * Takes the key out of the address of a request to OuteAI's path, where its clients put it (`?token=`), and hands it on as
 * the Bearer key that every other client sends. It happens before anything reads the request, so that no address that
 * is logged, reported or answered with has held a key. A Bearer key that is there already goes first.
 * @param accepts - Whether such a key counts; if not it is only taken out.
 */
export function liftQueryToken(incoming: IncomingMessage, accepts: boolean): void {
  const lifted = withoutToken(incoming.url ?? '');
  if (!lifted) return;
  incoming.url = lifted.target;
  if (!accepts || !VISIBLE_ASCII.test(lifted.token) || incoming.headers.authorization !== undefined) return;
  const value = `Bearer ${lifted.token}`;
  incoming.headers.authorization = value;
  incoming.rawHeaders.push('Authorization', value);
}

/** The same for a request that came by no socket. */
export function withoutQueryToken(request: Request, accepts: boolean): Request {
  const lifted = withoutToken(request.url);
  if (!lifted) return request;
  const headers = new Headers(request.headers);
  if (accepts && VISIBLE_ASCII.test(lifted.token) && !headers.has('authorization')) {
    headers.set('authorization', `Bearer ${lifted.token}`);
  }
  return new Request(new Request(lifted.target, request), { headers });
}

/** @param target - A path with its query, or a whole address. */
function withoutToken(target: string): { readonly target: string; readonly token: string } | undefined {
  const at = target.indexOf('?');
  if (at < 0 || !OUTEAI_PATHS.test(pathOf(target.slice(0, at)))) return undefined;
  const query = new URLSearchParams(target.slice(at + 1));
  const token = query.get('token');
  if (token === null) return undefined;
  query.delete('token');
  return { target: target.slice(0, at) + (query.size > 0 ? `?${query}` : ''), token };
}

function pathOf(target: string): string {
  const base = 'http://localhost';
  if (!URL.canParse(target, base)) return '';
  try {
    return decodeURIComponent(new URL(target, base).pathname);
  } catch {
    return '';
  }
}
