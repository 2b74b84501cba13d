import { connect } from 'node:net';
import { afterAll, describe, expect, it } from 'vitest';
import { resolveHttpOptions } from './http-options.ts';
import { listen, type RunningServer } from './listen.ts';

// Requests as bytes: what a client library would not send is what has to be refused.

const TOKEN = 'a-token-that-nobody-guesses';
const OTHER = 'another-token-of-another-caller';
const running: RunningServer[] = [];
afterAll(() => Promise.all(running.map((server) => server.close())));

async function serve(env: Record<string, string> = {}) {
  const callers: string[] = [];
  const handle = async (_: Request, caller: string) => {
    callers.push(caller);
    return new Response('let in');
  };
  const server = await listen(handle, resolveHttpOptions(env, { port: 0 }));
  running.push(server);
  return { ...server, callers };
}

/** Sends a request as it is written here, and reads the whole answer. */
function exchange(port: number, lines: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let answer = '';
    socket.setEncoding('utf8').on('data', (text: string) => {
      answer += text;
    });
    socket.once('end', () => resolve(answer));
    socket.once('error', reject);
    socket.end(`${[...lines, 'Connection: close', 'Content-Length: 0'].join('\r\n')}\r\n\r\n`);
  });
}
const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1]);

describe('81 combinations of Host and Origin', async () => {
  const { port, callers } = await serve();
  const hosts: ReadonlyArray<readonly [string, boolean, string, readonly string[]]> = [
    ['localhost', true, '/mcp', [`Host: localhost:${port}`]],
    ['127.0.0.1', true, '/mcp', [`Host: 127.0.0.1:${port}`]],
    ['[::1]', true, '/mcp', [`Host: [::1]:${port}`]],
    ['a stranger', false, '/mcp', [`Host: evil.example:${port}`]],
    ['a name that leads here', false, '/mcp', [`Host: 127.0.0.1.nip.io:${port}`]],
    ['nothing', false, '/mcp', ['Host:']],
    ['two', false, '/mcp', [`Host: localhost:${port}`, 'Host: evil.example']],
    ['another in the request line', false, `http://evil.example:${port}/mcp`, [`Host: localhost:${port}`]],
    ['a dot at the end', false, '/mcp', [`Host: localhost.:${port}`]],
  ];
  const origins: ReadonlyArray<readonly [string | undefined, boolean]> = [
    [undefined, true],
    ['null', false],
    [`http://localhost:${port}`, true],
    [`http://127.0.0.1:${port}`, true],
    [`http://[::1]:${port}`, true],
    [`http://localhost:${port + 1}`, false],
    [`https://localhost:${port}`, false],
    ['http://evil.example', false],
    [`http://127.0.0.1.nip.io:${port}`, false],
  ];

  it.each(hosts)('by Host %s', async (_, goodHost, target, headers) => {
    for (const [origin, goodOrigin] of origins) {
      const before = callers.length;
      const lines = [`POST ${target} HTTP/1.1`, ...headers, ...(origin === undefined ? [] : [`Origin: ${origin}`])];
      const status = statusOf(await exchange(port, lines));
      const good = goodHost && goodOrigin;
      expect.soft(good ? status === 200 : status === 400 || status === 403, `${origin}: ${status}`).toBe(true);
      expect.soft(callers.length - before).toBe(good ? 1 : 0);
    }
  });
});

describe('tokens', async () => {
  const { port, callers } = await serve({ POTOO_MCP_TOKEN: `${TOKEN},${OTHER}` });
  const ask = (authorization?: string, target = '/mcp') =>
    exchange(port, [
      `POST ${target} HTTP/1.1`,
      `Host: localhost:${port}`,
      ...(authorization === undefined ? [] : [`Authorization: ${authorization}`]),
    ]);

  it('let in who brings one, each as somebody else', async () => {
    expect(statusOf(await ask(`Bearer ${TOKEN}`))).toBe(200);
    expect(statusOf(await ask(`bearer ${OTHER}`))).toBe(200);
    expect(new Set(callers).size).toBe(2);
    expect(callers.join()).not.toContain(TOKEN);
  });

  it.each([
    ['none', undefined, '/mcp'],
    ['an empty one', 'Bearer ', '/mcp'],
    ['a wrong one', 'Bearer wrong', '/mcp'],
    ['one that is cut', `Bearer ${TOKEN.slice(0, -1)}`, '/mcp'],
    ['one that goes on', `Bearer ${TOKEN}x`, '/mcp'],
    ['another case', `Bearer ${TOKEN.toUpperCase()}`, '/mcp'],
    ['two', `Bearer ${TOKEN}, Bearer ${OTHER}`, '/mcp'],
    ['another scheme', `Basic ${Buffer.from(`x:${TOKEN}`).toString('base64')}`, '/mcp'],
    ['no scheme', TOKEN, '/mcp'],
    ['one in the address', undefined, `/mcp?token=${TOKEN}`],
    ['one in the address, by its usual name', undefined, `/mcp?access_token=${TOKEN}`],
    ['an unsigned JWT', `Bearer ${Buffer.from('{"alg":"none"}').toString('base64url')}.e30.`, '/mcp'],
  ])('keep out who brings %s, and say where to look', async (_, authorization, target) => {
    const before = callers.length;
    const answer = await ask(authorization, target);
    expect(statusOf(answer)).toBe(401);
    expect(answer).toMatch(/www-authenticate: Bearer .*resource_metadata="http:\/\/localhost:\d+\/\.well-known/i);
    expect(answer).not.toContain(TOKEN);
    expect(callers.length).toBe(before);
  });

  it('need not be brought to be told what they are for', async () => {
    const answer = await exchange(port, [
      'GET /.well-known/oauth-protected-resource/mcp HTTP/1.1',
      `Host: localhost:${port}`,
    ]);
    expect(answer).toContain(`"resource":"http://localhost:${port}/mcp"`);
  });
});

describe('settings', () => {
  it('serve this machine only, unless there is a token', () => {
    expect(resolveHttpOptions({}, {})).toMatchObject({ host: '127.0.0.1', port: 8788, tokens: [] });
    expect(() => resolveHttpOptions({}, { host: '0.0.0.0' })).toThrow(
      expect.objectContaining({ reason: 'insecure_bind' }),
    );
    expect(resolveHttpOptions({ POTOO_MCP_TOKEN: TOKEN }, { host: '0.0.0.0' })).toMatchObject({ tokens: [TOKEN] });
    expect(() => resolveHttpOptions({ POTOO_MCP_TOKEN: 'short' }, {})).toThrow(/16 characters/);
  });

  it('let pages of an origin that was named in, and let them read', async () => {
    const { port } = await serve({
      POTOO_MCP_ORIGINS: 'https://app.example.org',
      POTOO_MCP_HOSTS: 'potoo.example.org',
    });
    const ask = (method: string, origin: string) =>
      exchange(port, [`${method} /mcp HTTP/1.1`, 'Host: potoo.example.org', `Origin: ${origin}`]);
    const good = await ask('POST', 'https://app.example.org');
    expect(statusOf(good)).toBe(200);
    expect(good).toMatch(/access-control-allow-origin: https:\/\/app\.example\.org/i);
    expect(statusOf(await ask('OPTIONS', 'https://app.example.org'))).toBe(204);
    expect(statusOf(await ask('POST', 'https://evil.example.org'))).toBe(403);
  });

  it('leave one endpoint', async () => {
    const { port } = await serve();
    expect(statusOf(await exchange(port, ['GET / HTTP/1.1', `Host: localhost:${port}`]))).toBe(404);
    expect(statusOf(await exchange(port, ['GET /mcp/../x HTTP/1.1', `Host: localhost:${port}`]))).toBe(404);
  });
});
