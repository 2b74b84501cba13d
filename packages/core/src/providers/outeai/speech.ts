import type { CallOptions } from '../../contract/call-options.ts';
import type { SpeechEvent, SpeechRequest, SpeechResult, SpeechStreamRequest } from '../../contract/speech.ts';
import { UnsupportedError } from '../../errors/errors.ts';
import { defined } from '../../wire/fields.ts';
import { readCredits } from '../../wire/headers.ts';
import { audioEvents } from '../shared/audio-events.ts';
import { inCallerTerms } from '../shared/caller-terms.ts';
import { chooseSpeaker, type Speaker, servedSpeaker } from '../shared/choose-speaker.ts';
import { gatherText } from '../shared/gather-text.ts';
import { type Lacks, leaveOutOfSpeech, NO_SSML } from '../shared/lacks.ts';
import { checkSpeechRequest } from '../shared/speech-fields.ts';
import { type AudioBody, generate, type OuteAiConnection } from './generation.ts';
import { DEFAULT_VOICES, OUTEAI_MODEL, speakerTypeOf } from './speakers.ts';

const LACKS: Lacks<keyof SpeechRequest> = {
  inputType: NO_SSML,
  words: { because: 'it tells no times of words' },
  verify: { because: 'it does not listen to what it says' },
  lexicon: { because: 'it says words as its model does' },
  speed: { because: 'it speaks at its own pace' },
  sampleRate: { because: 'its files have a rate of their own' },
  channels: { because: 'its files have one channel' },
  loudness: { because: 'it does not normalise' },
};

const PREFERRED: Speaker = { model: OUTEAI_MODEL, voice: 'EN-FEMALE-1-NEUTRAL', language: 'en-GB' };

/** Says that an id is one of a custom speaker, whatever it looks like. */
const CUSTOM = 'custom/';

/** What the ids of custom speakers look like. */
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Speaks a text and waits for the whole. */
export async function synthesize(
  connection: OuteAiConnection,
  request: SpeechRequest,
  options: CallOptions,
): Promise<SpeechResult> {
  options.signal?.throwIfAborted();
  const checked = check(request);
  const left = leaveOutOfSpeech('OuteAI', checked, LACKS);
  const speaker = await speakerOf(checked, options);
  const { audio, headers, warnings, response } = await generate(
    connection,
    bodyOf(connection, checked, speaker),
    options,
  );
  return {
    ...servedSpeaker(speaker, headers),
    audio,
    words: [],
    marks: [],
    duration: audio.duration,
    warnings: [...left, ...warnings],
    usage: { characters: checked.text.length, ...readCredits(headers) },
    response,
  };
}

/** Speaks a text as a stream, whose audio comes whole. */
export async function* streamSpeech(
  connection: OuteAiConnection,
  request: SpeechStreamRequest,
  options: CallOptions,
): AsyncGenerator<SpeechEvent> {
  const text = await gatherText(request?.text, options.signal);
  yield* audioEvents(connection.transport, await synthesize(connection, { ...request, text }, options), options.signal);
}

function check(request: SpeechRequest): SpeechRequest {
  try {
    const checked = checkSpeechRequest(request);
    if (checked.format === undefined || checked.format === 'wav') return checked;
    throw new UnsupportedError(`OuteAI makes no ${checked.format}.`, {
      reason: 'unsupported_format',
      param: 'format',
      hint: 'Ask for wav; convertAudio() of another service makes anything else of it.',
    });
  } catch (error) {
    throw inCallerTerms(error);
  }
}

function bodyOf({ settings }: OuteAiConnection, { text }: SpeechRequest, { model, voice }: Speaker): AudioBody {
  const isCustom = voice.startsWith(CUSTOM);
  const id = isCustom ? voice.slice(CUSTOM.length) : voice;
  return {
    model,
    prompt: text,
    speaker_type: isCustom ? 'custom' : speakerTypeOf(id),
    speaker_id: id,
    ...defined({ temperature: settings.temperature }),
  };
}

/** Settles who speaks. The service does not list models, so that any is passed on. */
async function speakerOf(
  { model = 'auto', voice = 'auto', language }: SpeechRequest,
  options: CallOptions,
): Promise<Speaker> {
  const isCustom = voice.startsWith(CUSTOM) || UUID.test(voice);
  const speaker = isCustom
    ? { voice, language: language ?? 'und' }
    : await chooseSpeaker(defined({ voice, language }), PREFERRED, async () => DEFAULT_VOICES, options);
  return { ...speaker, model: model === 'auto' ? OUTEAI_MODEL : model };
}
