import { readFile, readlink, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { measureFile } from './__fixtures__/measure-file.ts';
import { familyOf } from './__fixtures__/process-family.ts';
import { INITIALIZE, spawnRaw, stdioTransport, temporaryHome } from './__fixtures__/spawned-server.ts';
import { HOSTS, type TestHost } from './__fixtures__/test-host.ts';

// The server as a process, and clients as hosts have them.

describe.each(HOSTS)('over stdio, to a host of $name', ({ line, connect }) => {
  let place: Awaited<ReturnType<typeof temporaryHome>>;
  let host: TestHost;
  beforeAll(async () => {
    place = await temporaryHome();
    host = await connect(stdioTransport(line, place.env));
  });
  afterAll(async () => {
    await host.close();
    await place.remove();
  });

  it('says who it is and lists its tools, with all that there is to know of them', async () => {
    expect(host.client.getServerVersion()).toMatchObject({
      name: 'potoo',
      title: 'Potoo',
      icons: [{ src: expect.stringMatching(/^data:image\/svg\+xml,/), mimeType: 'image/svg+xml' }],
    });
    const { tools } = await host.client.listTools();
    expect(tools).toHaveLength(18);
    expect(tools.find(({ name }) => name === 'synthesize')).toMatchObject({
      title: 'Speak a text',
      icons: [{ src: expect.stringMatching(/^data:image\/svg\+xml,/) }],
      annotations: { readOnlyHint: false, openWorldHint: false },
      inputSchema: { type: 'object', required: ['text'] },
      outputSchema: { type: 'object', properties: { path: { type: 'string' } } },
    });
  });

  it('speaks, and writes down what it said', async () => {
    const spoken = await host.call('synthesize', { text: 'The weather is nice today.', format: 'wav' });
    const { path, uri, duration } = spoken.structuredContent as { path: string; uri: string; duration: number };
    expect(await measureFile(path)).toBeCloseTo(duration, 2);
    expect(spoken.content).toMatchObject([
      { type: 'text', text: JSON.stringify(spoken.structuredContent) },
      { type: 'resource_link', uri, mimeType: 'audio/wav', size: (await stat(path)).size },
    ]);

    const heard = await host.call('transcribe', { uri, language: 'en' });
    expect(heard.structuredContent).toMatchObject({
      text: expect.stringContaining('weather'),
      about: expect.any(String),
    });
  });

  it('tells how far it is', async () => {
    const notes: number[] = [];
    const text = 'This is a sentence that takes its time. '.repeat(25);
    await host.call('synthesize', { text }, { onprogress: ({ progress }) => void notes.push(progress) });

    expect(notes.length).toBeGreaterThan(0);
    expect(notes).toEqual([...notes].sort((a, b) => a - b));
  });

  it('stops a call that is taken back, and goes on with the next', async () => {
    const stop = new AbortController();
    const text = 'This is a sentence that takes its time. '.repeat(900);
    const call = host.call(
      'synthesize',
      { text, filename: 'stopped' },
      {
        signal: stop.signal,
        onprogress: () => stop.abort(new Error('taken back')),
      },
    );
    await expect(call).rejects.toThrow();

    const { structuredContent } = await host.call('synthesize', { text: 'Next.' });
    expect(structuredContent).toMatchObject({ path: join(place.env['POTOO_MCP_OUTPUT'] ?? '', 'next.mp3') });
    await expect(stat(join(place.env['POTOO_MCP_OUTPUT'] ?? '', 'stopped.mp3'))).rejects.toMatchObject({
      code: 'ENOENT',
    });
  });

  it('tells errors as text, with what to do', async () => {
    const failed = await host.call('synthesize', { text: 'x', voice: 'bella' });
    expect(failed).toMatchObject({
      isError: true,
      content: [{ type: 'text', text: expect.stringMatching(/af_bella.+\[not_found/) }],
    });
  });
});

describe('the bytes on standard output', () => {
  it('are messages, each on a line, whatever is written to the server', async () => {
    const { env, remove } = await temporaryHome();
    const server = spawnRaw({ ...env, POTOO_MCP_LOG: 'debug' });
    const bad = [
      '{',
      'null',
      '[]',
      '{"jsonrpc":"2.0"}',
      '\u0000',
      'x'.repeat(100_000),
      '{"jsonrpc":"2.0","id":7,"method":"no/such"}',
    ];
    server.send(INITIALIZE);
    await server.answer(0);
    for (const line of bad) server.send(line);
    server.send({ jsonrpc: '2.0', method: 'notifications/initialized' });
    server.send({
      jsonrpc: '2.0',
      id: 1,
      method: 'tools/call',
      params: { name: 'synthesize', arguments: { text: 'Hello.' } },
    });
    server.send({ jsonrpc: '2.0', id: 2, method: 'tools/call', params: { name: 'synthesize', arguments: [] } });
    server.send({ jsonrpc: '2.0', id: 3, method: 'tools/call', params: { name: 'no_such_tool' } });
    const [spoken, wrong, unknown] = await Promise.all([1, 2, 3].map((id) => server.answer(id)));
    expect(spoken).toHaveProperty('result.structuredContent.path');
    expect(wrong).toHaveProperty('error.code');
    expect(unknown).toMatchObject({ error: { code: -32602 } });

    server.child.stdin?.end();
    expect(await server.ended()).toEqual({ code: 0, signal: null });
    const lines = server.output().split('\n');
    expect(lines.pop()).toBe('');
    for (const line of lines) expect(JSON.parse(line)).toMatchObject({ jsonrpc: '2.0' });
    expect(server.errors()).not.toContain('Hello.');
    await remove();
  });

  it.runIf(process.platform === 'linux')(
    'are messages while libraries log, and hosts with native code have none to log to',
    async () => {
      const { env, remove } = await temporaryHome();
      const noise = new URL('./__fixtures__/noise.mjs', import.meta.url).href;
      const server = spawnRaw({ ...env, NODE_OPTIONS: `--import=${noise}` });
      server.send(INITIALIZE);
      await server.answer(0);
      server.send({ jsonrpc: '2.0', method: 'notifications/initialized' });
      const call = (id: number, name: string, args: object) => {
        const answer = server.answer(id);
        server.send({ jsonrpc: '2.0', id, method: 'tools/call', params: { name, arguments: args } });
        return answer;
      };
      // Flite speaks, FFmpeg encodes and decodes, pocketsphinx listens: each in processes of its own.
      const spoken = await call(1, 'synthesize', { text: 'The quick brown fox.', filename: 'fox.mp3' });
      const { uri } = (spoken as { result: { structuredContent: { uri: string } } }).result.structuredContent;
      await call(2, 'transcribe', { uri, language: 'en' });
      const [, ...hosts] = await familyOf(server.child.pid ?? 0);
      expect(hosts.length).toBeGreaterThan(1);
      for (const host of hosts) {
        const places = await Promise.all([0, 1].map((fd) => readlink(`/proc/${host}/fd/${fd}`).catch(() => 'gone')));
        expect(places.every((place) => place === '/dev/null' || place === 'gone')).toBe(true);
      }
      server.child.stdin?.end();
      await server.ended();
      for (const line of server.output().trim().split('\n')) expect(JSON.parse(line)).toMatchObject({ jsonrpc: '2.0' });
      expect(server.errors()).toMatch(/noise: console\.log[\s\S]+noise: process\.stdout/);
      await remove();
    },
    120_000,
  );

  it('are the answer and nothing else for --version and --help', async () => {
    const version = spawnRaw({}, ['--version']);
    const help = spawnRaw({}, ['--help']);
    expect([await version.ended(), await help.ended()]).toMatchObject([{ code: 0 }, { code: 0 }]);
    const manifest = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8'));
    expect(version.output()).toBe(`${manifest.version}\n`);
    expect(help.output()).toContain('POTOO_MCP_OUTPUT');
  }, 120_000);

  it('are what a host is to be told for setup', async () => {
    const setup = spawnRaw({ HOME: '/home/ada' }, ['setup', 'cursor', '--voice', 'rms']);
    expect(await setup.ended()).toMatchObject({ code: 0 });
    expect(setup.output()).toMatch(/\.cursor[\s\S]+"--voice",\s+"rms"/);
    expect(await spawnRaw({}, ['setup', 'emacs']).ended()).toMatchObject({ code: 2 });
  });

  it('are none when the command line makes no sense', async () => {
    const server = spawnRaw({}, ['--nonsense']);
    expect(await server.ended()).toMatchObject({ code: 2 });
    expect(server.output()).toBe('');
    expect(server.errors()).toMatch(/nonsense[\s\S]+--help/);
  });
});
