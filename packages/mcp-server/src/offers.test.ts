import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import type { StdioServerTransport } from '@modelcontextprotocol/server/stdio';
import { describe, expect, it } from 'vitest';
import { inProcessServer } from './__fixtures__/in-process-server.ts';
import { HOSTS } from './__fixtures__/test-host.ts';

// What a server offers beside tools: results and lists to read, ways to begin, completions, and a skill.

const server = await inProcessServer();

describe.each(HOSTS)('to a host of $name', async ({ connect }) => {
  const host = await server.connect(connect);

  it('tells in a few words what it is about', () => {
    expect(host.client.getInstructions()).toMatch(/job_id/);
  });

  it('lists what can be read, and reads it with the right type', async () => {
    const { structuredContent } = await host.call('synthesize', { text: 'To be read.', format: 'flac' });
    const { path, uri } = structuredContent as { path: string; uri: string };
    const { resources } = await host.client.listResources();
    expect(resources).toContainEqual(expect.objectContaining({ uri: 'potoo://voices', mimeType: 'application/json' }));
    expect(resources).toContainEqual(expect.objectContaining({ uri, name: basename(path), mimeType: 'audio/flac' }));

    const { contents } = await host.client.readResource({ uri });
    const bytes = await readFile(path);
    expect(contents).toEqual([{ uri, mimeType: 'audio/flac', blob: bytes.toString('base64') }]);
  });

  it('reads a result in a folder, and a text as text', async () => {
    const spoken = await host.call('synthesize', { text: 'Good morning.', filename: 'deep/morning.wav' });
    const { uri } = spoken.structuredContent as { uri: string };
    expect((await host.client.readResource({ uri })).contents).toMatchObject([
      { mimeType: 'audio/wav', blob: expect.any(String) },
    ]);

    const heard = await host.call('transcribe', { uri, language: 'en', subtitles: 'vtt', filename: 'deep/morning' });
    const link = heard.content.find(({ type }) => type === 'resource_link') as { uri: string };
    const { contents } = await host.client.readResource({ uri: link.uri });
    expect(contents).toMatchObject([{ mimeType: 'text/vtt', text: expect.stringMatching(/^WEBVTT/) }]);
  });

  it('reads the lists of voices and models, whole', async () => {
    for (const [uri, id] of [
      ['potoo://voices', 'slt'],
      ['potoo://models', 'flite'],
    ] as const) {
      const [content] = (await host.client.readResource({ uri })).contents;
      expect(JSON.parse(content && 'text' in content ? content.text : '')).toContainEqual(
        expect.objectContaining({ id }),
      );
    }
  });

  it.each([
    'potoo://outputs/none.mp3',
    'potoo://outputs/..%2F..%2Fetc%2Fpasswd',
    'potoo://outputs/',
    'potoo://nothing',
    'file:///etc/passwd',
  ])('has nothing at %s', async (uri) => {
    await expect(host.client.readResource({ uri })).rejects.toMatchObject({ code: -32602 });
  });

  it('offers ways to begin, which become what the person says', async () => {
    const { prompts } = await host.client.listPrompts();
    expect(prompts.map(({ name }) => name)).toEqual([
      'clone_my_voice',
      'meeting_notes',
      'narrate_document',
      'subtitle_video',
    ]);
    const { messages } = await host.client.getPrompt({
      name: 'narrate_document',
      arguments: { document: '/a.md', voice: 'slt' },
    });
    expect(messages).toMatchObject([
      { role: 'user', content: { type: 'text', text: expect.stringMatching(/\/a\.md[\s\S]+voice slt/) } },
    ]);
    await expect(host.client.getPrompt({ name: 'narrate_document', arguments: {} })).rejects.toMatchObject({
      code: -32602,
    });
  });

  it('completes voices, languages and results', async () => {
    const complete = async (ref: object, name: string, value: string) => {
      const found = await host.client.complete({ ref, argument: { name, value } } as Parameters<
        typeof host.client.complete
      >[0]);
      return found.completion.values;
    };
    const prompt = (name: string) => ({ type: 'ref/prompt', name });
    expect((await complete(prompt('narrate_document'), 'voice', 'slt'))[0]).toBe('slt');
    expect(await complete(prompt('meeting_notes'), 'language', 'e')).toContain('en');
    await host.call('synthesize', { text: 'Completed.', filename: 'zebra.wav' });
    expect(await complete({ type: 'ref/resource', uri: 'potoo://outputs/{id}' }, 'id', 'zeb')).toContain('zebra.wav');
  });
});

describe('the skill', () => {
  it('is listed with its digest, and read, in the present era', async () => {
    let client: Client | undefined;
    await server.connect(async (transport) => {
      client = new Client({ name: 'skilled', version: '1' }, { versionNegotiation: { mode: 'auto' } });
      await client.connect(transport as StdioServerTransport);
      return {
        client: client as never,
        call: () => Promise.reject(new Error('not here')),
        close: () => client?.close() ?? Promise.resolve(),
      };
    });
    expect(client?.getServerCapabilities()).toMatchObject({
      extensions: { 'io.modelcontextprotocol/skills': expect.any(Object) },
    });
    const uri = 'skill://potoo-voice/SKILL.md';
    const [content] = (await client?.readResource({ uri }))?.contents ?? [];
    const text = content && 'text' in content ? content.text : '';
    const file = join(import.meta.dirname, '..', 'skills', 'potoo-voice', 'SKILL.md');
    expect(text).toBe(await readFile(file, 'utf8'));
    expect(createHash('sha256').update(text).digest('hex')).toHaveLength(64);
  });
});
