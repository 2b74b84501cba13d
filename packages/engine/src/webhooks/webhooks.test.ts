import assert from 'node:assert/strict';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, test } from 'vitest';
import { temporaryHome } from '../db/__fixtures__/temporary-home.ts';
import { createPlatform, type Platform } from '../server/platform/platform.ts';
import { ToneService } from '../testing/__fixtures__/tone-service.ts';
import { rotateWebhookSecret, webhookSecret } from './secrets.ts';
import { createWebhooks } from './webhooks.ts';

interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What the receiver answers, by path, the last again and again. */
const SCRIPTS: Record<string, ReadonlyArray<number | 'reset'>> = {
  '/good': [200],
  '/recovers': [500, 'reset', 301, 429, 204],
  '/gone': [410, 200],
  '/never': [503],
};

/** Three of ten answers are failures. */
const FLAKY: ReadonlyArray<number | 'reset'> = [500, 200, 200, 'reset', 200, 200, 429, 200, 200, 200];

const home = await temporaryHome();
const received = new Map<string, Received[]>();
const receiver = createServer(async (request, response) => {
  const address = request.url ?? '';
  const all = received.get(address) ?? [];
  received.set(address, all);
  const script = SCRIPTS[address] ?? [404];
  const answer = address === '/flaky' ? FLAKY[all.length % 10] : script[Math.min(all.length, script.length - 1)];
  all.push({ headers: request.headers, body: await text(request) });
  if (answer === 'reset') request.socket.destroy();
  else response.writeHead(answer ?? 404, answer === 301 ? { location: '/good' } : {}).end();
});
let platform: Platform;
let base = '';

beforeAll(async () => {
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  const address = receiver.address();
  base = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  platform = createPlatform({
    dataDirectory: home.path,
    service: new ToneService(),
    capacity: 2,
    hooks: [
      ({ database, queue }) =>
        createWebhooks({ database, queue, sends: true, allowPrivate: true, retrySeconds: [1, 1, 1, 1] }),
    ],
  });
});
afterAll(async () => {
  await platform?.close();
  receiver.close();
  home.remove();
});

async function finish(address: string, request = { text: 'One.' }): Promise<string> {
  const jobs = await platform.jobs();
  const { id } = await jobs.submit('me', { type: 'synthesize', request, webhookUrl: base + address });
  for await (const _ of jobs.watch('me', id));
  return id;
}

async function messageOf(jobId: string, isDone: (row: { status: string; attempts: number }) => boolean) {
  const database = await platform.database();
  for (;;) {
    const [row] = await database.query<{ status: string; attempts: number; outcome: string }>(
      'select status, attempts, outcome from potoo.webhook_messages where job_id = $1',
      [jobId],
    );
    if (row && isDone(row)) return row;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function verified({ headers, body }: Received, secret: string): Record<string, unknown> {
  return new Webhook(secret).verify(body, headers as Record<string, string>) as Record<string, unknown>;
}

test('the end of a job is told in the body of the seed, signed', async () => {
  const id = await finish('/good');
  await messageOf(id, ({ status }) => status === 'delivered');
  const [message] = received.get('/good') ?? [];
  assert.ok(message);
  const body = verified(message, await webhookSecret(await platform.database(), 'me'));
  assert.deepEqual(Object.keys(body), [
    'event',
    'task_id',
    'status',
    'result_url',
    'credits_used',
    'created_at',
    'completed_at',
  ]);
  assert.deepEqual([body['event'], body['task_id'], body['status']], ['task.completed', id, 'success']);
  assert.match(String(body['completed_at']), /^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
});

test('a failure is told as well, with its reason', async () => {
  const id = await finish('/good', { text: 'One.', voice: 'nobody' } as { text: string });
  await messageOf(id, ({ status }) => status === 'delivered');
  const message = (received.get('/good') ?? []).find(({ body }) => body.includes(id));
  const body = JSON.parse(message?.body ?? '{}');
  assert.deepEqual(
    [body.event, body.status, body.result_url, body.error.code],
    ['task.failed', 'failed', null, 'not_found'],
  );
});

// These wait most of their time: together.
test.concurrent('an attempt that fails is made again, with the same id and a signature of its own', async () => {
  const id = await finish('/recovers');
  const row = await messageOf(id, ({ status }) => status === 'delivered');
  assert.equal(row.attempts, 5);
  const messages = received.get('/recovers') ?? [];
  assert.equal(messages.length, 5);
  assert.equal(new Set(messages.map(({ headers }) => headers['webhook-id'])).size, 1);
  assert.equal(new Set(messages.map(({ body }) => body)).size, 1);
  const secret = await webhookSecret(await platform.database(), 'me');
  for (const message of messages) verified(message, secret);
});

test.concurrent('a receiver that is gone is left alone, and one that never answers is given up', async () => {
  const gone = await messageOf(await finish('/gone'), ({ status }) => status !== 'pending');
  assert.deepEqual([gone.status, gone.attempts, gone.outcome], ['failed', 1, 'status 410']);
  const never = await messageOf(await finish('/never'), ({ status }) => status !== 'pending');
  assert.deepEqual([never.status, never.attempts], ['failed', 5]);
});

test.concurrent('of many jobs every end arrives, though three of ten attempts fail', { timeout: 60_000 }, async () => {
  const jobs = await platform.jobs();
  const ids: string[] = [];
  for (let at = 0; at < 40; at++) {
    const webhookUrl = `${base}/flaky`;
    ids.push((await jobs.submit('me', { type: 'synthesize', request: { text: 'One.' }, webhookUrl })).id);
  }
  for (const id of ids) await messageOf(id, ({ status }) => status !== 'pending');
  const secret = await webhookSecret(await platform.database(), 'me');
  const messages = received.get('/flaky') ?? [];
  const told = messages.map((message) => verified(message, secret)['task_id']);
  assert.deepEqual(new Set(told), new Set(ids));
  assert.equal(new Set(messages.map(({ headers }) => headers['webhook-id'])).size, ids.length);
  assert.ok(messages.length > ids.length, 'some were sent again');
});

test('while secrets change over, messages verify with both', async () => {
  const database = await platform.database();
  const old = await webhookSecret(database, 'me');
  const fresh = await rotateWebhookSecret(database, 'me');
  assert.notEqual(old, fresh);
  const id = await finish('/good');
  await messageOf(id, ({ status }) => status === 'delivered');
  const message = (received.get('/good') ?? []).find(({ body }) => body.includes(id));
  assert.ok(message);
  verified(message, old);
  verified(message, fresh);
});

test('an address that cannot be used refuses the job', async () => {
  const jobs = await platform.jobs();
  const request = { type: 'synthesize', request: { text: 'One.' }, webhookUrl: 'ftp://127.0.0.1/' } as const;
  await assert.rejects(jobs.submit('me', request), { code: 'bad_request', reason: 'webhook_not_allowed' });
});
