import type { SpeechRequest } from '../../contract/speech.ts';
import type { VoiceService } from '../../contract/voice-service.ts';
import { PotooError } from '../../errors/potoo-error.ts';
import { check, checkError, collect, type ExpectedError, rejectionOf } from '../check.ts';
import type { Bench, ConformanceCase } from '../conformance-case.ts';
import { longText, SENTENCE } from '../texts.ts';

const EMPTY: ExpectedError = { codes: ['bad_request'], reasons: ['empty_text', 'nothing_to_speak'], param: 'text' };
const INVALID: Omit<ExpectedError, 'param'> = { codes: ['bad_request'], reasons: ['invalid_parameter'] };

/** Requests that no service may accept. Fields may have any type, as those of a caller without types. */
const REFUSED: ReadonlyArray<readonly [string, object | undefined, ExpectedError]> = [
  ['no request', undefined, { codes: ['bad_request'] }],
  ['no text', {}, { ...INVALID, param: 'text' }],
  ['empty text', { text: '' }, EMPTY],
  ['blank text', { text: ' \n\t\u00a0 ' }, EMPTY],
  ['control characters', { text: '\u0000\u0001\u0002\u001b' }, EMPTY],
  ['a lone surrogate', { text: '\ud83d' }, EMPTY],
  ['a number as text', { text: 42 }, { ...INVALID, param: 'text' }],
  ['an object as text', { text: { text: 'hi' } }, { ...INVALID, param: 'text' }],
  ['speed 0', { text: SENTENCE, speed: 0 }, { ...INVALID, param: 'speed' }],
  ['speed 3', { text: SENTENCE, speed: 3 }, { ...INVALID, param: 'speed' }],
  ['speed NaN', { text: SENTENCE, speed: Number.NaN }, { ...INVALID, param: 'speed' }],
  ['speed Infinity', { text: SENTENCE, speed: Number.POSITIVE_INFINITY }, { ...INVALID, param: 'speed' }],
  ['a string as speed', { text: SENTENCE, speed: '1' }, { ...INVALID, param: 'speed' }],
  ['sample rate 1', { text: SENTENCE, sampleRate: 1 }, { ...INVALID, param: 'sampleRate' }],
  ['five channels', { text: SENTENCE, channels: 5 }, { ...INVALID, param: 'channels' }],
  ['loudness above full scale', { text: SENTENCE, loudness: 5 }, { ...INVALID, param: 'loudness' }],
  ['a string as words', { text: SENTENCE, words: 'yes' }, { ...INVALID, param: 'words' }],
  ['an unknown input type', { text: SENTENCE, inputType: 'html' }, { ...INVALID, param: 'inputType' }],
  [
    'an unknown option',
    { text: SENTENCE, spede: 1 },
    { codes: ['bad_request'], reasons: ['unknown_parameter'], param: 'spede' },
  ],
  [
    'an unknown format',
    { text: SENTENCE, format: 'midi' },
    { codes: ['bad_request'], reasons: ['unsupported_format'], param: 'format' },
  ],
  [
    'an unknown model',
    { text: SENTENCE, model: 'no-such-model' },
    { codes: ['not_found'], reasons: ['model_not_found'] },
  ],
  [
    'an unknown voice',
    { text: SENTENCE, voice: 'no-such-voice' },
    { codes: ['not_found'], reasons: ['voice_not_found'] },
  ],
  [
    'an unknown language',
    { text: SENTENCE, language: 'zxx' },
    { codes: ['bad_request', 'not_found', 'unsupported'], reasons: ['language_not_supported'] },
  ],
];

/** Texts that are odd: spoken or refused, but never a crash. */
const ODD: readonly string[] = [
  '🙂🙂🙂',
  'Hello \ud800 there \udc00.',
  'a\u0000b\u0007c',
  '...!?;',
  '\u202eabc\u202c \u200b\ufeff',
  '<speak>unclosed',
  'x'.repeat(3000),
];

/** Cases about requests to speak that are wrong. */
export function badSpeechCases(bench: Bench): ConformanceCase[] {
  return [
    ...REFUSED.map(([what, request, expected]) => ({
      name: `${what} is refused with a typed error`,
      run: () => refuses(bench, what, request, expected),
    })),
    { name: 'text beyond the limit is refused with a typed error', run: () => refusesLongText(bench) },
    { name: 'odd text is spoken or refused, and nothing crashes', run: () => survivesOddText(bench) },
    { name: 'a stream refuses on its first read', run: () => streamRefuses(bench) },
  ];
}

async function refuses(
  bench: Bench,
  what: string,
  request: object | undefined,
  expected: ExpectedError,
): Promise<void> {
  const named = request && ('model' in request || 'voice' in request || 'language' in request);
  const whole = request && !named ? { ...bench.speech, ...request } : request;
  checkError(await rejectionOf(speakUntyped(await bench.service(), whole), what), expected, what);
}

/** Calls as a program without types would. */
function speakUntyped(service: VoiceService, request: object | undefined): Promise<unknown> {
  const { synthesize } = { synthesize: (value: unknown) => service.synthesize(value as SpeechRequest) };
  return synthesize(request);
}

async function refusesLongText(bench: Bench): Promise<void> {
  const voiceService = await bench.service();
  const { maxCharacters } = await voiceService.capabilities();
  const text = longText(Math.max(1_000_000, maxCharacters) + 1_000);
  if (text.length <= maxCharacters) return;
  const error = await rejectionOf(voiceService.synthesize({ ...bench.speech, text }), 'a text that is too long');
  checkError(
    error,
    { codes: ['bad_request', 'file_too_large'], reasons: ['text_too_long'] },
    'a text that is too long',
  );
}

async function survivesOddText(bench: Bench): Promise<void> {
  const voiceService = await bench.service();
  const { ssml } = await voiceService.capabilities();
  for (const text of ODD) {
    const what = `the text ${JSON.stringify(text.slice(0, 20))}`;
    try {
      const { audio, duration } = await voiceService.synthesize({ ...bench.speech, text, format: 'wav' });
      check(audio.bytes().length > 0 && duration > 0, `${what} gave no audio`);
    } catch (error) {
      check(PotooError.isInstance(error), `${what} gave no typed error but ${String(error)}`);
      const isUnread = !ssml && text.startsWith('<speak');
      checkError(error, { codes: [isUnread ? 'unsupported' : 'bad_request'] }, what);
    }
  }
  await voiceService.synthesize({ ...bench.speech, text: SENTENCE });
}

async function streamRefuses(bench: Bench): Promise<void> {
  const voiceService = await bench.service();
  const empty = collect(voiceService.streamSpeech({ ...bench.speech, text: '' }));
  checkError(await rejectionOf(empty, 'empty text'), EMPTY, 'empty text');
  const unknown = collect(voiceService.streamSpeech({ text: SENTENCE, voice: 'no-such-voice' }));
  checkError(await rejectionOf(unknown, 'an unknown voice'), { codes: ['not_found'] }, 'an unknown voice');
  async function* nothing(): AsyncGenerator<string> {}
  const silent = collect(voiceService.streamSpeech({ ...bench.speech, text: nothing() }));
  checkError(await rejectionOf(silent, 'text without pieces'), EMPTY, 'text without pieces');
}
