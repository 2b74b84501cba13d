import type { SpeechModelV4, TranscriptionModelV4 } from '@ai-sdk/provider';
import { generateSpeech, transcribe } from 'ai';
import { expect, expectTypeOf, test } from 'vitest';
import { toneService } from '../../testing/__fixtures__/tone-service.ts';
import { speechModel, transcriptionModel } from './index.ts';

test('the models are what the AI SDK takes for models', () => {
  expectTypeOf(speechModel(toneService())).toExtend<SpeechModelV4>();
  expectTypeOf(transcriptionModel(toneService())).toExtend<TranscriptionModelV4>();
});

test('the AI SDK speaks and listens with a voice service', async () => {
  const service = toneService();
  const speech = await generateSpeech({
    model: speechModel(service),
    text: 'One two three.',
    outputFormat: 'wav',
    voice: 'sine',
    instructions: 'Be glad.',
  });
  expect(speech.audio.mediaType).toBe('audio/wav');
  expect(speech.warnings).toMatchObject([{ type: 'unsupported', feature: 'instructions' }]);
  const told = speech.providerMetadata['potoo'];
  expect(told).toMatchObject({ voice: 'sine', words: [{ text: 'One' }, { text: 'two' }, { text: 'three' }] });

  const heard = await transcribe({
    model: transcriptionModel(service),
    audio: speech.audio.uint8Array,
    providerOptions: { potoo: { words: true } },
  });
  expect(heard.text.toLowerCase()).toContain('one two three');
  expect(heard.language).toBe('en');
  expect(heard.durationInSeconds).toBeCloseTo(Number(told?.['duration']), 1);
  expect(heard.segments[0]?.endSecond).toBeGreaterThan(heard.segments[0]?.startSecond ?? 0);
});

test('errors keep their kind, and an abort stops the call', async () => {
  const model = speechModel(toneService());
  const call = { model, text: 'One.', outputFormat: 'midi', maxRetries: 0 };
  await expect(generateSpeech(call)).rejects.toMatchObject({ code: 'bad_request', param: 'outputFormat' });
  const abortSignal = AbortSignal.abort(new Error('no longer wanted'));
  await expect(model.doGenerate({ text: 'One.', abortSignal })).rejects.toThrow('no longer wanted');
});
