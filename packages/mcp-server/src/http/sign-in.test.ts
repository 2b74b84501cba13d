import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, exportSPKI, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { afterAll, describe, expect, it } from 'vitest';
import { resolveHttpOptions } from './http-options.ts';
import { listen } from './listen.ts';

// A sign-in server on this machine, tokens that it has signed, and tokens that somebody wishes it had.

const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
const { privateKey: strangersKey } = await generateKeyPair('RS256');
let fails = false;
const signIn = createServer((request, response) => {
  if (fails) return void response.writeHead(500).end();
  const body = answers[request.url ?? ''];
  if (body === undefined) return void response.writeHead(404).end();
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
});
signIn.listen(0, '127.0.0.1');
await once(signIn, 'listening');
const ISSUER = `http://127.0.0.1:${(signIn.address() as AddressInfo).port}`;
const answers: Record<string, object> = {
  '/.well-known/oauth-authorization-server': { issuer: ISSUER, jwks_uri: `${ISSUER}/keys` },
  '/keys': { keys: [{ ...(await exportJWK(publicKey)), kid: 'one', alg: 'RS256', use: 'sig' }] },
};
const AUDIENCE = 'https://voice.example.org/mcp';
const env = { POTOO_MCP_ISSUER: ISSUER, POTOO_MCP_AUDIENCE: AUDIENCE, POTOO_MCP_SCOPE: 'voice' };

async function serve() {
  const callers: string[] = [];
  const server = await listen(
    async (_, caller) => {
      callers.push(caller);
      return new Response('let in');
    },
    resolveHttpOptions(env, { port: 0 }),
  );
  afterAll(() => server.close());
  const ask = (token: string | undefined, query = '') =>
    fetch(server.url + query, {
      method: 'POST',
      headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    });
  return { ask, callers, url: server.url };
}

const { ask, callers, url } = await serve();
afterAll(() => signIn.close());

const now = () => Math.floor(Date.now() / 1000);
const sign = (claims: JWTPayload = {}, key: CryptoKey | Uint8Array = privateKey, alg = 'RS256') =>
  new SignJWT({ iss: ISSUER, aud: AUDIENCE, sub: 'ada', scope: 'openid voice', exp: now() + 300, ...claims })
    .setProtectedHeader({ alg, kid: 'one', typ: 'at+jwt' })
    .sign(key);
const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('a token of the sign-in server', () => {
  it('lets its bearer in, as the same caller each time, and another as another', async () => {
    for (const sub of ['ada', 'ada', 'bob']) expect((await ask(await sign({ sub }))).status).toBe(200);
    expect(callers).toHaveLength(3);
    expect(new Set(callers).size).toBe(2);
  });

  it('may be one of several audiences, and old by the width of a clock', async () => {
    expect((await ask(await sign({ aud: ['x', AUDIENCE] }))).status).toBe(200);
    expect((await ask(await sign({ exp: now() - 5 }))).status).toBe(200);
  });
});

describe('12 faults', async () => {
  const whole = await sign();
  const [head = '', body = '', signature = ''] = whole.split('.');
  const spki = new TextEncoder().encode(await exportSPKI(publicKey));
  const { exp: _, ...endless } = { iss: ISSUER, aud: AUDIENCE, sub: 'ada', scope: 'voice', exp: 0 };
  const FAULTS: Array<[string, string | undefined, number, string?]> = [
    ['is for another server', await sign({ aud: 'https://other.example.org/mcp' }), 401],
    ['is over', await sign({ exp: now() - 3600 }), 401],
    ['has yet to count', await sign({ nbf: now() + 3600 }), 401],
    ['is unsigned', `${encoded({ alg: 'none' })}.${body}.`, 401],
    ['comes from another sign-in server', await sign({ iss: 'https://evil.example' }), 401],
    ['lacks the scope', await sign({ scope: 'openid' }), 403],
    ['is signed by somebody else', await sign({}, strangersKey), 401],
    ['is signed with the public key, as if it were a secret', await sign({}, spki, 'HS256'), 401],
    [
      'was changed',
      `${head}.${encoded({ iss: ISSUER, aud: AUDIENCE, sub: 'root', exp: now() + 300 })}.${signature}`,
      401,
    ],
    ['never ends', await new SignJWT(endless).setProtectedHeader({ alg: 'RS256', kid: 'one' }).sign(privateKey), 401],
    ['is a key of the voice service', 'sk-tts-0123456789abcdef', 401],
    ['is in the address', undefined, 401, `?access_token=${whole}`],
  ];

  it.each(FAULTS)('keep out a token that %s', async (_, token, status, query = '') => {
    const before = callers.length;
    const answer = await ask(token, query);
    expect(answer.status).toBe(status);
    const challenge = answer.headers.get('www-authenticate') ?? '';
    expect(challenge).toContain(
      'resource_metadata="https://voice.example.org/.well-known/oauth-protected-resource/mcp"',
    );
    expect(challenge).toContain('scope="voice"');
    const error = status === 403 ? 'insufficient_scope' : token === undefined ? undefined : 'invalid_token';
    expect(/error="([a-z_]+)"/.exec(challenge)?.[1]).toBe(error);
    expect(callers.length).toBe(before);
  });
});

describe('the sign-in server', () => {
  it('is named to hosts that have no token yet', async () => {
    const answer = await fetch(new URL('/.well-known/oauth-protected-resource/mcp', url));
    expect(await answer.json()).toMatchObject({
      resource: AUDIENCE,
      authorization_servers: [ISSUER],
      scopes_supported: ['voice'],
    });
  });

  it('is asked again when it could not be asked, and nobody is let in meanwhile', async () => {
    fails = true;
    const late = await serve();
    expect((await late.ask(await sign())).status).toBe(503);
    expect(late.callers).toEqual([]);
    fails = false;
    expect((await late.ask(await sign())).status).toBe(200);
  });

  it('has to be one that can be trusted, with an address of this server', () => {
    for (const wrong of [{ POTOO_MCP_ISSUER: 'http://auth.example.org' }, { POTOO_MCP_AUDIENCE: '' }]) {
      expect(() => resolveHttpOptions({ ...env, ...wrong }, {})).toThrow(
        expect.objectContaining({ reason: 'invalid_setting' }),
      );
    }
    expect(resolveHttpOptions(env, { host: '0.0.0.0' })).toMatchObject({ signIn: { scope: 'voice' } });
  });
});
