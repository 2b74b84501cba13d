import { BadRequestError, type PotooError } from '@potoo/core';
import { HEADERS } from '@potoo/core/wire';
import { readBody } from '../requests/read-body.ts';
import { watchBody } from '../requests/watch-body.ts';
import { isWhole } from '../responses/whole.ts';
import type { ServerLimits } from '../server-options.ts';
import type { Claim, IdempotencyStore, SavedAnswer } from './contract.ts';
import { fingerprintOf } from './fingerprint.ts';

const MAX_KEY_LENGTH = 255;
/** Larger answers are not kept: a repetition does the work again. */
const MAX_BODY_BYTES = 16 * 2 ** 20;
/** Told with an answer that was kept. */
const REPLAYED = { 'idempotent-replayed': 'true' };
/** Of one exchange, and no part of what was answered. */
const NOT_KEPT = new Set(['connection', 'date', 'keep-alive', 'transfer-encoding', HEADERS.requestId]);

/** What answering once needs. */
export interface AnswerOnceParts {
  readonly store: IdempotencyStore;
  /** Whose key it is: the keys of two owners have nothing to do with each other. */
  readonly owner: string;
  readonly limits: ServerLimits;
  /** Does the work. */
  readonly answer: () => Promise<Response>;
}

/**
 * Answers a request with an idempotency key once, and repetitions with what was answered then. What was refused (4xx), or
 * is to be tried again (503), is not kept; nor is an answer that did not reach its end, or that holds a secret.
 *
 * After https://docs.stripe.com/api/idempotent_requests and the IETF draft "The Idempotency-Key HTTP Header Field".
 * @throws {BadRequestError} `invalid_idempotency_key`; `idempotency_key_in_use` (409) while the first is worked on;
 *   `idempotency_key_reused` (422) for another request with the same key.
 */
export async function answerOnce(
  request: Request,
  { store, owner, limits, answer }: AnswerOnceParts,
): Promise<Response> {
  const key = request.headers.get(HEADERS.idempotencyKey);
  if (key === null || request.method !== 'POST') return answer();
  if (key === '' || key.length > MAX_KEY_LENGTH) throw invalidKey();
  const known = await store.look(owner, key);
  if (known.state === 'in_flight') throw inUse();
  const fingerprint = fingerprintOf(request);
  if (known.state === 'answered') {
    const maxBytes = Math.max(limits.transcribeBytes, limits.jsonBytes) * 2;
    for await (const chunk of readBody(request, { ...limits, maxBytes })) fingerprint.add(chunk);
    if (fingerprint.digest() !== known.fingerprint) throw reused();
    return replay(known.answer);
  }
  watchBody(request, fingerprint.add);
  try {
    return await keep(await answer(), known.claim, () => fingerprint.digest());
  } catch (error) {
    await known.claim.drop();
    throw error;
  }
}

/** Keeps a response, as it is sent, and gives the same response. */
async function keep(response: Response, claim: Claim, fingerprint: () => string): Promise<Response> {
  if (!isWorthKeeping(response.status) || isTooLarge(response) || isSecret(response)) {
    await claim.drop();
    return response;
  }
  const head = { status: response.status, headers: [...response.headers].filter(([name]) => !NOT_KEPT.has(name)) };
  if (isWhole(response)) {
    const body = new Uint8Array(await response.arrayBuffer());
    await claim.save(fingerprint(), { ...head, body });
    return new Response(body, { status: response.status, headers: response.headers });
  }
  const body =
    response.body && keepStream(response.body, claim, (whole) => claim.save(fingerprint(), { ...head, body: whole }));
  return new Response(body, { status: response.status, headers: response.headers });
}

function isWorthKeeping(status: number): boolean {
  return status < 400 || status === 500;
}

function isTooLarge({ headers }: Response): boolean {
  return Number(headers.get('content-length')) > MAX_BODY_BYTES;
}

/** A route says so itself of what is shown once, such as a key. The server says it of everything, but later. */
function isSecret({ headers }: Response): boolean {
  return headers.get('cache-control') === 'no-store';
}

/** The same stream, at the pace of its reader. What has passed is kept if it was all. */
function keepStream(
  source: ReadableStream<Uint8Array>,
  claim: Claim,
  save: (body: Uint8Array) => Promise<void>,
): ReadableStream<Uint8Array> {
  const reader = source.getReader();
  let pieces: Uint8Array[] | undefined = [];
  let bytes = 0;
  return new ReadableStream(
    {
      async pull(controller) {
        try {
          const { done, value } = await reader.read();
          if (done) {
            if (pieces) await save(Buffer.concat(pieces));
            else await claim.drop();
            return controller.close();
          }
          bytes += value.length;
          if (bytes > MAX_BODY_BYTES) pieces = undefined;
          pieces?.push(value.slice());
          controller.enqueue(value);
        } catch (error) {
          await claim.drop();
          controller.error(error);
        }
      },
      async cancel(reason) {
        await Promise.all([claim.drop(), reader.cancel(reason)]);
      },
    },
    { highWaterMark: 0 },
  );
}

function replay({ status, headers, body }: SavedAnswer): Response {
  const response = new Response(Uint8Array.from(body), {
    status,
    headers: headers.map(([name, value]) => [name, value]),
  });
  for (const [name, value] of Object.entries(REPLAYED)) response.headers.set(name, value);
  response.headers.set('content-length', String(body.length));
  return response;
}

function invalidKey(): BadRequestError {
  return new BadRequestError(`An idempotency key has 1 to ${MAX_KEY_LENGTH} characters.`, {
    reason: 'invalid_idempotency_key',
    param: HEADERS.idempotencyKey,
    hint: 'Use a random UUID for each request, and the same one when it is sent again.',
  });
}

function inUse(): PotooError {
  return new BadRequestError('A request with this idempotency key is being worked on.', {
    status: 409,
    reason: 'idempotency_key_in_use',
    hint: 'Send it again when that one is done.',
    retryable: true,
    retryAfterMs: 1_000,
  });
}

function reused(): PotooError {
  return new BadRequestError('Another request came with this idempotency key before.', {
    status: 422,
    reason: 'idempotency_key_reused',
    param: HEADERS.idempotencyKey,
    hint: 'Use a new key for each request that differs.',
  });
}
