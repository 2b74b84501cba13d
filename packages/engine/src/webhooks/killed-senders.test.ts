import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { openTemporaryPostgres } from '../db/__fixtures__/both-databases.ts';
import { postgresMissing } from '../db/__fixtures__/postgres-server.ts';
import { type JobDesk, openJobDesk } from '../jobs/__fixtures__/job-desk.ts';
import { sized, tellFigure } from '../testing/full-size.ts';
import { webhookSecret } from './secrets.ts';
import { createWebhooks } from './webhooks.ts';

const JOBS = sized(30, 1_000);
const KILLS = sized(1, 3);
/** Three of ten answers are failures, of every kind that there is. */
const ANSWERS = [
  200,
  500,
  204,
  'reset',
  201,
  200,
  301,
  200,
  200,
  202,
  429,
  200,
  'slow',
  502,
  200,
  200,
  404,
  200,
  200,
  200,
];

interface Attempt {
  readonly id: string;
  readonly taskId: string;
  readonly isValid: boolean;
  readonly isSuccess: boolean;
}

describe.skipIf(postgresMissing)(`messages of killed processes ${postgresMissing ?? ''}`, () => {
  let opened: Awaited<ReturnType<typeof openTemporaryPostgres>>;
  let desk: JobDesk;
  let secret = '';
  const attempts: Attempt[] = [];
  const receiver = createServer(async (request, response) => {
    const answer = ANSWERS[attempts.length % ANSWERS.length];
    const body = await text(request);
    const isSuccess = typeof answer === 'number' ? answer < 300 : answer === 'slow';
    attempts.push({
      id: String(request.headers['webhook-id']),
      taskId: JSON.parse(body).task_id,
      isValid: isValid(body, request.headers as Record<string, string>),
      isSuccess,
    });
    if (answer === 'reset') return request.socket.destroy();
    if (answer === 'slow') await delay(200);
    response.writeHead(typeof answer === 'number' ? answer : 200, answer === 301 ? { location: '/elsewhere' } : {});
    response.end('x'.repeat(100_000));
  });
  const isValid = (body: string, headers: Record<string, string>) => {
    try {
      return new Webhook(secret).verify(body, headers) !== undefined;
    } catch {
      return false;
    }
  };

  beforeAll(async () => {
    opened = await openTemporaryPostgres();
    desk = await openJobDesk(opened.database);
    secret = await webhookSecret(opened.database, 'ann');
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  });
  afterAll(async () => {
    receiver.close();
    await desk?.close();
    await opened?.close();
  });

  async function startSender(): Promise<ChildProcess> {
    const script = fileURLToPath(new URL('./__fixtures__/sender-process.ts', import.meta.url));
    const args = ['--conditions=potoo-source', '--disable-warning=ExperimentalWarning', script];
    const child = spawn(process.execPath, [...args, opened.server.url, desk.folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    return child;
  }

  test(`all ${JOBS} arrive, whoever is killed, each under one id and with a signature that holds`, {
    timeout: 600_000,
  }, async () => {
    const { database, queue } = desk;
    const jobs = await desk.jobs({
      hooks: [await createWebhooks({ database, queue, sends: false, allowPrivate: true })],
    });
    const webhookUrl = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
    const ids: string[] = [];
    for (let at = 0; at < JOBS; at++) {
      ids.push((await jobs.submit('ann', { type: 'synthesize', request: { text: 'One.' }, webhookUrl })).id);
    }
    const arrived = () => new Set(attempts.filter(({ isSuccess }) => isSuccess).map(({ taskId }) => taskId)).size;
    let sender = await startSender();
    try {
      for (let killed = 1; killed <= KILLS; killed++) {
        while (arrived() < (JOBS * killed) / (KILLS + 1)) await delay(20);
        sender.kill('SIGKILL');
        await once(sender, 'exit');
        sender = await startSender();
      }
      for (;;) {
        const [row] = await database.query<{ n: number }>(
          `SELECT count(*) AS n FROM potoo.webhook_messages WHERE status = 'delivered'`,
        );
        if (row?.n === JOBS) break;
        await delay(100);
      }
    } finally {
      sender.kill('SIGKILL');
    }
    assert.deepEqual(new Set(attempts.map(({ taskId }) => taskId)), new Set(ids));
    assert.equal(arrived(), JOBS);
    assert.equal(new Set(attempts.map(({ id }) => id)).size, JOBS);
    assert.ok(attempts.every(({ isValid }) => isValid));
    const successes = attempts.filter(({ isSuccess }) => isSuccess).length;
    tellFigure(`${JOBS} webhooks`, { kills: KILLS, attempts: attempts.length, 'arrived twice': successes - JOBS });
  });
});
