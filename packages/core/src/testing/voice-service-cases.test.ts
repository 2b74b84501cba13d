import { afterAll, describe, expect, it } from 'vitest';
import type { VoiceService } from '../contract/voice-service.ts';
import { InternalError } from '../errors/errors.ts';
import { potoo } from '../providers/potoo/potoo.ts';
import { serveVoice } from './__fixtures__/serve-voice.ts';
import { TONE_FEATURES, toneService } from './__fixtures__/tone-service.ts';
import { ConformanceError } from './check.ts';
import type { SampleAudio } from './conformance-case.ts';
import { makeWav } from './containers/wav.ts';
import { voiceServiceCases } from './voice-service-cases.ts';

const SAID = 'the owl and the pussycat went to sea';
const { audio: recording, duration } = await toneService().synthesize({ text: SAID, format: 'pcm' });
const pcm = new Int16Array(recording.bytes().buffer);
const bytes = makeWav(
  Float32Array.from(pcm, (value) => value / 0x80_00),
  16_000,
);
const sampleAudio: SampleAudio = { bytes, text: SAID, language: 'en', duration, recall: 1 };

const cleanUps: Array<() => Promise<void>> = [];
afterAll(async () => {
  for (const cleanUp of cleanUps) await cleanUp();
});

function casesOf(create: () => Promise<VoiceService>) {
  return voiceServiceCases({ create, features: TONE_FEATURES, sampleAudio });
}

describe('an honest service keeps every promise', () => {
  for (const { name, run } of casesOf(async () => toneService())) it(name, run);
});

describe('and so does potoo() in front of it, over a socket', () => {
  const create = async () => {
    const { url, close } = await serveVoice(toneService());
    cleanUps.push(close);
    return potoo({ baseUrl: url });
  };
  for (const { name, run } of casesOf(create)) it(name, run);
});

/** Ways to break the contract, and the case that has to notice. */
const BROKEN: ReadonlyArray<readonly [string, string, (service: VoiceService) => Partial<VoiceService>]> = [
  [
    'overstates the length',
    'speech is sound of the length that it states',
    (service) => ({
      synthesize: async (request, options) => {
        const result = await service.synthesize(request, options);
        return { ...result, duration: result.duration * 1.05 };
      },
    }),
  ],
  [
    'is silent',
    'speech is sound of the length that it states',
    (service) => ({
      synthesize: async (request, options) => {
        const result = await service.synthesize(request, options);
        result.audio.bytes().fill(0, 44);
        return result;
      },
    }),
  ],
  [
    'clips',
    'speech is sound of the length that it states',
    (service) => ({
      synthesize: async (request, options) => {
        const result = await service.synthesize(request, options);
        result.audio.bytes().fill(0x7f, 44, 4044);
        for (let index = 44; index < 4044; index += 2) result.audio.bytes()[index] = 0xff;
        return result;
      },
    }),
  ],
  [
    'ignores the speed',
    'speed 2 halves the length, speed 0.5 doubles it',
    (service) => ({
      synthesize: (request, options) => service.synthesize({ ...request, speed: 1 }, options),
    }),
  ],
  [
    'ignores the sample rate',
    'speech has the rate and channels that were asked for',
    (service) => ({
      synthesize: (request, options) => service.synthesize({ ...request, sampleRate: 8000 }, options),
    }),
  ],
  [
    'lists a voice twice',
    'every voice has an id of its own and a model that is listed',
    (service) => ({
      listVoices: async (filter, options) => [
        ...(await service.listVoices(filter, options)),
        ...(await service.listVoices(filter)),
      ],
    }),
  ],
  [
    'ignores filters',
    'filters of voices and models narrow',
    (service) => ({
      listVoices: (_, options) => service.listVoices({}, options),
    }),
  ],
  [
    'claims a feature',
    'capabilities agree with themselves and with the features',
    (service) => ({
      capabilities: async () => ({ ...(await service.capabilities()), features: [...TONE_FEATURES, 'enhance'] }),
    }),
  ],
  [
    'counts code points',
    'offsets hold in text with emoji, numbers, signs and abbreviations',
    (service) => ({
      synthesize: async (request, options) => {
        const result = await service.synthesize(request, options);
        const points = (index: number) => [...request.text.slice(0, index)].length;
        const words = result.words.map((word) => ({
          ...word,
          charStart: points(word.charStart),
          charEnd: points(word.charEnd),
        }));
        return { ...result, words };
      },
    }),
  ],
  [
    'loses a word',
    'words come in order, inside the audio, with exact offsets',
    (service) => ({
      synthesize: async (request, options) => {
        const result = await service.synthesize(request, options);
        return { ...result, words: result.words.slice(1) };
      },
    }),
  ],
  [
    'holds back the audio',
    'the first audio of a stream comes before its end is made',
    (service) => ({
      async *streamSpeech(request, options) {
        const held: Uint8Array[] = [];
        for await (const event of service.streamSpeech(request, options)) {
          if (event.type === 'audio') held.push(event.data);
          if (event.type === 'done') yield { type: 'audio', data: new Uint8Array(Buffer.concat(held)) };
          if (event.type !== 'audio') yield event;
        }
      },
    }),
  ],
  [
    'is done twice',
    'a stream starts once, is done once, and its bytes are a file',
    (service) => ({
      async *streamSpeech(request, options) {
        for await (const event of service.streamSpeech(request, options)) {
          yield event;
          if (event.type === 'done') yield event;
        }
      },
    }),
  ],
  [
    'wraps the reason of an abort',
    'a signal that has aborted stops every call with its reason',
    (service) => ({
      synthesize: async (request, options) => {
        try {
          return await service.synthesize(request, options);
        } catch (cause) {
          throw new InternalError('It failed.', { cause });
        }
      },
    }),
  ],
  [
    'does not stop',
    'a signal that aborts stops speech with its reason',
    (service) => ({
      streamSpeech: (request) => service.streamSpeech({ ...request, text: String(request.text).slice(0, 500) }),
    }),
  ],
  [
    'accepts empty text',
    'empty text is refused with a typed error',
    (service) => ({
      synthesize: (request, options) => service.synthesize({ ...request, text: request?.text || 'nothing' }, options),
    }),
  ],
  [
    'throws plain errors',
    'an unknown voice is refused with a typed error',
    (service) => ({
      synthesize: (request, options) =>
        service.synthesize(request, options).catch(() => Promise.reject(new Error('voice'))),
    }),
  ],
  [
    'gives no hints',
    'speed 3 is refused with a typed error',
    (service) => ({
      synthesize: (request, options) =>
        service
          .synthesize(request, options)
          .catch((error) => Promise.reject(Object.assign(error, { hint: undefined }))),
    }),
  ],
  [
    'hears words in silence',
    'silence gives an empty text',
    (service) => ({
      transcribe: async (request, options) => ({ ...(await service.transcribe(request, options)), text: 'you' }),
    }),
  ],
  [
    'hears nothing',
    'a recording gives its words, in order and inside it',
    (service) => ({
      transcribe: async (request, options) => ({ ...(await service.transcribe(request, options)), text: '' }),
    }),
  ],
  ['does not close', 'a closed service refuses calls, and closes twice', () => ({ close: async () => {} })],
  [
    'pretends to enhance',
    'enhance is refused as unsupported',
    (service) => ({
      enhance: (request, options) => service.convertAudio(request, options),
    }),
  ],
];

describe('a service is caught that', () => {
  it.each(BROKEN)('%s', async (_, caseName, breakIt) => {
    const create = async () => {
      const honest = toneService();
      return { ...honest, ...breakIt(honest) };
    };
    const found = casesOf(create).find(({ name }) => name === caseName);
    expect(found, caseName).toBeDefined();
    await expect(found?.run()).rejects.toBeInstanceOf(ConformanceError);
  });
});
