import { invalidResponse, PATHS } from '@potoo/core/wire';
import { type AskOptions, ask } from './ask.ts';
import type { Server } from './ServerContext.ts';

/** A key of the server as it is listed. */
export interface ServerKey {
  readonly id: string;
  /** What may be shown of it. */
  readonly mask: string;
  readonly name: string;
  readonly plan: string;
  readonly kind: string;
  readonly administrates: boolean;
  /** Credits of its account. */
  readonly credits: number;
  readonly lastUsedAt: Date | undefined;
}

/** What a new key is to be. */
export interface NewKey {
  readonly name: string;
  readonly plan: string;
  readonly kind: 'secret' | 'publishable';
  /** Of the pages that may use a publishable key. */
  readonly origins: readonly string[];
  readonly credits: number;
  readonly administrates: boolean;
}

type Asked = Pick<Server, 'apiKey'>;

/** The keys that work, the newest first. */
export async function listKeys(server: Asked, options: AskOptions): Promise<ServerKey[]> {
  const body = record(await ask(server, PATHS.keys, options));
  const keys = Array.isArray(body['keys']) ? body['keys'].map(record) : [];
  return keys.map((key) => ({
    id: String(key['id']),
    mask: String(key['mask']),
    name: String(key['name']),
    plan: String(key['plan']),
    kind: String(key['kind']),
    administrates: key['administrates'] === true,
    credits: Number(key['credits']),
    lastUsedAt: typeof key['last_used_at'] === 'string' ? new Date(key['last_used_at']) : undefined,
  }));
}

/** Makes a key. @returns The key itself, which the server shows this once. */
export async function createKey(server: Asked, wanted: NewKey, options: AskOptions): Promise<string> {
  const { origins, ...facts } = wanted;
  const body = { ...facts, ...(wanted.kind === 'publishable' && { origins }) };
  return String(record(await ask(server, PATHS.keys, { ...options, method: 'POST', body }))['key']);
}

/** Ends a key. */
export async function revokeKey(server: Asked, id: string, options: AskOptions): Promise<void> {
  await ask(server, `${PATHS.keys}${encodeURIComponent(id)}`, { ...options, method: 'DELETE' });
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value));
  throw invalidResponse('The keys are not an object.');
}
