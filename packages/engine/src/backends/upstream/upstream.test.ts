import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { type AddressInfo, connect, createServer as createTcpServer, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createEngine, type Engine } from '../../engine.ts';
import { startServerProcess } from '../../server/__fixtures__/server-process.ts';
import { createServer } from '../../server/create-server.ts';
import { medianPitch } from '../../testing/median-pitch.ts';
import { espeak } from '../espeak/espeak.ts';
import { flite } from '../flite/flite.ts';
import { readWav } from '../flite/read-wav.ts';
import { pocketsphinx } from '../pocketsphinx/pocketsphinx.ts';
import { upstream } from './upstream.ts';
import type { UpstreamOptions } from './upstream-options.ts';

const TEXT = 'The quick brown fox jumps over the lazy dog. It was not seen again.';
const listens = (await pocketsphinx.check()).available;

/** What a test opened, closed with it. */
const opened: Array<() => Promise<unknown>> = [];
afterAll(async () => {
  for (const close of opened.reverse()) await close();
});

type EngineParts = Parameters<typeof createEngine>[0];

function engineWith(options: EngineParts): Engine {
  const engine = createEngine({ hosts: 1, modelsFolder: '/nonexistent', ...options });
  opened.push(() => engine.close());
  return engine;
}

/** A way to a server that can be cut off, as if its machine had died. */
async function lineTo(url: string): Promise<{ url: string; requests(): number; cut(): void }> {
  const sockets = new Set<Socket>();
  let seen = 0;
  const line = createTcpServer((socket) => {
    const far = connect(Number(new URL(url).port), '127.0.0.1');
    for (const one of [socket, far]) {
      sockets.add(one);
      one.on('error', () => {});
    }
    socket.on('data', (chunk) => {
      if (chunk.toString('latin1').startsWith('POST /v1/tts/')) seen += 1;
    });
    socket.pipe(far).pipe(socket);
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => line.once('listening', resolve));
  const cut = () => {
    line.close();
    for (const socket of sockets) socket.destroy();
  };
  opened.push(async () => cut());
  return { url: `http://127.0.0.1:${(line.address() as AddressInfo).port}`, requests: () => seen, cut };
}

/** A server of a few lines, for what a sound one would not do. */
async function serveRaw(answer: RequestListener): Promise<string> {
  const server = createHttpServer(answer).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  opened.push(async () => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** The lists of a server that has one voice, and what it does when it is to speak. */
function oneVoice(speak: RequestListener): RequestListener {
  const json = { 'content-type': 'application/json' };
  return (request, response) => {
    if (request.url === '/v1/models') response.writeHead(200, json).end('{"data":[{"id":"cosy"}]}');
    else if (request.url === '/v1/audio/voices') response.writeHead(200, json).end('{"voices":["claire"]}');
    else speak(request, response);
  };
}

async function freePort(): Promise<number> {
  const server = createHttpServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

describe('an upstream', () => {
  let there: Engine;
  let url: string;

  beforeAll(async () => {
    there = engineWith({ backends: [flite] });
    // In a process of its own, as every process knows itself again.
    const server = await startServerProcess();
    opened.push(() => server.close());
    url = server.url;
  }, 60_000);

  const lab = (more: Partial<UpstreamOptions> = {}): UpstreamOptions => ({
    name: 'lab',
    dialect: 'potoo',
    url,
    retries: 0,
    ...more,
  });

  test('that never answers holds up nobody who closes', async () => {
    const asked = Promise.withResolvers<void>();
    const silent = upstream(lab({ url: await serveRaw(() => asked.resolve()) }));
    silent.remote?.stamp();
    await asked.promise;
    await silent.remote?.close();
    // Its look would have ended after ten seconds, as a failure.
  }, 8_000);

  test('brings its voices and models, and speaks, with the times of words', async () => {
    const here = engineWith({ backends: [espeak], upstreams: [lab()] });
    const voices = await here.listVoices({ model: 'flite' });
    expect(voices.map(({ id }) => id)).toContain('slt');
    expect((await here.listModels({ state: 'installed' })).map(({ id }) => id)).toEqual(
      expect.arrayContaining(['espeak', 'flite', 'wiener-stems']),
    );
    const spoken = await here.synthesize({ text: TEXT, voice: 'slt', format: 'wav', words: true });
    const own = await there.synthesize({ text: TEXT, voice: 'slt', format: 'wav', words: true });
    expect(spoken).toMatchObject({ model: 'flite', voice: 'slt', warnings: [] });
    expect(spoken.duration).toBeCloseTo(own.duration, 1);
    expect(spoken.words.map(({ text }) => text)).toEqual(own.words.map(({ text }) => text));
    for (const [index, { start }] of spoken.words.entries())
      expect(start).toBeCloseTo(own.words[index]?.start ?? -1, 1);
    const { samples, sampleRate } = readWav(spoken.audio.bytes());
    expect(medianPitch(samples, sampleRate)).toBeGreaterThan(140);
  });

  test.each(['ttsai', 'openai', 'outeai'] as const)('is asked over the interface of %s', async (dialect) => {
    const here = engineWith({ backends: [], upstreams: [lab({ dialect })] });
    const voice = dialect === 'outeai' ? 'EN-FEMALE-1-NEUTRAL' : 'slt';
    const spoken = await here.synthesize({ text: 'Hello there.', voice, format: 'wav' });
    expect(spoken.duration).toBeGreaterThan(0.4);
    expect(spoken.audio.bytes().length).toBeGreaterThan(10_000);
  });

  test.skipIf(!listens)('listens, stretch by stretch', async () => {
    const here = engineWith({ backends: [flite], upstreams: [lab()] });
    const { audio } = await here.synthesize({ text: 'Good morning everybody.', voice: 'slt', format: 'wav' });
    const heard = await here.transcribe({ audio: audio.bytes(), model: 'pocketsphinx', words: true });
    expect(heard.text.toLowerCase()).toContain('morning');
    expect(heard).toMatchObject({ model: 'pocketsphinx', warnings: [] });
    expect(heard.segments.flatMap(({ words }) => words).length).toBeGreaterThan(1);
  });

  test('is handed whole recordings, also as streams', async () => {
    const here = engineWith({ backends: [flite], upstreams: [lab()] });
    const { audio } = await here.synthesize({ text: TEXT, voice: 'slt', format: 'wav' });
    const stream = new Blob([audio.bytes()]).stream();
    const { stems } = await here.separate({ audio: stream, stems: 2, format: 'wav' });
    expect(stems.map(({ name }) => name)).toHaveLength(2);
    for (const stem of stems) expect(stem.audio.duration).toBeCloseTo(audio.duration, 1);
    const { content } = await here.analyze({ audio: audio.bytes() });
    expect(content).toBe('speech');
    const changed = await here.convertVoice({ audio: audio.bytes(), targetVoice: 'rms', format: 'wav' });
    const { samples, sampleRate } = readWav(changed.audio.bytes());
    expect(medianPitch(samples, sampleRate)).toBeLessThan(140);
  }, 60_000);

  test('has models under our own names, and no others', async () => {
    const here = engineWith({ backends: [flite], upstreams: [lab({ models: { cosyvoice2: 'flite' } })] });
    const listed = await here.listModels({ type: 'tts', state: 'installed' });
    expect(listed.map(({ id }) => id)).toEqual(['flite', 'cosyvoice2']);
    const { model, warnings } = await here.synthesize({
      text: 'Hello.',
      model: 'CosyVoice',
      voice: 'rms',
      format: 'wav',
    });
    expect({ model, warnings }).toEqual({ model: 'cosyvoice2', warnings: [] });
  });

  test('that is killed is stood in for: by the next that has the voice, then by the nearest here, or not at all', async () => {
    const first = await lineTo(url);
    const second = await lineTo(url);
    const order = [
      { name: 'first', dialect: 'potoo', url: first.url, retries: 0 },
      { name: 'second', dialect: 'potoo', url: second.url, retries: 0 },
    ] as const;
    const here = engineWith({ backends: [espeak], upstreams: order });
    const strict = engineWith({ backends: [espeak], upstreams: order, strict: true });
    const ask = (engine: Engine) => engine.synthesize({ text: TEXT, voice: 'slt', format: 'wav' });
    expect(await ask(strict)).toMatchObject({ voice: 'slt', warnings: [] });
    expect(await ask(here)).toMatchObject({ voice: 'slt', warnings: [] });
    first.cut();
    expect(await ask(here)).toMatchObject({ voice: 'slt', warnings: [] });
    second.cut();
    const substituted = await ask(here);
    expect(substituted).toMatchObject({ model: 'espeak', warnings: [{ type: 'fallback', subject: 'voice' }] });
    await expect(ask(strict)).rejects.toMatchObject({ reason: 'upstream_unavailable', status: 502 });
    const states = (await here.backends()).map(({ backend, availability }) => [backend.id, availability.available]);
    expect(states).toEqual([
      ['espeak', true],
      ['first', false],
      ['second', false],
    ]);
  });

  test('goes before this machine where the order says so', async () => {
    const line = await lineTo(url);
    const order = [lab({ url: line.url }), 'here'] as const;
    const here = engineWith({ backends: [flite], upstreams: order });
    await here.synthesize({ text: 'Hello.', voice: 'slt', format: 'wav' });
    expect(line.requests()).toBe(1);
    const last = engineWith({ backends: [flite], upstreams: order.toReversed() });
    await last.synthesize({ text: 'Hello.', voice: 'slt', format: 'wav' });
    expect(line.requests()).toBe(1);
  });

  test('that only waits is given up in time, and holds nobody up who does not need it', async () => {
    const silent = await serveRaw(() => {});
    const here = engineWith({ backends: [flite], upstreams: [lab({ url: silent })] });
    expect(await here.synthesize({ text: 'Hello.', voice: 'slt', format: 'wav' })).toMatchObject({ model: 'flite' });
    const slow = await serveRaw(oneVoice(() => {}));
    const late = engineWith({ backends: [flite], upstreams: [lab({ url: slow, dialect: 'openai', timeoutMs: 300 })] });
    const { warnings } = await late.synthesize({ text: 'Hello.', voice: 'claire', format: 'wav' });
    expect(warnings).toMatchObject([{ type: 'fallback' }]);
  });

  test.each<[string, RequestListener]>([
    ['fails', (_, response) => response.writeHead(500).end('no')],
    ['refuses our key', (_, response) => response.writeHead(401).end('{"error":{"message":"sk-secret"}}')],
    ['answers with nonsense', (_, response) => response.end('nonsense')],
    [
      'breaks off',
      (_, response) => response.writeHead(200, { 'content-length': '9999' }).write('RIFF', () => response.destroy()),
    ],
  ])('that %s is an error of ours, not of the caller', async (_, speak) => {
    const broken = await serveRaw(oneVoice(speak));
    const upstreams = [lab({ url: broken, dialect: 'openai', apiKey: 'sk-hidden-key' })];
    const here = engineWith({ backends: [flite], upstreams, strict: true });
    const error = await here.synthesize({ text: 'Hello.', voice: 'claire', format: 'wav' }).catch((thrown) => thrown);
    expect(error.status).toBeGreaterThanOrEqual(400);
    expect([400, 502]).toContain(error.status);
    expect(`${error.message} ${JSON.stringify(error)}`).not.toMatch(/sk-/);
    // And the next request finds a voice of this machine all the same.
    expect((await here.synthesize({ text: 'Hello.', voice: 'slt', format: 'wav' })).warnings).toEqual([]);
  });

  test('is never asked in a circle', async () => {
    const [one, two] = [await freePort(), await freePort()];
    let seen = 0;
    const count = () => {
      seen += 1;
    };
    const circle = async (port: number, next: number) => {
      const order = [lab({ url: `http://127.0.0.1:${next}` }), 'here'] as const;
      const engine = engineWith({ backends: [flite], upstreams: order });
      await createServer(engine, { ui: false, onResponse: count })
        .listen({ port })
        .then((running) => opened.push(() => running.close()));
      return engine;
    };
    const first = await circle(one, two);
    await circle(two, one);
    const own = await freePort();
    const self = await circle(own, own);
    for (const engine of [first, self]) {
      await engine.listVoices();
      const { warnings, model } = await engine.synthesize({ text: 'Hello.', voice: 'slt', format: 'wav' });
      expect({ warnings, model }).toEqual({ warnings: [], model: 'flite' });
    }
    expect(seen).toBeLessThan(40);
  });

  test('gets its own key and no other, and sends nobody elsewhere', async () => {
    const keys = new Set<string | undefined>();
    let canary = 0;
    const inside = await serveRaw((_, response) => {
      canary += 1;
      response.end();
    });
    const foreign = await serveRaw((request, response) => {
      keys.add(request.headers.authorization);
      const json = { 'content-type': 'application/json' };
      if (request.url?.startsWith('/v1/models')) response.writeHead(200, json).end('{"models":[]}');
      else if (request.url?.startsWith('/v1/voices')) {
        response
          .writeHead(200, json)
          .end('{"voices":[{"id":"claire","name":"Claire","model":"kokoro","language":"en"}]}');
      } else
        response
          .writeHead(200, json)
          .end(JSON.stringify({ audio_url: `${inside}/secret.wav`, result_url: `${inside}/r` }));
    });
    process.env['TTS_AI_API_KEY'] = 'sk-tts-of-another-service';
    try {
      const here = engineWith({
        backends: [flite],
        upstreams: [lab({ url: foreign, dialect: 'ttsai' })],
        strict: true,
      });
      const spoken = here.synthesize({ text: 'Hello.', voice: 'claire', format: 'wav' });
      await expect(spoken).rejects.toMatchObject({ status: 502 });
    } finally {
      delete process.env['TTS_AI_API_KEY'];
    }
    expect([...keys]).toEqual([undefined]);
    expect(canary).toBe(0);
  });
});
