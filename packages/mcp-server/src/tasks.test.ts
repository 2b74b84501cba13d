import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fromJsonSchema } from '@modelcontextprotocol/server';
import { createEngine } from '@potoo/engine';
import { afterAll, describe, expect, it } from 'vitest';
import { inProcessServer } from './__fixtures__/in-process-server.ts';
import { studioService } from './__fixtures__/studio-service.ts';
import { SOME, TASKS } from './__fixtures__/tasks.ts';
import { newHost } from './__fixtures__/test-host.ts';

// Things that people ask for, and the calls that a model should make of them. A script plays the model: what is tried is
// that each call fits what the tool says of itself, works, and gives what was asked for.

const engine = createEngine();
afterAll(() => engine.close());
const server = await inProcessServer({ service: async () => studioService(), env: { POTOO_MCP_ALLOWED: '/tmp' } });
const folder = join(server.home, 'recordings');
await mkdir(folder);
const files = { $recording: join(folder, 'recording.wav'), $song: join(folder, 'song.wav') };
const { audio } = await engine.synthesize({ text: 'The quick brown fox jumps over the lazy dog.', format: 'wav' });
await audio.save(files.$recording);
await copyFile(files.$recording, files.$song);
const host = await server.connect((transport) => newHost(transport, 'auto'));
const { tools } = await host.client.listTools();
let lastUri = '';

describe('20 tasks and one more', () => {
  it.each(TASKS.map((task) => [task.say, task] as const))('%s', async (_, task) => {
    const places: Record<string, string> = { ...files, $output: lastUri };
    const input = Object.fromEntries(
      Object.entries(task.arguments).map(([name, value]) => [name, places[String(value)] ?? value]),
    );
    const tool = tools.find(({ name }) => name === task.tool);
    const schema = fromJsonSchema(tool?.inputSchema as Parameters<typeof fromJsonSchema>[0]);
    expect(await schema['~standard'].validate(input)).not.toHaveProperty('issues');
    expect(Object.keys(input).filter((name) => !(name in (tool?.inputSchema.properties ?? {})))).toEqual([]);

    const { isError, content, structuredContent: facts = {} } = await host.call(task.tool, input);
    if (typeof task.result === 'string') {
      expect(isError).toBe(true);
      expect(JSON.stringify(content)).toContain(task.result);
      return;
    }
    expect(content).not.toMatchObject([{ text: expect.stringContaining('[bad_request') }]);
    for (const [name, wanted] of Object.entries(task.result)) {
      if (wanted === SOME)
        expect(facts[name]).toHaveProperty(
          'length',
          expect.toSatisfy((length: number) => length > 0),
        );
      else if (wanted instanceof RegExp) expect(facts[name]).toMatch(wanted);
      else expect(facts[name]).toEqual(wanted);
    }
    if (typeof facts['uri'] === 'string') lastUri = facts['uri'];
  });

  it('need every tool but the ones that stop and delete', () => {
    const used = new Set(TASKS.map(({ tool }) => tool));
    expect(tools.map(({ name }) => name).filter((name) => !used.has(name))).toEqual(['cancel_job', 'delete_voice']);
  });
});
