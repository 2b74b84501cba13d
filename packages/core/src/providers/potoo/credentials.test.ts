import { inspect } from 'node:util';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { BadRequestError, UnreachableError } from '../../errors/errors.ts';
import { listen, rejection } from '../../transport/__fixtures__/loopback.ts';
import { speechText, writeHead } from './__fixtures__/speech-lines.ts';
import { potoo } from './potoo.ts';

const KEY = 'sk-tts-this-is-the-secret';
const REDIRECTS = [301, 302, 303, 307, 308];

afterEach(() => {
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
});

function expectNoKey(error: unknown): void {
  const shown = [String(error), JSON.stringify(error), inspect(error, { depth: 20, showHidden: true })];
  for (const text of shown) expect(text).not.toContain('this-is-the-secret');
}

describe('redirects (C7)', () => {
  it.each(REDIRECTS)('of status %i are followed within the origin, with the key', async (status) => {
    const seen: Array<string | undefined> = [];
    const { url } = await listen((request, response) => {
      request.resume();
      seen.push(request.headers.authorization);
      if (!request.url?.startsWith('/moved/')) {
        response.writeHead(status, { location: `/moved${request.url}` }).end();
        return;
      }
      expect(request.method).toBe(status === 303 ? 'GET' : 'POST');
      writeHead(response);
      response.end(speechText());
    });
    await potoo({ baseUrl: url, apiKey: KEY }).synthesize({ text: 'hi' });
    expect(seen).toEqual([`Bearer ${KEY}`, `Bearer ${KEY}`]);
  });

  it.each(REDIRECTS)(
    'of status %i are refused to another port, another host, and from https to http',
    async (status) => {
      let reached = 0;
      const other = await listen((_, response) => {
        reached += 1;
        response.end();
      });
      const elsewhere = [other.url, other.url.replace('127.0.0.1', 'localhost'), 'http://secure.test/v1/tts/'];
      for (const location of elsewhere) {
        const { url } = await listen((_, response) => response.writeHead(status, { location }).end());
        const secure = async () => new Response(null, { status, headers: { location } });
        const voice = location.includes('secure')
          ? potoo({ baseUrl: 'https://secure.test', apiKey: KEY, fetch: secure })
          : potoo({ baseUrl: url, apiKey: KEY });
        const error = await rejection(voice.synthesize({ text: 'hi' }));
        expect(error).toBeInstanceOf(UnreachableError);
        expect(error).toMatchObject({ reason: 'redirect_refused', retryable: false });
        expectNoKey(error);
      }
      expect(reached).toBe(0);
    },
  );

  it('are not followed for ever, nor with an upload that can be read once only', async () => {
    let hops = 0;
    const { url } = await listen((request, response) => {
      hops += 1;
      request.resume();
      response.writeHead(307, { location: `/${hops}` }).end();
    });
    const voice = potoo({ baseUrl: url });
    expect(await rejection(voice.listVoices())).toMatchObject({ reason: 'redirect_refused' });
    expect(hops).toBe(6);
    const audio = new Blob(['x']).stream();
    expect(await rejection(voice.transcribe({ audio }))).toMatchObject({ reason: 'redirect_refused' });
    expect(hops).toBe(7);
  });
});

describe('the key', () => {
  it('is in no error, whatever goes wrong', async () => {
    const { url } = await listen((request, response) => {
      request.resume();
      response.writeHead(Number(request.headers['x-status']), { 'retry-after-ms': '0' }).end('{"error":"x"}');
    });
    for (const status of [400, 401, 402, 403, 404, 413, 429, 500, 503]) {
      const voice = potoo({ baseUrl: url, apiKey: KEY, headers: { 'x-status': String(status) } });
      expectNoKey(await rejection(voice.synthesize({ text: 'hi' })));
      expectNoKey(voice);
    }
    const nowhere = potoo({ baseUrl: 'http://127.0.0.1:1', apiKey: KEY, maxRetries: 0 });
    const error = await rejection(nowhere.listVoices());
    expect(error).toBeInstanceOf(UnreachableError);
    expectNoKey(error);
  });

  it('with a line end in it is refused without being quoted', () => {
    for (const apiKey of [`${KEY}\n`, `${KEY}\r\nx-evil: 1`, `${KEY} `, 'ключ']) {
      expect(() => potoo({ apiKey })).toThrow(BadRequestError);
      try {
        potoo({ apiKey });
      } catch (error) {
        expectNoKey(error);
      }
    }
  });

  it('goes over plain http to this machine only, unless that is allowed', () => {
    for (const baseUrl of ['http://localhost:1', 'http://127.8.0.1', 'http://[::1]:9', 'https://api.test']) {
      expect(() => potoo({ baseUrl, apiKey: KEY })).not.toThrow();
    }
    for (const baseUrl of [
      'http://api.test',
      'http://10.0.0.1',
      'http://localhost.evil.test',
      'http://127.0.0.1.nip.test',
    ]) {
      expect(() => potoo({ baseUrl, apiKey: KEY })).toThrow(BadRequestError);
      expect(() => potoo({ baseUrl, apiKey: KEY, allowInsecureHttp: true })).not.toThrow();
      expect(() => potoo({ baseUrl })).not.toThrow();
    }
  });

  it('stays out of pages when it is a secret one, unless that is allowed', () => {
    vi.stubGlobal('process', undefined);
    vi.stubGlobal('document', {});
    vi.stubGlobal('navigator', { userAgent: 'Mozilla/5.0' });
    expect(() => potoo({ apiKey: KEY })).toThrow(BadRequestError);
    expect(() => potoo({ apiKey: KEY, dangerouslyAllowBrowser: true })).not.toThrow();
    expect(() => potoo({ apiKey: 'pk-tts-publishable' })).not.toThrow();
    expect(() => potoo()).not.toThrow();
  });

  it('and the address come from the environment', async () => {
    const seen: unknown[] = [];
    const { url } = await listen((request, response) => {
      seen.push(request.headers.authorization, request.url);
      response.setHeader('content-type', 'application/json').end('{"voices":[]}');
    });
    vi.stubEnv('POTOO_BASE_URL', `${url}/prefix/v1/`);
    vi.stubEnv('POTOO_API_KEY', 'sk-from-environment');
    await potoo().listVoices({ language: 'en', search: 'a&b' });
    expect(seen).toEqual(['Bearer sk-from-environment', '/prefix/v1/voices/?language=en&search=a%26b']);
  });
});

describe('the base URL', () => {
  it.each(['', 'localhost:8787', 'ftp://x', 'http://user:s3cret@x', 'http://x/?a=1', 'http://x/#a', 'nonsense'])(
    'is refused when it is %j, without being quoted',
    (baseUrl) => {
      try {
        potoo({ baseUrl: baseUrl || 'x' });
        expect.unreachable();
      } catch (error) {
        expect(error).toMatchObject({ code: 'bad_request', reason: 'invalid_base_url', param: 'baseUrl' });
        expect(String(error)).not.toContain('s3cret');
      }
    },
  );

  it('and limits that are no numbers are mistakes of the program', () => {
    expect(() => potoo({ timeoutMs: Number.NaN })).toThrow(RangeError);
    expect(() => potoo({ maxRetries: -1 })).toThrow(RangeError);
  });
});
