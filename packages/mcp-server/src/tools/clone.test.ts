import { describe, expect, it } from 'vitest';
import { studioService } from '../__fixtures__/studio-service.ts';
import { workbench } from '../__fixtures__/workbench.ts';
import { hostQuestions } from '../calls/host-questions.ts';
import { AnswerNeeded } from '../calls/questions.ts';
import { clone } from './clone.ts';

const studio = studioService();
const bench = await workbench({ service: async () => studio });
const path = await bench.record('This is my voice, and I agree that it is cloned.');
const asking = (answers: Record<string, unknown> = {}) => ({
  questions: hostQuestions({ forms: true, folders: false }, answers),
});
const cloned = () => studio.calls.filter(({ method }) => method === 'cloneVoice');

describe('clone, where nobody can be asked', () => {
  it('wants to be told who agreed to what', async () => {
    for (const consent of [
      {},
      { speaker: 'Ada' },
      { statement: 'I agree to it.' },
      { speaker: 'Ada', statement: ' ok ', date: '2026-01-31' },
      { speaker: 'Ada', statement: 'I agree to the cloning of my voice.' },
    ]) {
      await expect(bench.run(clone, { path, name: 'ada', ...consent })).rejects.toMatchObject({
        reason: 'consent_required',
      });
    }
    expect(cloned()).toEqual([]);
  });

  it('keeps the consent with the voice, and tells it', async () => {
    const consent = { speaker: 'Ada', statement: 'I agree to the cloning of my voice.', date: '2026-01-31' };
    const { facts } = await bench.run(clone, { path, name: 'ada', language: 'en', ...consent });

    expect(cloned().at(-1)?.request).toMatchObject({
      name: 'ada',
      language: 'en',
      consent: { speaker: 'Ada', statement: consent.statement, date: new Date('2026-01-31') },
    });
    expect(facts).toEqual({ voice: 'clone-1', name: 'ada', model: 'studio', consent });
  });

  it('refuses a date that is none, or has yet to come', async () => {
    const consent = { speaker: 'Ada', statement: 'I agree to the cloning of my voice.' };
    for (const date of ['2999-01-01', 'yesterday', '2026-13-01']) {
      await expect(bench.run(clone, { path, name: 'ada', ...consent, date })).rejects.toMatchObject({
        code: 'bad_request',
      });
    }
  });
});

describe('clone, where the person can be asked', () => {
  const given = { speaker: 'Ada', statement: 'She said so by e-mail.' };

  it('asks first, with what is known filled in, whatever the arguments say', async () => {
    const before = cloned().length;
    const question = await bench.run(clone, { path, name: 'ada', ...given }, asking()).catch((error: unknown) => error);

    expect(question).toBeInstanceOf(AnswerNeeded);
    expect(question).toMatchObject({
      key: 'consent',
      question: { type: 'form', message: expect.stringContaining('"ada"') },
    });
    expect(cloned().length).toBe(before);
  });

  it('takes the word of the person', async () => {
    const content = { speaker: 'Ada Lovelace', statement: 'I agree to the cloning of my voice.', agreed: true };
    const { facts } = await bench.run(clone, { path, name: 'ada' }, asking({ consent: { action: 'accept', content } }));

    expect(facts).toMatchObject({ consent: { speaker: 'Ada Lovelace', statement: content.statement } });
  });

  it.each([
    ['declines', { action: 'decline' }],
    ['closes the form', { action: 'cancel' }],
    ['does not agree', { action: 'accept', content: { ...given, agreed: false } }],
    ['answers with something else', 'yes'],
  ])('clones nothing when the person %s', async (_, answer) => {
    const before = cloned().length;
    const call = bench.run(clone, { path, name: 'ada', ...given }, asking({ consent: answer }));

    await expect(call).rejects.toMatchObject({ code: 'forbidden', reason: expect.stringMatching(/^consent_/) });
    expect(cloned().length).toBe(before);
  });

  it('refuses an answer without a statement', async () => {
    const content = { speaker: 'Ada', statement: '', agreed: true };
    const call = bench.run(clone, { path, name: 'ada' }, asking({ consent: { action: 'accept', content } }));
    await expect(call).rejects.toMatchObject({ code: 'bad_request' });
  });
});
