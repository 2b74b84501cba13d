import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import { RequestFilteringHttpAgent, RequestFilteringHttpsAgent } from 'request-filtering-agent';
import { hostOf, isPrivateAddress } from '../network/private-address.ts';
import { publicLookup } from '../network/public-lookup.ts';
import type { AddressRules } from './check-address.ts';

/** How long a receiver may take to answer. */
const TIMEOUT_MS = 20_000;
/** Bytes of an answer that are read; nothing in it is of any use. */
const MAX_ANSWER_BYTES = 64 * 1024;

/** What came of an attempt. */
export interface PostOutcome {
  /** Status of the answer; absent if there was none. */
  readonly status?: number;
  /** Why there was none, for a person. */
  readonly failure?: string;
  /** How long the receiver wants to be left alone. */
  readonly retryAfterMs?: number;
}

/** How a message is sent. */
export interface PostOptions extends AddressRules {
  readonly signal?: AbortSignal;
  /** Who knows what addresses names stand for. @default The system. */
  readonly lookup?: LookupFunction;
}

/**
 * Sends a message. No redirect is followed, and no connection is made to an address of a private network, whatever name
 * it goes by. It does not reject.
 */
export async function postMessage(
  url: URL,
  body: string,
  headers: Readonly<Record<string, string>>,
  { allowPrivate, signal, lookup }: PostOptions,
): Promise<PostOutcome> {
  if (!allowPrivate && isPrivateAddress(hostOf(url)))
    return { failure: `${url.hostname} is not allowed: it is not public.` };
  const isSecure = url.protocol === 'https:';
  const rules = { allowPrivateIPAddress: allowPrivate, allowMetaIPAddress: false, keepAlive: false };
  const agent = isSecure ? new RequestFilteringHttpsAgent(rules) : new RequestFilteringHttpAgent(rules);
  const ending = signal ? AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]) : AbortSignal.timeout(TIMEOUT_MS);
  try {
    return await new Promise<PostOutcome>((resolve, reject) => {
      const send = isSecure ? httpsRequest : httpRequest;
      const outgoing = send(url, {
        method: 'POST',
        agent,
        signal: ending,
        ...(!allowPrivate && { lookup: publicLookup(lookup) }),
        headers: {
          ...headers,
          'content-type': 'application/json',
          'content-length': String(Buffer.byteLength(body)),
          'user-agent': 'Potoo-Webhooks/1',
        },
      });
      outgoing.on('error', reject);
      outgoing.on('response', (answer) => {
        const { statusCode: status } = answer;
        const retryAfterMs = readRetryAfter(answer);
        drain(answer);
        resolve({
          ...(status !== undefined && { status }),
          ...(retryAfterMs !== undefined && { retryAfterMs }),
        });
      });
      outgoing.end(body);
    });
  } catch (error) {
    return { failure: error instanceof Error ? error.message : String(error) };
  } finally {
    agent.destroy();
  }
}

/** Reads a little of an answer, so that its sender is not cut off in the middle of a short one. */
function drain(answer: IncomingMessage): void {
  let bytes = 0;
  answer.on('error', () => {});
  answer.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > MAX_ANSWER_BYTES) answer.destroy();
  });
}

function readRetryAfter({ headers }: IncomingMessage): number | undefined {
  const value = headers['retry-after'];
  if (value === undefined) return undefined;
  const seconds = /^\d+$/.test(value) ? Number(value) : (Date.parse(value) - Date.now()) / 1000;
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : undefined;
}
