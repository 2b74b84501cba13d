import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { temporaryHome } from '../../db/__fixtures__/temporary-home.ts';
import { sized, tellFigure } from '../../testing/full-size.ts';
import { potoo, spawnPotoo } from '../__fixtures__/spawn-potoo.ts';

const KILLS = sized(2, 20);
const home = await temporaryHome();
const folder = home.path;
afterAll(() => home.remove());

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

test('a key is made, listed and revoked; one process has the data at a time', { timeout: 300_000 }, async () => {
  const made = await keys('create', '--name', 'An app', '--credits', '7');
  const [key = ''] = /sk-tts-\w+/.exec(made) ?? [];
  const listed = await keys('list');
  expect(listed).toMatch(/An app\tpro\t7\t/);
  expect(listed).not.toContain(key);

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
  const left = await keys('list', '--json');
  expect(left).not.toContain(id);
  expect(left).not.toContain(key);
});

test('no key is in anything that the server says or writes, however it was sent', { timeout: 300_000 }, async () => {
  const [key = ''] = /sk-tts-\w+/.exec(await keys('create', '--credits', '10')) ?? [];
  const server = spawnPotoo(['serve', '--port', '0', '--no-ui', '--require-keys', '--log', 'debug', '--data', folder]);
  const address = /http:\S+/.exec(await server.said('Potoo serves at http://127.0.0.1:'))?.[0] ?? '';
  const json = { 'content-type': 'application/json' };
  const speech = JSON.stringify({ text: 'Hello.', voice: 'slt', format: 'wav' });
  const generation = {
    model: 'OuteTTS-1-Pro',
    prompt: 'Hello.',
    speaker_type: 'default',
    speaker_id: 'EN-FEMALE-1-NEUTRAL',
  };
  const sent: ReadonlyArray<readonly [string, Record<string, string>, string]> = [
    ['/v1/tts/', { authorization: `Bearer ${key}` }, speech],
    ['/v1/tts/', { 'x-api-key': key, 'idempotency-key': key.slice(-12) }, speech],
    ['/v1/jobs', { authorization: `Bearer ${key}` }, '{"type":"synthesize","request":{"text":"Hello."}}'],
    [`/api/v1/audio?token=${key}`, {}, JSON.stringify(generation)],
    [`/v1/tts/?key=${key}`, { authorization: `Bearer ${key}` }, '{'],
    [`/v1/${key}`, { authorization: `Bearer ${key}` }, '{}'],
    ['/v1/tts/', { authorization: `Bearer ${key}x` }, speech],
  ];
  for (const [path, headers, body] of sent) {
    const answer = await fetch(address + path, { method: 'POST', headers: { ...json, ...headers }, body });
    // What a caller names in a path is told to that caller, and to nobody else.
    if (!path.startsWith(`/v1/${key}`)) assert.ok(!(await answer.text()).includes(key), path);
  }
  server.child.kill('SIGTERM');
  const { stdout, err } = await server.ended;
  assert.match(err, /"route":"\/v1\/audio","status":200/);
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const written = files.map(({ parentPath, name }) => readFileSync(path.join(parentPath, name)));
  for (const bytes of [stdout, Buffer.from(err), ...written]) assert.ok(!bytes.includes(key));
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
