import { copyFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fakeDevices } from '../__fixtures__/fake-devices.ts';
import { measureFile } from '../__fixtures__/measure-file.ts';
import { workbench } from '../__fixtures__/workbench.ts';
import { hostQuestions } from '../calls/host-questions.ts';
import { recordAudio } from './record-audio.ts';

const bench = await workbench();
const input = { seconds: 1, purpose: 'to hear your answer' };
const asking = (answers: Record<string, unknown>) => ({
  questions: hostQuestions({ forms: true, folders: false }, answers),
});

describe.runIf(process.platform === 'linux')('record_audio', async () => {
  const devices = await fakeDevices();
  const recording = await bench.record('This is what I say.');
  await copyFile(recording, devices.heard);
  const calls = () => readFile(devices.calls, 'utf8').catch(() => '');

  it('records nobody unasked', async () => {
    await expect(bench.run(recordAudio, input)).rejects.toMatchObject({ code: 'forbidden', reason: 'cannot_ask' });
    await expect(bench.run(recordAudio, input, asking({}))).rejects.toMatchObject({
      name: 'AnswerNeeded',
      question: { message: 'Record your microphone for 1 s? The assistant says: to hear your answer' },
    });
    for (const answer of [{ action: 'decline' }, { action: 'accept', content: { agreed: false } }]) {
      await expect(bench.run(recordAudio, input, asking({ record: answer }))).rejects.toMatchObject({
        reason: 'declined',
      });
    }
    expect(await calls()).toBe('');
  });

  it('records for as long as was agreed, and keeps it as a file', async () => {
    const agreed = asking({ record: { action: 'accept', content: { agreed: true } } });
    const { facts } = await bench.run(recordAudio, { ...input, filename: 'answer.flac' }, agreed);

    const path = join(bench.output, 'answer.flac');
    expect(facts).toMatchObject({ path });
    expect(await measureFile(path)).toBeCloseTo(await measureFile(recording), 1);
    expect(await calls()).toContain('--rate|48000');
  });
});
