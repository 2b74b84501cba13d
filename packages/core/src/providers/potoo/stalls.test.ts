import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { RequestTimeoutError, StreamIdleTimeoutError, StreamTruncatedError } from '../../errors/errors.ts';
import { collect, listen, rejection } from '../../transport/__fixtures__/loopback.ts';
import { encodeSpeechEvent } from '../../wire/speech-events.ts';
import { audio, DONE, START, speechText, writeHead } from './__fixtures__/speech-lines.ts';
import { potoo } from './potoo.ts';

const IDLE_MS = 150;

function writeFrames(response: ServerResponse, frames: number): void {
  writeHead(response);
  if (frames > 0) response.write(encodeSpeechEvent(START));
  for (let frame = 1; frame < frames; frame += 1) response.write(encodeSpeechEvent(audio()));
}

type Stall = (response: ServerResponse) => void;

const SILENT: Readonly<Record<string, Stall>> = {
  'says nothing more': () => {},
  'sends only empty lines': (response) => {
    const timer = setInterval(() => response.write('\n'), 20);
    response.on('close', () => clearInterval(timer));
  },
};
const CUT: Readonly<Record<string, Stall>> = {
  'resets the connection': (response) => void response.write(' ', () => response.socket?.resetAndDestroy()),
  'closes the connection': (response) => void response.write(' ', () => response.socket?.destroy()),
  'ends the answer': (response) => void response.end(),
};

describe('a server that stalls (C3)', () => {
  for (const [behaviour, stall] of Object.entries({ ...SILENT, ...CUT })) {
    it.each([0, 1, 5, 100])(`and ${behaviour} after %i frames is given up with a typed error`, async (frames) => {
      let closed: () => void = () => {};
      const socketClosed = new Promise<void>((resolve) => {
        closed = resolve;
      });
      const { url } = await listen((_, response) => {
        response.on('close', closed);
        writeFrames(response, frames);
        stall(response);
      });
      // A cut is told at once: on a busy machine it must not lose against the wait for more.
      const idleTimeoutMs = behaviour in SILENT ? IDLE_MS : 60_000;
      const voice = potoo({ baseUrl: url, idleTimeoutMs, maxRetries: 0 });
      const started = performance.now();
      const error = await rejection(collect(voice.streamSpeech({ text: 'hi' })));
      if (behaviour in SILENT) {
        expect(error).toBeInstanceOf(StreamIdleTimeoutError);
        expect(performance.now() - started).toBeGreaterThan(IDLE_MS - 5);
      } else {
        expect(error).toBeInstanceOf(StreamTruncatedError);
      }
      await socketClosed;
    });
  }

  it('and never answers at all is given up as idle', async () => {
    const { url } = await listen(() => {});
    const voice = potoo({ baseUrl: url, idleTimeoutMs: IDLE_MS, maxRetries: 0 });
    expect(await rejection(voice.synthesize({ text: 'hi' }))).toBeInstanceOf(StreamIdleTimeoutError);
  });

  it('is given up at the whole limit though it goes on sending', async () => {
    const { url } = await listen((_, response) => {
      writeFrames(response, 1);
      const timer = setInterval(() => response.write(encodeSpeechEvent(audio())), 20);
      response.on('close', () => clearInterval(timer));
    });
    const voice = potoo({ baseUrl: url, idleTimeoutMs: 700, timeoutMs: 900 });
    const error = await rejection(voice.synthesize({ text: 'hi' }));
    expect(error).toBeInstanceOf(RequestTimeoutError);
    expect(error).not.toBeInstanceOf(StreamIdleTimeoutError);
  });

  it('in the body of an error is given up as well', async () => {
    const { url } = await listen((_, response) => {
      response.writeHead(403, { 'content-type': 'application/json' });
      response.write('{"error":');
    });
    const voice = potoo({ baseUrl: url, idleTimeoutMs: IDLE_MS });
    expect(await rejection(voice.listVoices())).toBeInstanceOf(StreamIdleTimeoutError);
  });
});

describe('a reader that takes its time', () => {
  it('runs into neither limit', async () => {
    const { url } = await listen((_, response) => {
      writeHead(response);
      response.end(speechText(4));
    });
    const voice = potoo({ baseUrl: url, idleTimeoutMs: 60, timeoutMs: 200 });
    let events = 0;
    for await (const event of voice.streamSpeech({ text: 'hi' })) {
      await wait(100);
      events += 1;
      if (event.type === 'done') expect(event.details.usage).toEqual(DONE.type === 'done' && DONE.details.usage);
    }
    expect(events).toBe(6);
  });

  it('stops a server that makes more than it reads', async () => {
    let made = 0;
    const response = () => {
      const body = new ReadableStream<Uint8Array>(
        {
          pull(controller) {
            const event = made === 0 ? START : audio();
            made += 1;
            controller.enqueue(new TextEncoder().encode(encodeSpeechEvent(event)));
          },
        },
        { highWaterMark: 1 },
      );
      return new Response(body, { headers: { 'content-type': 'application/x-ndjson' } });
    };
    const voice = potoo({ fetch: async () => response() });
    const events = voice.streamSpeech({ text: 'hi' })[Symbol.asyncIterator]();
    for (let read = 0; read < 3; read += 1) await events.next();
    await wait(30);
    expect(made).toBeLessThanOrEqual(5);
    await events.return?.();
  });
});
