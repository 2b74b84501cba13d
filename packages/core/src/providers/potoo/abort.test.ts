import { getEventListeners } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { UnreachableError } from '../../errors/errors.ts';
import { collect, listen, rejection } from '../../transport/__fixtures__/loopback.ts';
import { encodeSpeechEvent } from '../../wire/speech-events.ts';
import { audio, START, speechText, writeHead } from './__fixtures__/speech-lines.ts';
import { potoo } from './potoo.ts';

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

/** Bytes that are still reachable. */
function heapInUse(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

async function endlessServer() {
  let open = 0;
  let seen = 0;
  const { url } = await listen((_, response) => {
    open += 1;
    seen += 1;
    response.on('close', () => {
      open -= 1;
    });
    writeHead(response);
    response.write(encodeSpeechEvent(START));
    const timer = setInterval(() => response.write(encodeSpeechEvent(audio())), 10);
    response.on('close', () => clearInterval(timer));
  });
  return { url, open: () => open, seen: () => seen };
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await wait(5);
}

describe('abort (C6)', () => {
  it('leaves no listener on a signal that 10,000 calls share, and no memory, whether read to the end or left early', async () => {
    const { url } = await listen((_, response) => {
      writeHead(response);
      response.end(speechText());
    });
    const voice = potoo({ baseUrl: url });
    const { signal } = new AbortController();
    const call = async (index: number) => {
      for await (const event of voice.streamSpeech({ text: 'hi' }, { signal })) {
        if (index % 2 === 0 && event.type === 'audio') break;
      }
    };
    const batches = async (count: number) => {
      for (let batch = 0; batch < count; batch += 1) {
        await Promise.all(Array.from({ length: 20 }, (_, index) => call(index)));
      }
    };
    await batches(100);
    const before = heapInUse();
    await batches(400);
    expect(getEventListeners(signal, 'abort').length).toBe(0);
    expect(heapInUse() - before).toBeLessThan(2_000_000);
  });

  it('rejects with the reason at any moment, and the server sees every connection close', async () => {
    const server = await endlessServer();
    const voice = potoo({ baseUrl: server.url });
    await Promise.all(
      Array.from({ length: 100 }, async (_, index) => {
        const controller = new AbortController();
        const reason = new Error(`no longer wanted ${index}`);
        setTimeout(() => controller.abort(reason), Math.random() * 100);
        expect(await rejection(voice.synthesize({ text: 'hi' }, { signal: controller.signal }))).toBe(reason);
        expect(getEventListeners(controller.signal, 'abort').length).toBe(0);
      }),
    );
    await until(() => server.open() === 0);
  });

  it('sends nothing once the signal has aborted', async () => {
    const server = await endlessServer();
    const voice = potoo({ baseUrl: server.url });
    const signal = AbortSignal.abort('gone');
    expect(await rejection(voice.synthesize({ text: 'hi' }, { signal }))).toBe('gone');
    expect(await rejection(collect(voice.streamSpeech({ text: 'hi' }, { signal })))).toBe('gone');
    expect(await rejection(voice.transcribe({ audio: new Uint8Array(8) }, { signal }))).toBe('gone');
    expect(await rejection(voice.convertAudio({ audio: new Uint8Array(8) }, { signal }))).toBe('gone');
    expect(await rejection(voice.capabilities({ signal }))).toBe('gone');
    expect(server.seen()).toBe(0);
  });

  it('stops the wait between retries', async () => {
    const { url } = await listen((_, response) => response.writeHead(503, { 'retry-after': '50' }).end());
    const voice = potoo({ baseUrl: url });
    const controller = new AbortController();
    setTimeout(() => controller.abort('enough'), 50);
    expect(await rejection(voice.listModels({}, { signal: controller.signal }))).toBe('enough');
    expect(getEventListeners(controller.signal, 'abort').length).toBe(0);
  });

  it('stops the wait for text that does not come, and a fetch that knows no signals', async () => {
    async function* silence(): AsyncGenerator<string> {
      yield 'Hello';
      await new Promise(() => {});
    }
    const controller = new AbortController();
    setTimeout(() => controller.abort('enough'), 30);
    const deaf = async () =>
      new Response(new ReadableStream(), { headers: { 'content-type': 'application/x-ndjson' } });
    const voice = potoo({ fetch: deaf });
    const { signal } = controller;
    expect(await rejection(collect(voice.streamSpeech({ text: silence() }, { signal })))).toBe('enough');
    const later = AbortSignal.timeout(30);
    expect(await rejection(voice.synthesize({ text: 'hi' }, { signal: later }))).toBe(later.reason);
  });

  it('happens to every call when the client closes, and later calls are refused', async () => {
    const server = await endlessServer();
    const voice = potoo({ baseUrl: server.url });
    const calls = Array.from({ length: 5 }, () => rejection(voice.synthesize({ text: 'hi' })));
    await until(() => server.open() === 5);
    await voice.close();
    await voice.close();
    for (const error of await Promise.all(calls)) expect(error).toMatchObject({ reason: 'closed', retryable: false });
    expect(await rejection(voice.capabilities())).toBeInstanceOf(UnreachableError);
    await until(() => server.open() === 0);
  });
});
