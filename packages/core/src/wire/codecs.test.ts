import { describe, expect, it } from 'vitest';
import type { SpeechEvent, SpeechRequest } from '../contract/speech.ts';
import type { TranscriptEvent } from '../contract/transcription.ts';
import type { Voice } from '../contract/voices.ts';
import * as errors from '../errors/errors.ts';
import { PotooError } from '../errors/potoo-error.ts';
import {
  decodeSpeechEvent,
  decodeTranscriptEvent,
  encodeErrorLine,
  encodeSpeechEvent,
  encodeTranscriptEvent,
  fromSpeechBody,
  fromWireModel,
  fromWireModelList,
  fromWireVoice,
  readErrorEnvelope,
  readWarningsHeader,
  toErrorEnvelope,
  toSpeechBody,
  toWireModel,
  toWireVoice,
  writeWarningsHeader,
} from './index.ts';

const overWire = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

const MODEL = {
  id: 'kokoro',
  name: 'Kokoro',
  type: 'tts',
  tier: 'standard',
  languages: ['en', 'ja'],
  supportsCloning: false,
  supportsStreaming: true,
  creditsPer1kChars: 2,
  state: 'available',
  install: 'Run `potoo pull kokoro`.',
} as const;
const VOICE: Voice = {
  id: 'af_bella',
  name: 'Bella',
  model: 'kokoro',
  languages: ['en-US', 'en'],
  gender: 'female',
  sampleRate: 24_000,
  state: 'available',
  previewUrl: 'http://x.test/v1/voices/preview/af_bella.mp3',
  cloned: false,
};

describe('models and voices', () => {
  it('come back as they went', () => {
    expect(fromWireModel(overWire(toWireModel(MODEL)))).toEqual(MODEL);
    expect(fromWireVoice(overWire(toWireVoice(VOICE)))).toEqual(VOICE);
    const plain: Voice = {
      id: 'slt',
      name: 'Slt',
      model: 'flite',
      languages: ['en-US'],
      gender: 'female',
      state: 'installed',
    };
    expect(fromWireVoice(overWire(toWireVoice(plain)))).toEqual(plain);
  });

  it('have the fields of the seed and of its own SDKs', () => {
    expect(toWireModel(MODEL)).toMatchObject({
      supports_cloning: false,
      supports_streaming: true,
      credits_per_1k_chars: 2,
    });
    expect(toWireVoice(VOICE, { premium: true })).toMatchObject({
      id: 'af_bella',
      voice_id: 'af_bella',
      model: 'kokoro',
      model_name: 'kokoro',
      language: 'en-US',
      gender: 'female',
      preview_url: VOICE.previewUrl,
      is_premium: true,
    });
  });

  it('are read in the shapes of other servers', () => {
    const seed = {
      id: 'af_bella',
      name: 'Bella',
      model: 'kokoro',
      language: 'en',
      gender: 'female',
      preview_url: null,
    };
    expect(fromWireVoice(seed)).toEqual({
      id: 'af_bella',
      name: 'Bella',
      model: 'kokoro',
      languages: ['en'],
      gender: 'female',
      state: 'installed',
    });
    expect(fromWireVoice({ voice_id: 'x', model_name: 'y', gender: 'robot' })).toMatchObject({
      id: 'x',
      model: 'y',
      gender: 'neutral',
    });
    expect(fromWireModelList({ models: [overWire(toWireModel(MODEL)), { id: 'new', type: 'telepathy' }] })).toEqual([
      MODEL,
    ]);
    for (const wrong of [null, 7, {}, { id: 7 }, { id: 'x', type: 'tts', languages: 'en' }]) {
      expect(() => fromWireModel(wrong)).toThrow(errors.UnreachableError);
    }
  });
});

describe('speech requests', () => {
  it('come back as they went', () => {
    const request: SpeechRequest = {
      text: 'Hello \ud800',
      model: 'auto',
      voice: 'slt',
      format: 'opus',
      speed: 1.5,
      language: 'en',
      inputType: 'ssml',
      lexicon: { potoo: 'po too', SQL: { ipa: 'ˈsiːkwəl' }, gif: { respelling: 'jif' } },
      words: true,
      bitrate: 96,
      sampleRate: 16_000,
      channels: 'stereo',
      loudness: -16,
    };
    const body = overWire(toSpeechBody(request, { stream: true, streamFormat: 'events' }));
    const delivery = { stream: true, streamFormat: 'events' };
    expect(fromSpeechBody(body)).toEqual({ request, delivery, unknown: [] });
    expect(overWire(toSpeechBody({ text: 'hi' }))).toEqual({ text: 'hi' });
  });

  it('are refused with the name of the field', () => {
    const refused = (body: unknown) => {
      try {
        fromSpeechBody(body);
      } catch (error) {
        return PotooError.isInstance(error) ? [error.code, error.reason, error.param] : error;
      }
      return undefined;
    };
    expect(refused('text')).toEqual(['bad_request', 'malformed_body', undefined]);
    expect(refused({})).toEqual(['bad_request', 'invalid_parameter', 'text']);
    expect(refused({ text: 'hi', sample_rate: '16000' })).toEqual(['bad_request', 'invalid_parameter', 'sample_rate']);
    expect(refused({ text: 'hi', format: 'midi' })).toEqual(['bad_request', 'unsupported_format', 'format']);
    expect(refused({ text: 'hi', lexicon: { a: 1 } })).toEqual(['bad_request', 'invalid_parameter', 'lexicon']);
    expect(refused({ text: 'hi', pronunciations: { a: 'b' }, exaggeration: 1 })).toBeUndefined();
    expect(fromSpeechBody({ text: 'hi', exaggeration: 1, voice: null }).unknown).toEqual(['exaggeration']);
  });
});

const WORD = { text: 'Hi', start: 0, end: 0.2, charStart: 0, charEnd: 2 };
const RESULT = {
  model: 'm',
  language: 'en',
  duration: 1,
  warnings: [{ type: 'fallback', subject: 'voice', message: 'Another speaks.' }],
  usage: { characters: 2 },
  response: {},
} as const;

describe('events', () => {
  it('come back as they went', () => {
    const speech: SpeechEvent[] = [
      {
        type: 'start',
        format: 'mp3',
        sampleRate: 22_050,
        channels: 1,
        model: 'm',
        voice: 'v',
        warnings: RESULT.warnings,
      },
      { type: 'audio', data: new Uint8Array([0, 255, 10, 13]) },
      { type: 'audio', data: new Uint8Array(0) },
      { type: 'word', word: WORD },
      { type: 'mark', mark: { name: 'here', time: 0.5 } },
      { type: 'progress', progress: { fraction: 0.5, stage: 'chunk 1 of 2' } },
      { type: 'done', details: { ...RESULT, voice: 'v', words: [WORD], marks: [] } },
    ];
    for (const event of speech) expect(decodeSpeechEvent(JSON.parse(encodeSpeechEvent(event)))).toEqual(event);
    const segment = {
      text: 'Hi',
      start: 0,
      end: 1,
      speaker: 'SPEAKER_00',
      words: [{ text: 'Hi', start: 0, end: 1, confidence: 0.9 }],
    };
    const heard: TranscriptEvent[] = [
      { type: 'partial', text: 'H', start: 0 },
      { type: 'segment', segment },
      { type: 'progress', progress: { fraction: 1 } },
      { type: 'done', transcript: { ...RESULT, text: 'Hi', segments: [segment] } },
    ];
    for (const event of heard) expect(decodeTranscriptEvent(JSON.parse(encodeTranscriptEvent(event)))).toEqual(event);
  });

  it('are one line each', () => {
    const line = encodeSpeechEvent({ type: 'progress', progress: { fraction: 0, stage: 'a\nb\u2028' } });
    expect(line.indexOf('\n')).toBe(line.length - 1);
  });

  it('that are errors are thrown as they were', () => {
    const thrown = new errors.InternalError('A host crashed.', { reason: 'host_crashed', hint: 'Again.' });
    expect(() => decodeSpeechEvent(JSON.parse(encodeErrorLine(thrown, 'req_1')))).toThrow(
      expect.objectContaining({ name: 'InternalError', reason: 'host_crashed', requestId: 'req_1', hint: 'Again.' }),
    );
  });
});

describe('errors', () => {
  const wireClasses = [
    errors.BadRequestError,
    errors.UnauthorizedError,
    errors.InsufficientCreditsError,
    errors.ForbiddenError,
    errors.NotFoundError,
    errors.FileTooLargeError,
    errors.RateLimitedError,
    errors.InternalError,
    errors.ModelLoadingError,
    errors.UnsupportedError,
  ];

  it.each(wireClasses)('revive as the class that was thrown: %o', (ErrorClass) => {
    const thrown = new ErrorClass('It happened.', {
      reason: 'because',
      hint: 'Do this.',
      param: 'voice',
      details: { n: 1 },
    });
    const { status, body } = toErrorEnvelope(thrown, 'req_9');
    const revived = readErrorEnvelope(overWire(body), { status });
    expect(revived).toBeInstanceOf(ErrorClass);
    expect(revived.toJSON()).toEqual({ ...thrown.toJSON(), request_id: 'req_9' });
    expect(revived.retryable).toBe(thrown.retryable);
  });

  it('that are not our own tell nothing of their inside', () => {
    const { status, body } = toErrorEnvelope(new Error('password=hunter2'), 'req_9');
    expect(status).toBe(500);
    expect(JSON.stringify(body)).not.toContain('hunter2');
  });

  it('are read in both shapes of the seed', () => {
    const documented = {
      error: { code: 'insufficient_credits', message: 'No.', credits_required: 4, credits_available: 2 },
    };
    const live = { error: 'insufficient_credits', message: 'No.', credits_needed: 4, credits_remaining: 2 };
    for (const body of [documented, live]) {
      const error = readErrorEnvelope(body, { status: 402 });
      expect(error).toBeInstanceOf(errors.InsufficientCreditsError);
      expect(error).toMatchObject({ message: 'No.', creditsRequired: 4, creditsAvailable: 2 });
    }
    const unknown = readErrorEnvelope({ error: 'invalid_model', message: 'No such model.' }, { status: 404 });
    expect(unknown).toMatchObject({ name: 'NotFoundError', reason: 'invalid_model', message: 'No such model.' });
  });

  it.each([
    [400, 'BadRequestError', false],
    [401, 'UnauthorizedError', false],
    [402, 'InsufficientCreditsError', false],
    [403, 'ForbiddenError', false],
    [404, 'NotFoundError', false],
    [408, 'RequestTimeoutError', true],
    [409, 'BadRequestError', true],
    [413, 'FileTooLargeError', false],
    [422, 'BadRequestError', false],
    [429, 'RateLimitedError', true],
    [500, 'InternalError', true],
    [502, 'UnreachableError', true],
    [503, 'ModelLoadingError', true],
    [504, 'RequestTimeoutError', true],
    [599, 'InternalError', true],
  ])('go by the status %i when the body says nothing', (status, name, retryable) => {
    for (const body of [undefined, null, 'Bad Gateway', [], {}, { detail: 'x' }]) {
      expect(readErrorEnvelope(body, { status })).toMatchObject({ name, status, retryable });
    }
  });
});

describe('the header of warnings', () => {
  it('comes back as it went, whatever the text', () => {
    const warnings = [{ type: 'fallback', subject: 'voice', message: 'kokoro → flite 🙂 \ud800\r\nx: y' }] as const;
    const header = writeWarningsHeader(warnings);
    expect(header).toMatch(/^[\x21-\x7e]+$/);
    expect(readWarningsHeader(header)).toEqual(warnings);
    for (const broken of [null, '', '%', 'x', '7', '%7B%7D']) expect(readWarningsHeader(broken)).toEqual([]);
  });
});
