import { Webhook } from 'standardwebhooks';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { BadRequestError, UnauthorizedError } from '../errors/errors.ts';
import { rejection } from '../transport/__fixtures__/loopback.ts';
import { encodeBase64 } from '../wire/base64.ts';
import { verifyWebhook } from './verify-webhook.ts';

const NOW_MS = 1_760_000_000_000;
const NOW = NOW_MS / 1000;

afterEach(() => {
  vi.useRealTimers();
});

/** A generator of numbers below 1, the same in every run (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
  };
}

interface Message {
  readonly payload: string;
  readonly headers: Record<string, string>;
  readonly secret: string;
}

const random = randomNumbers(7);
const below = (limit: number) => Math.floor(random() * limit);
const pick = <T>(items: readonly T[]): T => items[below(items.length)] as T;
const newSecret = () => `whsec_${encodeBase64(Uint8Array.from({ length: 24 + below(41) }, () => below(256)))}`;
const flip = (text: string) => {
  const at = below(text.length);
  return text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ (1 + below(7))) + text.slice(at + 1);
};

function signed(timestamp = NOW + below(601) - 300): Message {
  const secret = newSecret();
  const event = {
    event: 'task.completed',
    task_id: `task_${below(1e9)}`,
    status: pick(['success', 'failed', 'é ✓ 🙂']),
  };
  const payload = JSON.stringify(event, null, below(3));
  const id = `msg_${below(1e9)}`;
  const signature = new Webhook(secret).sign(id, new Date(timestamp * 1000), payload);
  const headers = { 'webhook-id': id, 'webhook-timestamp': String(timestamp), 'webhook-signature': signature };
  return { payload, headers, secret };
}

const without = (headers: Record<string, string>, name: string) =>
  Object.fromEntries(Object.entries(headers).filter(([key]) => key !== name));

/** What may happen to a message under way, or to who reads it. */
const FATES: ReadonlyArray<(message: Message) => Message> = [
  (message) => message,
  (message) => ({ ...message, secret: message.secret.replace('whsec_', '') }),
  (message) => ({ ...message, payload: flip(message.payload) }),
  (message) => ({ ...message, payload: JSON.stringify(JSON.parse(message.payload), null, 4) }),
  (message) => ({ ...message, payload: `${message.payload}\n` }),
  (message) => ({ ...message, secret: newSecret() }),
  (message) => ({
    ...message,
    headers: { ...message.headers, 'webhook-id': flip(message.headers['webhook-id'] ?? '') },
  }),
  () => signed(NOW - pick([299, 300, 301, 302, 86_400])),
  () => signed(NOW + pick([299, 300, 301, 302, 86_400])),
  (message) => ({
    ...message,
    headers: { ...message.headers, 'webhook-timestamp': pick(['', 'now', 'NaN', '-1', '1.5', '0x1']) },
  }),
  (message) => ({ ...message, headers: without(message.headers, pick(Object.keys(message.headers))) }),
  ({ headers, ...message }) => {
    const own = headers['webhook-signature'] ?? '';
    const others = [`v1,${encodeBase64(new Uint8Array(32))}`, 'v1a,x', 'v2,y', 'v1', ',', flip(own)];
    const list = pick([
      [pick(others), own],
      [own, pick(others)],
      [pick(others), pick(others)],
      [own.replace('v1,', 'v2,')],
      [own.slice(0, -1)],
      [own.toUpperCase()],
      [`${own}=`],
    ]);
    return { ...message, headers: { ...headers, 'webhook-signature': list.join(' ') } };
  },
  ({ headers, ...message }) => ({
    ...message,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toUpperCase(), value])),
  }),
];

function referenceAccepts({ payload, headers, secret }: Message): boolean {
  try {
    new Webhook(secret).verify(payload, headers);
    return true;
  } catch {
    return false;
  }
}

describe('verifyWebhook', () => {
  it('agrees with the reference library on 2,000 messages, good and bad (C9)', async () => {
    vi.useFakeTimers({ now: NOW_MS, toFake: ['Date'] });
    const counts = { accepted: 0, refused: 0 };
    for (let index = 0; index < 2_000; index += 1) {
      const message = FATES[index % FATES.length]?.(signed()) ?? signed();
      const expected = referenceAccepts(message);
      const { payload, headers, secret } = message;
      const body = index % 2 === 0 ? payload : new TextEncoder().encode(payload);
      const accepted = await verifyWebhook(body, index % 3 === 0 ? new Headers(headers) : headers, secret).then(
        (event) => {
          expect(event).toEqual(JSON.parse(payload));
          return true;
        },
        (error: unknown) => {
          expect(error).toBeInstanceOf(UnauthorizedError);
          return false;
        },
      );
      expect(accepted, `${index}: ${JSON.stringify(message)}`).toBe(expected);
      counts[accepted ? 'accepted' : 'refused'] += 1;
    }
    expect(counts.accepted).toBeGreaterThan(500);
    expect(counts.refused).toBeGreaterThan(900);
  });

  it('takes five minutes either way, unless told otherwise', async () => {
    const at = async (seconds: number, toleranceSeconds?: number) => {
      const { payload, headers, secret } = signed(NOW + seconds);
      const options = { now: () => NOW_MS + 999, ...(toleranceSeconds !== undefined && { toleranceSeconds }) };
      return verifyWebhook(payload, headers, secret, options).then(
        () => 'accepted',
        (error) => error.reason,
      );
    };
    expect(await Promise.all([-301, -300, 0, 300, 301].map((seconds) => at(seconds)))).toEqual([
      'stale_timestamp',
      'accepted',
      'accepted',
      'accepted',
      'stale_timestamp',
    ]);
    expect([await at(0, 0), await at(-1, 0), await at(-900, 1_000)]).toEqual([
      'accepted',
      'stale_timestamp',
      'accepted',
    ]);
    const { payload, headers, secret } = signed(NOW);
    expect(await rejection(verifyWebhook(payload, headers, secret, { toleranceSeconds: Number.NaN }))).toBeInstanceOf(
      RangeError,
    );
  });

  it('takes any of several secrets, while one is being replaced', async () => {
    const { payload, headers, secret } = signed(NOW);
    const now = () => NOW_MS;
    expect(await verifyWebhook(payload, headers, [newSecret(), secret], { now })).toEqual(JSON.parse(payload));
    expect(await rejection(verifyWebhook(payload, headers, [], { now }))).toMatchObject({
      reason: 'invalid_signature',
    });
  });

  it('refuses a secret that is none, without repeating it', async () => {
    const { payload, headers } = signed(NOW);
    for (const secret of ['', 'whsec_', 'whsec_not base64 ✗']) {
      const error = await rejection(verifyWebhook(payload, headers, secret, { now: () => NOW_MS }));
      expect(error).toBeInstanceOf(BadRequestError);
      expect(String(error)).not.toContain('not base64 ✗');
    }
  });

  it('reads the headers of Node, and an empty body', async () => {
    const secret = newSecret();
    const signature = new Webhook(secret).sign('msg_1', new Date(NOW_MS), '');
    const headers = {
      'webhook-id': ['msg_1'],
      'webhook-timestamp': `${NOW}`,
      'webhook-signature': signature,
      host: undefined,
    };
    expect(await verifyWebhook('', headers, secret, { now: () => NOW_MS })).toBeUndefined();
  });
});
