import {
  generateSpeech,
  generateTranscription,
  listVoices,
  type TranscriptionAdapter,
  type TTSAdapter,
} from '@tanstack/ai';
import { expect, expectTypeOf, test } from 'vitest';
import { toneService } from '../../testing/__fixtures__/tone-service.ts';
import { decodeBase64 } from '../../wire/base64.ts';
import { speechAdapter, type TanStackSpeechOptions, transcriptionAdapter } from './index.ts';

test('the adapters are what TanStack AI takes for adapters', () => {
  expectTypeOf(speechAdapter(toneService(), 'tone')).toExtend<TTSAdapter<'tone', TanStackSpeechOptions>>();
  expectTypeOf(transcriptionAdapter(toneService())).toExtend<TranscriptionAdapter>();
});

test('TanStack AI speaks, listens and lists voices with a voice service', async () => {
  const service = toneService();
  const adapter = speechAdapter(service, 'tone');
  const speech = await generateSpeech({ adapter, text: 'One two three.', format: 'wav', timestamps: true });
  expect(speech).toMatchObject({ model: 'tone', format: 'wav', contentType: 'audio/wav' });
  expect(speech.alignment?.texts).toEqual(['One', 'two', 'three']);
  expect(speech.alignment?.endSeconds.at(-1)).toBeLessThanOrEqual(speech.duration ?? 0);

  for (const audio of [speech.audio, `data:audio/wav;base64,${speech.audio}`, decodeBase64(speech.audio).buffer]) {
    const heard = await generateTranscription({
      adapter: transcriptionAdapter(service),
      audio,
      modelOptions: { words: true },
    });
    expect(heard.text.toLowerCase()).toContain('one two three');
    expect(heard.words?.map(({ word }) => word.toLowerCase())).toEqual(['one', 'two', 'three']);
    expect(heard.segments?.[0]).toMatchObject({ id: 0 });
  }

  expect((await listVoices({ adapter })).voices).toMatchObject([{ voiceId: 'sine', origin: 'premade' }]);
  expect((await listVoices({ adapter, origins: ['cloned'] })).voices).toEqual([]);
});
