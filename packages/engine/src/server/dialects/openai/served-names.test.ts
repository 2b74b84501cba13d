import type { Model, Voice, VoiceGender } from '@potoo/core';
import { describe, expect, it } from 'vitest';
import { ToneService } from '../../../testing/__fixtures__/tone-service.ts';
import { servedSpeech, servedTranscription, servedTranslation } from './served-names.ts';

function voice(name: string, languages: string[], gender: VoiceGender, state: Voice['state'] = 'installed'): Voice {
  const [model = '', id = ''] = name.split('/');
  return { id, name: id, model, languages, gender, state };
}

const VOICES = [
  voice('flite/slt', ['en-US'], 'female'),
  voice('flite/rms', ['en-US'], 'male'),
  voice('espeak/de', ['de'], 'male'),
  voice('espeak/de+f3', ['de'], 'female'),
  voice('kokoro/af_bella', ['en-US'], 'female', 'available'),
  voice('kokoro/am_michael', ['en-US'], 'male', 'available'),
];

function serviceWith(voices: Voice[], models: Model[] = []): ToneService {
  const service = new ToneService();
  service.listVoices = async () => voices;
  service.listModels = async () => models;
  return service;
}

const asked = { model: 'tts-1', input: 'The weather is fine today.' };
const GERMAN = 'Das Wetter ist heute schön, nicht wahr?';
const namesOf = async (service: ToneService, fields: object) => {
  const { model, voice, warnings } = await servedSpeech(service, { ...asked, ...fields }, {});
  return [model, voice, warnings.length];
};

describe('a voice of OpenAI’s', () => {
  it('is spoken by the first installed voice of its row', async () => {
    expect(await namesOf(serviceWith(VOICES), { voice: 'alloy' })).toEqual(['flite', 'slt', 1]);
    const pulled = VOICES.map((known): Voice => ({ ...known, state: 'installed' }));
    expect(await namesOf(serviceWith(pulled), { voice: 'alloy' })).toEqual(['kokoro', 'af_bella', 1]);
  });

  it('is spoken in the language of the text, or the one that is stated', async () => {
    const service = serviceWith(VOICES);
    expect(await namesOf(service, { voice: 'alloy', input: GERMAN })).toEqual(['espeak', 'de+f3', 1]);
    expect(await namesOf(service, { voice: 'ash', language: 'de-AT' })).toEqual(['espeak', 'de', 1]);
    expect(await namesOf(service, { voice: 'ash', language: 'auto' })).toEqual(['flite', 'rms', 1]);
  });

  it('is a voice of the model that is named, installed or not', async () => {
    const service = serviceWith(VOICES);
    expect(await namesOf(service, { voice: 'ash', model: 'kokoro' })).toEqual(['kokoro', 'am_michael', 1]);
    expect(await namesOf(service, { voice: 'ash', model: 'flite' })).toEqual(['flite', 'rms', 1]);
  });

  it('is left to the service where nothing speaks the language', async () => {
    const service = serviceWith(VOICES);
    expect(await namesOf(service, { voice: 'ash', language: 'fi' })).toEqual([undefined, undefined, 0]);
    expect(await namesOf(service, { voice: 'ash', model: 'vits' })).toEqual(['vits', undefined, 0]);
  });

  it('gives way to a voice of ours of the same name', async () => {
    const service = serviceWith([...VOICES, voice('mine/echo', ['en'], 'female')]);
    expect(await namesOf(service, { voice: 'echo' })).toEqual([undefined, 'echo', 0]);
  });
});

it('names that are not OpenAI’s are passed on', async () => {
  const service = serviceWith(VOICES);
  expect(await namesOf(service, { voice: 'af_bella' })).toEqual([undefined, 'af_bella', 0]);
  expect(await namesOf(service, { model: 'nothing', voice: 'nobody' })).toEqual(['nothing', 'nobody', 0]);
  expect((await servedTranscription(service, 'sensevoice', {})).model).toBe('sensevoice');
});

it('a recogniser of OpenAI’s is Whisper where that is installed, and else whatever listens', async () => {
  const facts = { type: 'stt', tier: 'standard', languages: [], supportsCloning: false } as const;
  const rest = { supportsStreaming: false, creditsPer1kChars: 0 } as const;
  const whisper = (state: Model['state']): Model => ({ id: 'whisper', name: 'Whisper', ...facts, ...rest, state });
  const served = async (state: Model['state']) =>
    (await servedTranscription(serviceWith([], [whisper(state)]), 'whisper-1', {})).model;
  expect(await served('installed')).toBe('whisper');
  expect(await served('available')).toBeUndefined();
});

describe('the model of a translation', () => {
  it('is whatever translates where it is one of OpenAI’s', () => {
    const { warnings, ...names } = servedTranslation('whisper-1');
    expect(names).toEqual({});
    expect(warnings).toMatchObject([{ type: 'fallback', subject: 'model' }]);
  });

  it('is passed on where it is none, for the service to know or to refuse', () => {
    expect(servedTranslation('opus-mt')).toEqual({ model: 'opus-mt', warnings: [] });
    expect(servedTranslation(undefined)).toEqual({ warnings: [] });
  });
});
