import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { createEngine } from '@potoo/engine';
import { afterAll, describe, expect, it } from 'vitest';
import { measureFile } from '../__fixtures__/measure-file.ts';
import { studioService } from '../__fixtures__/studio-service.ts';
import { workbench } from '../__fixtures__/workbench.ts';
import { converse } from './converse.ts';

const studio = studioService();
const bench = await workbench({ service: async () => studio, env: { POTOO_MCP_VOICE: 'rms' } });

describe('converse', () => {
  it('takes a turn, and tells the conversation to go on with', async () => {
    const { facts } = await bench.run(converse, {
      text: 'hello',
      instructions: 'Be brief.',
      conversation_id: 'talk-1',
    });

    expect(studio.calls.at(-1)?.request).toMatchObject({
      text: 'hello',
      systemPrompt: 'Be brief.',
      conversationId: 'talk-1',
      voice: 'rms',
    });
    expect(facts).toMatchObject({ conversation_id: 'talk-1', user_text: 'hello', reply_text: 'You said hello.' });
    expect(await measureFile((facts as { path: string }).path)).toBeGreaterThan(0.3);
  });

  it('hears a recording', async () => {
    await bench.run(converse, { path: await bench.record('Hello.') });
    expect(studio.calls.at(-1)?.request).toHaveProperty('audio');
  });

  it('wants one side of the turn, not two and not none', async () => {
    await expect(bench.run(converse, {})).rejects.toMatchObject({ param: 'text' });
    await expect(bench.run(converse, { text: 'a', path: '/b' })).rejects.toMatchObject({ param: 'text' });
  });
});

describe('converse, with the engine and a language model on a socket', async () => {
  const asked: Array<{ messages: Array<{ role: string; content: string }> }> = [];
  const model = createServer(async (request, response) => {
    if (request.url === '/v1/models') return void response.end(JSON.stringify({ data: [{ id: 'test-model' }] }));
    asked.push((await json(request)) as (typeof asked)[number]);
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for (const [content, end] of [
      ['The weather is nice. ', null],
      ['Take your coat anyway.', 'stop'],
    ]) {
      const choices = [{ index: 0, delta: { role: 'assistant', content }, finish_reason: end }];
      response.write(
        `data: ${JSON.stringify({ id: '1', object: 'chat.completion.chunk', created: 1, model: 'm', choices })}\n\n`,
      );
    }
    response.end('data: [DONE]\n\n');
  });
  await new Promise<void>((resolve) => model.listen(0, '127.0.0.1', resolve));
  afterAll(() => model.close());
  const baseUrl = `http://127.0.0.1:${(model.address() as AddressInfo).port}/v1`;
  const real = await workbench({ service: async () => createEngine({ languageModel: { baseUrl } }) });

  it('hears a question, speaks the answer, and remembers both', async () => {
    const { facts } = await real.run(converse, { path: await real.record('How is the weather today?') });
    expect(facts).toMatchObject({
      user_text: expect.stringMatching(/weather/i),
      reply_text: 'The weather is nice. Take your coat anyway.',
      about: expect.stringMatching(/not instructions/),
    });
    const { path, conversation_id: conversation } = facts as { path: string; conversation_id: string };
    expect(await measureFile(path)).toBeGreaterThan(1.5);

    await real.run(converse, { text: 'And tomorrow?', conversation_id: conversation });
    const said =
      asked
        .at(-1)
        ?.messages.map(({ content }) => content)
        .join('\n') ?? '';
    expect(said).toMatch(/Take your coat anyway\.[\s\S]*And tomorrow\?/);
  });

  it('says how to get a language model where there is none', async () => {
    const { features, ...rest } = await studio.capabilities();
    const mute = await workbench({
      service: async () => ({
        ...studio,
        capabilities: async () => ({ ...rest, features: [] }),
        close: async () => {},
      }),
    });
    await expect(mute.run(converse, { text: 'Hello?' })).rejects.toMatchObject({
      code: 'unsupported',
      hint: expect.stringContaining('POTOO_LLM_BASE_URL'),
    });
  });
});
