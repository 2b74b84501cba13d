import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { ErrorEnvelope } from '@potoo/core/wire';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ToneService } from '../testing/__fixtures__/tone-service.ts';
import { exchangeRaw, openSocket, type RawResponse } from './__fixtures__/raw-exchange.ts';
import { createServer } from './create-server.ts';
import type { RunningServer } from './listen.ts';

const service = new ToneService();
let server: RunningServer;

beforeAll(async () => {
  const limits = { headersTimeoutMs: 400, uploadGraceMs: 300, uploadBytesPerSecond: 64_000 };
  const options = { limits, allowedHosts: ['potoo.lan'], allowedOrigins: ['https://app.example'] };
  server = await createServer(service, options).listen({ port: 0 });
});
afterAll(() => server.close({ graceMs: 0 }));

function expectEnvelope({ headers, body }: RawResponse): ErrorEnvelope['error'] {
  expect(headers.get('content-type')).toBe('application/json');
  const { error } = JSON.parse(body) as ErrorEnvelope;
  expect(error).toMatchObject({ code: 'bad_request', message: expect.any(String), hint: expect.any(String) });
  expect(error.request_id).toBe(headers.get('x-request-id'));
  return error;
}

describe('protocol violations', () => {
  const get = (rest: string) => `GET /healthz HTTP/1.1\r\nHost: localhost\r\n${rest}\r\n\r\n`;
  const post = (rest: string) => `POST /v1/tts/ HTTP/1.1\r\nHost: localhost\r\n${rest}`;
  const cases: Array<[string, string, number]> = [
    ['no HTTP at all', 'hello\r\n\r\n', 400],
    ['an HTTP/2 preface', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400],
    ['a TLS hello', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', 400],
    ['a bad version', 'GET / HTTP/9.9\r\nHost: localhost\r\n\r\n', 400],
    ['an unknown method', 'FOO / HTTP/1.1\r\nHost: localhost\r\n\r\n', 400],
    ['a header without a colon', get('nonsense'), 400],
    ['a space before the colon', get('Accept : a'), 400],
    ['a null byte in a header', get('Accept: a\0b'), 400],
    ['a bare line feed', 'GET /healthz HTTP/1.1\nHost: localhost\nX: a\rb\n\n', 400],
    ['two content lengths', post('Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}'), 400],
    ['content length and chunks', post('Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'), 400],
    ['a negative content length', post('Content-Length: -1\r\n\r\n'), 400],
    ['a bad chunk size', post('Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n'), 400],
    ['an unknown transfer encoding', post('Transfer-Encoding: gzip\r\n\r\n'), 400],
    ['headers of 20 kB', get(`X-Large: ${'a'.repeat(20_000)}`), 431],
    [
      '3000 small headers',
      get(
        Array.from({ length: 3_000 }, (_, n) => `a${n}:b`)
          .join('\r\n')
          .slice(0, 15_000),
      ),
      431,
    ],
    ['101 headers', get(Array.from({ length: 100 }, (_, n) => `a${n}: b`).join('\r\n')), 431],
    ['no host', 'GET /healthz HTTP/1.1\r\n\r\n', 400],
    ['an empty host', 'GET /healthz HTTP/1.1\r\nHost:\r\n\r\n', 400],
    ['two hosts', get('Host: localhost'), 400],
    ['a host with a path', 'GET /healthz HTTP/1.1\r\nHost: localhost/a\r\n\r\n', 400],
    ['an unknown expectation', get('Expect: wonders'), 417],
    ['CONNECT', 'CONNECT example.com:443 HTTP/1.1\r\nHost: example.com\r\n\r\n', 405],
    ['an asterisk', 'OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n', 400],
    ['a backslash in the path', 'GET /\\evil HTTP/1.1\r\nHost: localhost\r\n\r\n', 400],
  ];
  it.each(cases)('%s', async (_, bytes, status) => {
    const response = await exchangeRaw(server.port, bytes);
    expect(response.status).toBe(status);
    expectEnvelope(response);
  });

  it('takes as many headers as allowed', async () => {
    const headers = Array.from({ length: 99 }, (_, n) => `a${n}: b`).join('\r\n');
    expect((await exchangeRaw(server.port, get(headers))).status).toBe(200);
  });

  it('closes on headers that do not come', async () => {
    const response = await exchangeRaw(server.port, 'GET /healthz HTTP/1.1\r\nHost: local', 5_000);
    expect(response.status).toBe(408);
    expect(expectEnvelope(response).reason).toBe('request_timeout');
  });

  it('answers once when a broken request follows in the same packet', async () => {
    const response = await exchangeRaw(server.port, `${get('A: b')}nonsense\r\n\r\n`);
    expect(response.body).not.toMatch(/HTTP\/1.1 \d/);
    expectEnvelope(response);
  });
});

describe('slow uploads', () => {
  const head =
    'POST /v1/tts/ HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 4000\r\n\r\n';

  it('are refused below the least speed', async () => {
    const response = await exchangeRaw(server.port, `${head}{"text":`, 3_000);
    expect(response.status).toBe(408);
    expect(expectEnvelope(response).reason).toBe('upload_too_slow');
  });

  it('are refused when they drip', async () => {
    const socket = await openSocket(server.port);
    socket.write(head);
    const drip = setInterval(() => socket.write(' '), 20);
    const [answer] = (await once(socket, 'data')) as [Buffer];
    clearInterval(drip);
    socket.destroy();
    expect(answer.toString('latin1')).toMatch(/^HTTP\/1.1 408 /);
  });
});

describe('hosts and origins', () => {
  const port = () => String(server.port);
  const status = async (host: string, origin?: string, target = '/healthz', extra = '') => {
    const line = origin === undefined ? '' : `Origin: ${origin.replace('PORT', port())}\r\n`;
    const head = `GET ${target} HTTP/1.1\r\nHost: ${host.replace('PORT', port())}\r\nConnection: close\r\n`;
    return (await exchangeRaw(server.port, `${head}${line}${extra}\r\n`)).status;
  };

  const hosts: Array<[string, boolean]> = [
    ['localhost', true],
    ['127.0.0.1', true],
    ['[::1]', true],
    ['localhost:PORT', true],
    ['127.0.0.1:PORT', true],
    ['[::1]:PORT', true],
    ['LOCALHOST:PORT', true],
    ['potoo.lan', true],
    ['evil.example', false],
    ['127.0.0.1.nip.io', false],
    ['127.0.0.1.nip.io:PORT', false],
    ['localhost.', false],
    ['localhost.evil.example', false],
    ['127.0.0.2', false],
    ['0.0.0.0', false],
  ];
  const origins: Array<[string | undefined, boolean]> = [
    [undefined, true],
    ['http://localhost:PORT', true],
    ['http://127.0.0.1:PORT', true],
    ['http://[::1]:PORT', true],
    ['https://app.example', true],
    ['null', false],
    ['http://localhost:1', false],
    ['https://localhost:PORT', false],
    ['http://evil.example', false],
    ['http://evil.example:PORT', false],
    ['http://127.0.0.1.nip.io:PORT', false],
    ['https://app.example.evil.example', false],
  ];
  it.each(hosts)('Host: %s is answered: %s', async (host, isHostAllowed) => {
    for (const [origin, isOriginAllowed] of origins) {
      // A name of the owner's is same-origin only to itself.
      const isAllowed =
        isHostAllowed &&
        (host === 'potoo.lan' ? !origin || (origin.includes('app.example') && isOriginAllowed) : isOriginAllowed);
      expect([origin, await status(host, origin)]).toEqual([origin, isAllowed ? 200 : 403]);
    }
  });

  it('checks the host of a whole address in the request line', async () => {
    expect(await status('localhost', undefined, 'http://evil.example/healthz')).toBe(403);
    expect(await status('localhost', undefined, 'http://127.0.0.1/healthz')).toBe(200);
  });

  it('takes the same origin of a name of the owner’s, also behind TLS', async () => {
    expect(await status('potoo.lan', 'https://potoo.lan')).toBe(200);
    expect(await status('potoo.lan', 'http://potoo.lan')).toBe(200);
  });

  it('refuses what pages of others load without an origin, and follows their links', async () => {
    const from = (site: string, mode: string) => `Sec-Fetch-Site: ${site}\r\nSec-Fetch-Mode: ${mode}\r\n`;
    expect(await status('localhost', undefined, '/', from('cross-site', 'no-cors'))).toBe(403);
    expect(await status('localhost', undefined, '/', from('same-site', 'no-cors'))).toBe(403);
    expect(await status('localhost', undefined, '/', from('same-origin', 'no-cors'))).toBe(200);
    expect(await status('localhost', undefined, '/', from('none', 'navigate'))).toBe(200);
    expect(await status('localhost', undefined, '/', from('cross-site', 'navigate'))).toBe(200);
  });

  it('lets pages of allowed origins read answers, and no others', async () => {
    const preflight = { method: 'OPTIONS', headers: { origin: 'https://app.example' } };
    const allowed = await fetch(`${server.url}/v1/tts/`, preflight);
    expect(allowed.headers.get('access-control-allow-origin')).toBe('https://app.example');
    expect(allowed.headers.get('access-control-allow-methods')).toContain('POST');
    const refused = await fetch(`${server.url}/v1/tts/`, { ...preflight, headers: { origin: 'https://evil.example' } });
    expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([403, null]);
    expect(((await refused.json()) as ErrorEnvelope).error).toMatchObject({ reason: 'origin_not_allowed' });
  });
});

describe('close', () => {
  const body = JSON.stringify({ text: 'One. Two.' });
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body };

  it('lets requests under way finish, and takes no more', async () => {
    const own = new ToneService();
    own.beforeTone = () => delay(60);
    const closing = await createServer(own).listen({ port: 0 });
    const answers = Array.from({ length: 10 }, () => fetch(`${closing.url}/v1/tts/`, init));
    await vi.waitFor(() => expect(own.active).toBe(10));
    const closed = closing.close();
    await expect(fetch(`${closing.url}/healthz`)).rejects.toThrow();
    for (const answer of answers) {
      const response = await answer;
      expect((await response.bytes()).length).toBe(44 + 2 * 1_600);
    }
    await closed;
    expect(closing.close()).toBeInstanceOf(Promise);
  });

  it('cuts off what takes longer than the grace', async () => {
    const own = new ToneService();
    own.beforeTone = (_, signal) =>
      new Promise((__, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));
    const closing = await createServer(own).listen({ port: 0 });
    const answer = expect(fetch(`${closing.url}/v1/tts/`, init)).rejects.toThrow();
    await vi.waitFor(() => expect(own.active).toBe(1));
    await closing.close({ graceMs: 50 });
    expect([own.active, own.aborted]).toEqual([0, 1]);
    await answer;
  });
});
