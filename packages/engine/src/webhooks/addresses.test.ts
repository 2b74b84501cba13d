import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { checkWebhookAddress } from './check-address.ts';
import { postMessage } from './post-message.ts';
import { nextAttempt, RETRY_SECONDS } from './schedule.ts';

const PRIVATE = [
  '127.0.0.1',
  '127.1',
  '2130706433',
  '0x7f000001',
  '0177.0.0.1',
  '0.0.0.0',
  '10.0.0.1',
  '172.16.0.1',
  '192.168.1.1',
  '169.254.169.254',
  '100.64.0.1',
  '224.0.0.1',
  '255.255.255.255',
  '192.0.2.1',
  '198.18.0.1',
  '[::1]',
  '[::7f00:1]',
  '[::]',
  '[fe80::1]',
  '[fc00::1]',
  '[::ffff:127.0.0.1]',
  '[::ffff:10.0.0.1]',
  '[64:ff9b::7f00:1]',
  '[2002:7f00:1::]',
  '[2001:db8::1]',
  '[ff02::1]',
  'localhost',
  'localhost.',
  'metadata',
  'db.internal',
  'printer.local',
  'router.home.arpa',
  '１２７.０.０.１',
  '%31%32%37.0.0.1',
];

describe('addresses of webhooks', () => {
  test.each(PRIVATE)('%s is refused', (host) => {
    assert.throws(() => checkWebhookAddress(`https://${host}/hook`, { allowPrivate: false }), {
      reason: 'webhook_not_allowed',
    });
  });

  test.each([
    'http://app.example/hook',
    'https://app.example:8443/',
    'https://user:secret@app.example/',
    'ftp://app.example/',
    'file:///etc/passwd',
    'not an address',
    '',
  ])('%s is refused', (address) => {
    assert.throws(() => checkWebhookAddress(address, { allowPrivate: false }), { param: 'webhook_url' });
  });

  test.each(['https://app.example/hook', 'https://app.example:443/', 'https://8.8.8.8/', 'https://[2606:4700::1111]/'])(
    '%s is taken',
    (address) => {
      assert.equal(checkWebhookAddress(address, { allowPrivate: false }).protocol, 'https:');
    },
  );

  test('a desk may have its own', () => {
    assert.ok(checkWebhookAddress('http://127.0.0.1:3000/hook', { allowPrivate: true }));
  });
});

describe('connections', () => {
  let seen = 0;
  const canary = createServer((_, answer) => {
    seen += 1;
    answer.writeHead(302, { location: 'http://169.254.169.254/' }).end();
  });
  let port = 0;
  beforeAll(async () => {
    await new Promise<void>((resolve) => canary.listen(0, '127.0.0.1', resolve));
    const address = canary.address();
    port = typeof address === 'object' && address ? address.port : 0;
  });
  afterAll(() => {
    canary.close();
  });

  test.each(['127.0.0.1', 'localhost', '[::ffff:127.0.0.1]', '2130706433'])(
    'are not made to %s, whatever was checked before',
    async (host) => {
      const outcome = await postMessage(new URL(`http://${host}:${port}/`), '{}', {}, { allowPrivate: false });
      assert.equal(outcome.status, undefined);
      assert.ok(outcome.failure);
      assert.equal(seen, 0);
    },
  );

  test('follow no redirect', async () => {
    const outcome = await postMessage(new URL(`http://127.0.0.1:${port}/`), '{}', {}, { allowPrivate: true });
    assert.deepEqual([outcome.status, seen], [302, 1]);
  });

  test('fail with a reason', async () => {
    const outcome = await postMessage(new URL('http://127.0.0.1:9/'), '{}', {}, { allowPrivate: true });
    assert.match(String(outcome.failure), /ECONNREFUSED/);
  });
});

describe('the schedule', () => {
  test('waits longer each time, within a fifth, for more than three days', () => {
    assert.ok(RETRY_SECONDS.reduce((sum, seconds) => sum + seconds, 0) > 3 * 86_400);
    for (const [at, seconds] of RETRY_SECONDS.entries()) {
      assert.ok(seconds > (RETRY_SECONDS[at - 1] ?? 0));
      assert.equal(nextAttempt(at + 1, undefined, 0), Math.ceil(seconds * 0.8));
      assert.equal(nextAttempt(at + 1, undefined, 0.5), seconds);
    }
    assert.equal(nextAttempt(RETRY_SECONDS.length + 1, undefined, 0.5), undefined);
  });

  test('leaves a receiver alone for as long as it wants, up to a day', () => {
    assert.equal(nextAttempt(1, 60_000, 0.5), 60);
    assert.equal(nextAttempt(3, 60_000, 0.5), 1_800);
    assert.equal(nextAttempt(1, 1e12, 0.5), 86_400);
  });
});
