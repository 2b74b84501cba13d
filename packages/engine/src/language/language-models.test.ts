import { PotooError } from '@potoo/core/errors';
import { afterEach, describe, expect, it } from 'vitest';
import {
  type Answer,
  type LanguageServer,
  REPLY_END,
  replyEvent,
  startLanguageServer,
  startReply,
} from '../testing/language-server.ts';
import { createLanguageModels } from './create-language-models.ts';
import { type LanguageModelOptions, resolveLanguageModelOptions } from './language-options.ts';

const NOBODY = 'http://127.0.0.1:9/v1';
const open: LanguageServer[] = [];

afterEach(async () => {
  for (const server of open.splice(0)) await server[Symbol.asyncDispose]();
});

async function serve(answer?: Answer): Promise<LanguageServer> {
  const server = await startLanguageServer(answer);
  open.push(server);
  return server;
}

function models(baseUrl: string | undefined, options: LanguageModelOptions = {}) {
  return createLanguageModels(resolveLanguageModelOptions({ baseUrl, ...options }, {}));
}

async function write(
  baseUrl: string | undefined,
  options: LanguageModelOptions = {},
  signal = new AbortController().signal,
) {
  const messages = [{ role: 'user', content: 'Hello?' }] as const;
  const pieces: string[] = [];
  for await (const piece of models(baseUrl, options).write({ model: 'auto', system: 'Be brief.', messages }, signal)) {
    pieces.push(piece);
  }
  return pieces.join('');
}

async function failure(work: Promise<unknown>): Promise<PotooError> {
  const error = await work.then(
    () => expect.fail('it did not fail'),
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(PotooError);
  const known = error as PotooError;
  expect(known.hint).toBeTruthy();
  return known;
}

describe('writing', () => {
  it('sends the protocol of chat completions and gives the reply', async () => {
    const server = await serve(() => 'Hello to you.');
    expect(await write(server.baseUrl, { model: 'small', apiKey: 'secret' })).toBe('Hello to you.');
    const [call] = server.calls;
    expect(call?.request).toMatchObject({
      model: 'small',
      stream: true,
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'Hello?' },
      ],
    });
    expect(call?.headers.authorization).toBe('Bearer secret');
  });

  it('takes the first model that the server lists and that writes', async () => {
    const server = await serve();
    await write(server.baseUrl);
    expect(server.calls[0]?.request.model).toBe('test-model');
  });

  it('reads events however they are cut into packets', async () => {
    const text = 'Grüße, 世界 👋 — one two three.';
    const server = await serve(async ({ response }) => {
      startReply(response);
      const bytes = Buffer.from(`: comment\n\n${[...text].map((letter) => replyEvent(letter)).join('')}${REPLY_END}`);
      for (let at = 0; at < bytes.length; at += 37) {
        response.write(bytes.subarray(at, at + 37));
        await new Promise((resolve) => setImmediate(resolve));
      }
      response.end();
      return undefined;
    });
    expect(await write(server.baseUrl)).toBe(text);
  });

  it('leaves out what a reasoning model thinks', async () => {
    const server = await serve(() => ['<thi', 'nk>They greet', ' me.</think>', 'Good ', 'day.']);
    expect((await write(server.baseUrl)).trim()).toBe('Good day.');
  });

  it('ends the request when the reader leaves, and when the signal aborts', async () => {
    const server = await serve(({ response }) => {
      startReply(response);
      response.write(replyEvent('One. '));
      return undefined;
    });
    const messages = [{ role: 'user', content: 'Hello?' }] as const;
    const prompt = { model: 'auto', system: '', messages };
    for await (const _ of models(server.baseUrl).write(prompt, new AbortController().signal)) break;
    await server.calls[0]?.abandoned;

    const stop = new AbortController();
    const reason = new Error('enough');
    const reading = (async () => {
      for await (const _ of models(server.baseUrl).write(prompt, stop.signal)) stop.abort(reason);
    })();
    await expect(reading).rejects.toBe(reason);
    await server.calls[1]?.abandoned;
  });
});

describe('an endpoint that does not answer well', () => {
  it('is absent: the error says how to get one', async () => {
    const error = await failure(write(NOBODY, { model: 'm' }));
    expect(error).toMatchObject({ code: 'unreachable', reason: 'language_model_unreachable' });
    expect(error.hint).toContain('ollama');
    expect(await failure(write(NOBODY))).toMatchObject({ reason: 'language_model_unreachable' });
  });

  it('is absent, and none was asked for: the feature is missing', async () => {
    const options = { ...resolveLanguageModelOptions({ baseUrl: NOBODY, model: 'm' }, {}), isConfigured: false };
    const language = createLanguageModels(options);
    expect(await language.available()).toBe(false);
    const prompt = { model: 'auto', system: '', messages: [{ role: 'user', content: 'Hello?' }] } as const;
    const asked = Array.fromAsync(language.write(prompt, new AbortController().signal));
    expect(await failure(asked)).toMatchObject({ code: 'unsupported', reason: 'dependency_missing' });
  });

  const answers: ReadonlyArray<readonly [string, Answer, object]> = [
    ['401', refuse(401), { code: 'unreachable', reason: 'language_model_refused_key', retryable: false }],
    ['404', refuse(404), { code: 'not_found', reason: 'model_not_found' }],
    [
      '429',
      refuse(429, { 'retry-after': '7' }),
      { code: 'model_loading', reason: 'language_model_busy', retryAfterMs: 7_000 },
    ],
    ['500', refuse(500), { code: 'unreachable', reason: 'language_model_failed', retryable: true }],
    ['400', refuse(400), { code: 'unreachable', reason: 'language_model_failed', retryable: false }],
    ['garbage', stream('data: {nonsense\n\ndata: [1,2\n\n'), { reason: 'invalid_response' }],
    ['JSON of another kind', stream('data: {"hello":1}\n\n'), { reason: 'invalid_response' }],
    ['a web page', page, { reason: 'invalid_response' }],
    ['nothing', stream(''), { reason: 'invalid_response' }],
    ['a reply that breaks off', stream(replyEvent('Half a')), { reason: 'stream_truncated' }],
    ['a reply and then garbage', stream(`${replyEvent('Half a')}data: {{{\n\n`), { reason: 'stream_truncated' }],
    ['a connection that breaks', breaks, { reason: 'stream_truncated' }],
    ['an error within the stream', stream('data: {"error":{"message":"out of memory"}}\n\n'), {}],
    ['a redirect to nowhere', refuse(302, { location: 'http://127.0.0.1:9/' }), {}],
  ];
  it.each(answers)('answers with %s', async (_, answer, expected) => {
    const server = await serve(answer);
    expect(await failure(write(server.baseUrl, { model: 'm' }))).toMatchObject(expected);
  });

  it.each([
    ['no head', () => undefined],
    [
      'no word',
      ({ response }) => {
        startReply(response);
        return undefined;
      },
    ],
  ] satisfies ReadonlyArray<readonly [string, Answer]>)('is slow: %s comes', async (_, answer) => {
    const server = await serve(answer);
    const error = await failure(write(server.baseUrl, { model: 'm', firstWordTimeoutMs: 50 }));
    expect(error).toMatchObject({ code: 'timeout', reason: 'language_model_timeout' });
    await server.calls[0]?.abandoned;
  });

  it('stalls within a reply, though it keeps the connection alive', async () => {
    const server = await serve(({ response }) => {
      startReply(response);
      response.write(replyEvent('One. '));
      const beat = setInterval(() => response.write(': still here\n\n'), 10);
      response.once('close', () => clearInterval(beat));
      return undefined;
    });
    const error = await failure(write(server.baseUrl, { model: 'm', idleTimeoutMs: 80 }));
    expect(error).toMatchObject({ code: 'timeout', reason: 'language_model_timeout' });
  });

  it('resets the connection before its first byte: it is asked once more', async () => {
    const server = await serve(({ response }) => {
      if (server.calls.length > 1) return 'Hello to you.';
      response.destroy();
      return undefined;
    });
    expect(await write(server.baseUrl, { model: 'm' })).toBe('Hello to you.');
    expect(server.calls).toHaveLength(2);
  });

  it('resets every connection: it is asked twice and no more', async () => {
    const server = await serve(({ response }) => {
      response.destroy();
      return undefined;
    });
    const error = await failure(write(server.baseUrl, { model: 'm' }));
    expect(error).toMatchObject({ code: 'unreachable', reason: 'language_model_unreachable' });
    expect(server.calls).toHaveLength(2);
  });

  it('has a list of models that is none', async () => {
    const server = await serve();
    server.models = [];
    expect(await failure(write(server.baseUrl))).toMatchObject({ code: 'not_found', reason: 'model_not_found' });
  });

  it('never tells the key or the path of the address', async () => {
    const server = await serve(refuse(500));
    const error = await failure(write(`${server.baseUrl}?token=hidden`, { model: 'm', apiKey: 'sk-hidden' }));
    expect(JSON.stringify(error)).not.toContain('hidden');
  });
});

describe('options', () => {
  it('come from the environment, and are Ollama without any', () => {
    expect(resolveLanguageModelOptions({}, {})).toMatchObject({
      baseUrl: 'http://127.0.0.1:11434/v1',
      isConfigured: false,
    });
    const env = { POTOO_LLM_BASE_URL: 'https://llm.example/v1/', POTOO_LLM_MODEL: 'm', POTOO_LLM_API_KEY: 'k' };
    const expected = { baseUrl: 'https://llm.example/v1', isConfigured: true, model: 'm', apiKey: 'k' };
    expect(resolveLanguageModelOptions({}, env)).toMatchObject(expected);
    expect(resolveLanguageModelOptions({ model: 'other' }, env)).toMatchObject({ model: 'other' });
  });

  it.each(['ollama', 'ftp://x/v1', 'http://me:secret@x/v1'])('refuse the address %s', (baseUrl) => {
    expect(() => resolveLanguageModelOptions({ baseUrl }, {})).toThrow(/address of the language model/);
  });
});

function refuse(status: number, headers: Record<string, string> = {}): Answer {
  return ({ response }) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end('{"error":{"message":"no"}}');
    return undefined;
  };
}

function stream(body: string): Answer {
  return ({ response }) => {
    startReply(response);
    response.end(body);
    return undefined;
  };
}

function page({ response }: Parameters<Answer>[0]): undefined {
  response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Welcome</html>');
}

function breaks({ response }: Parameters<Answer>[0]): undefined {
  startReply(response);
  response.write(replyEvent('Half a'), () => response.destroy());
}
