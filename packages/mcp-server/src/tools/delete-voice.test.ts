import { describe, expect, it } from 'vitest';
import { workbench } from '../__fixtures__/workbench.ts';
import { hostQuestions } from '../calls/host-questions.ts';
import { clone } from './clone.ts';
import { deleteVoice } from './delete-voice.ts';
import { listVoices } from './list-voices.ts';
import { synthesize } from './synthesize.ts';

const bench = await workbench();
const REFERENCE =
  'The quick brown fox jumps over the lazy dog, while five boxing wizards watch from afar. We were away a year ago, ' +
  'and nobody knew where she had gone.';
const consent = { speaker: 'Ada', statement: 'I agree to the cloning of my voice.', date: '2026-01-31' };
const path = await bench.record(REFERENCE, 'ada.wav');

async function cloned(): Promise<string> {
  const { facts } = await bench.run(clone, { path, name: 'Ada', ...consent });
  return (facts as { voice: string }).voice;
}
const cloneIds = async () => {
  const { facts } = await bench.run(listVoices, {});
  const { voices } = facts as { voices: Array<{ id: string; cloned?: boolean }> };
  return voices.filter((voice) => voice.cloned).map(({ id }) => id);
};
const asking = (answer?: object) => ({
  questions: hostQuestions({ forms: true, folders: false }, answer ? { delete: answer } : {}),
});

describe('delete_voice', () => {
  it('removes a cloned voice, which then speaks no more', async () => {
    const voice = await cloned();
    expect(await cloneIds()).toContain(voice);
    expect((await bench.run(deleteVoice, { voice })).facts).toEqual({ deleted: voice });
    expect(await cloneIds()).not.toContain(voice);
    await expect(bench.run(synthesize, { text: 'Hello.', voice })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('asks the person first, where the host can, and keeps the voice when they say no', async () => {
    const voice = await cloned();
    await expect(bench.run(deleteVoice, { voice }, asking())).rejects.toMatchObject({ key: 'delete' });
    for (const answer of [{ action: 'decline' }, { action: 'accept', content: { agreed: false } }]) {
      await expect(bench.run(deleteVoice, { voice }, asking(answer))).rejects.toMatchObject({ reason: 'declined' });
    }
    expect(await cloneIds()).toContain(voice);
    await bench.run(deleteVoice, { voice }, asking({ action: 'accept', content: { agreed: true } }));
    expect(await cloneIds()).not.toContain(voice);
  });

  it('removes no voice that was not cloned', async () => {
    await expect(bench.run(deleteVoice, { voice: 'slt' })).rejects.toMatchObject({ code: 'not_found' });
    expect((await bench.run(synthesize, { text: 'Hello.', voice: 'slt' })).facts).toMatchObject({ voice: 'slt' });
  });
});
