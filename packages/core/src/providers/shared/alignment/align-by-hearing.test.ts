import { expect, test } from 'vitest';
import type { Transcript, TranscriptionRequest, TranscriptWord } from '../../../contract/transcription.ts';
import { alignByHearing } from './align-by-hearing.ts';

const audio = new Uint8Array(1);

/** A service that hears the same words in everything. */
function listener(words: readonly TranscriptWord[], text = words.map((word) => word.text).join(' ')) {
  const asked: TranscriptionRequest[] = [];
  const transcribe = async (request: TranscriptionRequest): Promise<Transcript> => {
    asked.push(request);
    const segments = text === '' ? [] : [{ text, start: 0, end: 2, words }];
    return { text, language: 'en', duration: 2, segments, model: 'ear', warnings: [], usage: {}, response: {} };
  };
  return { asked, transcribe };
}

const HEARD = [
  { text: 'good', start: 0.1, end: 0.5 },
  { text: 'mourning', start: 0.5, end: 1 },
];

test('words have the times at which they were heard, and their place in the text', async () => {
  const { asked, transcribe } = listener(HEARD);
  const { words, confidence } = await alignByHearing(transcribe, { audio, text: '“Good morning”', language: 'en' }, {});
  expect(asked).toEqual([{ audio, language: 'en', words: true }]);
  expect(words).toMatchObject([
    { text: 'Good', start: 0.1, end: 0.5, charStart: 1, charEnd: 5, confidence: 1 },
    { text: 'morning', start: 0.5, end: 1, charStart: 6, charEnd: 13, confidence: 0.875 },
  ]);
  expect(confidence).toBeCloseTo(0.9375);
});

test('a text that was not heard is doubted', async () => {
  const { transcribe } = listener(HEARD);
  const { confidence, warnings } = await alignByHearing(transcribe, { audio, text: 'Rivers wind far' }, {});
  expect(confidence).toBe(0);
  expect(warnings).toMatchObject([{ type: 'quality', subject: 'text' }]);
});

test('an empty text, silence, and a model without times of words are refused', async () => {
  const refused = (text: string, heard: ReturnType<typeof listener>) =>
    alignByHearing(heard.transcribe, { audio, text }, {});
  await expect(refused(' ', listener(HEARD))).rejects.toMatchObject({ reason: 'empty_text', param: 'text' });
  await expect(refused('Good morning', listener([]))).rejects.toMatchObject({ reason: 'no_speech' });
  await expect(refused('Good morning', listener([], 'good morning'))).rejects.toMatchObject({ code: 'unsupported' });
});
