import type { AudioFormat } from '../../audio/formats.ts';
import type { CallOptions } from '../../contract/call-options.ts';
import type { SpeechEvent, SpeechRequest, SpeechResult, SpeechStreamRequest } from '../../contract/speech.ts';
import type { Voice } from '../../contract/voices.ts';
import type { Warning } from '../../contract/warnings.ts';
import { UnsupportedError } from '../../errors/errors.ts';
import type { Answer } from '../../transport/answer.ts';
import { truncated } from '../../transport/lines.ts';
import { jsonBody } from '../../transport/request-body.ts';
import { SERVER_EVENTS_TYPE } from '../../transport/server-events.ts';
import { readBase64 } from '../../wire/base64.ts';
import { readErrorEnvelope } from '../../wire/error-envelope.ts';
import { defined, Fields } from '../../wire/fields.ts';
import { readAudioStream } from '../shared/audio-events.ts';
import { readAudioFile } from '../shared/audio-file.ts';
import { inCallerTerms } from '../shared/caller-terms.ts';
import { chooseSpeaker, type ListVoices, type Speaker } from '../shared/choose-speaker.ts';
import { gatherText } from '../shared/gather-text.ts';
import { leaveOut, leaveOutOfSpeech } from '../shared/lacks.ts';
import { type SpeechOrder, speechFacts } from '../shared/speech-facts.ts';
import { checkSpeechRequest } from '../shared/speech-fields.ts';
import type { OpenAiConnection } from './connection.ts';
import { CALLER_NAMES, FORMATS, NAME, SPEECH_LACKS } from './interface.ts';

/** A connection whose voices are known. */
export interface SpeechConnection extends OpenAiConnection {
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
    const answer = await send(connection, order, 'audio', options);
    const audio = readAudioFile(await answer.bytes(), answer.headers, order.format);
    const details = speechFacts(order, answer.headers);
    const warnings = [...details.warnings, ...otherFormat(order.format, audio.format)];
    return { ...details, warnings, audio, duration: audio.duration };
  } catch (error) {
    throw inCallerTerms(error, CALLER_NAMES);
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
    const { streamFormat } = connection.defaults;
    const answer = await send(connection, order, streamFormat, options);
    const pieces = streamFormat === 'sse' ? audioOf(answer) : answer.chunks();
    yield* readAudioStream(pieces, speechFacts(order, answer.headers), order.format);
  } catch (error) {
    throw inCallerTerms(error, CALLER_NAMES);
  }
}

/** A request that was checked, with the format that is asked for. */
interface Order extends SpeechOrder {
  readonly format: AudioFormat;
}

async function orderOf(connection: SpeechConnection, request: SpeechRequest, options: CallOptions): Promise<Order> {
  const checked = checkSpeechRequest(request);
  const format = checked.format ?? 'mp3';
  if (!FORMATS.some((one) => one === format)) throw notWritten(format);
  const left = leaveOutOfSpeech(NAME, checked, SPEECH_LACKS);
  const { speaker, isOfLanguage } = await speakerOf(connection, checked, options);
  const { language } = checked;
  const because = 'its voices go by the text, and speak any language that they know';
  const untold = isOfLanguage ? [] : leaveOut(NAME, { language }, { language: { because } });
  return { request: checked, format, speaker, warnings: [...left, ...untold] };
}

/**
 * Settles who speaks. Servers take voices and models that they do not list, so that those that are named are passed on as
 * they are; what is left open is chosen from the voices whose languages the server tells.
 */
async function speakerOf(
  { defaults, listVoices }: SpeechConnection,
  { model = 'auto', voice = 'auto', language }: SpeechRequest,
  options: CallOptions,
): Promise<{ readonly speaker: Speaker; readonly isOfLanguage: boolean }> {
  const named: Speaker = {
    model: model === 'auto' ? defaults.speechModel : model,
    voice: voice === 'auto' ? defaults.voice : voice,
    language: language ?? 'und',
  };
  const asNamed = { speaker: named, isOfLanguage: false };
  if (voice !== 'auto' || (model === 'auto' && language === undefined)) return asNamed;
  const fits = (one: Voice) => !one.languages.includes('und') && (model === 'auto' || one.model === model);
  const voices = (await listVoices(options)).filter(fits);
  if (voices.length === 0) return asNamed;
  const speaker = await chooseSpeaker(defined({ model, language }), named, async () => voices, options);
  return { speaker, isOfLanguage: true };
}

function send(
  { transport, defaults }: SpeechConnection,
  { request, format, speaker }: Order,
  streamFormat: 'audio' | 'sse',
  options: CallOptions,
): Promise<Answer> {
  const body = jsonBody({
    ...defaults.extraBody,
    model: speaker.model,
    input: request.text,
    voice: speaker.voice,
    response_format: format,
    ...defined({ speed: request.speed }),
    ...(streamFormat === 'sse' && { stream_format: streamFormat }),
  });
  const accept = streamFormat === 'sse' ? SERVER_EVENTS_TYPE : 'application/octet-stream, audio/*';
  return transport.send({ method: 'POST', path: '/v1/audio/speech', accept, body }, options);
}

/** The bytes that events carry. @throws {StreamTruncatedError} If the last event is missing. */
async function* audioOf(answer: Answer): AsyncGenerator<Uint8Array> {
  for await (const event of answer.events()) {
    const fields = new Fields(event);
    if (fields.raw('error') !== undefined) throw readErrorEnvelope(event);
    const type = fields.optionalString('type');
    if (type === 'speech.audio.delta') yield readBase64(fields.string('audio'));
    if (type === 'speech.audio.done') return;
  }
  throw truncated();
}

function otherFormat(asked: AudioFormat, made: AudioFormat): Warning[] {
  if (asked === made) return [];
  return [{ type: 'unsupported', subject: 'format', message: `${asked} was asked for, and the service made ${made}.` }];
}

function notWritten(format: AudioFormat): UnsupportedError {
  return new UnsupportedError(`${NAME} makes no ${format}.`, {
    reason: 'unsupported_format',
    param: 'format',
    hint: `Ask for one of ${FORMATS.join(', ')}.`,
  });
}
