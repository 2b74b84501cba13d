import type { TurnEvent } from '@potoo/core';
import { PotooError } from '@potoo/core/errors';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEngine, type Engine } from '../engine.ts';
import { sized } from '../testing/full-size.ts';
import {
  type Answer,
  type LanguageServer,
  REPLY_END,
  replyEvent,
  startLanguageServer,
  startReply,
} from '../testing/language-server.ts';

let server: LanguageServer;
let engine: Engine;

beforeAll(async () => {
  server = await startLanguageServer();
  engine = createEngine({ languageModel: { baseUrl: server.baseUrl, model: 'test-model' } });
});
afterAll(async () => {
  await engine.close();
  await server[Symbol.asyncDispose]();
});

const WAV = { format: 'wav' } as const;

/** Answers `Reply to: …` with what was said last. */
const echo: Answer = ({ request }) => `Reply to: ${request.messages.at(-1)?.content}`;

function messagesOf(call: number): string[] {
  return (server.calls.at(call)?.request.messages ?? []).slice(1).map(({ role, content }) => `${role}: ${content}`);
}

async function rejection(work: Promise<unknown>): Promise<PotooError> {
  const error = await work.then(
    () => expect.fail('it did not fail'),
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(PotooError);
  return error as PotooError;
}

describe('a conversation', () => {
  it('answers in text and audio, with words that lie in the text', async () => {
    server.answer = () => 'The capital of France is Paris. It lies on the Seine.';
    const turn = await engine.converse({ ...WAV, text: 'What is the capital of France?' });
    expect(turn).toMatchObject({
      userText: 'What is the capital of France?',
      replyText: 'The capital of France is Paris. It lies on the Seine.',
    });
    expect(turn.conversationId).toMatch(/^conv_[0-9a-f]{32}$/);
    expect(turn.words.map(({ charStart, charEnd }) => turn.replyText.slice(charStart, charEnd)).join(' ')).toBe(
      'The capital of France is Paris It lies on the Seine',
    );
    expect(turn.duration).toBeGreaterThan(2);
    expect(turn.audio.duration).toBeCloseTo(turn.duration, 1);
    const heard = await engine.transcribe({ audio: turn.audio.bytes() });
    expect(heard.text.toLowerCase()).toContain('capital of france');
  });

  it('understands a recording', async () => {
    server.answer = () => 'I see.';
    const { audio } = await engine.synthesize({ ...WAV, text: 'The weather is very good today.' });
    const turn = await engine.converse({ ...WAV, audio: audio.bytes() });
    expect(turn.userText.toLowerCase()).toContain('weather');
    expect(messagesOf(-1)).toEqual([`user: ${turn.userText}`]);
  });

  it('goes on with its history and its system prompt, until another one is given', async () => {
    server.answer = echo;
    const first = await engine.converse({ ...WAV, text: 'One.', systemPrompt: 'You are a pirate.' });
    const { conversationId } = first;
    await engine.converse({ ...WAV, text: 'Two.', conversationId });
    expect(messagesOf(-1)).toEqual(['user: One.', 'assistant: Reply to: One.', 'user: Two.']);
    expect(server.calls.at(-1)?.request.messages[0]?.content).toMatch(/^You are a pirate\./);
    await engine.converse({ ...WAV, text: 'Three.', conversationId, systemPrompt: 'You are a monk.' });
    expect(server.calls.at(-1)?.request.messages[0]?.content).toMatch(/^You are a monk\./);

    const history = await engine.getConversation(conversationId);
    expect(history).toMatchObject({ id: conversationId, turnCount: 3, systemPrompt: 'You are a monk.' });
    expect(history.turns.map(({ userText, replyText, interrupted }) => ({ userText, replyText, interrupted }))).toEqual(
      ['One.', 'Two.', 'Three.'].map((text) => ({
        userText: text,
        replyText: `Reply to: ${text}`,
        interrupted: false,
      })),
    );
    expect(history.expiresAt.getTime()).toBeGreaterThan(Date.now());
  });

  it('is listed, latest first, and forgotten', async () => {
    server.answer = () => 'Yes.';
    const ids: string[] = [];
    for (const text of ['A', 'B', 'C']) ids.unshift((await engine.converse({ ...WAV, text })).conversationId);
    expect((await engine.listConversations({ limit: 3 })).map(({ id }) => id)).toEqual(ids);
    expect((await engine.listConversations({ limit: 1, before: ids[0] ?? '' })).map(({ id }) => id)).toEqual([ids[1]]);
    const [id = ''] = ids;
    await engine.deleteConversation(id);
    for (const gone of [
      engine.getConversation(id),
      engine.deleteConversation(id),
      engine.converse({ text: 'D', conversationId: id }),
    ]) {
      expect(await rejection(gone)).toMatchObject({ code: 'not_found', reason: 'conversation_not_found' });
    }
  });

  it('takes its turns one after the other', async () => {
    server.answer = echo;
    const { conversationId } = await engine.converse({ ...WAV, text: 'Zero.' });
    const texts = ['One.', 'Two.', 'Three.', 'Four.'];
    await Promise.all(texts.map((text) => engine.converse({ ...WAV, text, conversationId })));
    const { turns } = await engine.getConversation(conversationId);
    expect(turns.map(({ userText }) => userText)).toEqual(['Zero.', ...texts]);
    expect(messagesOf(-1)).toHaveLength(9);
  });

  it('keeps those of many callers apart', { timeout: 600_000 }, async () => {
    server.answer = echo;
    const texts = ['one', 'two', 'three', 'four', 'five'].slice(0, sized(2, 5));
    const talk = async (name: string) => {
      let conversationId: string | undefined;
      for (const text of texts) {
        const turn = { ...WAV, text: `${name} ${text}`, ...(conversationId !== undefined && { conversationId }) };
        ({ conversationId } = await engine.converse(turn));
      }
      const { turns } = await engine.getConversation(conversationId ?? '');
      expect(turns.map(({ replyText }) => replyText)).toEqual(texts.map((text) => `Reply to: ${name} ${text}`));
    };
    await Promise.all(Array.from({ length: sized(20, 200) }, (_, index) => talk(`Number ${index}`)));
  });

  it('speaks Markdown without its signs, and keeps it as it was written', async () => {
    const reply = '# Paris\n\nIt is **the capital** of `France`. See [the map](https://example.org/paris).';
    server.answer = () => reply;
    const turn = await engine.converse({ ...WAV, text: 'Where is Paris?' });
    expect(turn.replyText).toBe(reply);
    const spoken = turn.words.map(({ charStart, charEnd }) => turn.replyText.slice(charStart, charEnd)).join(' ');
    expect(spoken.replaceAll(/[^\p{L}\s]/gu, '')).toBe('Paris It is the capital of France See the map');
  });
});

describe('a turn as a stream', () => {
  it('sounds before the reply is complete', async () => {
    let finish = () => {};
    server.answer = async ({ response }) => {
      startReply(response);
      response.write(replyEvent('This is the first sentence. '));
      response.write(replyEvent('And this '));
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
      response.end(replyEvent('is the second.') + REPLY_END);
      return undefined;
    };
    const events: TurnEvent[] = [];
    for await (const event of engine.streamTurn({ ...WAV, text: 'Talk.' })) {
      events.push(event);
      if (event.type === 'audio' && event.data.length > 4_000) finish();
    }
    const types = events.map(({ type }) => type);
    expect(types[0]).toBe('user-text');
    expect(types.at(-1)).toBe('done');
    expect(types.indexOf('start')).toBeLessThan(types.indexOf('audio'));
    expect(types.indexOf('reply-text')).toBeLessThan(types.indexOf('audio'));
    const text = events.flatMap((event) => (event.type === 'reply-text' ? [event.text] : [])).join('');
    expect(text).toBe('This is the first sentence. And this is the second.');
    const done = events.at(-1);
    expect(done?.type === 'done' && done.details.replyText).toBe(text);
    expect(types.filter((type) => type === 'word')).toHaveLength(10);
  });

  it('stops the language model when it is interrupted, and keeps what can have been heard', async () => {
    server.answer = ({ response }) => {
      startReply(response);
      response.write(replyEvent('This sentence is spoken. This is never to be heard, '));
      return undefined;
    };
    const stop = new AbortController();
    let conversationId = '';
    const reading = (async () => {
      for await (const event of engine.streamTurn({ ...WAV, text: 'Talk.' }, { signal: stop.signal })) {
        if (event.type === 'user-text') conversationId = event.conversationId;
        // The reader takes the sound and listens to a part of it.
        if (event.type === 'audio' && event.data.length > 4_000)
          setTimeout(() => stop.abort(new Error('barge-in')), 500);
      }
    })();
    await expect(reading).rejects.toThrow('barge-in');
    await server.calls.at(-1)?.abandoned;
    const { turns } = await engine.getConversation(conversationId);
    expect(turns).toHaveLength(1);
    expect(turns[0]?.interrupted).toBe(true);
    expect('This sentence is spoken.').toContain(turns[0]?.replyText);
    expect(turns[0]?.replyText).toMatch(/^This/);
  });

  it('can be interrupted before there is any sound, and goes on', async () => {
    server.answer = ({ response }) => {
      startReply(response);
      return undefined;
    };
    let conversationId = '';
    for await (const event of engine.streamTurn({ ...WAV, text: 'Hello?' })) {
      if (event.type !== 'user-text') continue;
      ({ conversationId } = event);
      break;
    }
    server.answer = echo;
    await engine.converse({ ...WAV, text: 'Are you there?', conversationId });
    expect(messagesOf(-1)).toEqual(['user: Hello?\nAre you there?']);
  });

  it('is cut down to what was heard of it', async () => {
    server.answer = () => 'One two three four. Five six seven eight.';
    const { conversationId, turnId = '', words } = await engine.converse({ ...WAV, text: 'Count.' });
    const whole = await engine.truncateTurn({ conversationId, turnId, heard: 99 });
    expect(whole).toMatchObject({ interrupted: false, replyText: 'One two three four. Five six seven eight.' });
    const four = words[3]?.end ?? 0;
    const cut = await engine.truncateTurn({ conversationId, turnId, heard: four });
    expect(cut).toMatchObject({ interrupted: true, replyText: 'One two three four.' });
    const again = await engine.truncateTurn({ conversationId, turnId, heard: (words[1]?.end ?? 0) + 0.02 });
    expect(again.replyText).toBe('One two');
    server.answer = echo;
    await engine.converse({ ...WAV, text: 'Go on.', conversationId });
    expect(messagesOf(-1)).toEqual(['user: Count.', 'assistant: One two', 'user: Go on.']);
    expect(await rejection(engine.truncateTurn({ conversationId, turnId: 'turn_0', heard: 1 }))).toMatchObject({
      code: 'not_found',
      reason: 'turn_not_found',
    });
  });
});

describe('what goes wrong', () => {
  it.each([
    ['nothing said', {}, { reason: 'invalid_parameter', param: 'text' }],
    ['an empty text', { text: ' \n' }, { reason: 'empty_text', param: 'text' }],
    ['text and audio', { text: 'a', audio: new Uint8Array(9) }, { reason: 'invalid_parameter', param: 'text' }],
    ['a file that is no audio', { audio: Buffer.from('no audio at all '.repeat(99)) }, { reason: 'undecodable_audio' }],
    ['an unknown conversation', { text: 'a', conversationId: 'conv_0' }, { reason: 'conversation_not_found' }],
    ['an unknown voice', { text: 'a', voice: 'nobody' }, { reason: 'voice_not_found' }],
    ['an unknown option', { text: 'a', vioce: 'b' }, { reason: 'unknown_parameter' }],
    ['a speed out of range', { text: 'a', speed: 9 }, { reason: 'invalid_parameter', param: 'speed' }],
  ])('%s is told', async (_, request, expected) => {
    server.answer = echo;
    expect(await rejection(engine.converse({ ...WAV, ...request }))).toMatchObject(expected);
  });

  it('a recording in which nothing is said', async () => {
    const silence = await engine.synthesize({ ...WAV, text: '<speak><break time="2s"/>a</speak>', loudness: -40 });
    const start = silence.audio.bytes().slice(0, 40_000);
    expect(await rejection(engine.converse({ ...WAV, audio: start }))).toMatchObject({
      reason: 'no_speech',
      param: 'audio',
    });
  });

  it.each([
    ['nothing', ''],
    ['only emoji', '🎉🎉'],
  ])('a model that answers with %s', async (_, reply) => {
    server.answer = () => [reply];
    expect(await rejection(engine.converse({ ...WAV, text: 'Hello?' }))).toMatchObject({
      code: 'unreachable',
      reason: 'invalid_response',
    });
  });

  it('a model that fails: nothing is kept, and the next turn works', async () => {
    server.answer = echo;
    const { conversationId } = await engine.converse({ ...WAV, text: 'One.' });
    server.answer = ({ response }) => {
      response.writeHead(500).end();
      return undefined;
    };
    const failed = await rejection(engine.converse({ ...WAV, text: 'Two.', conversationId }));
    expect(failed).toMatchObject({ reason: 'language_model_failed' });
    server.answer = echo;
    await engine.converse({ ...WAV, text: 'Three.', conversationId });
    expect((await engine.getConversation(conversationId)).turns.map(({ userText }) => userText)).toEqual([
      'One.',
      'Three.',
    ]);
  });

  it('a model that breaks off while it is spoken: what sounded is kept', async () => {
    server.answer = ({ response }) => {
      startReply(response);
      response.end(replyEvent('This sentence is spoken as a whole. And this '));
      return undefined;
    };
    let conversationId = '';
    let sounded = false;
    const reading = (async () => {
      for await (const event of engine.streamTurn({ ...WAV, text: 'Talk.' })) {
        if (event.type === 'user-text') ({ conversationId } = event);
        sounded ||= event.type === 'audio';
      }
    })();
    expect(await rejection(reading)).toMatchObject({ reason: 'stream_truncated' });
    const kept = await engine.getConversation(conversationId).catch(() => undefined);
    expect(kept?.turns[0]?.interrupted ?? false).toBe(sounded);
  });

  it('a caller who gives up before the end of a whole turn: nothing is kept', async () => {
    server.answer = echo;
    const { conversationId } = await engine.converse({ ...WAV, text: 'One.' });
    const stop = new AbortController();
    server.answer = () => {
      stop.abort(new Error('enough'));
      return 'Too late.';
    };
    const given = engine.converse({ ...WAV, text: 'Two.', conversationId }, { signal: stop.signal });
    await expect(given).rejects.toThrow('enough');
    expect((await engine.getConversation(conversationId)).turnCount).toBe(1);
  });
});
