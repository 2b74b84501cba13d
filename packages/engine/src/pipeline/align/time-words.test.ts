import type { SpeechStreamRequest, WordTiming } from '@potoo/core';
import { afterAll, describe, expect, test } from 'vitest';
import { aligner } from '../../backends/aligner/aligner.ts';
import { espeak } from '../../backends/espeak/espeak.ts';
import { createEngine } from '../../engine.ts';
import { temporaryVoices } from '../../testing/__fixtures__/reference-speech.ts';
import { boundaryErrors, quantile } from '../../testing/word-boundaries.ts';
import { SPOKEN_BY } from './__fixtures__/untimed-host.ts';
import { untimedVoice } from './__fixtures__/untimed-voice.ts';

const canSpeak = (await espeak.check()).available;
const TEXT = 'We paid $25 for it, on May 3rd. The quick brown fox jumps over the lazy dog.';

const voicesDirectory = temporaryVoices();
const timed = createEngine({ backends: [untimedVoice, espeak, aligner], voicesDirectory, hosts: 1 });
const guessing = createEngine({ backends: [untimedVoice], voicesDirectory, hosts: 1 });
afterAll(() => Promise.all([timed.close(), guessing.close()]));

const secretive: SpeechStreamRequest = { text: TEXT, voice: 'secretive', language: 'en', words: true, format: 'wav' };

describe.skipIf(!canSpeak)('voices that do not tell when they say a word', { timeout: 240_000 }, () => {
  test('get the times of their words with the audio, and no warning', async () => {
    const truth = await timed.synthesize({ ...secretive, text: TEXT, voice: SPOKEN_BY });
    const words: WordTiming[] = [];
    const order: string[] = [];
    for await (const event of timed.streamSpeech(secretive)) {
      order.push(event.type);
      if (event.type === 'word') words.push(event.word);
      if (event.type === 'done') expect(event.details).toMatchObject({ words, warnings: [], voice: 'secretive' });
    }
    expect(order.indexOf('word')).toBeLessThan(order.lastIndexOf('audio'));
    expect(words.map(({ text, charStart, charEnd }) => [text, charStart, charEnd])).toEqual(
      truth.words.map(({ text, charStart, charEnd }) => [text, charStart, charEnd]),
    );
    const errors = boundaryErrors(words, truth.words);
    expect(quantile(errors, 0.5)).toBeLessThanOrEqual(0.04);
    expect(quantile(errors, 0.95)).toBeLessThanOrEqual(0.12);
  });

  test('have theirs guessed, with a warning, where no other voice can tell', async () => {
    const { words, warnings } = await guessing.synthesize({ ...secretive, text: TEXT });
    expect(words.length).toBeGreaterThan(10);
    expect(warnings).toMatchObject([{ type: 'quality', subject: 'words' }]);
  });
});
