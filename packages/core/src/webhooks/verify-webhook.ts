import { BadRequestError, UnauthorizedError } from '../errors/errors.ts';
import { decodeBase64, encodeBase64 } from '../wire/base64.ts';

/** Headers of a request, in any of the forms that servers hand them out. */
export type WebhookHeaders = Headers | Readonly<Record<string, string | readonly string[] | undefined>>;

/** What is checked beside the signature. */
export interface VerifyWebhookOptions {
  /** Most seconds that the message may be older or newer than now. @default 300 */
  readonly toleranceSeconds?: number;
  /** Unix time in milliseconds. @default `Date.now` */
  readonly now?: () => number;
}

const DEFAULT_TOLERANCE_SECONDS = 300;

/**
 * Verifies a message that was signed as Standard Webhooks have it (`v1`: HMAC-SHA256 of `id.timestamp.body`), as Potoo's
 * servers sign theirs.
 *
 * ```ts
 * const event = await verifyWebhook(await request.text(), request.headers, process.env.WEBHOOK_SECRET);
 * ```
 * @param payload - The body exactly as it came; parsed and written anew it is another text.
 * @param secret - With or without its prefix `whsec_`; several while one is being replaced.
 * @returns The body as JSON; `undefined` for an empty one.
 * @throws {UnauthorizedError} `missing_header`, `stale_timestamp` or `invalid_signature`.
 * @throws {BadRequestError} If a secret is none; `malformed_body` if a body that is signed is no JSON.
 * @throws {RangeError} If the tolerance is no number of at least 0.
 */
export async function verifyWebhook(
  payload: string | Uint8Array,
  headers: WebhookHeaders,
  secret: string | readonly string[],
  { toleranceSeconds = DEFAULT_TOLERANCE_SECONDS, now = Date.now }: VerifyWebhookOptions = {},
): Promise<unknown> {
  if (!(toleranceSeconds >= 0)) throw new RangeError('`toleranceSeconds` must be a number of at least 0.');
  const id = headerOf(headers, 'webhook-id');
  const timestamp = headerOf(headers, 'webhook-timestamp');
  const signatures = headerOf(headers, 'webhook-signature');
  checkTimestamp(timestamp, toleranceSeconds, Math.floor(now() / 1000));
  const message = joinMessage(`${id}.${timestamp}.`, payload);
  const expected = await Promise.all([secret].flat().map((one) => sign(message, keyOf(one))));
  const given = signatures.split(' ').flatMap((one) => (one.startsWith('v1,') ? [one.slice(3)] : []));
  // Every pair is compared, so that the time says nothing of which one fits.
  const fits = expected.flatMap((mine) => given.map((theirs) => isSame(mine, theirs)));
  if (!fits.includes(true)) {
    throw refused(
      'The signature of the webhook does not fit its body.',
      'invalid_signature',
      'Check the secret, and that the body is passed on as it came, unparsed.',
    );
  }
  const text = typeof payload === 'string' ? payload : new TextDecoder().decode(payload);
  return text === '' ? undefined : parseBody(text);
}

function parseBody(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new BadRequestError('The webhook is signed, and its body is no JSON.', {
      reason: 'malformed_body',
      param: 'payload',
      hint: 'Ask its sender: Potoo and TTS.ai send JSON only.',
    });
  }
}

function headerOf(headers: WebhookHeaders, name: string): string {
  const value =
    headers instanceof Headers
      ? headers.get(name)
      : Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
  const text = typeof value === 'object' && value !== null ? value[0] : value;
  if (text) return text;
  throw refused(
    `The webhook has no header \`${name}\`.`,
    'missing_header',
    'Pass the headers of the request on; what sent it may be another service.',
  );
}

function checkTimestamp(timestamp: string, toleranceSeconds: number, nowSeconds: number): void {
  const seconds = /^\d{1,12}$/.test(timestamp) ? Number(timestamp) : Number.NaN;
  if (Math.abs(nowSeconds - seconds) <= toleranceSeconds) return;
  throw refused(
    'The webhook was not signed just now.',
    'stale_timestamp',
    'It may be one that was sent before; otherwise check the clocks of both machines.',
  );
}

function keyOf(secret: string): Uint8Array<ArrayBuffer> {
  try {
    const key = decodeBase64(secret.replace(/^whsec_/, ''));
    if (key.length > 0) return key;
  } catch {
    // Said below, without the secret.
  }
  throw new BadRequestError('The secret of the webhook is not base64.', {
    reason: 'invalid_parameter',
    param: 'secret',
    hint: 'Give it as it was issued: `whsec_` and base64.',
  });
}

/** The message as bytes: a body that is no text must not be changed on the way. */
function joinMessage(head: string, payload: string | Uint8Array): Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder();
  const [start, body] = [encoder.encode(head), typeof payload === 'string' ? encoder.encode(payload) : payload];
  const message = new Uint8Array(start.length + body.length);
  message.set(start);
  message.set(body, start.length);
  return message;
}

async function sign(message: Uint8Array<ArrayBuffer>, secret: Uint8Array<ArrayBuffer>): Promise<string> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', secret, algorithm, false, ['sign']);
  return encodeBase64(new Uint8Array(await crypto.subtle.sign('HMAC', key, message)));
}

/** Compares in a time that depends on the lengths alone. */
function isSame(expected: string, given: string): boolean {
  let difference = expected.length ^ given.length;
  for (let at = 0; at < expected.length; at += 1) difference |= expected.charCodeAt(at) ^ given.charCodeAt(at);
  return difference === 0;
}

function refused(message: string, reason: string, hint: string): UnauthorizedError {
  return new UnauthorizedError(message, { reason, hint });
}
