import { isPlaygroundPath } from '../playground/pages.ts';

/**
 * What anybody may ask for, in full: health, documentation, and the pages. Everything else takes a key where keys are
 * asked for.
 */
const PUBLIC = [
  /^\/(?:healthz|readyz)$/,
  /^\/(?:openapi\.json|docs(?:\/.*)?)$/,
  /^(?:\/api)?\/v1\/voices\/preview\/[^/]+$/,
];

/** Tells whether a request needs no key. */
export function isPublic(method: string, path: string): boolean {
  // A preflight cannot bring one.
  if (method === 'OPTIONS') return true;
  return (
    (method === 'GET' || method === 'HEAD') && (isPlaygroundPath(path) || PUBLIC.some((pattern) => pattern.test(path)))
  );
}
