import { describe, expect, it } from 'vitest';
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
