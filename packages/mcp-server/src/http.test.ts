import { once } from 'node:events';
import { readdir, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { potoo } from '@potoo/core';
import { afterAll, describe, expect, it } from 'vitest';
import { httpServer } from './__fixtures__/http-server.ts';
import { measureFile } from './__fixtures__/measure-file.ts';
import { studioService } from './__fixtures__/studio-service.ts';
import { HOSTS, newHost, oldHost, type TestHost } from './__fixtures__/test-host.ts';

const studio = studioService();
// On a machine that has much else to do a call may take long; here it is to be answered all the same, and not as a job.
const env = { POTOO_MCP_JOB_AFTER_MS: '2000000000' };
const server = await httpServer({ service: async () => studio, env });
const open: TestHost[] = [];
afterAll(() => Promise.all(open.map((host) => host.close())));
const keep = async (host: Promise<TestHost>) => {
  open.push(await host);
  return host;
};

describe.each(HOSTS)('over HTTP, to a host of $name', async ({ line, connect }) => {
  const host = await keep(connect(server.transport(line)));

  it('lists its tools', async () => {
    expect((await host.client.listTools()).tools).toHaveLength(18);
  });

  it('speaks, and goes on with what it said', async () => {
    const spoken = await host.call('synthesize', { text: 'The weather is nice.', format: 'wav' });
    const { uri, path, duration } = spoken.structuredContent as { uri: string; path: string; duration: number };
    expect(await measureFile(path)).toBeCloseTo(duration, 2);
    const converted = await host.call('convert_audio', { uri, speed: 2, format: 'wav' });
    expect(converted.structuredContent).toHaveProperty('duration', expect.closeTo(duration / 2, 1));
  });

  it('tells how far it is', async () => {
    const notes: number[] = [];
    const onprogress = ({ progress }: { progress: number }) => void notes.push(progress);
    await host.call('synthesize', { text: 'This is a sentence that takes its time. '.repeat(25) }, { onprogress });
    expect(notes.length).toBeGreaterThan(0);
    expect(notes).toEqual([...notes].sort((a, b) => a - b));
  });

  it('stops a call that is taken back', async () => {
    const stop = new AbortController();
    const call = host.call(
      'synthesize',
      { text: 'This is a sentence that takes its time. '.repeat(900), filename: 'taken-back' },
      { signal: stop.signal, onprogress: () => stop.abort(new Error('taken back')) },
    );
    await expect(call).rejects.toThrow();
    // The engine has nothing to do any more, so a short text is there soon.
    await host.call('synthesize', { text: 'Next.' });
    expect(await readdir(server.output)).not.toContain('taken-back.mp3');
  });

  it('does not let the host say what of this machine is read', async () => {
    const trusting = await keep(connect(server.transport(line), { roots: [pathToFileURL('/etc').href] }));
    const read = await trusting.call('convert_audio', { path: '/etc/hostname' });
    expect(read).toMatchObject({ isError: true, content: [{ text: expect.stringContaining('path_not_allowed') }] });
  });

  it('asks the person for consent', async () => {
    const content = { speaker: 'Ada', statement: 'I agree that my voice is cloned.', agreed: true };
    const asked = await keep(connect(server.transport(line), { onForm: () => ({ action: 'accept', content }) }));
    const { structuredContent } = await asked.call('synthesize', { text: 'This is me.', format: 'wav' });
    const { uri } = structuredContent as { uri: string };
    expect((await asked.call('clone', { uri, name: 'ada' })).structuredContent).toMatchObject({ voice: 'clone-1' });
  });
});

describe('callers with tokens of their own', async () => {
  const [ada, bob] = ['token-of-ada-0123456789', 'token-of-bob-0123456789'] as const;
  const apart = await httpServer({
    service: async () => studio,
    env: { POTOO_MCP_TOKEN: `${ada},${bob}`, POTOO_MCP_JOB_AFTER_MS: '0', POTOO_MCP_ALLOWED: '' },
  });
  const connectAll = () =>
    Promise.all(
      [ada, bob].flatMap((token) => [
        keep(oldHost(apart.transport('v1', token))),
        keep(newHost(apart.transport('v2', token), 'auto')),
      ]),
    );

  it('see neither the jobs nor the files of each other', async () => {
    const [adaOld, adaNew, bobOld, bobNew] = (await connectAll()) as [TestHost, TestHost, TestHost, TestHost];
    const begun = await adaOld.call('synthesize', { text: 'A secret of Ada.', format: 'wav', filename: 'secret.wav' });
    const { job_id } = begun.structuredContent as { job_id: string };
    const done = await adaNew.call('get_job', { job_id });
    const { path, uri } = (done.structuredContent as { result: { path: string; uri: string } }).result;
    expect((await stat(path)).isFile()).toBe(true);

    for (const host of [bobOld, bobNew]) {
      for (const tool of ['get_job', 'cancel_job']) {
        expect(await host.call(tool, { job_id })).toMatchObject({
          isError: true,
          content: [{ text: expect.stringContaining('job_not_found') }],
        });
      }
      for (const source of [{ path }, { uri }]) {
        const begun = await host.call('convert_audio', source);
        const text = JSON.stringify(begun.content);
        const id = /job_id\\":\\"([^\\"]+)/.exec(text)?.[1];
        const end = id === undefined ? text : JSON.stringify((await host.call('get_job', { job_id: id })).content);
        expect(end).toMatch(/path_not_allowed|file_not_found/);
      }
      await expect(host.client.readResource({ uri })).rejects.toMatchObject({ code: -32602 });
      expect((await host.client.listResources()).resources.map(({ name }) => name)).not.toContain('secret.wav');
    }
    expect(await readdir(join(apart.output))).toHaveLength(2);
  });

  it('hold nothing that is worth something to another, however often they try', async () => {
    // The full number is 1,000.
    const tries = Number(process.env['POTOO_MCP_HANDLES'] ?? 60);
    const [adaOld, , bobOld, bobNew] = (await connectAll()) as [TestHost, TestHost, TestHost, TestHost];
    const begun = await adaOld.call('synthesize', { text: 'Another secret of Ada.', format: 'wav' });
    const { job_id } = begun.structuredContent as { job_id: string };
    for (let round = 0; round < tries; round += 1) {
      const refused = await (round % 2 === 0 ? bobOld : bobNew).call('get_job', { job_id, wait: 0 });
      expect(refused).toMatchObject({ isError: true, content: [{ text: expect.stringContaining('job_not_found') }] });
    }
  }, 600_000);

  it('cannot go on with a conversation of another', async () => {
    const [adaOld, , bobOld] = (await connectAll()) as [TestHost, TestHost, TestHost, TestHost];
    const converse = async (host: TestHost, conversation_id?: string): Promise<string> => {
      const begun = await host.call('converse', { text: 'Hello.', ...(conversation_id && { conversation_id }) });
      // What is refused at once becomes no job.
      if (begun.isError) return JSON.stringify(begun.content);
      const { job_id } = begun.structuredContent as { job_id: string };
      return JSON.stringify((await host.call('get_job', { job_id })).structuredContent);
    };
    const [, conversation] = /"conversation_id":"([^"]+)"/.exec(await converse(adaOld)) ?? [];
    expect(await converse(adaOld, conversation)).toContain(`"conversation_id":"${conversation}"`);
    expect(await converse(bobOld, conversation)).toContain('conversation_not_found');
  });

  it('bring tokens that go no further than here', async () => {
    const outgoing: string[] = [];
    const upstream = createServer((request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (text: string) => {
        body += text;
      });
      request.on('end', () => {
        outgoing.push(`${request.method} ${request.url} ${request.rawHeaders.join(' ')} ${body}`);
        response.writeHead(500).end('{}');
      });
    });
    upstream.listen(0, '127.0.0.1');
    await once(upstream, 'listening');
    const baseUrl = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`;
    const relay = await httpServer({
      service: async () => potoo({ baseUrl, apiKey: 'sk-tts-of-this-server', maxRetries: 0 }),
      env: { POTOO_MCP_TOKEN: ada },
    });
    for (const connect of [
      () => oldHost(relay.transport('v1', ada)),
      () => newHost(relay.transport('v2', ada), 'auto'),
    ]) {
      const host = await keep(connect());
      for (const [tool, input] of [
        ['list_voices', {}],
        ['synthesize', { text: 'Hello.' }],
      ] as const) {
        expect(await host.call(tool, input)).toMatchObject({ isError: true });
      }
    }
    upstream.close();
    expect(outgoing.length).toBeGreaterThanOrEqual(4);
    expect(outgoing.join('\n')).toContain('sk-tts-of-this-server');
    expect(outgoing.join('\n')).not.toContain(ada);
  });

  it('cannot use the session of another', async () => {
    const host = await keep(oldHost(apart.transport('v1', ada)));
    await host.client.listTools();
    const started = await fetch(apart.url, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${ada}`,
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
      },
      body: JSON.stringify({
        jsonrpc: '2.0',
        id: 1,
        method: 'initialize',
        params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'x', version: '1' } },
      }),
    });
    await started.text();
    const session = started.headers.get('mcp-session-id') ?? '';
    const list = (token: string, id: string) =>
      fetch(apart.url, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          accept: 'application/json, text/event-stream',
          'mcp-session-id': id,
        },
        body: JSON.stringify({ jsonrpc: '2.0', id: 2, method: 'tools/list' }),
      }).then(async (response) => {
        await response.text();
        return response.status;
      });
    expect(session).not.toBe('');
    expect(await list(ada, session)).toBe(200);
    expect(await list(bob, session)).toBe(404);
    expect(await list(ada, crypto.randomUUID())).toBe(404);
  });
});

describe('what is no request', () => {
  const send = (body: string, headers: Record<string, string> = {}) =>
    fetch(server.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream', ...headers },
      body,
    });

  const BAD = [
    '',
    '{',
    'null',
    '[]',
    '[[]]',
    '"text"',
    '{"jsonrpc":"2.0"}',
    '{"jsonrpc":"1.0","id":1,"method":"tools/list"}',
    '\u0000',
    '{"jsonrpc":"2.0","id":{},"method":"tools/list"}',
    '{"jsonrpc":"2.0","id":1,"method":5}',
    '['.repeat(10_000),
  ];

  it.each(BAD.map((body) => [body.slice(0, 60), body] as const))(
    'is refused, and does no harm: %j',
    async (_, body) => {
      const response = await send(body);
      expect(response.status).toBeGreaterThanOrEqual(400);
      expect(response.status).toBeLessThan(500);
      expect(await response.json()).toHaveProperty('error.code', expect.any(Number));
    },
  );

  it('is refused for what it is too large or another type', async () => {
    expect((await send(`"${'x'.repeat(17_000_000)}"`)).status).toBe(413);
    expect((await send('{}', { 'content-type': 'text/plain' })).status).toBe(415);
    expect((await fetch(server.url, { method: 'PUT', body: '{}' })).status).toBe(405);
  });
});

/** Requests whose answers hold what was asked: of tools that refuse and that look for a file, of a prompt, of a resource. */
const ECHOES: ReadonlyArray<(host: TestHost, marker: string) => Promise<unknown>> = [
  (host, marker) => host.call('get_job', { [marker]: 1, job_id: 'x' }),
  (host, marker) => host.call('convert_audio', { path: join(server.home, `${marker}.wav`) }),
  ({ client }, marker) => client.getPrompt({ name: 'narrate_document', arguments: { document: marker } }),
  ({ client }, marker) =>
    client.readResource({ uri: `potoo://outputs/${marker}.wav` }).catch((error: Error) => error.message),
];

describe('many clients at once', () => {
  // Row 33 of the reliability targets is 100 clients of 500 calls each.
  const clients = Number(process.env['POTOO_MCP_CLIENTS'] ?? 25);
  const rounds = Number(process.env['POTOO_MCP_ROUNDS'] ?? 8);

  it(
    'never get an answer of another',
    async () => {
      const hosts = await Promise.all(
        Array.from({ length: clients }, (_, index) =>
          index % 2 === 0 ? oldHost(server.transport('v1')) : newHost(server.transport('v2'), 'auto'),
        ),
      );
      await Promise.all(
        hosts.map(async (host, index) => {
          for (let round = 0; round < rounds; round += 1) {
            const marker = `marker-${index}-${round}`;
            const answer = JSON.stringify(await ECHOES[round % ECHOES.length]?.(host, marker));
            expect(new Set(answer.match(/marker-\d+-\d+/g))).toEqual(new Set([marker]));
          }
          await host.close();
        }),
      );
    },
    60_000 + clients * rounds * 50,
  );
});
