import { randomBytes } from 'node:crypto';

/** An id of 128 random bits. */
export function newId(prefix: string): string {
  return `${prefix}_${randomBytes(16).toString('base64url')}`;
}
