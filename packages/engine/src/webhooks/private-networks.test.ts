import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { LookupFunction } from 'node:net';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { checkWebhookAddress } from './check-address.ts';
import { postMessage } from './post-message.ts';

// After the tables of Stripe's smokescreen (TestClassifyAddr) and of Svix (is_allowed_test).
const DENIED = [
  ...['0.0.0.0', '0.0.0.1', '10.0.0.0', '10.255.255.255', '100.64.0.0', '100.127.255.255', '127.0.0.0', '127.0.0.1'],
  ...['127.255.255.255', '169.254.0.1', '169.254.169.254', '172.16.0.0', '172.31.255.255', '192.0.0.1', '192.0.2.1'],
  ...['192.88.99.1', '192.168.0.0', '192.168.255.255', '198.18.0.1', '198.19.255.255', '198.51.100.1', '203.0.113.1'],
  ...['224.0.0.1', '239.255.255.255', '240.0.0.1', '255.255.255.255'],
  ...['::', '::1', '::7f00:1', '::ffff:127.0.0.1', '::ffff:10.0.0.1', '::ffff:169.254.169.254', '64:ff9b::7f00:1'],
  ...['64:ff9b::a9fe:a9fe', '64:ff9b:1::1', '100::1', '2001::1', '2001:2::1', '2001:10::1', '2001:db8::1'],
  ...['2002:7f00:1::', '2002:a00:1::', 'fc00::1', 'fd00::1', 'fe80::1', 'fec0::1', 'ff00::1', 'ff02::1'],
];
const ALLOWED = ['8.8.8.8', '1.1.1.1', '93.184.216.34', '172.32.0.1', '2606:4700:4700::1111', '2001:4860:4860::8888'];
const PUBLIC = '93.184.216.34';

const entry = (address: string) => ({ address, family: address.includes(':') ? 6 : 4 });
const bracketed = (address: string) => (address.includes(':') ? `[${address}]` : address);

/** A resolver that knows one answer, as it is given to those who want all addresses and to those who want one. */
function answering(...addresses: readonly string[]): LookupFunction {
  return (_, { all }, callback) => {
    const entries = addresses.map(entry);
    if (all) return callback(null, entries);
    const [first = entry(PUBLIC)] = entries;
    callback(null, first.address, first.family);
  };
}

let seen = 0;
const canary = createServer((_, answer) => {
  seen += 1;
  answer.end();
});
let port = 0;
beforeAll(async () => {
  // On every address of this machine.
  await new Promise<void>((resolve) => canary.listen(0, resolve));
  const address = canary.address();
  port = typeof address === 'object' && address ? address.port : 0;
});
afterAll(() => {
  canary.close();
  assert.equal(seen, 0);
});

async function isRefused(host: string, lookup?: LookupFunction): Promise<void> {
  for (const scheme of ['http', 'https']) {
    const url = new URL(`${scheme}://${host}:${port}/`);
    const outcome = await postMessage(url, '{}', {}, { allowPrivate: false, ...(lookup && { lookup }) });
    assert.equal(outcome.status, undefined);
    assert.match(String(outcome.failure), /not allowed/, `${host}: ${outcome.failure}`);
  }
}

describe.each(DENIED)('%s', (address) => {
  test('is not promised a message, nor sent one', async () => {
    assert.throws(() => checkWebhookAddress(`https://${bracketed(address)}/`, { allowPrivate: false }));
    await isRefused(bracketed(address));
  });

  test('is not reached by a name, alone or among others, whatever the name stood for before', async () => {
    await isRefused('app.example', answering(address));
    await isRefused('app.example', answering(address, PUBLIC));
    // A resolver that is asked for one address gives the first.
    const mixed: LookupFunction = (_, __, callback) => callback(null, [PUBLIC, address].map(entry));
    await isRefused('app.example', mixed);
    let asked = 0;
    const rebinding: LookupFunction = (name, options, callback) => {
      asked += 1;
      answering(asked === 1 ? address : PUBLIC)(name, options, callback);
    };
    checkWebhookAddress('https://app.example/', { allowPrivate: false });
    const url = new URL(`https://app.example:${port}/`);
    const outcome = await postMessage(url, '{}', {}, { allowPrivate: false, lookup: rebinding });
    assert.deepEqual([outcome.status, asked], [undefined, 1]);
  });
});

test.each(ALLOWED)('%s may be sent messages', (address) => {
  assert.ok(checkWebhookAddress(`https://${bracketed(address)}/`, { allowPrivate: false }));
});

test('there are as many as the tables have', () => {
  assert.deepEqual([DENIED.length, new Set(DENIED).size, ALLOWED.length], [48, 48, 6]);
});
