import type {
  AudioInput,
  CallOptions,
  SpeakAsRequest,
  SpeechEvent,
  SpeechResult,
  SpeechStreamRequest,
  Transcript,
  TranscriptionRequest,
  TranslateSpeechRequest,
  TranslationResult,
  Warning,
} from '@potoo/core';
import { AudioOutput } from '@potoo/core/audio';
import { BadRequestError, PotooError, UnreachableError } from '@potoo/core/errors';
import { spoolAudio } from '../audio/spool.ts';
import { canonicalLanguage, primaryLanguage } from '../models/language-tags.ts';
import { resolveVoice } from '../models/resolve-voice.ts';
import { UNDETERMINED } from '../models/undetermined-language.ts';
import { definedFields } from '../requests/defined-fields.ts';
import { namedByCaller } from '../requests/named-by-caller.ts';
import { type CheckedTranslateRequest, checkTranslateRequest } from '../requests/translate-request.ts';
import { chooseTranslator, type TranslatorQuery } from '../translation/choose-translator.ts';
import type { HearingTranslator, Translator, TranslatorChoice } from '../translation/contract.ts';
import { hearingTranslators } from '../translation/hearing-translators.ts';
import { PassageTranslation } from '../translation/passage-translation.ts';
import { pulledTranslators } from '../translation/pulled-translators.ts';
import type { EngineCall } from './engine-call.ts';
import { gatherSpeech } from './gather-speech.ts';
import type { SpeakingManner } from './speak-installed.ts';
import { transcribe } from './transcribe.ts';

/** What is told of audio that was not made: rate in hertz. */
const UNSPOKEN = { sampleRate: 16_000, channels: 1 } as const;

/** What a translation is made with. */
export interface TranslationParts {
  readonly translators: readonly Translator[];
  transcribe(request: TranscriptionRequest, options: CallOptions): Promise<Transcript>;
  speak(request: SpeechStreamRequest, options: CallOptions, manner: SpeakingManner): AsyncIterable<SpeechEvent>;
  speakAs(request: SpeakAsRequest, options: CallOptions): Promise<SpeechResult>;
}

/**
 * Says a recording in another language: recognise, translate passage by passage, speak the first while the next are
 * translated. Whatever can be told to be missing is told before the recognition.
 */
export async function translateSpeech(
  request: TranslateSpeechRequest,
  call: EngineCall,
  parts: TranslationParts,
): Promise<TranslationResult> {
  const checked = checkTranslateRequest(request);
  const to = languageOf(checked.targetLanguage, 'targetLanguage') ?? missingTarget();
  const stated = languageOf(checked.sourceLanguage, 'sourceLanguage');
  if (checked.speak) await checkVoice(checked, to, call);
  const query = { model: checked.model, from: stated ?? UNDETERMINED, to, strict: call.options.strict };
  const isSame = stated !== undefined && primaryLanguage(stated) === primaryLanguage(to);
  // Recognisers come last: they translate a stretch at a time, and know nothing of what was said before.
  const translators = [...pulledTranslators(call), ...parts.translators, ...hearingTranslators(call.inventory)];
  const choose = (wanted: TranslatorQuery) => chooseTranslator(translators, call.inventory, wanted, call.signal);
  const early = isSame ? undefined : await choose(query);

  const { options, signal, lane } = call;
  const { tempDirectory: directory, maxAudioBytes: maxBytes } = options;
  await using spooled = await spoolAudio(checked.audio, { directory, maxBytes, signal });
  const audio = { path: spooled.path };
  // Who translates what it hears has to hear it anyway.
  const model = early && isHearing(early.translator) ? early.translator.id : undefined;
  const listening = { audio, ...definedFields({ fileName: checked.fileName, language: stated, model }) };
  const heard = await parts
    .transcribe(listening, {
      signal,
      lane,
      onProgress: ({ fraction }) => call.onProgress?.({ fraction: fraction / 2, stage: 'listening' }),
    })
    .catch((error: unknown) => Promise.reject(namedByCaller(error, 'language', 'sourceLanguage')));
  if (heard.text.trim() === '') throw noSpeech();

  const needsNone = primaryLanguage(heard.language) === primaryLanguage(to);
  const heardQuery = { ...query, from: heard.language };
  const chosen = early && !needsNone ? await choose(heardQuery) : undefined;
  const asked = { ...heardQuery, model: chosen?.model ?? heardQuery.model };
  const { passages, translator } = await openPassages(chosen?.translator, heard, { audio, to, call });
  const translation = new PassageTranslation(passages, translator, asked, call);
  const spoken = checked.speak
    ? await speakTranslation(checked, translation, { audio, to, call, parts })
    : await writeTranslation(checked, translation);
  return {
    audio: spoken.audio,
    originalText: heard.text,
    translatedText: translation.text,
    sourceLanguage: heard.language,
    targetLanguage: to,
    warnings: [...heard.warnings, ...(chosen?.warnings ?? [notNeeded(to, checked.speak)]), ...spoken.warnings],
    usage: { audioSeconds: heard.duration, characters: translation.text.length },
    response: {},
  };
}

function isHearing(translator: TranslatorChoice): translator is HearingTranslator {
  return 'hears' in translator;
}

/** What there is to translate; of a recogniser that translates, what it wrote down is the translation. */
async function openPassages(
  translator: Translator | HearingTranslator | undefined,
  heard: Transcript,
  { audio, to, call }: Pick<SpeakingPlace, 'audio' | 'to' | 'call'>,
): Promise<{ readonly passages: readonly string[]; readonly translator?: Translator }> {
  const textsOf = ({ segments }: Transcript) => segments.map(({ text }) => text);
  if (!translator) return { passages: textsOf(heard) };
  if (!isHearing(translator)) return { passages: textsOf(heard), translator };
  const language = heard.language === UNDETERMINED ? undefined : heard.language;
  const request = { audio, model: translator.id, ...definedFields({ language }) };
  const passages = textsOf(await transcribe(request, call, to));
  if (passages.length > 0) return { passages };
  throw new UnreachableError(`The recogniser ${translator.id} wrote down no translation.`, {
    reason: 'invalid_response',
    hint: 'Translate with another model, such as a language model.',
  });
}

interface SpeakingPlace {
  readonly audio: AudioInput;
  readonly to: string;
  readonly call: EngineCall;
  readonly parts: TranslationParts;
}

/** Makes the text of a translation, and no sound. */
async function writeTranslation({ format }: CheckedTranslateRequest, translation: PassageTranslation) {
  for await (const _ of translation.pieces());
  return { audio: new AudioOutput(new Uint8Array(0), { format, duration: 0, ...UNSPOKEN }), warnings: [] };
}

/** Speaks a translation, in the speaker's own voice if that is wanted and can be done. */
async function speakTranslation(
  { voice, preserveVoice, format, bitrate, sampleRate, channels, loudness }: CheckedTranslateRequest,
  translation: PassageTranslation,
  { audio, to, call, parts }: SpeakingPlace,
): Promise<SpeechResult> {
  const { signal, lane } = call;
  const speech = { ...definedFields({ format, bitrate, sampleRate, channels, loudness }), language: to } as const;
  const plain = { ...speech, voice, inputType: 'text' } as const;
  if (!preserveVoice) {
    return gatherSpeech(parts.speak({ ...plain, text: translation.pieces() }, { signal, lane }, { streaming: false }));
  }
  const text = (await Array.fromAsync(translation.pieces())).join('').trim();
  try {
    return await parts.speakAs({ ...speech, inputType: 'text', text, reference: audio }, { signal, lane });
  } catch (error) {
    // The recording may be too short or too noisy to take a voice from: its words are still worth saying.
    const isAboutVoice = PotooError.isInstance(error) && (error.param === 'reference' || error.code === 'unsupported');
    if (signal.aborted || !isAboutVoice) throw error;
    const result = await gatherSpeech(parts.speak({ ...plain, text }, { signal, lane }, { streaming: false }));
    return { ...result, warnings: [voiceNotKept(error), ...result.warnings] };
  }
}

async function checkVoice({ voice }: CheckedTranslateRequest, language: string, call: EngineCall): Promise<void> {
  const query = { model: 'auto', voice, language, detectLanguage: async () => language, strict: call.options.strict };
  try {
    await resolveVoice(call.inventory, query);
  } catch (error) {
    throw namedByCaller(error, 'language', 'targetLanguage');
  }
}

function languageOf(tag: string | undefined, param: string): string | undefined {
  try {
    return canonicalLanguage(tag);
  } catch (error) {
    throw namedByCaller(error, 'language', param);
  }
}

function missingTarget(): never {
  throw new BadRequestError('The language to translate into is not known.', {
    reason: 'language_not_supported',
    param: 'targetLanguage',
    hint: 'Name one by its BCP-47 tag, such as es; only the language of the recording can be detected.',
  });
}

function noSpeech(): BadRequestError {
  return new BadRequestError('Nothing is said in the recording.', {
    reason: 'no_speech',
    param: 'audio',
    hint: 'Send a recording in which somebody speaks.',
  });
}

function notNeeded(language: string, spoken: boolean): Warning {
  const done = spoken ? 'it was spoken again without a translation' : 'its text was left as it is';
  const message = `The recording is in ${language} already: ${done}.`;
  return { type: 'other', subject: 'targetLanguage', message };
}

function voiceNotKept({ message }: PotooError): Warning {
  return { type: 'unsupported', subject: 'preserveVoice', message: `The speaker's voice was not kept: ${message}` };
}
