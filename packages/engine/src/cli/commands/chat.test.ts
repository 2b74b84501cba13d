import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEngine } from '../../engine.ts';
import { type LanguageServer, startLanguageServer } from '../../testing/language-server.ts';
import { run, temporaryFolder } from '../__fixtures__/run.ts';
import type { ServiceOptions } from '../default-service.ts';

let server: LanguageServer;

beforeAll(async () => {
  server = await startLanguageServer(({ request }) => `You said: ${request.messages.at(-1)?.content}`);
});
afterAll(async () => server[Symbol.asyncDispose]());

/** The command over the engine, with the language model of the test. */
const talk = (argv: readonly string[], input?: string, flags = ['--llm-base-url', server.baseUrl]) =>
  run([...argv, ...flags], {
    createService: async ({ languageModel, strict = false }: ServiceOptions) =>
      createEngine({ strict, ...(languageModel && { languageModel }) }),
    ...(input !== undefined && { input }),
  });

describe('potoo chat', () => {
  it('prints the reply, and saves its audio', async () => {
    const file = join(temporaryFolder(), 'reply.wav');
    const { code, out, err } = await talk(['chat', 'Hello there.', '-o', file, '--llm-model', 'small']);
    expect({ code, out, err }).toEqual({ code: 0, out: 'You said: Hello there.\n', err: '' });
    expect(server.calls.at(-1)?.request.model).toBe('small');
    expect(readFileSync(file).toString('latin1', 0, 4)).toBe('RIFF');
  });

  it('takes each line as a turn of one conversation', async () => {
    const { code, out } = await talk(
      ['chat', '--json', '--system', 'You are a parrot.'],
      'My name is Ann.\nWho am I?\n',
    );
    expect(code).toBe(0);
    const turns = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(turns.map(({ userText }) => userText)).toEqual(['My name is Ann.', 'Who am I?']);
    expect(turns[1].conversationId).toBe(turns[0].conversationId);
    expect(server.calls.at(-1)?.request.messages).toHaveLength(4);
    expect(server.calls.at(-1)?.request.messages[0]?.content).toMatch(/^You are a parrot\./);
  });

  it('listens to files', async () => {
    const engine = createEngine();
    const { audio } = await engine.synthesize({ text: 'The weather is very good today.', format: 'wav' });
    await engine.close();
    const file = join(temporaryFolder(), 'said.wav');
    writeFileSync(file, audio.bytes());
    const { code, out, err } = await talk(['chat', '--listen', file]);
    expect(code).toBe(0);
    expect(err.toLowerCase()).toContain('weather');
    expect(out).toMatch(/^You said: /);
  });

  it('says how to get a language model where there is none', async () => {
    const { code, err } = await talk(['chat', 'Hello'], undefined, ['--llm-base-url', 'http://127.0.0.1:9/v1']);
    expect(code).toBe(1);
    expect(err).toMatch(/cannot be reached[\s\S]*ollama/);
  });

  it.each([
    [['chat', 'a', 'b', '-o', 'x.mp3'], /-o takes the reply of one turn/],
    [['chat', 'a', '-o', '-'], /standard output is for the text/],
    [['translate', 'a.wav'], /--to/],
  ])('is used wrongly: %j', async (argv, message) => {
    const { code, err } = await talk(argv);
    expect(code).toBe(2);
    expect(err).toMatch(message);
  });
});

describe('potoo translate', () => {
  it('prints the translation, and saves its audio', async () => {
    const engine = createEngine();
    const { audio } = await engine.synthesize({ text: 'The weather is very good today.', format: 'wav' });
    await engine.close();
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'said.wav'), audio.bytes());
    server.answer = () => 'Das Wetter ist heute sehr gut.';
    const output = join(folder, 'rede.mp3');
    const { code, out, err } = await talk(['translate', join(folder, 'said.wav'), '--to', 'de', '-o', output]);
    expect({ code, out, err }).toEqual({ code: 0, out: 'Das Wetter ist heute sehr gut.\n', err: '' });
    expect(readFileSync(output).length).toBeGreaterThan(5_000);
    const json = await talk(['translate', join(folder, 'said.wav'), '--to', 'de', '--json']);
    expect(JSON.parse(json.out)).toMatchObject({ sourceLanguage: 'en', targetLanguage: 'de' });
    const named = ['translate', join(folder, 'said.wav'), '--to', 'de', '--model', 'opus-mt'];
    expect(await talk(named)).toMatchObject({ code: 0, err: expect.stringContaining('opus-mt is not installed') });
    const strict = await talk([...named, '--strict']);
    expect(strict).toMatchObject({ code: 1, err: expect.stringContaining('potoo pull opus-mt-en-de') });
  });
});
