import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { sized, tellFigure } from '../../testing/full-size.ts';
import { potoo, spawnPotoo } from '../__fixtures__/spawn-potoo.ts';

const KILLS = sized(3, 20);
const folder = mkdtempSync(path.join(tmpdir(), 'potoo-kept-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function keys(...argv: string[]): Promise<string> {
  const { code, stdout, err } = await potoo(['keys', ...argv, '--data', folder]);
  assert.equal(code, 0, err);
  return stdout.toString();
}

async function serve() {
  const server = spawnPotoo(['serve', '--port', '0', '--no-ui', '--require-keys', '--data', folder]);
  const address = /http:\S+/.exec(await server.said('Potoo serves at http://127.0.0.1:'))?.[0] ?? '';
  return { ...server, address };
}

function speak(address: string, key: string, idempotencyKey: string): Promise<Response> {
  return fetch(`${address}/v1/tts/`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', 'idempotency-key': idempotencyKey },
    body: JSON.stringify({ text: 'Good morning.', voice: 'slt', format: 'wav' }),
  });
}

async function balance(address: string, key: string): Promise<number> {
  const response = await fetch(`${address}/v1/usage`, { headers: { authorization: `Bearer ${key}` } });
  return ((await response.json()) as { credits_remaining: number }).credits_remaining;
}

/** What the changes of the balance come to. */
async function ledgerSum(address: string, key: string): Promise<number> {
  const response = await fetch(`${address}/v1/usage`, { headers: { authorization: `Bearer ${key}` } });
  const { entries } = (await response.json()) as { entries: ReadonlyArray<{ credits: number }> };
  return entries.reduce((sum, { credits }) => sum + credits, 0);
}

test('a key is made, listed and revoked; one process has the data at a time', { timeout: 90_000 }, async () => {
  const made = await keys('create', '--name', 'An app', '--credits', '7');
  const [key = ''] = /sk-tts-\w+/.exec(made) ?? [];
  expect(await keys('list')).toMatch(/An app\tpro\t7\t/);
  expect(await keys('list', '--json')).not.toContain(key);

  const { child, ended, address } = await serve();
  expect((await fetch(`${address}/v1/models`)).status).toBe(401);
  expect((await fetch(`${address}/v1/models`, { headers: { authorization: `Bearer ${key}` } })).status).toBe(200);
  const refused = await potoo(['keys', 'list', '--data', folder]);
  expect(refused).toMatchObject({
    code: 1,
    err: expect.stringMatching(/^potoo: The database in .* is in use by process/),
  });
  child.kill('SIGTERM');
  expect(await ended).toMatchObject({ code: 0 });

  const id = /key_[\w-]+/.exec(made)?.[0] ?? '';
  await keys('revoke', id);
  expect(await keys('list')).not.toContain(id);
});

test('whenever the server is killed, a request that is sent again is answered and paid once', {
  timeout: 600_000,
}, async () => {
  const [key = ''] = /sk-tts-\w+/.exec(await keys('create', '--credits', '100')) ?? [];
  let spent = 0;
  for (let kill = 0; kill < KILLS; kill++) {
    const afterMs = Math.round((400 * kill) / KILLS) + 5;
    const first = await serve();
    const id = `killed after ${afterMs}`;
    const lost = speak(first.address, key, id).then((response) => response.arrayBuffer());
    lost.catch(() => {});
    await new Promise((resolve) => setTimeout(resolve, afterMs));
    first.child.kill('SIGKILL');
    await first.ended;

    const second = await serve();
    const again = await speak(second.address, key, id);
    assert.equal(again.status, 200, await again.clone().text());
    const whole = Buffer.from(await again.arrayBuffer());
    const repeated = await speak(second.address, key, id);
    assert.equal(repeated.headers.get('idempotent-replayed'), 'true');
    assert.ok(whole.equals(Buffer.from(await repeated.arrayBuffer())));
    spent += 1;
    assert.equal(await balance(second.address, key), 100 - spent);
    assert.equal(await ledgerSum(second.address, key), 100 - spent);
    second.child.kill('SIGTERM');
    await second.ended;
  }
  tellFigure('requests sent again after a kill', { kills: KILLS, 'paid twice': 0, 'answered otherwise': 0 });
});
