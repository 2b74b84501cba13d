import { readdirSync, statSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { HubServer } from '../../models/store/__fixtures__/hub-server.ts';
import { HIDDEN_HOST, makeCertificate, ProxyServer } from '../../models/store/__fixtures__/proxy-server.ts';
import { run, temporaryFolder } from '../__fixtures__/run.ts';
import { spawnPotoo } from '../__fixtures__/spawn-potoo.ts';

const REPOSITORY = 'csukuangfj/sherpa-onnx-sense-voice-zh-en-ja-ko-yue-2024-07-17';
const MODEL = 'model.int8.onnx';
const BYTES = Buffer.alloc(120_000, 'onnx');
const FIRST_PART = 60_000;

let hub: HubServer;

beforeAll(async () => {
  hub = await HubServer.start();
  hub.repositories.set(REPOSITORY, { [MODEL]: BYTES, 'tokens.txt': Buffer.from('a 0\n') });
});

afterEach(() => {
  hub.fault = undefined;
  hub.seen.length = 0;
});

afterAll(() => hub[Symbol.asyncDispose]());

/** Lets the hub fall silent in the middle of the model. */
function stallMidway(): void {
  hub.fault = (url, response, request) => {
    if (!url.endsWith(MODEL) || !isDownload(request)) return false;
    response.writeHead(200, { 'content-length': BYTES.length, etag: '"etag"' }).write(BYTES.subarray(0, FIRST_PART));
    return true;
  };
}

/** The content network sends bytes; the hub only says where they are, and the library asks for one byte first. */
function isDownload({ headers }: IncomingMessage): boolean {
  return headers.host !== new URL(hub.endpoint).host && headers.range !== 'bytes=0-0';
}

/** Starts a pull, and waits until it has what the hub gave. */
async function pullMidway(models: string) {
  stallMidway();
  const pulling = spawnPull(models);
  const part = join(models, 'partial/sensevoice-small-int8', `${MODEL}.part`);
  while ((statSync(part, { throwIfNoEntry: false })?.size ?? 0) < FIRST_PART) await sleep(20);
  return pulling;
}

function spawnPull(models: string, env: Readonly<Record<string, string>> = {}) {
  const { PATH = '' } = process.env;
  return spawnPotoo(['pull', 'sensevoice'], {
    env: { PATH, HF_ENDPOINT: hub.endpoint, POTOO_MODELS: models, ...env },
  });
}

function startsOfDownloads(): number[] {
  return hub.downloads(MODEL).map(({ range }) => Number(/\d+/.exec(range ?? '0')?.[0]));
}

describe('a pull that ends in the middle', { timeout: 240_000 }, () => {
  test('by SIGKILL holds up nobody who waits for it, and they go on where it was', async () => {
    const models = temporaryFolder();
    const killed = await pullMidway(models);
    const waiting = spawnPull(models);
    hub.fault = undefined;
    killed.child.kill('SIGKILL');
    expect(await waiting.ended).toMatchObject({ code: 0, err: expect.stringContaining('Installed sensevoice') });
    expect(startsOfDownloads()).toEqual([0, FIRST_PART]);
  });

  test('by Ctrl-C ends with 130, and the next goes on where it was', async () => {
    const models = temporaryFolder();
    const { child, ended } = await pullMidway(models);
    child.kill('SIGINT');
    expect((await ended).code).toBe(130);
    hub.fault = undefined;
    const again = await run(['pull', 'sensevoice'], { env: { HF_ENDPOINT: hub.endpoint, POTOO_MODELS: models } });
    expect(again).toMatchObject({ code: 0, err: expect.stringContaining('Installed sensevoice') });
    expect(startsOfDownloads()).toEqual([0, FIRST_PART]);
    expect(readdirSync(join(models, 'partial'))).toEqual([]);
  });
});

test('a terminal is shown how far a pull has come', { timeout: 120_000 }, async () => {
  hub.fault = (url, response, request) => {
    if (!url.endsWith(MODEL) || !isDownload(request)) return false;
    response.writeHead(200, { 'content-length': BYTES.length, etag: '"etag"' });
    void (async () => {
      for (let at = 0; at < BYTES.length; at += 20_000) {
        response.write(BYTES.subarray(at, at + 20_000));
        // A bar that would be gone at once is not drawn.
        await sleep(100);
      }
      response.end();
    })();
    return true;
  };
  const env = { HF_ENDPOINT: hub.endpoint, POTOO_MODELS: temporaryFolder() };
  const { code, err } = await run(['pull', 'sensevoice'], { env, isTTY: { stdin: true, stdout: true, stderr: true } });
  expect(code).toBe(0);
  expect(err).toMatch(/█+░+ +\d+% fetching sensevoice-small-int8/);
  expect(err).toMatch(/Installed sensevoice-small-int8, 120 kB\.\n$/);
});

test.for([
  ['http', 'HTTP_PROXY', `${HIDDEN_HOST}:80`],
  ['https', 'HTTPS_PROXY', `${HIDDEN_HOST}:443`],
] as const)(
  'a hub at %s:// is reached by way of %s alone',
  { timeout: 240_000 },
  async ([protocol, variable, asked], { skip }) => {
    const certificate = makeCertificate(temporaryFolder());
    if (!certificate) return skip('There is no OpenSSL to make a certificate with.');
    await using proxy = await ProxyServer.start(hub.endpoint, certificate);
    const { code, err } = await spawnPull(temporaryFolder(), {
      HF_ENDPOINT: `${protocol}://${HIDDEN_HOST}`,
      [variable]: proxy.url,
      // Where the content network is.
      NO_PROXY: '127.0.0.1',
      NODE_EXTRA_CA_CERTS: certificate.file,
    }).ended;
    expect(err).toContain('Installed sensevoice-small-int8');
    expect(code).toBe(0);
    expect(new Set(proxy.asked.map((host) => (host.includes(':') ? host : `${host}:80`)))).toEqual(new Set([asked]));
  },
);
