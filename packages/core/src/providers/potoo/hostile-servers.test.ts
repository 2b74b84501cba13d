import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { PotooError } from '../../errors/potoo-error.ts';
import { collect, listen, rejection } from '../../transport/__fixtures__/loopback.ts';
import { encodeSpeechEvent } from '../../wire/speech-events.ts';
import { audio, DONE, START, speechText, writeHead } from './__fixtures__/speech-lines.ts';
import { potoo } from './potoo.ts';

const SECRET = 'payload-of-the-caller';
const MEGABYTE = 1024 * 1024;

/** Writes for as long as the client listens. */
function writeForEver(response: ServerResponse, piece: string): void {
  const go = () => {
    while (!response.destroyed && response.write(piece));
    if (!response.destroyed) response.once('drain', go);
  };
  go();
}

function lines(...all: unknown[]): (response: ServerResponse) => void {
  return (response) => {
    writeHead(response);
    response.end(all.map((line) => (typeof line === 'string' ? line : `${JSON.stringify(line)}\n`)).join(''));
  };
}

const start = encodeSpeechEvent(START);
const done = encodeSpeechEvent(DONE);
const details = DONE.type === 'done' ? DONE.details : undefined;

const HOSTILE: Readonly<Record<string, (response: ServerResponse) => void>> = {
  'an endless line': (response) => {
    writeHead(response);
    writeForEver(response, SECRET.repeat(1000));
  },
  'endless audio': (response) => {
    writeHead(response);
    response.write(start);
    writeForEver(response, encodeSpeechEvent(audio(100_000)));
  },
  'a gzip bomb': (response) => {
    writeHead(response, { 'content-encoding': 'gzip' });
    response.end(gzipSync(Buffer.alloc(64 * MEGABYTE, 0x61)));
  },
  'a page': (response) => response.setHeader('content-type', 'text/html').end('<h1>Welcome</h1>'),
  'audio in place of events': (response) => response.setHeader('content-type', 'audio/mpeg').end(Buffer.alloc(1000)),
  'no type': (response) => response.end(speechText()),
  'an empty answer': lines(),
  'no JSON': lines(start, `{"type": ${SECRET}}\n`),
  'a string': lines(start, `"${SECRET}"\n`),
  'a list': lines([SECRET]),
  null: lines('null\n'),
  'deep JSON': lines(`${'['.repeat(100_000)}${']'.repeat(100_000)}\n`),
  'invalid UTF-8': (response) => {
    writeHead(response);
    response.end(Buffer.from([0x22, 0xc3, 0x28, 0x22, 0x0a]));
  },
  'no base64': lines(start, { type: 'audio', data: `*${SECRET}*` }),
  'audio before its start': lines(encodeSpeechEvent(audio()), start, done),
  'two starts': lines(start, start, done),
  'an end without a start': lines(done),
  'an unknown format': lines({ ...START, format: SECRET }),
  'a number as text': lines({ ...START, voice: 7 }),
  'a rate of infinity': lines(start.replace('8000', '1e999'), done),
  'details of another type': lines(start, { type: 'done', details: SECRET }),
  'words of another type': lines(start, { type: 'done', details: { ...details, words: [{ text: SECRET }] } }),
  'a status of its own': (response) => response.writeHead(299).end(),
  'an error that is no error': (response) => response.writeHead(500).end(SECRET),
  'an endless error': (response) => {
    response.writeHead(400);
    writeForEver(response, 'x'.repeat(10_000));
  },
  'an unknown error code': (response) => response.writeHead(418).end('{"error":{"code":"teapot","message":"no"}}'),
  'an error of wrong types': (response) => response.writeHead(400).end('{"error":{"code":7,"message":{},"hint":[]}}'),
  'an error line without an error': lines(start, { type: 'error' }),
  'a prototype': lines('{"__proto__":{"type":"done"},"constructor":1}\n'),
  'not modified': (response) => response.writeHead(304).end(),
};

describe('a server that is broken or hostile', () => {
  it.each(Object.keys(HOSTILE))('and sends %s gives a typed error without a payload', async (name) => {
    const { url } = await listen((_, response) => {
      response.on('error', () => {});
      HOSTILE[name]?.(response);
    });
    const voice = potoo({ baseUrl: url, maxRetries: 0, maxResponseBytes: 8 * MEGABYTE, timeoutMs: 10_000 });
    const error = await rejection(voice.synthesize({ text: 'hi' }));
    expect(PotooError.isInstance(error), String(error)).toBe(true);
    expect(`${String(error)} ${JSON.stringify(error)}`).not.toContain(SECRET);
  });

  it('and sends 200,000 events is read to the end', async () => {
    const { url } = await listen((_, response) => {
      writeHead(response);
      response.write(start);
      const batch = '{"type":"progress","progress":{"fraction":0.5}}\n'.repeat(10_000);
      for (let sent = 0; sent < 20; sent += 1) response.write(batch);
      response.end(done);
    });
    const events = await collect(potoo({ baseUrl: url }).streamSpeech({ text: 'hi' }));
    expect(events.length).toBe(200_002);
  });

  it('is believed when it knows events that this version does not', async () => {
    const { url } = await listen((_, response) =>
      lines(start, { type: 'phoneme', is: 'new' }, done, 'rubbish')(response),
    );
    const events = await collect(potoo({ baseUrl: url }).streamSpeech({ text: 'hi' }));
    expect(events.map(({ type }) => type)).toEqual(['start', 'done']);
  });
});

describe('what an answer tells', () => {
  it('about limits, credits and the request is in the result', async () => {
    const { url } = await listen((_, response) => {
      writeHead(response, {
        'x-request-id': 'req_7',
        'x-ratelimit-limit': '60',
        'x-ratelimit-remaining': '59',
        'x-ratelimit-reset': '1795262400',
        'x-credits-used': '2',
        'x-credits-remaining': '498',
      });
      response.end(speechText());
    });
    const { usage, response } = await potoo({ baseUrl: url }).synthesize({ text: 'hi' });
    expect(usage).toEqual({ characters: 2, creditsUsed: 2, creditsRemaining: 498 });
    const resetAt = new Date(1795262400_000);
    expect(response).toEqual({ requestId: 'req_7', rateLimit: { limit: 60, remaining: 59, resetAt } });
  });

  it('is in the error as well', async () => {
    const { url } = await listen((_, response) => {
      response.writeHead(429, {
        'retry-after': '7',
        'x-request-id': 'req_8',
        'x-ratelimit-limit': '60',
        'x-ratelimit-remaining': '0',
        'x-ratelimit-reset': '1795262400',
      });
      response.end('{"error":{"code":"rate_limited","message":"Too many requests.","hint":"Wait."}}');
    });
    const error = await rejection(potoo({ baseUrl: url, maxRetries: 0 }).listVoices());
    expect(error).toMatchObject({
      name: 'RateLimitedError',
      status: 429,
      hint: 'Wait.',
      requestId: 'req_8',
      retryAfterMs: 7000,
      retryable: true,
      rateLimit: { limit: 60, remaining: 0 },
    });
  });

  it('names fields as the caller does', async () => {
    const { url } = await listen((_, response) =>
      response.writeHead(400).end('{"error":{"code":"bad_request","message":"Too low.","param":"sample_rate"}}'),
    );
    const error = await rejection(potoo({ baseUrl: url }).synthesize({ text: 'hi', sampleRate: 9000 }));
    expect(error).toMatchObject({ name: 'BadRequestError', param: 'sampleRate' });
  });
});
