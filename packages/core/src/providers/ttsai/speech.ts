import type { AudioFormat } from '../../audio/formats.ts';
import type { CallOptions } from '../../contract/call-options.ts';
import type { SpeechEvent, SpeechRequest, SpeechResult, SpeechStreamRequest } from '../../contract/speech.ts';
import type { Answer } from '../../transport/answer.ts';
import { jsonBody } from '../../transport/request-body.ts';
import { defined } from '../../wire/fields.ts';
import { PATHS } from '../../wire/paths.ts';
import { audioEvents, readAudioStream } from '../shared/audio-events.ts';
import { inCallerTerms } from '../shared/caller-terms.ts';
import { chooseSpeaker, type ListVoices, type Speaker } from '../shared/choose-speaker.ts';
import type { Connection } from '../shared/connection.ts';
import { gatherText } from '../shared/gather-text.ts';
import { type SpeechOrder, speechFacts } from '../shared/speech-facts.ts';
import { checkSpeechRequest } from '../shared/speech-fields.ts';
import { leaveOutOfSpeech, respellingOf } from './lacks.ts';
import { acceptOf, isWritten, reshape, routeFormat } from './output.ts';
import { isJson, readMadeAudio } from './results.ts';

/** Formats that the route writes itself. */
const WRITTEN = ['mp3', 'wav', 'flac', 'ogg'] as const;

/** Who speaks when nobody is named: the voice of the API's own examples. */
const PREFERRED: Speaker = { model: 'kokoro', voice: 'af_bella', language: 'en' };

/** A connection whose voices are known. */
export interface SpeechConnection extends Connection {
  readonly listVoices: ListVoices;
}

/** Speaks a text and collects the whole. */
export async function synthesize(
  connection: SpeechConnection,
  request: SpeechRequest,
  options: CallOptions,
): Promise<SpeechResult> {
  try {
    options.signal?.throwIfAborted();
    const order = await orderOf(connection, request, options);
    return await collect(connection, order, await sendOrder(connection, order, false, options), options);
  } catch (error) {
    throw inCallerTerms(error);
  }
}

/** Speaks a text as a stream. A text that is still arriving is gathered first. */
export async function* streamSpeech(
  connection: SpeechConnection,
  request: SpeechStreamRequest,
  options: CallOptions,
): AsyncGenerator<SpeechEvent> {
  try {
    const text = await gatherText(request?.text, options.signal);
    options.signal?.throwIfAborted();
    const order = await orderOf(connection, { ...request, text }, options);
    const answer = await sendOrder(connection, order, order.isFinal, options);
    if (order.isFinal && !isJson(answer)) {
      const { headers } = answer;
      yield* readAudioStream(answer.chunks(), speechFacts(order, headers));
    } else {
      const result = await collect(connection, order, answer, options);
      yield* audioEvents(connection.transport, result, options.signal);
    }
  } catch (error) {
    throw inCallerTerms(error);
  }
}

/** A request that was checked, and what is asked of the route. */
export interface Order extends SpeechOrder {
  /** The format that the route is to write. */
  readonly format: AudioFormat;
  /** Whether that is the form that was asked for, so that it can be passed on as it comes. */
  readonly isFinal: boolean;
  readonly accept: string;
}

/** Checks a request, and settles who speaks it and how. */
export async function orderOf(
  connection: SpeechConnection,
  request: SpeechRequest,
  options: CallOptions,
): Promise<Order> {
  const checked = checkSpeechRequest(request);
  const warnings = leaveOutOfSpeech(checked);
  const format = routeFormat(checked, WRITTEN);
  const speaker = await chooseSpeaker(checked, PREFERRED, connection.listVoices, options);
  const isFinal = isWritten(checked, WRITTEN);
  return { request: checked, speaker, warnings, format, isFinal, accept: acceptOf(format) };
}

async function sendOrder(
  { transport }: Connection,
  { request, speaker, format, accept }: Order,
  stream: boolean,
  options: CallOptions,
): Promise<Answer> {
  const body = jsonBody({ ...toTtsAiSpeech(request, speaker, format), ...(stream && { stream }) });
  return transport.send({ method: 'POST', path: PATHS.synthesize, accept, body, answersEarly: stream }, options);
}

/** A request as the API has it. */
export function toTtsAiSpeech(request: SpeechRequest, { model, voice }: Speaker, format: AudioFormat): object {
  const { text, speed, language, lexicon } = request;
  const pronunciations = Object.entries(lexicon ?? {}).flatMap(([word, entry]) => {
    const respelling = respellingOf(entry);
    return respelling === undefined ? [] : [[word, respelling]];
  });
  return {
    ...defined({ model, text, voice, format, speed, language }),
    ...(pronunciations.length > 0 && { pronunciations: Object.fromEntries(pronunciations) }),
  };
}

async function collect(
  connection: Connection,
  order: Order,
  answer: Answer,
  options: CallOptions,
): Promise<SpeechResult> {
  const made = await readMadeAudio(connection, answer, options);
  const audio = await reshape(connection, made.audio, order.request, options);
  return { ...speechFacts(order, made.headers, made.usage), audio, duration: audio.duration };
}
